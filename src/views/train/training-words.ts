import { findBase } from '../../services/training/job/bases.ts';
import { reasonsSaid } from '../../services/training/job/end-reason.ts';
import { isResumable, paceOf, type TrainingJob } from '../../services/training/job/job.ts';
import type { BaseServing, ServedBase } from '../../services/training/start/base-serving.ts';
import { formatNumber } from '../../words/numbers.ts';
import { type Key, t } from '../../words/words.ts';
import { bar, button, plain } from '../components.ts';

export const nameOf = (job: TrainingJob) => plain(job.actorName, 60);
export const baseLabel = (job: TrainingJob) =>
  findBase(job.spec.baseModel)?.label ?? plain(job.spec.baseModel, 80);

/** Shown with every result of a stand-in trainer. */
export const standInWords = () => `⚠ ${t('train.standIn')}`;

/** Seconds as a rough duration. */
export function duration(seconds: number): string {
  if (seconds < 60) return t('train.seconds', { seconds: Math.max(1, Math.round(seconds)) });
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return t('units.minutes', { minutes });
  return t('units.hoursAndMinutes', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** The Resume button if the training can be resumed, else nothing. */
export const resumeButton = (job: TrainingJob) =>
  isResumable(job)
    ? [button('train-resume', job.id, { label: t('train.resume'), style: 'primary', emoji: '▶' })]
    : [];

/** Why it failed. The bot's own sentences keep their markdown; the trainer's words are escaped. */
export function reasonOf(job: TrainingJob, most = 500): string {
  if (job.why) return reasonsSaid(job.why)();
  if (!job.reason) return t('train.noReason');
  return job.reasonFrom === 'bot' ? job.reason : t('train.trainerSays', { reason: plain(job.reason, most) });
}

/** A base in a list, with where images of an actor trained on it can be made now. */
export function baseChoice({ base, serving }: ServedBase): string {
  const { by } = serving;
  const words =
    by === 'provider'
      ? t('train.baseProvider', { base: base.label, provider: serving.provider })
      : t(baseKeys[by], { base: base.label });
  return base.untried ? t('train.baseUntried', { base: words }) : words;
}

const baseKeys = {
  endpoint: 'train.baseEndpoint',
  worker: 'train.baseWorker',
  nobody: 'train.baseNobody',
  unknown: 'train.baseUnknown',
} as const;

/** The same in a sentence, for the member who is about to train. `maySend` as in `TrainingPlan`. */
export function servingWords(serving: BaseServing, maySend: boolean): string {
  if (serving.by === 'endpoint') return `-# ${t('train.fromEndpoint')}`;
  if (serving.by === 'nobody') return `⚠ ${t('train.fromNobody')}`;
  if (serving.by === 'unknown') return `-# ${t('train.fromUnknown')}`;
  const asked = maySend ? '' : ` ${t('train.asksFirst')}`;
  if (serving.by === 'worker') return `-# ${t('train.fromWorker')}${asked}`;
  return `-# ${t('train.fromProvider', { provider: serving.provider })}${asked}`;
}

/** What a training is at, and whom it trains. */
export function heading(job: TrainingJob, actor = nameOf(job)): string {
  const { emoji, key } = headings[job.state];
  return `${emoji} ${t(key, { actor })}`;
}

const headings = {
  waiting: { emoji: '⏳', key: 'train.waiting' },
  running: { emoji: '🎓', key: 'train.running' },
  verifying: { emoji: '🔎', key: 'train.verifying' },
  uploading: { emoji: '📦', key: 'train.uploading' },
  succeeded: { emoji: '✅', key: 'train.succeeded' },
  failed: { emoji: '❌', key: 'train.failed' },
  cancelled: { emoji: '⏹', key: 'train.cancelled' },
} as const satisfies Record<TrainingJob['state'], { emoji: string; key: Key }>;

const fixed = (value: number, digits: number) =>
  formatNumber(value, { minimumFractionDigits: digits, maximumFractionDigits: digits });

export const lossWords = (loss: number): string => fixed(loss, 4);

/** The seconds left by the trainer's estimate, else by its pace so far. */
function secondsLeft(job: TrainingJob): number | undefined {
  if (job.etaSeconds !== undefined) return job.etaSeconds;
  const pace = paceOf(job);
  return pace && Math.max(0, job.totalSteps - job.step) / pace;
}

/** The likeness on the way, such as `likeness 0.61, best 0.63 at step 500`. */
const probeWords = ({ likeness, best, bestStep }: NonNullable<TrainingJob['probe']>): string =>
  best > likeness
    ? t('train.likenessBest', { likeness: fixed(likeness, 2), best: fixed(best, 2), step: bestStep })
    : t('train.likeness', { likeness: fixed(likeness, 2) });

const paceWords = (pace: number): string =>
  pace >= 10
    ? formatNumber(Math.round(pace))
    : formatNumber(pace, { minimumSignificantDigits: 2, maximumSignificantDigits: 2 });

export function progressLines(job: TrainingJob): string {
  const share = job.totalSteps > 0 ? Math.min(100, Math.floor((100 * job.step) / job.totalSteps)) : 0;
  const loss = job.losses.at(-1)?.loss;
  const left = job.state === 'running' ? secondsLeft(job) : undefined;
  const pace = job.state === 'running' ? paceOf(job) : undefined;
  const facts = [
    t('train.stepOf', { step: job.step, steps: job.totalSteps }),
    loss !== undefined ? t('train.loss', { loss: lossWords(loss) }) : undefined,
    job.probe ? probeWords(job.probe) : undefined,
    pace !== undefined ? t('train.pace', { pace: paceWords(pace) }) : undefined,
    left !== undefined ? t('train.timeLeft', { time: duration(left) }) : undefined,
  ].filter(fact => fact !== undefined);
  const percent = formatNumber(share / 100, { style: 'percent' });
  return `${bar(job.step, job.totalSteps)} ${percent}\n${facts.join(' · ')}`;
}
