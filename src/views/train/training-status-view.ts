import type { APIButtonComponent } from 'discord-api-types/v10';
import { isActive, isOver, isResumable, type TrainingJob } from '../../services/training/job/job.ts';
import { button, card, gallery, note, plain, row, text, timestamp, type View } from '../components.ts';
import {
  baseLabel,
  headings,
  nameOf,
  number,
  progressLines,
  reasonOf,
  resumeButton,
  standInWords,
} from './training-words.ts';

/** What can be done about a training from the list. */
function actionsFor(job: TrainingJob): APIButtonComponent[] {
  if (job.state === 'waiting' && job.backend === 'colab')
    return [button('train-code', job.id, { label: `New code for ${job.actorName}`.slice(0, 80) })];
  return resumeButton(job);
}

/** A member's trainings, the newest first, with the loss of the newest that has one as a picture. */
export function trainingStatusView(
  jobs: TrainingJob[],
  chart: { job: TrainingJob; png: Buffer } | undefined,
  /** The latest that the trainer of a job printed, where that is known. */
  lastLine: (job: TrainingJob) => string | undefined = () => undefined,
): View {
  if (jobs.length === 0) {
    return note('plain', 'You have no trainings here yet. `/train start` begins one for an actor of yours.');
  }
  const blocks = jobs.slice(0, 6).map(job => {
    const head = `**${headings[job.state]} ${nameOf(job)}** · ${baseLabel(job)}`;
    if (job.state === 'waiting') {
      return job.backend === 'colab'
        ? `${head}\nThe job code runs out ${timestamp(job.tokenExpiresAt)}. **New code** gives you a fresh one.`
        : `${head}\n${job.run ? 'Its machine is starting.' : 'It begins when there is room for it.'}`;
    }
    if (job.state === 'failed' && !isResumable(job))
      return `${head}\n${reasonOf(job, 120)}\n-# ${timestamp(job.endedAt ?? job.createdAt)}`;
    const silent =
      isActive(job) && job.lastEventAt
        ? `\n-# last heard from the trainer ${timestamp(job.lastEventAt)}`
        : '';
    if (job.state === 'failed')
      return `${head}\n${reasonOf(job, 120)}\n-# ${timestamp(job.endedAt ?? job.createdAt)}, at step ${number(job.step)} of ${number(job.totalSteps)}`;
    const line = lastLine(job);
    const printed = line ? `\n-# trainer: ${plain(line, 120)}` : '';
    const finishing =
      job.state === 'uploading' && job.result ? '\nTaking in the result from Hugging Face…' : '';
    const ended = job.endedAt ? `\n-# ${timestamp(job.endedAt)}` : '';
    const standIn = job.state === 'succeeded' && job.result?.standIn ? `\n-# ${standInWords}` : '';
    return `${head}\n${progressLines(job)}${finishing}${silent}${printed}${ended}${standIn}`;
  });
  const more = jobs.length > 6 ? [text(`-# and ${jobs.length - 6} older`)] : [];
  const open = jobs.filter(job => !isOver(job) && !job.result).slice(0, 5);
  const actions = jobs.slice(0, 6).flatMap(actionsFor).slice(0, 5);
  const first = chart?.job.losses[0]?.loss.toFixed(4);
  const last = chart?.job.losses.at(-1)?.loss.toFixed(4);
  return {
    ...card(
      'plain',
      text('### Trainings'),
      ...blocks.map(block => text(block)),
      ...more,
      ...(chart
        ? [
            text(
              `**Loss of ${nameOf(chart.job)}** · ${first} → ${last} over ${number(chart.job.step)} steps`,
            ),
            gallery([
              {
                name: 'loss.png',
                alt: `Loss while training ${chart.job.actorName}: from ${first} to ${last}`,
              },
            ]),
          ]
        : []),
      ...(actions.length ? [row(...actions)] : []),
      ...(open.length
        ? [
            row(
              ...open.map(job =>
                button('train-cancel', job.id, { label: `Cancel ${job.actorName}`.slice(0, 80) }),
              ),
            ),
          ]
        : []),
    ),
    ...(chart ? { files: [{ name: 'loss.png', bytes: chart.png }] } : {}),
  };
}
