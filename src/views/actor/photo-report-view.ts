import type { APIButtonComponent, APIComponentInContainer } from 'discord-api-types/v10';
import { ComponentType } from 'discord-api-types/v10';
import { altTextMost, cutText } from '../../cut-text.ts';
import { type Actor, maxPhotos, minPhotos } from '../../services/actors/actor.ts';
import { assess, type PhotoVerdict, usablePhotos } from '../../services/photos/assess.ts';
import type { PhotoOutcome } from '../../services/photos/photos-service.ts';
import {
  bar,
  button,
  card,
  divider,
  fitting,
  gallery,
  label,
  type Modal,
  note,
  plain,
  row,
  text,
  type View,
} from '../components.ts';
import { photosWord } from './actor-words.ts';

/** Characters of text for the whole message, a little below Discord's limit of 4,000. */
const textRoom = 3_900;

const lengthOf = (parts: APIComponentInContainer[]) =>
  parts.reduce((sum, part) => sum + ('content' in part ? part.content.length : 0), 0);

const signs = { good: '✓', warn: '⚠', bad: '✕' } as const;

/** How buttons name a photo: its number changes when other photos are removed, the start of its hash does not. */
export const photoRef = (actorId: string, sha256: string) => `${actorId}/${sha256.slice(0, 12)}`;

const sentence = ({ reasons }: PhotoVerdict) => reasons.map(({ words }) => words).join(' It ');

/** The letters A, B, … that the contact sheet gives to refused files; undefined for files that it does not show. */
export function lettersOf(outcomes: PhotoOutcome[]): (string | undefined)[] {
  let count = 0;
  return outcomes.map(outcome =>
    'refused' in outcome && outcome.tile ? String.fromCharCode(65 + count++) : undefined,
  );
}

/** One line for each refused file and each doubtful photo, then one line for all the good ones. */
function lines(actor: Actor, verdicts: PhotoVerdict[], outcomes: PhotoOutcome[]): string[] {
  const letters = lettersOf(outcomes);
  const refused = outcomes.flatMap((outcome, index) => {
    if (!('refused' in outcome)) return [];
    const letter = letters[index] ? `${letters[index]} · ` : '';
    return [`✕ **${letter}${plain(outcome.name, 40)}** ${outcome.refused}`];
  });
  const doubtful = actor.photos.flatMap((photo, index) => {
    const verdict = verdicts[index];
    if (!verdict || verdict.verdict === 'good') return [];
    const accepted = verdict.verdict === 'warn' && photo.accepted ? ' (Accepted.)' : '';
    return [`${signs[verdict.verdict]} **Photo ${index + 1}** ${sentence(verdict)}${accepted}`];
  });
  const good = verdicts.flatMap(({ verdict }, index) => (verdict === 'good' ? [index + 1] : []));
  const together =
    good.length === 0
      ? []
      : [
          `✓ **Photo${good.length > 1 ? 's' : ''} ${good.join(', ')}** ${good.length > 1 ? 'are' : 'is'} good.`,
        ];
  return [...refused, ...doubtful, ...together];
}

/** As many lines as fit, and a count of the rest. */
function linesWithin(all: string[], most: number): string {
  const shown = fitting(all, most - 40);
  const left = all.length - shown.length;
  return [...shown, ...(left > 0 ? [`-# and ${left} more, see the picture`] : [])].join('\n');
}

/** Replace and Remove for every photo with a warning or worse, as many as a message holds. */
function mendRows(actor: Actor, verdicts: PhotoVerdict[]): APIButtonComponent[][] {
  const buttons = actor.photos.flatMap((photo, index) => {
    const verdict = verdicts[index]?.verdict;
    if (!verdict || verdict === 'good' || (verdict === 'warn' && photo.accepted)) return [];
    const ref = photoRef(actor.id, photo.sha256);
    return [
      button('replace-photo', ref, { label: `Replace ${index + 1}` }),
      button('remove-photo', ref, { label: `Remove ${index + 1}`, style: 'danger' }),
    ];
  });
  return Array.from({ length: Math.ceil(Math.min(buttons.length, 20) / 4) }, (_, at) =>
    buttons.slice(at * 4, at * 4 + 4),
  );
}

