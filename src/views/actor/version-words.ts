import { type Actor, type ActorVersion, passesGate } from '../../services/actors/actor.ts';
import { findBase, stepLimits } from '../../services/training/job/bases.ts';
import { formatNumber } from '../../words/numbers.ts';
import { t } from '../../words/words.ts';
import { fitting, plain, timestamp } from '../components.ts';

const baseOf = ({ baseModel }: ActorVersion) => findBase(baseModel)?.label ?? plain(baseModel, 60);
/** A likeness, in the manner of the language. */
export const fixed = (value: number) =>
  formatNumber(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

const measuresOf = ({ verification }: ActorVersion) => ({
  trainer: verification?.trainer?.likeness ?? undefined,
  own: verification?.own?.likeness,
});

/** The likeness as one figure: the trainer's if it measured, else the bot's own. */
export function likenessOf(version: ActorVersion): number | undefined {
  const { trainer, own } = measuresOf(version);
  return trainer ?? own;
}

/**
 * A sentence about a likeness with its change since the previous version. Both figures must come from the same measure; two
 * measures do not compare.
 */
function withChange(
  words: string,
  now: number | undefined,
  before: number | undefined,
  previous: ActorVersion | undefined,
): string {
  if (now === undefined || before === undefined || !previous) return words;
  const by = now - before;
  return t(by >= 0 ? 'actorVersions.more' : 'actorVersions.less', {
    likeness: words,
    by: fixed(Math.abs(by)),
    version: previous.number,
  });
}

/** The figure, and what is needed where that is known. */
const figure = (likeness: number, needed: number | undefined) =>
  needed === undefined
    ? `**${fixed(likeness)}**`
    : t('actorVersions.atLeast', { likeness: `**${fixed(likeness)}**`, needed: fixed(needed) });

/** The measured likeness, beside the threshold and the previous version. */
export function likenessLines(version: ActorVersion, previous: ActorVersion | undefined): string[] {
  const { trainer, own } = version.verification ?? {};
  const [now, before] = [measuresOf(version), previous && measuresOf(previous)];
  const lines: string[] = [];
  if (now.trainer !== undefined) {
    const likeness = figure(now.trainer, trainer?.likenessNeeded ?? undefined);
    lines.push(withChange(t('actorVersions.likeness', { likeness }), now.trainer, before?.trainer, previous));
  }
  if (own) {
    const { faces, samples } = own;
    lines.push(
      now.own === undefined
        ? t('actorVersions.ownFaces', { faces, samples })
        : t('actorVersions.ownMeasure', {
            likeness: withChange(figure(now.own, own.needed), now.own, before?.own, previous),
            faces,
            samples,
          }),
    );
  }
  return lines.length > 0 ? lines : [t('actorVersions.notMeasured')];
}

/** Why a version is below the gate. */
export function reasonsOf({ verification }: ActorVersion): string[] {
  const { trainer, own } = verification ?? {};
  const reasons = trainer?.verdict === 'failed' ? trainer.reasons.slice(0, 3) : [];
  return [
    ...(trainer?.verdict === 'failed'
      ? [
          reasons.length > 0
            ? t('actorVersions.trainerSays', { why: reasons.map(reason => plain(reason, 110)).join(' ') })
            : t('actorVersions.trainerFailed'),
        ]
      : []),
    ...(own?.passed === false ? [t('actorVersions.notThem')] : []),
    ...(trainer?.verdict !== 'failed' && own?.passed !== false ? [t('actorVersions.unmeasured')] : []),
  ];
}

/** What to do about a version that is below the gate. */
export function whatHelps({ steps, verification }: ActorVersion): string {
  const copied = verification?.trainer?.reasons.some(reason => /copy|copies|too long/i.test(reason)) ?? false;
  const wanted = Math.round((steps * (copied ? 0.6 : 1.5)) / 100) * 100;
  const better = Math.min(stepLimits.max, Math.max(stepLimits.min, wanted));
  return t(copied ? 'actorVersions.helpsFewer' : 'actorVersions.helpsMore', { steps: better });
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
    ...(version.number === actor.activeVersion ? [`✓ ${t('actorVersions.inUse')}`] : []),
    ...(below ? [`⚠ ${t('actorVersions.belowBar')}`] : []),
    ...(version.standIn ? [t('actorVersions.standIn')] : []),
  ];
  const lines = [
    [t('actorVersions.version', { version: version.number }), ...marks].join(' · '),
    `-# ${t('actorVersions.trained', { base: baseOf(version), steps: version.steps, time: timestamp(version.trainedAt) })}`,
    ...likenessLines(version, previous),
    ...(below ? [whatHelps(version), ...reasonsOf(version).map(reason => `-# ${reason}`)] : []),
  ];
  return fitting(lines, most).join('\n');
}
