import { findBase } from '../../services/training/job/bases.ts';
import { isResumable, paceOf, type TrainingJob } from '../../services/training/job/job.ts';
import { bar, button, plain } from '../components.ts';

export const nameOf = (job: TrainingJob) => plain(job.actorName, 60);
export const number = (value: number) => value.toLocaleString('en');
export const baseLabel = (job: TrainingJob) =>
  findBase(job.spec.baseModel)?.label ?? plain(job.spec.baseModel, 80);

/** A stand-in trainer says that it is one, and so does everything that shows its result. */
export const standInWords =
  "⚠ Made by the playground's stand-in trainer: nothing was trained. Its pictures are drawn previews.";

/** Seconds as a rough duration. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** For a training that can be taken up again, and else nothing. */
export const resumeButton = (job: TrainingJob) =>
  isResumable(job) ? [button('train-resume', job.id, { label: 'Resume', style: 'primary', emoji: '▶' })] : [];

/** Why it failed. The bot's own sentences keep their code marks; what a trainer said is shown as plain words. */
export function reasonOf(job: TrainingJob, most = 500): string {
  if (!job.reason) return 'The trainer gave no reason.';
  return job.reasonFrom === 'bot' ? job.reason : `The trainer says: ${plain(job.reason, most)}`;
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

/** The seconds left, as the trainer says or else as its pace so far suggests. */
function secondsLeft(job: TrainingJob): number | undefined {
  if (job.etaSeconds !== undefined) return job.etaSeconds;
  const pace = paceOf(job);
  return pace && Math.max(0, job.totalSteps - job.step) / pace;
}

export function progressLines(job: TrainingJob): string {
  const share = job.totalSteps > 0 ? Math.min(100, Math.floor((100 * job.step) / job.totalSteps)) : 0;
  const loss = job.losses.at(-1)?.loss;
  const left = job.state === 'running' ? secondsLeft(job) : undefined;
  const pace = job.state === 'running' ? paceOf(job) : undefined;
  const facts = [
    `step ${number(job.step)} of ${number(job.totalSteps)}`,
    loss !== undefined ? `loss ${loss.toFixed(4)}` : undefined,
    pace !== undefined ? `${pace >= 10 ? Math.round(pace) : pace.toPrecision(2)} steps a second` : undefined,
    left !== undefined ? `about ${duration(left)} left` : undefined,
  ].filter(fact => fact !== undefined);
  return `${bar(job.step, job.totalSteps)} ${share} %\n${facts.join(' · ')}`;
}