/** The report in words, for people who cannot see the picture. */
function altText(actor: Actor, verdicts: PhotoVerdict[], outcomes: PhotoOutcome[]): string {
  const count = (wanted: PhotoVerdict['verdict']) =>
    verdicts.filter(({ verdict }) => verdict === wanted).length;
  const refused = outcomes.filter(outcome => 'refused' in outcome).length;
  const first = `Contact sheet of ${actor.name}: ${count('good')} good, ${count('warn')} with warnings, ${count('bad') + refused} not usable.`;
  const each = verdicts.map(({ verdict, reasons }, index) => `${index + 1} ${reasons[0]?.short ?? verdict}`);
  const letters = lettersOf(outcomes);
  const others = outcomes.flatMap((outcome, index) =>
    'refused' in outcome && outcome.tile
      ? [`${letters[index]} not taken, ${outcome.tile.verdict.reasons[0]?.short ?? 'not usable'}`]
      : [],
  );
  return cutText(`${first} ${[...each, ...others].join(', ')}.`, altTextMost);
}

/**
 * The report on an actor's photos, as a picture and in words, and what to do next. `sheet` is the contact sheet;
 * `next` the buttons for this member's next steps.
 */
export function photoReportView(
  actor: Actor,
  outcomes: PhotoOutcome[],
  {
    sheet,
    next,
    standing,
    consent,
    face,
    mayMend,
  }: {
    sheet: Buffer | undefined;
    next: APIButtonComponent[];
    /** Where the actor stands, in a sentence. */
    standing: string;
    /** The consent text, if the member who sees the report still has to agree. */
    consent: string | undefined;
    /** What is to be said of other actors with this face. */
    face?: string | undefined;
    /** Whether the member who sees the report may change the photos. */
    mayMend: boolean;
  },
): View {
  const { photos: verdicts, advice } = assess(actor.photos);
  const usable = usablePhotos(actor.photos).length;
  const unaccepted = actor.photos.some(
    (photo, index) => verdicts[index]?.verdict === 'warn' && !photo.accepted,
  );
  const refused = outcomes.filter(outcome => 'refused' in outcome).length;
  const shown = actor.photos.length + refused;
  const alt = altText(actor, verdicts, outcomes);
  const buttons = [
    ...next,
    ...(unaccepted && mayMend ? [button('accept-photos', actor.id, { label: 'Accept with warnings' })] : []),
  ];
  const heading = text(
    `### ${plain(actor.name)} ${usable >= minPhotos ? 'has enough photos' : 'needs more photos'}\n` +
      `${usable} of ${photosWord(shown)} can be used${unaccepted ? ' as they are' : ''}.`,
  );
  const below = [
    ...(face ? [text(face)] : []),
    ...(advice.length ? [text(`**What would help**\n${advice.map(each => `• ${each}`).join('\n')}`)] : []),
    ...(consent ? [divider(), text(`**Your consent**\n${consent}`)] : []),
    divider(),
    text(`${standing}\n-# Stored without metadata: no place, time or camera.`),
  ];
  const room = textRoom - lengthOf([heading, ...below]);
  return {
    ...card(
      usable >= minPhotos && usable === shown ? 'good' : 'warn',
      heading,
      ...(sheet ? [gallery([{ name: 'photos.jpg', alt }])] : []),
      text(linesWithin(lines(actor, verdicts, outcomes), room) || 'No photos left.'),
      ...below,
      ...(buttons.length ? [row(...buttons.slice(0, 5))] : []),
      ...(mayMend ? mendRows(actor, verdicts).map(each => row(...each)) : []),
    ),
    ...(sheet
      ? { files: [{ name: 'photos.jpg', bytes: sheet, description: alt, made: 'nothing' as const }] }
      : {}),
  };
}

/** The form for replacing one photo. */
export const replacePhotoModal = (ref: string, number: number): Modal => ({
  custom_id: `replace-photo:${ref}`,
  title: `Replace photo ${number}`,
  components: [
    label(
      'Photo',
      { type: ComponentType.FileUpload, custom_id: 'photos', min_values: 1, max_values: 1, required: true },
      `It replaces photo ${number} once it has been checked. An actor has at most ${maxPhotos}.`,
    ),
  ],
});

/** While photos are looked at, which takes some seconds for each. */
export const checkingPhotosView = (done: number, total: number): View =>
  note('plain', `**Checking your photos…**\n${bar(done, total, 12)} ${done} of ${total}`);
