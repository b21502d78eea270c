import { type Actor, minPhotos, photosMark, waitsForAdmin } from '../../services/actors/actor.ts';
import { declineDays } from '../../services/actors/declines.ts';
import { usablePhotos } from '../../services/photos/assess.ts';
import { button, card, gallery, plain, row, text, timestamp, type View } from '../components.ts';
import { photosWord, standing } from './actor-words.ts';
import { limitsButton, limitsWords } from './limits-view.ts';

const asked = (actor: Actor) =>
  actor.subjectId
    ? {
        heading: `May **${plain(actor.name)}** show you, <@${actor.subjectId}>?`,
        words: `<@${actor.ownerId}> uploaded ${photosWord(actor.photos.length)} and says they show you.`,
        whose: 'you',
      }
    : {
        heading: `May **${plain(actor.name)}**, who is not in this server, be cast?`,
        words:
          `<@${actor.ownerId}> uploaded ${photosWord(actor.photos.length)} and says how the person agreed:\n` +
          `> ${plain(actor.consent.statement ?? '', 500)}\nAn admin of this server decides.`,
        whose: 'the person shown',
      };

/** What the person shown may rule out. Others can read it in the channel, so it leaves out their own words. */
const limitsParts = (actor: Actor) => [
  text(
    actor.subjectId
      ? `**Limits for pictures** ${limitsWords(actor, { line: false })}\n-# You can rule things out (swimwear, violence, other people and more), now or at any time.`
      : `**Limits for pictures** ${limitsWords(actor, { line: false })}`,
  ),
];

/**
 * Asks the person shown, or an admin. Direct messages include the photos as `sheet`; a channel does not, because only
 * the person asked may see them: there a button shows them privately.
 */
export function consentRequestView(actor: Actor, sheet?: Buffer): View {
  const { heading, words, whose } = asked(actor);
  const alt = `The photos of ${actor.name}, numbered`;
  const until = actor.request
    ? ` If you don’t answer, they are deleted ${timestamp(actor.request.expiresAt, 'R')}.`
    : '';
  return {
    ...card(
      'plain',
      text(`### ${heading}\n${words}`),
      ...(sheet ? [gallery([{ name: 'photos.jpg', alt }])] : []),
      text(`> ${actor.consent.text}`),
      ...limitsParts(actor),
      text(
        `-# Until it’s approved, nobody can make images of ${whose}. Declining deletes the photos at once.${until}`,
      ),
      row(
        sheet
          ? button('consent-grant', `${actor.id}/${photosMark(actor)}`, {
              label: 'Approve',
              style: 'success',
            })
          : button('consent-photos', actor.id, { label: 'See the photos and answer', style: 'primary' }),
        button('consent-decline', actor.id, { label: 'Decline', style: 'danger' }),
        ...(sheet && actor.subjectId ? [limitsButton(actor)] : []),
      ),
    ),
    ...(sheet
      ? { files: [{ name: 'photos.jpg', bytes: sheet, description: alt, made: 'nothing' as const }] }
      : {}),
    pings: actor.subjectId ? [actor.subjectId] : [],
  };
}

/** The photos in question, shown only to the person asked. */
export function consentPhotosView(actor: Actor, sheet: Buffer): View {
  const alt = `The photos of ${actor.name}, numbered`;
  return {
    ...card(
      'plain',
      text(`### The ${photosWord(actor.photos.length)} of ${plain(actor.name)}`),
      gallery([{ name: 'photos.jpg', alt }]),
      text(
        `**Limits for pictures** ${limitsWords(actor, { line: true })}` +
          (actor.subjectId ? '\n-# You can rule things out, now or at any time.' : ''),
      ),
      row(
        button('consent-grant', `${actor.id}/${photosMark(actor)}`, { label: 'Approve', style: 'success' }),
        button('consent-decline', actor.id, { label: 'Decline', style: 'danger' }),
        ...(actor.subjectId ? [limitsButton(actor)] : []),
      ),
    ),
    files: [{ name: 'photos.jpg', bytes: sheet, description: alt, made: 'nothing' as const }],
  };
}

/** A second mention, half-way to the end of the request. */
export const consentReminderView = (actor: Actor, link: string | undefined): View => ({
  ...card(
    'warn',
    text(
      `⏳ <@${actor.subjectId}>, <@${actor.ownerId}> still asks whether **${plain(actor.name)}** may show you.` +
        `${link ? ` [The request](${link}) has the photos.` : ''} If you don’t answer, the photos are deleted ` +
        `${timestamp(actor.request?.expiresAt ?? 0, 'R')}.`,
    ),
    row(
      button('consent-photos', actor.id, { label: 'See the photos and answer', style: 'primary' }),
      button('consent-decline', actor.id, { label: 'Decline', style: 'danger' }),
    ),
  ),
  pings: actor.subjectId ? [actor.subjectId] : [],
});

