import type { TrainingJob } from '../../services/training/job/job.ts';
import { t } from '../../words/words.ts';
import { button, card, note, row, text, timestamp, type View } from '../components.ts';
import { heading, nameOf } from './training-words.ts';

export const trainingCancelledView = (job: TrainingJob): View =>
  note('good', t('train.stopped', { actor: nameOf(job) }));

/** Asks which of several trainings to cancel. */
export function chooseCancelView(jobs: TrainingJob[]): View {
  return card(
    'plain',
    text(`### ${t('train.whichToStop')}`),
    ...jobs.slice(0, 5).flatMap(job => [
      text(
        `${heading(job, `**${nameOf(job)}**`)} · ${t('train.startedAt', { time: timestamp(job.createdAt) })}`,
      ),
      row(
        button('train-cancel', job.id, {
          label: t('train.cancelOf', { actor: job.actorName }),
          style: 'danger',
        }),
      ),
    ]),
  );
}
