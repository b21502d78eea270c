import { type Actor, type ActorVersion, activeVersionOf, passesGate } from '../../services/actors/actor.ts';
import { type Promotion, withoutVersion } from '../../services/actors/versions.ts';
import { subjectOf } from '../../services/generation/requests/place-subject.ts';
import type { ErasedVersion } from '../../services/privacy/version-removal.ts';
import { button, card, fitting, gallery, note, plain, row, text, type View } from '../components.ts';
import { standInWords } from '../train/training-words.ts';
import { columnsOf, type GridRow, mostGridColumns, mostGridRows } from './version-grid.ts';
import { fixed, likenessLines, likenessOf, reasonsOf, versionText, whatHelps } from './version-words.ts';

/** Versions on one page: as many as the picture has rows. */
export const versionsPageSize = mostGridRows;
/** Of the 4,000 characters of a message, what the versions may take together. */
const mostText = 3_200;

const refOf = (actor: Pick<Actor, 'id'>, version: Pick<ActorVersion, 'number'>) =>
  `${actor.id}/${version.number}`;
/** The newest first. */
export const inOrder = (versions: readonly ActorVersion[]): ActorVersion[] =>
  [...versions].sort((a, b) => b.number - a.number);

/** The words over a column: the prompt with the actor's name in it, and without what every prompt begins with. */
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
      `version ${nth}`,
      ...(inUse ? ['in use'] : []),
      ...(belowGate ? ['below the gate'] : []),
      ...(standIn ? ['stand-in'] : []),
      likeness === undefined ? 'likeness not measured' : `likeness ${fixed(likeness)}`,
    ].join(', '),
  );
  const heads = [...new Set(columnsOf(rows).map(({ prompt }) => shortPrompt(actor)(prompt)))];
  return `Samples of ${actor.name}, one row a version: ${each.join('; ')}. The columns: ${heads.join('; ')}.`.slice(
    0,
    1_024,
  );
}

/** What is compared on one page: rows as the picture shows them, from the `from`-th newest version on. */
export interface VersionsPage {
  actor: Actor;
  from: number;
  rows: GridRow[];
  grid: Buffer;
}

export const noVersionsView = (actor: Actor): View =>
  note('plain', `**${plain(actor.name)}** has no trained version yet. \`/train start\` makes the first one.`);

/** The versions of an actor side by side, with what can be done with each. */
export function versionsView({ actor, from, rows, grid }: VersionsPage): View {
  const all = inOrder(actor.versions);
  const shown = all.slice(from, from + versionsPageSize);
  const active = activeVersionOf(actor);
  const columns = columnsOf(rows);
  const alt = altOf(actor, rows);
  const notes = [
    active ? `Version ${active.number} is in use.` : 'No version is in use.',
    ...(all.length > shown.length
      ? [`Versions ${shown[0]?.number} to ${shown.at(-1)?.number} of ${all.length} that there are.`]
      : []),
    ...(columns.length > mostGridColumns
      ? [`The picture shows ${mostGridColumns} of ${columns.length} prompts.`]
      : []),
    ...(columns.some(({ seedsDiffer }) => seedsDiffer)
      ? [
          'Their trainings drew samples with different seeds, so the pictures of a column differ in more than the version.',
        ]
      : []),
  ];
  const each = Math.floor(mostText / shown.length);
  const turning = [
    ...(from > 0
      ? [
          button('versions-page', `${actor.id}/${Math.max(0, from - versionsPageSize)}`, {
            label: 'Newer',
            emoji: '◀',
          }),
        ]
      : []),
    ...(from + versionsPageSize < all.length
      ? [button('versions-page', `${actor.id}/${from + versionsPageSize}`, { label: 'Older', emoji: '▶' })]
      : []),
  ];
  return {
    ...card(
      active ? 'good' : 'warn',
      text(`### The versions of ${plain(actor.name)}\n${notes.join(' ')}`),
      gallery([{ name: 'versions.jpg', alt }]),
      ...shown.flatMap((version, nth) => [
        text(versionText(actor, version, all[from + nth + 1], each)),
        row(...(version === active ? [] : [useButton(actor, version)]), deleteButton(actor, version)),
      ]),
      ...(shown.some(({ standIn }) => standIn) ? [text(`-# ${standInWords}`)] : []),
      ...(turning.length > 0 ? [row(...turning)] : []),
    ),
    files: [{ name: 'versions.jpg', bytes: grid, description: alt }],
  };
}

