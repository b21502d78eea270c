import type { APIButtonComponent } from 'discord-api-types/v10';
import { isActive, isOver, isResumable, type TrainingJob } from '../../services/training/job/job.ts';
import { formatNumber } from '../../words/numbers.ts';
import { button, card, gallery, note, plain, row, text, timestamp, type View } from '../components.ts';
import {
  baseLabel,
  headings,
  nameOf,
  progressLines,
  reasonOf,
  resumeButton,
  standInWords,
} from './training-words.ts';

/** The buttons for a training in the list. */
function actionsFor(job: TrainingJob): APIButtonComponent[] {
  if (job.state === 'waiting' && job.backend === 'colab')
    return [button('train-code', job.id, { label: `New code for ${job.actorName}` })];
  return resumeButton(job);
}

const cancelButton = (job: TrainingJob): APIButtonComponent =>
  button('train-cancel', job.id, { label: `Cancel ${job.actorName}` });

/** One training in the list: where it stands, in a few lines. */
function blockOf(job: TrainingJob, lastLine: string | undefined): string {
  const head = `**${headings[job.state]} ${nameOf(job)}** · ${baseLabel(job)}`;
  if (job.state === 'waiting') {
    return job.backend === 'colab'
      ? `${head}\nThe job code expires ${timestamp(job.tokenExpiresAt)}. **New code** gives you a fresh one.`
      : `${head}\n${job.run ? 'Its machine is starting.' : 'It starts when there is room for it.'}`;
  }
  if (job.state === 'failed') {
    const step = isResumable(job)
      ? `, at step ${formatNumber(job.step)} of ${formatNumber(job.totalSteps)}`
      : '';
    return `${head}\n${reasonOf(job, 120)}\n-# ${timestamp(job.endedAt)}${step}`;
  }
  return [
    head,
    progressLines(job),
    ...(job.state === 'uploading' && job.result ? ['Fetching the result from Hugging Face…'] : []),
    ...(isActive(job) && job.lastEventAt
      ? [`-# last heard from the trainer ${timestamp(job.lastEventAt)}`]
      : []),
    ...(lastLine ? [`-# trainer: ${plain(lastLine, 120)}`] : []),
    ...(job.endedAt ? [`-# ${timestamp(job.endedAt)}`] : []),
    ...(job.state === 'succeeded' && job.result?.standIn ? [`-# ${standInWords}`] : []),
  ].join('\n');
}

const chartFile = 'loss.png';

/** The loss chart of one training, with its first and last value in words. */
function chartParts({ job, png }: { job: TrainingJob; png: Buffer }) {
  const [first, last] = [job.losses[0], job.losses.at(-1)].map(point => point?.loss.toFixed(4));
  const alt = `Loss while training ${job.actorName}: from ${first} to ${last}`;
  return {
    components: [
      text(`**Loss of ${nameOf(job)}** · ${first} → ${last} over ${formatNumber(job.step)} steps`),
      gallery([{ name: chartFile, alt }]),
    ],
    file: { name: chartFile, bytes: png, made: 'nothing' as const },
  };
}

const shownMost = 6;
const buttonsMost = 5;

/** A member's trainings, newest first, with the newest loss chart. */
export function trainingStatusView(
  jobs: TrainingJob[],
  chart: { job: TrainingJob; png: Buffer } | undefined,
  /** The latest line that the trainer of a job printed, if it is known. */
  lastLine: (job: TrainingJob) => string | undefined = () => undefined,
): View {
  if (jobs.length === 0) {
    return note('plain', 'You have no trainings here yet. `/train start` trains one of your actors.');
  }
  const shown = jobs.slice(0, shownMost);
  const actions = shown.flatMap(actionsFor).slice(0, buttonsMost);
  const cancels = jobs
    .filter(job => !isOver(job) && !job.result)
    .slice(0, buttonsMost)
    .map(cancelButton);
  const loss = chart && chartParts(chart);
  return {
    ...card(
      'plain',
      text('### Trainings'),
      ...shown.map(job => text(blockOf(job, lastLine(job)))),
      ...(jobs.length > shownMost ? [text(`-# and ${jobs.length - shownMost} older`)] : []),
      ...(loss?.components ?? []),
      ...(actions.length > 0 ? [row(...actions)] : []),
      ...(cancels.length > 0 ? [row(...cancels)] : []),
    ),
    ...(loss ? { files: [loss.file] } : {}),
  };
}
