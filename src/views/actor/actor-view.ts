import { ComponentType, TextInputStyle } from 'discord-api-types/v10';
import { isTheirs, mayChangePhotos, mayUse } from '../../services/actors/access.ts';
import {
  type Actor,
  activeVersionOf,
  maxPhotos,
  minPhotos,
  photosMark,
} from '../../services/actors/actor.ts';
import { consentText, statementText } from '../../services/actors/consent-text.ts';
import { usablePhotos } from '../../services/photos/assess.ts';
import {
  button,
  card,
  fitting,
  gallery,
  label,
  type Modal,
  plain,
  row,
  text,
  type View,
} from '../components.ts';
import { fixed, likenessOf } from './version-words.ts';

const photosWord = (count: number) => `${count} ${count === 1 ? 'photo' : 'photos'}`;

/** Who may use it, in words. */
export function visibilityWords({ visibility, chosenMemberIds, subjectId, ownerId }: Actor): string {
  const principal = subjectId ? 'the person shown' : `<@${ownerId}>`;
  if (visibility === 'guild') return 'everybody in this server';
  if (visibility === 'owner' || chosenMemberIds.length === 0) return `only ${principal}`;
  const named = chosenMemberIds.slice(0, 20).map(id => `<@${id}>`);
  const more = chosenMemberIds.length > 20 ? ` and ${chosenMemberIds.length - 20} more` : '';
  return `${principal} and ${named.join(', ')}${more}`;
}

const at = (ms: number, style: 'R' | 'f' | 'D') => `<t:${Math.floor(ms / 1000)}:${style}>`;

/** Where the actor stands, and what comes next, in one sentence. */
export function standing(actor: Actor): string {
  const missing = minPhotos - usablePhotos(actor.photos).length;
  const warned = actor.photos.length - usablePhotos(actor.photos).length;
  if (missing > 0 && warned >= missing) {
    return `⚠ Needs ${missing} more usable ${missing === 1 ? 'photo' : 'photos'} before training: add some, or accept those with warnings (\`/actor photos\`).`;
  }
  if (missing > 0)
    return `⚠ Needs ${missing} more usable ${missing === 1 ? 'photo' : 'photos'} before training (at least ${minPhotos} are needed).`;
  if (actor.consent.state === 'pending') {
    return actor.subjectId
      ? `⏳ Waits for the consent of <@${actor.subjectId}>.`
      : '⏳ Waits for an admin, because the person shown is not in this server.';
  }
  const version = activeVersionOf(actor);
  if (version) return `✓ Trained: version ${version.number}. Ready for \`/generate\`.`;
  return '✓ Ready to train: `/train start`.';
}

/** The buttons that take the actor forward, for a member who may press them. */
export function nextSteps(actor: Actor, memberId: string) {
  const mine = actor.subjectId === memberId;
  const buttons = [];
  if (actor.consent.state !== 'granted' && mine) {
    buttons.push(
      button('consent-grant', `${actor.id}/${photosMark(actor)}`, {
        label: 'These photos show me, and I agree',
        style: 'success',
      }),
    );
  }
  if (actor.photos.length < maxPhotos && mayChangePhotos(actor, memberId))
    buttons.push(button('add-photos', actor.id, { label: 'Add photos', emoji: '📷' }));
  if (!mayUse(actor, memberId)) return buttons;
  const trained = activeVersionOf(actor) !== undefined;
  if (trained)
    buttons.push(button('generate-actor', actor.id, { label: 'Generate', style: 'primary', emoji: '🎨' }));
  if (isTheirs(actor, memberId) && usablePhotos(actor.photos).length >= minPhotos) {
    buttons.push(
      button('train-start', actor.id, {
        label: trained ? 'Train again' : 'Start training',
        style: trained ? 'secondary' : 'primary',
        emoji: '🎓',
      }),
    );
  }
  return buttons;
}

const asked = (actor: Actor) =>
  actor.subjectId
    ? {
        heading: `May **${plain(actor.name)}** show you, <@${actor.subjectId}>?`,
        words: `<@${actor.ownerId}> uploaded ${photosWord(actor.photos.length)} and says that they show you.`,
        whose: 'you',
      }
    : {
        heading: `May **${plain(actor.name)}**, who is not in this server, be cast?`,
        words:
          `<@${actor.ownerId}> uploaded ${photosWord(actor.photos.length)} and states how the person agreed:\n` +
          `> ${plain(actor.consent.statement ?? '', 500)}\nAn admin of this server decides.`,
        whose: 'the person shown',
      };

/**
 * Asks the person shown, or an admin. In a channel without the photos, which are for them alone: a button shows them
 * privately. In direct messages with them, as `sheet`.
 */
