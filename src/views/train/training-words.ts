import { findBase } from '../../services/training/job/bases.ts';
import { isResumable, paceOf, type TrainingJob } from '../../services/training/job/job.ts';
import type { BaseServing } from '../../services/training/start/base-serving.ts';
import { formatNumber } from '../../words/numbers.ts';
import { bar, button, plain } from '../components.ts';

export const nameOf = (job: TrainingJob) => plain(job.actorName, 60);
export const baseLabel = (job: TrainingJob) =>
  findBase(job.spec.baseModel)?.label ?? plain(job.spec.baseModel, 80);

/** Shown with every result of a stand-in trainer. */
export const standInWords =
  "⚠ Made by the playground's stand-in trainer: nothing was trained. Its pictures are drawn previews.";

/** Seconds as a rough duration. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** The Resume button if the training can be resumed, else nothing. */
export const resumeButton = (job: TrainingJob) =>
  isResumable(job) ? [button('train-resume', job.id, { label: 'Resume', style: 'primary', emoji: '▶' })] : [];

/** Why it failed. The bot's own sentences keep their markdown; the trainer's words are escaped. */
export function reasonOf(job: TrainingJob, most = 500): string {
  if (!job.reason) return 'The trainer gave no reason.';
  return job.reasonFrom === 'bot' ? job.reason : `The trainer says: ${plain(job.reason, most)}`;
}

/** Where images of an actor trained on a base can be made now, in a few words for a list. */
export function servingInShort(serving: BaseServing): string {
  if (serving.by === 'endpoint') return 'images from the bot’s own endpoint';
  if (serving.by === 'provider') return `images from ${serving.provider}`;
  if (serving.by === 'nobody') return '⚠ no images right now: nothing serves it';
  return 'it’s unclear right now who serves it';
}

/** The same in a sentence, for the member who is about to train. `maySend` as in `TrainingPlan`. */
export function servingWords(serving: BaseServing, maySend: boolean): string {
  if (serving.by === 'endpoint') {
    return '-# Images of the trained actor come from the bot’s own endpoint (`actor-lora serve`).';
  }
  if (serving.by === 'provider') {
    const asked = maySend ? '' : ' I ask the person shown first: they agreed to an earlier text.';
    return `-# Images of the trained actor come from ${serving.provider}, which gets the private model through a link that expires.${asked}`;
  }
  if (serving.by === 'nobody') {
    return (
      '⚠ **Nothing can make images with it right now.** No image service loads models trained on this base, and the bot has no endpoint ' +
      'of its own (`actor-lora serve`).'
    );
  }
  return '-# I don’t know right now who can make images of the trained actor: Hugging Face didn’t say.';
}

export const headings: Record<TrainingJob['state'], string> = {
  waiting: '⏳ Waiting:',
  running: '🎓 Training',
  verifying: '🔎 Checking the likeness of',
  uploading: '📦 Uploading',
  succeeded: '✅ Trained:',
  failed: '❌ Training failed:',
  cancelled: '⏹ Training cancelled:',
};

/** The seconds left by the trainer's estimate, else by its pace so far. */
function secondsLeft(job: TrainingJob): number | undefined {
  if (job.etaSeconds !== undefined) return job.etaSeconds;
  const pace = paceOf(job);
  return pace && Math.max(0, job.totalSteps - job.step) / pace;
}

/** The likeness on the way, such as `likeness 0.61, best 0.63 at step 500`. */
function probeWords({ likeness, best, bestStep }: NonNullable<TrainingJob['probe']>): string {
  const now = `likeness ${likeness.toFixed(2)}`;
  return best > likeness ? `${now}, best ${best.toFixed(2)} at step ${formatNumber(bestStep)}` : now;
}

export function progressLines(job: TrainingJob): string {
  const share = job.totalSteps > 0 ? Math.min(100, Math.floor((100 * job.step) / job.totalSteps)) : 0;
  const loss = job.losses.at(-1)?.loss;
  const left = job.state === 'running' ? secondsLeft(job) : undefined;
  const pace = job.state === 'running' ? paceOf(job) : undefined;
  const facts = [
    `step ${formatNumber(job.step)} of ${formatNumber(job.totalSteps)}`,
    loss !== undefined ? `loss ${loss.toFixed(4)}` : undefined,
    job.probe ? probeWords(job.probe) : undefined,
    pace !== undefined ? `${pace >= 10 ? Math.round(pace) : pace.toPrecision(2)} steps a second` : undefined,
    left !== undefined ? `about ${duration(left)} left` : undefined,
  ].filter(fact => fact !== undefined);
  return `${bar(job.step, job.totalSteps)} ${share} %\n${facts.join(' · ')}`;
}