/** The way out for an actor with too few photos. */
const mayAddMore = (actor: Actor) => [
  row(button('add-photos', actor.id, { label: 'Add photos', emoji: '📷' })),
];

export function consentGrantedView(actor: Actor): View {
  const who = `<@${actor.consent.memberId}>`;
  const enough = usablePhotos(actor.photos).length >= minPhotos;
  const ready = enough && !waitsForAdmin(actor);
  return card(
    'good',
    text(
      `✓ ${who} ${actor.subjectId ? 'agreed' : 'approved it'}. ` +
        (ready ? `**${plain(actor.name)}** can be trained: \`/train start\`.` : `\n${standing(actor)}`) +
        (actor.subjectId
          ? '\n-# `/actor share` chooses who can use the actor, and what nobody may make of you. `/actor delete` withdraws your consent and deletes everything made with it.'
          : ''),
    ),
    ...(ready
      ? [
          row(
            button('train-start', actor.id, { label: 'Start training', style: 'primary', emoji: '🎓' }),
            limitsButton(actor),
          ),
        ]
      : enough
        ? []
        : mayAddMore(actor)),
  );
}

/** For everybody: how a request ended without an actor. Whether it was declined or nobody answered is not said. */
export const consentEndedView = (actor: Actor): View => ({
  ...card(
    'plain',
    text(`**${plain(actor.name)}** wasn’t registered, and the photos were deleted, <@${actor.ownerId}>.`),
  ),
  pings: [actor.ownerId],
});

/** For the person who declined, alone. */
export const declinedView = (actor: Actor): View =>
  card(
    'plain',
    text(
      `You declined. **${plain(actor.name)}** wasn’t registered, and the photos were deleted.` +
        (actor.subjectId ? ` <@${actor.ownerId}> can’t ask you again for ${declineDays} days.` : ''),
    ),
    ...(actor.subjectId
      ? [row(button('asker-block', actor.ownerId, { label: 'Block this member' }), neverButton())]
      : []),
  );

const neverButton = () =>
  button('consent-never', 'me', { label: 'Don’t let anyone ask me', style: 'secondary' });
const askableButton = () =>
  button('consent-askable', 'me', { label: 'Let others ask me', style: 'secondary' });

export const unblockButton = (askerId: string) => button('asker-unblock', askerId, { label: 'Unblock' });

/** After a member who asked was blocked. */
export const blockedView = (askerId: string): View =>
  card(
    'good',
    text(
      `✓ <@${askerId}> can’t ask you for anything anymore, in any server.\n-# Change this here, or with \`/privacy requests\`.`,
    ),
    row(unblockButton(askerId)),
  );

/** After a block was taken back: of one member, or of all. */
export const unblockedView = (askerId: string): View =>
  card(
    'good',
    text(askerId ? `✓ <@${askerId}> can ask you again.` : '✓ Everybody you blocked can ask you again.'),
  );

export const neverAskedView = (): View =>
  card(
    'good',
    text(
      '✓ Nobody can ask to cast you anymore. You can still register yourself.\n-# Change this with `/privacy requests`.',
    ),
    row(askableButton()),
  );

export const askedAgainView = (): View =>
  card(
    'good',
    text(`✓ Other members can ask to cast you again. Members you declined have to wait ${declineDays} days.`),
    row(neverButton()),
  );

/** Who may ask, with the buttons that change it. `blocked` is how many members were blocked. */
export function askingView(never: boolean, blocked: number): View {
  const words = never
    ? 'Nobody can ask to cast you, in any server.'
    : 'Other members can ask to cast you. Nothing is made of you before you agree.';
  const who = blocked === 1 ? 'One member you blocked' : `${blocked} members you blocked`;
  return card(
    'plain',
    text(`**Requests to you**\n${words}`),
    ...(blocked > 0
      ? [
          text(
            `${who} can’t ask you for anything. I don’t keep who, so only all of them can be unblocked here.`,
          ),
        ]
      : []),
    row(
      never ? askableButton() : neverButton(),
      ...(blocked > 0 ? [button('asker-unblock', '', { label: 'Unblock all' })] : []),
    ),
  );
}
