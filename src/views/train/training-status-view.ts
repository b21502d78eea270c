import type { APIButtonComponent } from 'discord-api-types/v10';
import { isActive, isOver, isResumable, type TrainingJob } from '../../services/training/job/job.ts';
import { t } from '../../words/words.ts';
import { button, card, gallery, note, plain, row, text, timestamp, type View } from '../components.ts';
import {
  baseLabel,
  heading,
  lossWords,
  nameOf,
  progressLines,
  reasonOf,
  resumeButton,
  standInWords,
} from './training-words.ts';

/** The buttons for a training in the list. */
function actionsFor(job: TrainingJob): APIButtonComponent[] {
  if (job.state === 'waiting' && job.backend === 'colab')
    return [button('train-code', job.id, { label: t('train.newCodeFor', { actor: job.actorName }) })];
  return resumeButton(job);
}

const cancelButton = (job: TrainingJob): APIButtonComponent =>
  button('train-cancel', job.id, { label: t('train.cancelOf', { actor: job.actorName }) });

/** One training in the list: where it stands, in a few lines. */
function blockOf(job: TrainingJob, lastLine: string | undefined): string {
  const head = `**${heading(job)}** · ${baseLabel(job)}`;
  if (job.state === 'waiting') {
    return job.backend === 'colab'
      ? `${head}\n${t('train.codeExpires', { time: timestamp(job.tokenExpiresAt) })}`
      : `${head}\n${t(job.run ? 'train.machineStarting' : 'train.waitsForRoom')}`;
  }
  if (job.state === 'failed') {
    const time = timestamp(job.endedAt);
    const end = isResumable(job)
      ? t('train.endedAtStep', { time, step: job.step, steps: job.totalSteps })
      : time;
    return `${head}\n${reasonOf(job, 120)}\n-# ${end}`;
  }
  return [
    head,
    progressLines(job),
    ...(job.state === 'uploading' && job.result ? [t('train.fetching')] : []),
    ...(isActive(job) && job.lastEventAt
      ? [`-# ${t('train.lastHeard', { time: timestamp(job.lastEventAt) })}`]
      : []),
    ...(lastLine ? [`-# ${t('train.trainerLine', { line: plain(lastLine, 120) })}`] : []),
    ...(job.endedAt ? [`-# ${timestamp(job.endedAt)}`] : []),
    ...(job.state === 'succeeded' && job.result?.standIn ? [`-# ${standInWords()}`] : []),
  ].join('\n');
}

const chartFile = 'loss.png';

/** The loss chart of one training, with its first and last value in words. */
function chartParts({ job, png }: { job: TrainingJob; png: Buffer }) {
  const [first = '', last = ''] = [job.losses[0], job.losses.at(-1)].map(point =>
    point ? lossWords(point.loss) : '',
  );
  const alt = t('train.altChart', { actor: job.actorName, first, last });
  return {
    components: [
      text(t('train.lossOf', { actor: nameOf(job), first, last, steps: job.step })),
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
    return note('plain', t('train.none'));
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
      text(`### ${t('train.title')}`),
      ...shown.map(job => text(blockOf(job, lastLine(job)))),
      ...(jobs.length > shownMost
        ? [text(`-# ${t('train.older', { trainings: jobs.length - shownMost })}`)]
        : []),
      ...(loss?.components ?? []),
      ...(actions.length > 0 ? [row(...actions)] : []),
      ...(cancels.length > 0 ? [row(...cancels)] : []),
    ),
    ...(loss ? { files: [loss.file] } : {}),
  };
}
