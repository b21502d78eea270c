import { type Actor, minPhotos, waitsForAdmin } from '../../services/actors/actor.ts';
import { seenMark, textToAgree } from '../../services/actors/agreed-to.ts';
import { declineDays } from '../../services/actors/declines.ts';
import { usablePhotos } from '../../services/photos/assess.ts';
import { language } from '../../words/language.ts';
import { t } from '../../words/words.ts';
import { button, card, gallery, note, plain, row, text, timestamp, type View } from '../components.ts';
import { standing } from './actor-words.ts';
import { limitsButton, limitsWords } from './limits-view.ts';

function asked(actor: Actor) {
  const name = { actor: plain(actor.name) };
  const uploaded = { member: `<@${actor.ownerId}>`, photos: actor.photos.length };
  return actor.subjectId
    ? {
        heading: t('actorConsent.title', { ...name, person: `<@${actor.subjectId}>` }),
        words: t('actorConsent.uploaded', uploaded),
        until: t('actorConsent.nobodyMakes'),
      }
    : {
        heading: t('actorConsent.titleOutsider', name),
        words: t('actorConsent.uploadedForAdmin', uploaded),
        until: t('actorConsent.nobodyMakesOutsider'),
      };
}

/** What an answer is about: the photos and the words as they were seen, and the language of those. */
export const consentRef = (actor: Actor) => `${actor.id}/${seenMark(actor)}/${language()}`;

/** What the person shown may rule out. Others can read it in the channel, so it leaves out their own words. */
const limitsParts = (actor: Actor) => [
  text(
    t('actorLimits.listed', { limits: limitsWords(actor, { line: false }) }) +
      (actor.subjectId ? `\n-# ${t('actorConsent.canRuleOut')}` : ''),
  ),
];

/**
 * Asks the person shown, or an admin. Direct messages include the photos as `sheet`; a channel does not, because only
 * the person asked may see them: there a button shows them privately.
 */
export function consentRequestView(actor: Actor, sheet?: Buffer): View {
  const { heading, words, until } = asked(actor);
  const alt = t('actorConsent.photosAlt', { actor: actor.name });
  const end = actor.request
    ? ` ${t('actorConsent.deletedThen', { time: timestamp(actor.request.expiresAt, 'R') })}`
    : '';
  return {
    ...card(
      'plain',
      text(`### ${heading}\n${words}`),
      ...(sheet ? [gallery([{ name: 'photos.jpg', alt }])] : []),
      // Of somebody outside the server the channel reads only that an admin has to allow it.
      ...(actor.subjectId ? [text(`> ${textToAgree(actor)}`), ...limitsParts(actor)] : []),
      text(`-# ${until}${end}`),
      row(
        sheet
          ? button('consent-grant', consentRef(actor), {
              label: t('actorConsent.approve'),
              style: 'success',
            })
          : button('consent-photos', actor.id, { label: t('actorConsent.look'), style: 'primary' }),
        button('consent-decline', actor.id, { label: t('actorConsent.decline'), style: 'danger' }),
        ...(sheet && actor.subjectId ? [limitsButton(actor)] : []),
      ),
    ),
    ...(sheet
      ? { files: [{ name: 'photos.jpg', bytes: sheet, description: alt, made: 'nothing' as const }] }
      : {}),
    pings: actor.subjectId ? [actor.subjectId] : [],
  };
}

const statementWords = ({ ownerId, photos, consent }: Actor): string =>
  `${t('actorConsent.uploadedOutsider', { member: `<@${ownerId}>`, photos: photos.length })}\n> ${plain(consent.statement ?? '', 500)}`;

