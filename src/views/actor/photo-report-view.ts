import type { APIButtonComponent } from 'discord-api-types/v10';
import { ComponentType } from 'discord-api-types/v10';
import { altTextMost, cutText } from '../../cut-text.ts';
import { type Actor, maxPhotos, minPhotos } from '../../services/actors/actor.ts';
import { assess, type PhotoVerdict, usablePhotos } from '../../services/photos/assess.ts';
import type { PhotoOutcome } from '../../services/photos/photos-service.ts';
import { type PlainKey, t } from '../../words/words.ts';
import {
  bar,
  button,
  card,
  divider,
  fitting,
  gallery,
  label,
  lengthOf,
  type Modal,
  modal,
  note,
  plain,
  row,
  text,
  textMost,
  type View,
} from '../components.ts';

/** Characters of text for the whole message, which may be sent with a mention. */
const textRoom = textMost - 100;

const signs = { good: '✓', warn: '⚠', bad: '✕' } as const;

/** How buttons name a photo: its number changes when other photos are removed, the start of its hash does not. */
export const photoRef = (actorId: string, sha256: string) => `${actorId}/${sha256.slice(0, 12)}`;

const sentence = ({ reasons }: PhotoVerdict) => reasons.map(({ words }) => words).join(' ');

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
    const file = letter + plain(outcome.name, 40);
    return [`✕ ${t('actorPhotos.fileRefused', { file, why: outcome.refused })}`];
  });
  const doubtful = actor.photos.flatMap((photo, index) => {
    const verdict = verdicts[index];
    if (!verdict || verdict.verdict === 'good') return [];
    const accepted = verdict.verdict === 'warn' && photo.accepted;
    const line = { number: index + 1, why: sentence(verdict) };
    return [
      `${signs[verdict.verdict]} ${t(accepted ? 'actorPhotos.photoAccepted' : 'actorPhotos.photo', line)}`,
    ];
  });
  const good = verdicts.flatMap(({ verdict }, index) => (verdict === 'good' ? [index + 1] : []));
  const together =
    good.length === 0 ? [] : [`✓ ${t('actorPhotos.good', { count: good.length, photos: good.join(', ') })}`];
  return [...refused, ...doubtful, ...together];
}

/** As many lines as fit, and a count of the rest. */
function linesWithin(all: string[], most: number): string {
  const shown = fitting(all, most - 40);
  const left = all.length - shown.length;
  return [...shown, ...(left > 0 ? [`-# ${t('actorPhotos.moreInPicture', { count: left })}`] : [])].join(
    '\n',
  );
}

/** Replace and Remove for every photo with a warning or worse, as many as a message holds. */
function mendRows(actor: Actor, verdicts: PhotoVerdict[]): APIButtonComponent[][] {
  const buttons = actor.photos.flatMap((photo, index) => {
    const verdict = verdicts[index]?.verdict;
    if (!verdict || verdict === 'good' || (verdict === 'warn' && photo.accepted)) return [];
    const ref = photoRef(actor.id, photo.sha256);
    return [
      button('replace-photo', ref, { label: t('actorPhotos.replace', { number: index + 1 }) }),
      button('remove-photo', ref, { label: t('actorPhotos.remove', { number: index + 1 }), style: 'danger' }),
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
  const each = verdicts.map(({ verdict, reasons }, index) =>
    t('actorPhotos.altPhoto', {
      number: index + 1,
      verdict: reasons[0]?.short ?? t(altKeys[verdict]),
    }),
  );
  const letters = lettersOf(outcomes);
  const others = outcomes.flatMap((outcome, index) =>
    'refused' in outcome && outcome.tile
      ? [
          t('actorPhotos.altNotTaken', {
            letter: letters[index] ?? '',
            why: outcome.tile.verdict.reasons[0]?.short ?? t('actorPhotos.altBad'),
          }),
        ]
      : [],
  );
  return cutText(
    t('actorPhotos.alt', {
      actor: actor.name,
      good: count('good'),
      warned: count('warn'),
      unusable: count('bad') + refused,
      photos: [...each, ...others].join(', '),
    }),
    altTextMost,
  );
}

const altKeys = {
  good: 'actorPhotos.altGood',
  warn: 'actorPhotos.altWarn',
  bad: 'actorPhotos.altBad',
} as const satisfies Record<PhotoVerdict['verdict'], PlainKey>;

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
    ...(unaccepted && mayMend
      ? [button('accept-photos', actor.id, { label: t('actorPhotos.acceptWarnings') })]
      : []),
  ];
  const heading = text(
    `### ${t(usable >= minPhotos ? 'actorPhotos.enough' : 'actorPhotos.notEnough', { actor: plain(actor.name) })}\n` +
      t(unaccepted ? 'actorPhotos.usableAsTheyAre' : 'actorPhotos.usable', { usable, photos: shown }),
  );
  const below = [
    ...(face ? [text(face)] : []),
    ...(advice.length
      ? [text(`**${t('actorPhotos.wouldHelp')}**\n${advice.map(each => `• ${each}`).join('\n')}`)]
      : []),
    ...(consent ? [divider(), text(`**${t('actorPhotos.yourConsent')}**\n${consent}`)] : []),
    divider(),
    text(`${standing}\n-# ${t('actorPhotos.noMetadata')}`),
  ];
  const room = textRoom - lengthOf([heading, ...below]);
  return {
    ...card(
      usable >= minPhotos && usable === shown ? 'good' : 'warn',
      heading,
      ...(sheet ? [gallery([{ name: 'photos.jpg', alt }])] : []),
      text(linesWithin(lines(actor, verdicts, outcomes), room) || t('actorPhotos.none')),
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
export const replacePhotoModal = (ref: string, number: number): Modal =>
  modal(`replace-photo:${ref}`, t('actorPhotos.replaceTitle', { number }), [
    label(
      t('actorPhotos.replaceField'),
      { type: ComponentType.FileUpload, custom_id: 'photos', min_values: 1, max_values: 1, required: true },
      t('actorPhotos.replaceHow', { number, most: maxPhotos }),
    ),
  ]);

/** While photos are looked at, which takes some seconds for each. */
export const checkingPhotosView = (done: number, total: number): View =>
  note(
    'plain',
    `**${t('actorPhotos.checking')}**\n${bar(done, total, 12)} ${t('actorPhotos.progress', { done, total })}`,
  );
