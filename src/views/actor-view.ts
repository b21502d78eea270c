import { ComponentType, TextInputStyle } from 'discord-api-types/v10';
import { type Actor, activeVersionOf, maxPhotos, minPhotos } from '../services/actors/actor.ts';
import { consentText } from '../services/actors/consent-text.ts';
import type { PhotoOutcome } from '../services/photos/photos-service.ts';
import {
  button,
  card,
  divider,
  fitting,
  gallery,
  label,
  type Modal,
  plain,
  row,
  text,
  type View,
} from './components.ts';

const photosWord = (count: number) => `${count} ${count === 1 ? 'photo' : 'photos'}`;

const visibilityWords = {
  owner: 'only the person shown and whoever registered them',
  chosen: 'chosen members',
  guild: 'everybody in this server',
} as const;

/** Where the actor stands, and what comes next, in one sentence. */
function standing(actor: Actor): string {
  const missing = minPhotos - actor.photos.length;
  if (actor.consent.state === 'declined')
    return '✕ The person shown declined. Nothing can be made of this actor.';
  if (missing > 0)
    return `⚠ Needs ${photosWord(missing)} more before training (at least ${minPhotos} are needed).`;
  if (actor.consent.state === 'pending') return `⏳ Waits for the consent of <@${actor.subjectId}>.`;
  const version = activeVersionOf(actor);
  if (version) return `✓ Trained: version ${version.number}. Ready for \`/generate\`.`;
  return '✓ Ready to train: `/train start`.';
}

const outcomeLine = (outcome: PhotoOutcome) =>
  'photo' in outcome
    ? `✓ ${plain(outcome.name, 60)} · ${outcome.photo.width} × ${outcome.photo.height}`
    : `✕ **${plain(outcome.name, 60)}** ${outcome.refused}`;

/** The buttons that take the actor forward, for a member who may press them. */
function nextSteps(actor: Actor, memberId: string) {
  const mine = actor.subjectId === memberId;
  const buttons = [];
  if (actor.consent.state !== 'granted' && mine) {
    buttons.push(
      button('consent-grant', actor.id, { label: 'These photos show me, and I agree', style: 'success' }),
    );
  }
  if (actor.photos.length < maxPhotos)
    buttons.push(button('add-photos', actor.id, { label: 'Add photos', emoji: '📷' }));
  if (actor.consent.state === 'granted' && actor.photos.length >= minPhotos) {
    const trained = activeVersionOf(actor) !== undefined;
    if (trained)
      buttons.push(button('generate-actor', actor.id, { label: 'Generate', style: 'primary', emoji: '🎨' }));
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

/** What became of each file, and what to do next. */
export function photoReportView(actor: Actor, outcomes: PhotoOutcome[], memberId: string): View {
  const usable = outcomes.filter(outcome => 'photo' in outcome).length;
  const enough = actor.photos.length >= minPhotos;
  const buttons = nextSteps(actor, memberId);
  const needsConsent = actor.consent.state === 'pending' && actor.subjectId === memberId;
  return card(
    enough && usable === outcomes.length ? 'good' : 'warn',
    text(
      `### ${plain(actor.name)} ${enough ? 'is in the cast' : 'needs more photos'}\n${usable} of ${photosWord(outcomes.length)} can be used.`,
    ),
    text(outcomes.map(outcomeLine).join('\n')),
    ...(needsConsent ? [divider(), text(`**Your consent**\n${consentText.text}`)] : []),
    divider(),
    text(`${standing(actor)}\n-# Stored upright and without metadata: place, time and camera are gone.`),
    ...(buttons.length ? [row(...buttons)] : []),
  );
}

/** Asks the person shown, in the channel. */
export function consentRequestView(actor: Actor, outcomes: PhotoOutcome[]): View {
  const refused = outcomes.filter(outcome => 'refused' in outcome);
  return {
    ...card(
      'plain',
      text(
        `### May **${plain(actor.name)}** show you, <@${actor.subjectId}>?\n` +
          `<@${actor.ownerId}> uploaded ${photosWord(actor.photos.length)} and says that they show you. ` +
          'Until you approve, nothing can be made of them. `/actor show` shows you the photos.',
      ),
      text(`> ${consentText.text}`),
      ...(refused.length ? [text(refused.map(outcomeLine).join('\n'))] : []),
      row(
        button('consent-grant', actor.id, { label: 'Approve', style: 'success' }),
        button('consent-decline', actor.id, { label: 'Decline', style: 'danger' }),
      ),
    ),
    pings: [actor.subjectId],
  };
}

export function consentAnsweredView(actor: Actor): View {
  const agreed = actor.consent.state === 'granted';
  return card(
    agreed ? 'good' : 'bad',
    text(
      agreed
        ? `✓ <@${actor.subjectId}> agreed. **${plain(actor.name)}** can be trained: \`/train start\`.`
        : `✕ <@${actor.subjectId}> declined. Nothing will be made of **${plain(actor.name)}**.`,
    ),
    ...(agreed && actor.photos.length >= minPhotos
      ? [row(button('train-start', actor.id, { label: 'Start training', style: 'primary', emoji: '🎓' }))]
      : []),
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
  const buttons = nextSteps(actor, memberId);
  const facts = [
    `**Shown** <@${actor.subjectId}> · **registered by** <@${actor.ownerId}> <t:${Math.floor(actor.createdAt / 1000)}:R>`,
    `**May use it** ${visibilityWords[actor.visibility]}`,
    `**Consent** ${actor.consent.state}${actor.consent.at ? ` <t:${Math.floor(actor.consent.at / 1000)}:f>` : ''}`,
    `**Photos** ${actor.photos.length}`,
    version
      ? `**Version** ${version.number}, trained <t:${Math.floor(version.trainedAt / 1000)}:R> on \`${version.baseModel}\`, ` +
        `${version.steps} steps${version.standIn ? ' (by a stand-in trainer: nothing was really trained)' : ''}`
      : '**Version** none yet',
    version ? '**Likeness** not measured yet' : undefined,
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

/** The form behind `/actor register` without photos. Its ref is the member shown. */
export function registerModal(form: {
  name: string;
  about?: string | undefined;
  subjectId: string | undefined;
}): Modal {
  return {
    custom_id: `register:${form.subjectId ?? ''}`,
    title: 'Cast an actor',
    components: [
      label('Name', {
        type: ComponentType.TextInput,
        custom_id: 'name',
        style: TextInputStyle.Short,
        min_length: 1,
        max_length: 32,
        value: form.name,
        required: true,
      }),
      label(
        'Photos',
        photoUpload(1, maxPhotos),
        '5 to 10 of one person: sharp, well lit, different days. JPEG, PNG, WebP or AVIF.',
      ),
      label('About (optional)', {
        type: ComponentType.TextInput,
        custom_id: 'about',
        style: TextInputStyle.Short,
        max_length: 300,
        required: false,
        ...(form.about ? { value: form.about } : {}),
      }),
      ...(form.subjectId
        ? []
        : [
            {
              type: ComponentType.TextDisplay as const,
              content: consentText.text,
            },
            label('Your consent', {
              type: ComponentType.CheckboxGroup,
              custom_id: 'consent',
              min_values: 0,
              max_values: 1,
              required: false,
              options: [{ label: 'These photos show me, and I agree', value: 'agree' }],
            }),
          ]),
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
