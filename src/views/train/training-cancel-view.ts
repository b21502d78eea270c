import type { TrainingJob } from '../../services/training/job/job.ts';
import { button, card, note, row, text, timestamp, type View } from '../components.ts';
import { headings, nameOf } from './training-words.ts';

export const trainingCancelledView = (job: TrainingJob): View =>
  note(
    'good',
    `The training of **${nameOf(job)}** is cancelled. Its trainer stops right away or at its next report.`,
  );

/** Asks which of several trainings to cancel. */
export function chooseCancelView(jobs: TrainingJob[]): View {
  return card(
    'plain',
    text('### Which training do you want to stop?'),
    ...jobs
      .slice(0, 5)
      .flatMap(job => [
        text(`${headings[job.state]} **${nameOf(job)}** · started ${timestamp(job.createdAt)}`),
        row(button('train-cancel', job.id, { label: `Cancel ${job.actorName}`, style: 'danger' })),
      ]),
  );
}