export function consentRequestView(actor: Actor, sheet?: Buffer): View {
  const { heading, words, whose } = asked(actor);
  const alt = `The photos of ${actor.name}, numbered`;
  const until = actor.request
    ? ` Without an answer they are deleted ${at(actor.request.expiresAt, 'R')}.`
    : '';
  return {
    ...card(
      'plain',
      text(`### ${heading}\n${words}`),
      ...(sheet ? [gallery([{ name: 'photos.jpg', alt }])] : []),
      text(`> ${actor.consent.text}`),
      text(
        `-# Until it is approved, nothing can be made of ${whose}. Declining deletes the photos at once.${until}`,
      ),
      row(
        sheet
          ? button('consent-grant', `${actor.id}/${photosMark(actor)}`, {
              label: 'Approve',
              style: 'success',
            })
          : button('consent-photos', actor.id, { label: 'See the photos and answer', style: 'primary' }),
        button('consent-decline', actor.id, { label: 'Decline', style: 'danger' }),
      ),
    ),
    ...(sheet ? { files: [{ name: 'photos.jpg', bytes: sheet, description: alt }] } : {}),
    pings: actor.subjectId ? [actor.subjectId] : [],
  };
}

/** The photos that somebody is asked about, for their eyes only. */
export function consentPhotosView(actor: Actor, sheet: Buffer): View {
  const alt = `The photos of ${actor.name}, numbered`;
  return {
    ...card(
      'plain',
      text(`### The ${photosWord(actor.photos.length)} of ${plain(actor.name)}`),
      gallery([{ name: 'photos.jpg', alt }]),
      row(
        button('consent-grant', `${actor.id}/${photosMark(actor)}`, { label: 'Approve', style: 'success' }),
        button('consent-decline', actor.id, { label: 'Decline', style: 'danger' }),
      ),
    ),
    files: [{ name: 'photos.jpg', bytes: sheet, description: alt }],
  };
}

/** A second mention, half-way to the end of the request. */
export const consentReminderView = (actor: Actor, link: string | undefined): View => ({
  ...card(
    'warn',
    text(
      `⏳ <@${actor.subjectId}>, <@${actor.ownerId}> still asks whether **${plain(actor.name)}** may show you.` +
        `${link ? ` [The request](${link}) has the photos.` : ''} Without an answer the photos are deleted ` +
        `${at(actor.request?.expiresAt ?? 0, 'R')}.`,
    ),
    row(
      button('consent-photos', actor.id, { label: 'See the photos and answer', style: 'primary' }),
      button('consent-decline', actor.id, { label: 'Decline', style: 'danger' }),
    ),
  ),
  pings: actor.subjectId ? [actor.subjectId] : [],
});

/** What helps an actor with too few photos. */
const mayAddMore = (actor: Actor) => [
  row(button('add-photos', actor.id, { label: 'Add photos', emoji: '📷' })),
];

export function consentGrantedView(actor: Actor): View {
  const who = `<@${actor.consent.memberId}>`;
  const enough = usablePhotos(actor.photos).length >= minPhotos;
  return card(
    'good',
    text(
      `✓ ${who} ${actor.subjectId ? 'agreed' : 'approved it'}. ` +
        (enough ? `**${plain(actor.name)}** can be trained: \`/train start\`.` : `\n${standing(actor)}`) +
        (actor.subjectId
          ? '\n-# Who may use the actor: `/actor share`. Taking it back, with everything made of it: `/actor delete`.'
          : ''),
    ),
    ...(enough
      ? [row(button('train-start', actor.id, { label: 'Start training', style: 'primary', emoji: '🎓' }))]
      : mayAddMore(actor)),
  );
}

/** How a request ended without an actor. */
export function consentEndedView(actor: Actor, how: 'declined' | 'expired', by?: string): View {
  const name = `**${plain(actor.name)}**`;
  return {
    ...card(
      'bad',
      text(
        how === 'declined'
          ? `✕ <@${by ?? actor.subjectId}> declined. ${name} is not cast, and the photos are deleted, <@${actor.ownerId}>.`
          : `✕ Nobody answered the request about ${name} in time. The photos are deleted, <@${actor.ownerId}>.`,
      ),
    ),
    pings: how === 'expired' ? [actor.ownerId] : [],
  };
}

export function sharedView(actor: Actor): View {
  return card(
    'good',
    text(
      `**${plain(actor.name)}** may be used by ${visibilityWords(actor)}.\n-# In effect now, for what waits in the queue too.`,
    ),
  );
}

export function actorListView(actors: Actor[]): View {
  if (actors.length === 0) {
    return card(
      'plain',
      text(
        '### No actors that you may use yet\nRegister somebody with `/actor register`: a name and 5 to 10 photos are all it takes.',
      ),
    );
  }
  const lines = actors.map(
    actor => `**${plain(actor.name)}** · ${photosWord(actor.photos.length)}\n-# ${standing(actor)}`,
  );
  const shown = fitting(lines, 3_500);
  const more = lines.length > shown.length ? `\n-# and ${lines.length - shown.length} more` : '';
  return card('plain', text(`### Your cast\n${shown.join('\n')}${more}`));
}

