import type { APIButtonComponent } from 'discord-api-types/v10';
import { ComponentType } from 'discord-api-types/v10';
import { type Actor, maxPhotos, minPhotos } from '../services/actors/actor.ts';
import { assess, type PhotoVerdict, usablePhotos } from '../services/photos/assess.ts';
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

const signs = { good: '✓', warn: '⚠', bad: '✕' } as const;

/** What buttons about one photo carry: its number changes when others go, the start of its hash does not. */
export const photoRef = (actorId: string, sha256: string) => `${actorId}/${sha256.slice(0, 12)}`;

const sentence = ({ reasons }: PhotoVerdict) =>
  reasons.length === 0 ? 'good' : reasons.map(({ words }) => words).join(' It ');

const photosWord = (count: number) => `${count} ${count === 1 ? 'photo' : 'photos'}`;

function lines(actor: Actor, verdicts: PhotoVerdict[], outcomes: PhotoOutcome[]): string[] {
  const stored = actor.photos.map((photo, index) => {
    const verdict = verdicts[index];
    if (!verdict) return '';
    const accepted = verdict.verdict === 'warn' && photo.accepted ? ' (accepted)' : '';
    return `${signs[verdict.verdict]} **Photo ${index + 1}** ${sentence(verdict)}${accepted}`;
  });
  const refused = outcomes.flatMap(outcome =>
    'refused' in outcome ? [`✕ **${plain(outcome.name, 60)}** ${outcome.refused}`] : [],
  );
  return [...stored, ...refused];
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

/** The report as words for whoever does not see the picture. */
function altText(actor: Actor, verdicts: PhotoVerdict[], outcomes: PhotoOutcome[]): string {
  const count = (wanted: PhotoVerdict['verdict']) =>
    verdicts.filter(({ verdict }) => verdict === wanted).length;
  const refused = outcomes.filter(outcome => 'refused' in outcome).length;
  const first = `Contact sheet of ${actor.name}: ${count('good')} good, ${count('warn')} with warnings, ${count('bad') + refused} not usable.`;
  const each = verdicts.map(({ verdict, reasons }, index) => `${index + 1} ${reasons[0]?.short ?? verdict}`);
  return `${first} ${each.join(', ')}`.slice(0, 1_024);
}

/**
 * What became of the photos, as a picture and in words, and what to do next. `sheet` is the contact sheet; `next` the
 * buttons that lead on, for this member.
 */
export function photoReportView(
  actor: Actor,
  outcomes: PhotoOutcome[],
  {
    sheet,
    next,
    standing,
    consent,
  }: {
    sheet: Buffer | undefined;
    next: APIButtonComponent[];
    /** Where the actor stands, in a sentence. */
    standing: string;
    /** The text to agree to, where the member who looks at it still has to. */
    consent: string | undefined;
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
    ...(unaccepted ? [button('accept-photos', actor.id, { label: 'Accept with warnings' })] : []),
  ];
  const words = fitting(lines(actor, verdicts, outcomes), 2_200);
  return {
    ...card(
      usable >= minPhotos && usable === shown ? 'good' : 'warn',
      text(
        `### ${plain(actor.name)} ${usable >= minPhotos ? 'is in the cast' : 'needs more photos'}\n` +
          `${usable} of ${photosWord(shown)} can be used${unaccepted ? ' without a second look' : ''}.`,
      ),
      ...(sheet ? [gallery([{ name: 'photos.jpg', alt }])] : []),
      text(words.join('\n') || 'There are no photos left.'),
      ...(advice.length ? [text(`**What would help**\n${advice.map(each => `• ${each}`).join('\n')}`)] : []),
      ...(consent ? [divider(), text(`**Your consent**\n${consent}`)] : []),
      divider(),
      text(`${standing}\n-# Stored upright and without metadata: place, time and camera are gone.`),
      ...(buttons.length ? [row(...buttons.slice(0, 5))] : []),
      ...mendRows(actor, verdicts).map(each => row(...each)),
    ),
    ...(sheet ? { files: [{ name: 'photos.jpg', bytes: sheet, description: alt }] } : {}),
  };
}

/** Asks for the one photo that takes another's place. */
export const replacePhotoModal = (ref: string, number: number): Modal => ({
  custom_id: `replace-photo:${ref}`,
  title: `Replace photo ${number}`,
  components: [
    label(
      'Photo',
      { type: ComponentType.FileUpload, custom_id: 'photos', min_values: 1, max_values: 1, required: true },
      `It takes the place of photo ${number}, once it was checked. An actor has at most ${maxPhotos}.`,
    ),
  ],
});
