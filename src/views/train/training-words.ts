import { findBase } from '../../services/training/job/bases.ts';
import { isResumable, type TrainingJob } from '../../services/training/job/job.ts';
import { button, plain } from '../components.ts';

export const at = (ms: number, style: 'R' | 'f' = 'R') => `<t:${Math.floor(ms / 1000)}:${style}>`;
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
