import { altTextMost, cutText } from '../../cut-text.ts';
import { type Actor, type ActorVersion, activeVersionOf, passesGate } from '../../services/actors/actor.ts';
import { subjectOf } from '../../services/generation/requests/place-subject.ts';
import { t } from '../../words/words.ts';
import { button, card, gallery, note, plain, row, text, type View } from '../components.ts';
import { standInWords } from '../train/training-words.ts';
import { deleteButton, useButton } from './version-buttons.ts';
import { columnsOf, type GridRow, mostGridColumns, mostGridRows } from './version-grid.ts';
import { fixed, likenessOf, versionText } from './version-words.ts';

/** Versions on one page: as many as the picture has rows. */
export const versionsPageSize = mostGridRows;
/** Characters for all versions together, of the 4,000 that a message holds. */
const mostText = 3_200;

/** The newest first. */
export const inOrder = (versions: readonly ActorVersion[]): ActorVersion[] =>
  [...versions].sort((a, b) => b.number - a.number);

/** The words over a column: the prompt with the actor's name, without the opening that all prompts share. */
export const shortPrompt =
  ({ triggerWord, name }: Pick<Actor, 'triggerWord' | 'name'>) =>
  (prompt: string): string =>
    prompt.replaceAll(subjectOf(triggerWord), name).replace(/^(a )?photo of /i, '');

/** A version as a row of the picture. */
export const gridRowOf = (actor: Actor, version: ActorVersion, samples: GridRow['samples']): GridRow => ({
  number: version.number,
  inUse: version.number === actor.activeVersion,
  belowGate: !passesGate(version),
  standIn: version.standIn,
  likeness: likenessOf(version),
  samples,
});

function altOf(actor: Actor, rows: GridRow[]): string {
  const each = rows.map(({ number: nth, inUse, belowGate, standIn, likeness }) =>
    [
      t('actorVersions.altVersion', { version: nth }),
      ...(inUse ? [t('actorVersions.inUse')] : []),
      ...(belowGate ? [t('actorVersions.belowBar')] : []),
      ...(standIn ? [t('actorVersions.standIn')] : []),
      likeness === undefined
        ? t('actorVersions.altNotMeasured')
        : t('actorVersions.altLikeness', { likeness: fixed(likeness) }),
    ].join(', '),
  );
  const heads = [...new Set(columnsOf(rows).map(({ prompt }) => shortPrompt(actor)(prompt)))];
  return cutText(
    t('actorVersions.alt', { actor: actor.name, versions: each.join('; '), columns: heads.join('; ') }),
    altTextMost,
  );
}

/** One page of the comparison: `from` is the index of its first version, newest first. */
export interface VersionsPage {
  actor: Actor;
  from: number;
  rows: GridRow[];
  grid: Buffer;
}

export const noVersionsView = (actor: Actor): View =>
  note('plain', t('actorVersions.empty', { actor: plain(actor.name) }));

/** An actor's versions side by side, each with its buttons. */
export function versionsView({ actor, from, rows, grid }: VersionsPage): View {
  const all = inOrder(actor.versions);
  const shown = all.slice(from, from + versionsPageSize);
  const active = activeVersionOf(actor);
  const columns = columnsOf(rows);
  const alt = altOf(actor, rows);
  const notes = [
    active ? t('actorVersions.inUseNow', { version: active.number }) : t('actorVersions.noneInUse'),
    ...(all.length > shown.length
      ? [
          t('actorVersions.shown', {
            first: shown[0]?.number ?? 0,
            last: shown.at(-1)?.number ?? 0,
            all: all.length,
          }),
        ]
      : []),
    ...(columns.length > mostGridColumns
      ? [t('actorVersions.promptsShown', { shown: mostGridColumns, all: columns.length })]
      : []),
    ...(columns.some(({ seedsDiffer }) => seedsDiffer) ? [t('actorVersions.seedsDiffer')] : []),
  ];
  const each = Math.floor(mostText / shown.length);
  const turning = [
    ...(from > 0
      ? [
          button('versions-page', `${actor.id}/${Math.max(0, from - versionsPageSize)}`, {
            label: t('actorVersions.newer'),
            emoji: '◀',
          }),
        ]
      : []),
    ...(from + versionsPageSize < all.length
      ? [
          button('versions-page', `${actor.id}/${from + versionsPageSize}`, {
            label: t('actorVersions.older'),
            emoji: '▶',
          }),
        ]
      : []),
  ];
  return {
    ...card(
      active ? 'good' : 'warn',
      text(`### ${t('actorVersions.title', { actor: plain(actor.name) })}\n${notes.join(' ')}`),
      gallery([{ name: 'versions.jpg', alt }]),
      ...shown.flatMap((version, nth) => [
        text(versionText(actor, version, all[from + nth + 1], each)),
        row(...(version === active ? [] : [useButton(actor, version)]), deleteButton(actor, version)),
      ]),
      ...(shown.some(({ standIn }) => standIn) ? [text(`-# ${standInWords()}`)] : []),
      ...(turning.length > 0 ? [row(...turning)] : []),
    ),
    files: [{ name: 'versions.jpg', bytes: grid, description: alt, made: { from: 'several' } }],
  };
}