const useButton = (actor: Actor, version: ActorVersion) =>
  button('version-use', refOf(actor, version), { label: `Use version ${version.number}` });
const deleteButton = (actor: Actor, version: ActorVersion) =>
  button('version-delete', refOf(actor, version), {
    label: `Delete version ${version.number}`,
    style: 'danger',
  });
const keepButton = button('version-keep', '', { label: 'Leave it as it is' });

/** A version was wanted: it is in use now, or is below the gate and has to be asked for once more. */
export function promotionView({ actor, version, previous, done }: Promotion): View {
  const name = plain(actor.name);
  if (!done) {
    const now = previous ? `Version ${previous.number} stays in use.` : 'No version is in use.';
    return card(
      'warn',
      text(
        [
          `### ⚠ Use version ${version.number} of ${name} all the same?`,
          `It is below the gate: it may not look like the person of the photos. ${now}`,
          ...fitting(
            [...likenessLines(version, undefined), ...reasonsOf(version), whatHelps(version)],
            2_000,
          ),
        ].join('\n'),
      ),
      row(
        button('version-use-anyway', refOf(actor, version), {
          label: `Use version ${version.number} all the same`,
          style: 'danger',
        }),
        keepButton,
      ),
    );
  }
  const back = previous && previous.number !== version.number ? previous : undefined;
  return card(
    passesGate(version) ? 'good' : 'warn',
    text(
      back || !previous
        ? `✓ Images of **${name}** are made with version ${version.number} from now on${back ? `, and no longer with version ${back.number}` : ''}.` +
            `${back ? '\n-# What was made before stays as it is. Going back brings the same pictures as before, at no cost where they are kept.' : ''}`
        : `Version ${version.number} of **${name}** is in use already, so nothing changed.`,
    ),
    row(
      button('generate-actor', actor.id, { label: 'Generate', style: 'primary', emoji: '🎨' }),
      ...(back ? [useButton(actor, back)] : []),
    ),
  );
}

const usedThen = (next: ActorVersion | undefined) =>
  next
    ? `version ${next.number} is used, the newest one left that passes the gate`
    : 'no version is in use, until one is trained (`/train start`) or chosen here (`/actor versions`)';

/** Asks before a version goes, and says what stays behind. */
export function deleteVersionView(actor: Actor, version: ActorVersion): View {
  const last = actor.versions.every(other => other === version || other.repo !== version.repo);
  const next = activeVersionOf(withoutVersion(actor, version.number));
  return card(
    'warn',
    text(
      [
        `### Delete version ${version.number} of ${plain(actor.name)}?`,
        '• its sample pictures, and pictures made with it that are kept for nobody',
        last
          ? '• its repository on Hugging Face with the whole history: no other version is in there'
          : '• its tag on Hugging Face',
        ...(version.number === actor.activeVersion ? [`It is in use. Afterwards ${usedThen(next)}.`] : []),
        ...(last ? [] : [weightsStay]),
        '-# Images in galleries and channels stay. This cannot be undone, and the number is not given again.',
      ].join('\n'),
    ),
    row(
      button('version-delete-now', refOf(actor, version), {
        label: `Delete version ${version.number}`,
        style: 'danger',
      }),
      keepButton,
    ),
  );
}

const weightsStay =
  'Its weights stay in the history of the private repository, which the other versions share, until the actor is deleted (`/actor delete`).';

/** A version is deleted. */
export const versionDeletedView = ({ actor, version, wasInUse, inUse, repoDeleted }: ErasedVersion): View =>
  note(
    'good',
    [
      `✓ Version ${version.number} of **${plain(actor.name)}** is deleted, with its samples${repoDeleted ? ' and its repository on Hugging Face' : ' and its tag on Hugging Face'}.`,
      ...(wasInUse ? [`It was in use. Now ${usedThen(inUse)}.`] : []),
      ...(repoDeleted ? [] : [weightsStay]),
    ].join('\n'),
  );

export const versionKeptView = (): View => note('plain', 'Nothing was changed.');
