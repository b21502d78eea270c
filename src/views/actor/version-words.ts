import { type Actor, type ActorVersion, passesGate } from '../../services/actors/actor.ts';
import { findBase, stepLimits } from '../../services/training/job/bases.ts';
import { formatNumber } from '../../words/numbers.ts';
import { fitting, plain, timestamp } from '../components.ts';

const baseOf = ({ baseModel }: ActorVersion) => findBase(baseModel)?.label ?? plain(baseModel, 60);
export const fixed = (value: number) => value.toFixed(2);

const measuresOf = ({ verification }: ActorVersion) => ({
  trainer: verification?.trainer?.likeness ?? undefined,
  own: verification?.own?.likeness,
});

/** The likeness as one figure: the trainer's if it measured, else the bot's own. */
export function likenessOf(version: ActorVersion): number | undefined {
  const { trainer, own } = measuresOf(version);
  return trainer ?? own;
}

/** The change since the previous version. Both figures must come from the same measure; two measures do not compare. */
function change(
  now: number | undefined,
  before: number | undefined,
  previous: ActorVersion | undefined,
): string {
  if (now === undefined || before === undefined || !previous) return '';
  const by = now - before;
  return `, ${by >= 0 ? '+' : '−'}${fixed(Math.abs(by))} on version ${previous.number}`;
}

/** The measured likeness, beside the threshold and the previous version. */
export function likenessLines(version: ActorVersion, previous: ActorVersion | undefined): string[] {
  const { trainer, own } = version.verification ?? {};
  const [now, before] = [measuresOf(version), previous && measuresOf(previous)];
  const lines: string[] = [];
  if (now.trainer !== undefined) {
    const needed = trainer?.likenessNeeded;
    lines.push(
      `Likeness **${fixed(now.trainer)}**${typeof needed === 'number' ? ` (at least ${fixed(needed)})` : ''}, measured by the trainer${change(now.trainer, before?.trainer, previous)}`,
    );
  }
  if (own) {
    const seen =
      now.own === undefined
        ? ''
        : ` **${fixed(now.own)}** (at least ${fixed(own.needed)})${change(now.own, before?.own, previous)}`;
    lines.push(`My own measure${seen}${seen ? ',' : ':'} a face in ${own.faces} of ${own.samples} samples`);
  }
  return lines.length > 0 ? lines : ['Likeness: not measured'];
}

/** Why a version is below the gate. */
export function reasonsOf({ verification }: ActorVersion): string[] {
  const { trainer, own } = verification ?? {};
  const reasons = trainer?.verdict === 'failed' ? trainer.reasons.slice(0, 3) : [];
  return [
    ...(trainer?.verdict === 'failed'
      ? [
          reasons.length > 0
            ? `The trainer says: ${reasons.map(reason => plain(reason, 110)).join(' ')}`
            : 'The trainer says that it failed its check.',
        ]
      : []),
    ...(own?.passed === false ? ['By my own measure, the samples don’t show the person in the photos.'] : []),
    ...(trainer?.verdict !== 'failed' && own?.passed !== false ? ['It couldn’t be measured.'] : []),
  ];
}

/** What to do about a version that is below the gate. */
export function whatHelps({ steps, verification }: ActorVersion): string {
  const copied = verification?.trainer?.reasons.some(reason => /copy|copies|too long/i.test(reason)) ?? false;
  const wanted = Math.round((steps * (copied ? 0.6 : 1.5)) / 100) * 100;
  const better = Math.min(stepLimits.max, Math.max(stepLimits.min, wanted));
  return (
    'What helps: replace photos that are blurry, dark or too similar (`/actor photos`), then train again with ' +
    `${copied ? 'fewer' : 'more'} steps (\`/train start\`, \`steps: ${better}\`). Or use it anyway.`
  );
}

/** One version in words, the most important first; lines that do not fit are dropped from the end. */
export function versionText(
  actor: Actor,
  version: ActorVersion,
  previous: ActorVersion | undefined,
  most: number,
): string {
  const below = !passesGate(version);
  const marks = [
    ...(version.number === actor.activeVersion ? ['✓ in use'] : []),
    ...(below ? ['⚠ below the bar'] : []),
    ...(version.standIn ? ['stand-in'] : []),
  ];
  const lines = [
    `**Version ${version.number}**${marks.length > 0 ? ` · ${marks.join(' · ')}` : ''}`,
    `-# ${baseOf(version)}, ${formatNumber(version.steps)} steps, trained ${timestamp(version.trainedAt)}`,
    ...likenessLines(version, previous),
    ...(below ? [whatHelps(version), ...reasonsOf(version).map(reason => `-# ${reason}`)] : []),
  ];
  return fitting(lines, most).join('\n');
}