/** The photos in question, shown only to the person asked. */
export function consentPhotosView(actor: Actor, sheet: Buffer): View {
  const alt = t('actorConsent.photosAlt', { actor: actor.name });
  return {
    ...card(
      'plain',
      text(`### ${t('actorConsent.photosTitle', { photos: actor.photos.length, actor: plain(actor.name) })}`),
      gallery([{ name: 'photos.jpg', alt }]),
      ...(actor.subjectId ? [] : [text(statementWords(actor))]),
      // They read it in the channel's language at most, and answer in theirs.
      text(`> ${textToAgree(actor)}`),
      text(
        t('actorLimits.listed', { limits: limitsWords(actor, { line: true }) }) +
          (actor.subjectId ? `\n-# ${t('actorConsent.canRuleOutShort')}` : ''),
      ),
      row(
        button('consent-grant', consentRef(actor), {
          label: t('actorConsent.approve'),
          style: 'success',
        }),
        button('consent-decline', actor.id, { label: t('actorConsent.decline'), style: 'danger' }),
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
    text(`⏳ ${reminderWords(actor, link)}`),
    row(
      button('consent-photos', actor.id, { label: t('actorConsent.look'), style: 'primary' }),
      button('consent-decline', actor.id, { label: t('actorConsent.decline'), style: 'danger' }),
    ),
  ),
  pings: actor.subjectId ? [actor.subjectId] : [],
});

function reminderWords({ name, subjectId, ownerId, request }: Actor, link: string | undefined): string {
  const about = {
    person: `<@${subjectId}>`,
    member: `<@${ownerId}>`,
    actor: plain(name),
    time: timestamp(request?.expiresAt ?? 0, 'R'),
  };
  if (subjectId === undefined) return t('actorConsent.reminderAdmins', about);
  return link ? t('actorConsent.reminderLink', { ...about, link }) : t('actorConsent.reminder', about);
}

/** The way out for an actor with too few photos. */
const mayAddMore = (actor: Actor) => [
  row(button('add-photos', actor.id, { label: t('actorConsent.addPhotos'), emoji: '📷' })),
];

/** `direct` in direct messages, where nothing can be made of an actor of a server. */
export function consentGrantedView(actor: Actor, { direct = false } = {}): View {
  const who = { member: `<@${actor.consent.memberId}>` };
  const enough = usablePhotos(actor.photos).length >= minPhotos;
  const ready = enough && !waitsForAdmin(actor);
  return card(
    'good',
    text(
      `✓ ${t(actor.subjectId ? 'actorConsent.agreed' : 'actorConsent.approved', who)} ` +
        (ready ? `\n${t('actorConsent.canMake', { actor: plain(actor.name) })}` : `\n${standing(actor)}`) +
        (actor.subjectId ? `\n-# ${t('actorConsent.howToChange')}` : ''),
    ),
    ...(ready
      ? [
          row(
            ...(direct
              ? []
              : [
                  button('generate-actor', actor.id, {
                    label: t('actor.generate'),
                    style: 'primary',
                    emoji: '🎨',
                  }),
                  button('train-start', actor.id, { label: t('actorConsent.train'), emoji: '🎓' }),
                ]),
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
    text(t('actorConsent.ended', { member: `<@${actor.ownerId}>`, actor: plain(actor.name) })),
  ),
  pings: [actor.ownerId],
});

/** For the member who asked, alone: neither the channel nor the person shown takes messages from the bot. */
export const consentUnreachableView = ({ name, subjectId, request }: Actor): View =>
  note('warn', unreachableWords({ name, subjectId, request }));

function unreachableWords({ name, subjectId, request }: Pick<Actor, 'name' | 'subjectId' | 'request'>) {
  const about = {
    actor: plain(name),
    channel: `<#${request?.channelId}>`,
    time: timestamp(request?.expiresAt ?? 0, 'R'),
  };
  return subjectId === undefined
    ? t('actorConsent.unreachableAdmins', about)
    : t('actorConsent.unreachable', { ...about, person: `<@${subjectId}>` });
}

/** For the person who declined, alone. */
export const declinedView = (actor: Actor): View =>
  card(
    'plain',
    text(
      t('actorConsent.youDeclined', { actor: plain(actor.name) }) +
        (actor.subjectId
          ? ` ${t('actorConsent.notAgain', { member: `<@${actor.ownerId}>`, days: declineDays })}`
          : ''),
    ),
    ...(actor.subjectId
      ? [row(button('asker-block', actor.ownerId, { label: t('actorConsent.block') }), neverButton())]
      : []),
  );

const neverButton = () =>
  button('consent-never', 'me', { label: t('actorConsent.never'), style: 'secondary' });
const askableButton = () =>
  button('consent-askable', 'me', { label: t('actorConsent.askable'), style: 'secondary' });

export const unblockButton = (askerId: string) =>
  button('asker-unblock', askerId, { label: t('actorConsent.unblock') });

/** After a member who asked was blocked. */
export const blockedView = (askerId: string): View =>
  card(
    'good',
    text(`✓ ${t('actorConsent.blocked', { member: `<@${askerId}>` })}\n-# ${t('actorConsent.blockedHow')}`),
    row(unblockButton(askerId)),
  );

/** After a block was taken back: of one member, or of all. */
export const unblockedView = (askerId: string): View =>
  card(
    'good',
    text(
      `✓ ${askerId ? t('actorConsent.unblocked', { member: `<@${askerId}>` }) : t('actorConsent.unblockedAll')}`,
    ),
  );

export const neverAskedView = (): View =>
  card(
    'good',
    text(`✓ ${t('actorConsent.neverAsked')}\n-# ${t('actorConsent.neverAskedHow')}`),
    row(askableButton()),
  );

export const askedAgainView = (): View =>
  card('good', text(`✓ ${t('actorConsent.askedAgain', { days: declineDays })}`), row(neverButton()));

/** Who may ask, with the buttons that change it. `blocked` is how many members were blocked. */
export function askingView(never: boolean, blocked: number): View {
  const words = t(never ? 'actorConsent.requestsNever' : 'actorConsent.requestsAllowed');
  return card(
    'plain',
    text(`**${t('actorConsent.requests')}**\n${words}`),
    ...(blocked > 0 ? [text(t('actorConsent.blockedCount', { members: blocked }))] : []),
    row(
      never ? askableButton() : neverButton(),
      ...(blocked > 0 ? [button('asker-unblock', '', { label: t('actorConsent.unblockAll') })] : []),
    ),
  );
}