/** One actor. `pictures` are what the viewer may see of them: photos for those whose actor it is, samples otherwise. */
export function actorView(
  actor: Actor,
  pictures: { name: string; bytes: Buffer; alt: string }[],
  memberId: string,
): View {
  const version = activeVersionOf(actor);
  const likeness = version && likenessOf(version);
  const buttons = nextSteps(actor, memberId);
  const facts = [
    `**Shown** ${actor.subjectId ? `<@${actor.subjectId}>` : 'somebody outside this server'} · **registered by** <@${actor.ownerId}> <t:${Math.floor(actor.createdAt / 1000)}:R>`,
    `**May use it** ${visibilityWords(actor)}`,
    `**Consent** ${
      actor.consent.at
        ? `given ${actor.subjectId ? 'by' : 'approved by'} <@${actor.consent.memberId}> ${at(actor.consent.at, 'f')}, text ${actor.consent.textVersion}`
        : 'not given yet'
    }`,
    actor.consent.statement ? `**Statement** ${plain(actor.consent.statement, 500)}` : undefined,
    `**Photos** ${actor.photos.length}`,
    version
      ? `**Version** ${version.number}, trained <t:${Math.floor(version.trainedAt / 1000)}:R> on \`${version.baseModel}\`, ` +
        `${version.steps} steps${version.standIn ? ' (by a stand-in trainer: nothing was really trained)' : ''}`
      : actor.versions.length > 0
        ? `**Version** none in use, ${actor.versions.length} kept: \`/actor versions\` compares them`
        : '**Version** none yet',
    version ? `**Likeness** ${likeness === undefined ? 'not measured' : fixed(likeness)}` : undefined,
  ].filter(line => line !== undefined);
  return {
    ...card(
      version ? 'good' : 'plain',
      text(`### ${plain(actor.name)}${actor.about ? `\n${plain(actor.about, 300)}` : ''}`),
      ...(pictures.length ? [gallery(pictures)] : []),
      text(facts.join('\n')),
      text(standing(actor)),
      ...(actor.consent.state !== 'granted' && actor.subjectId === memberId
        ? [text(`**Your consent**\n${consentText.text}`)]
        : []),
      ...(buttons.length ? [row(...buttons)] : []),
    ),
    files: pictures.map(({ name, bytes, alt }) => ({ name, bytes, description: alt })),
  };
}

const photoUpload = (min: number, max: number) => ({
  type: ComponentType.FileUpload as const,
  custom_id: 'photos',
  min_values: min,
  max_values: max,
  required: true,
});

/** What stands in the form's ref for somebody outside the server. */
export const outsideRef = 'outside';

const line = (name: string, label_: string, most: number, value: string | undefined, required: boolean) =>
  label(label_, {
    type: ComponentType.TextInput,
    custom_id: name,
    style: TextInputStyle.Short,
    max_length: most,
    required,
    ...(value ? { value } : {}),
  });

const words = (content: string) => ({ type: ComponentType.TextDisplay as const, content });

/** The form behind `/actor register` without photos. Its ref is the member shown; none is the caller themselves. */
export function registerModal(form: {
  name: string;
  about?: string | undefined;
  statement?: string | undefined;
  subject: { id: string } | 'outside' | undefined;
}): Modal {
  const { subject } = form;
  const consentFields =
    subject === 'outside'
      ? [words(statementText.text), line('statement', 'How and when they agreed', 500, form.statement, true)]
      : subject
        ? []
        : [
            words(consentText.text),
            label('Your consent', {
              type: ComponentType.CheckboxGroup,
              custom_id: 'consent',
              min_values: 0,
              max_values: 1,
              required: false,
              options: [{ label: 'These photos show me, and I agree', value: 'agree' }],
            }),
          ];
  return {
    custom_id: `register:${subject === 'outside' ? outsideRef : (subject?.id ?? '')}`,
    title: 'Cast an actor',
    components: [
      line('name', 'Name', 32, form.name, true),
      label(
        'Photos',
        photoUpload(1, maxPhotos),
        '5 to 10 of one person: sharp, well lit, different days. JPEG, PNG, WebP or AVIF.',
      ),
      line('about', 'About (optional)', 300, form.about, false),
      ...consentFields,
    ],
  };
}

export function addPhotosModal(actor: Actor): Modal {
  const room = Math.max(1, maxPhotos - actor.photos.length);
  return {
    custom_id: `add-photos:${actor.id}`,
    title: 'Add photos',
    components: [label('Photos', photoUpload(1, room), `Up to ${room} more of the same person`)],
  };
}
