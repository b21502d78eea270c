import type { APIButtonComponent } from 'discord-api-types/v10';
import { isActive, isOver, isResumable, paceOf, type TrainingJob } from '../../services/training/job/job.ts';
import {
  type accents,
  bar,
  button,
  card,
  gallery,
  note,
  plain,
  row,
  text,
  type View,
} from '../components.ts';
import type { ProgressPicture } from './progress-picture.ts';
import {
  at,
  baseLabel,
  duration,
  nameOf,
  number,
  reasonOf,
  resumeButton,
  standInWords,
} from './training-words.ts';

const headings: Record<TrainingJob['state'], string> = {
  waiting: '⏳ Waiting:',
  running: '🎓 Training',
  verifying: '🔎 Checking the likeness of',
  uploading: '📦 Uploading',
  succeeded: '✅ Trained:',
  failed: '❌ Training failed:',
  cancelled: '⏹ Training cancelled:',
};

const endAccents: Partial<Record<TrainingJob['state'], keyof typeof accents>> = {
  succeeded: 'good',
  failed: 'bad',
  cancelled: 'warn',
};

/** The seconds left, as the trainer says or else as its pace so far suggests. */
function secondsLeft(job: TrainingJob): number | undefined {
  if (job.etaSeconds !== undefined) return job.etaSeconds;
  const pace = paceOf(job);
  return pace && Math.max(0, job.totalSteps - job.step) / pace;
}

function progressLines(job: TrainingJob): string {
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

/** The one progress message in the channel, and what it becomes in the end. */
export function trainingProgressView(job: TrainingJob, picture?: ProgressPicture): View {
  const over = isOver(job);
  const silent =
    !over && job.silent && job.lastEventAt !== undefined
      ? `\n⚠ Nothing has come from the trainer since ${at(job.lastEventAt, 'f')}. If it was closed, **Resume** goes on ` +
        'from its last checkpoint.'
      : '';
  const attempt = job.attempt > 1 ? ` · attempt ${job.attempt}` : '';
  return {
    ...card(
      endAccents[job.state] ?? (silent ? 'warn' : 'plain'),
      text(
        `### ${headings[job.state]} ${nameOf(job)}\n${progressLines(job)}${silent}\n` +
          `-# ${baseLabel(job)}${attempt} · started by <@${job.requesterId}> ${at(job.startedAt ?? job.createdAt)}` +
          (over && job.endedAt ? ` · ended ${at(job.endedAt)}` : ''),
      ),
      ...(picture ? [gallery([{ name: progressFile, alt: picture.alt }])] : []),
      ...(over || job.result
        ? []
        : [row(...resumeButton(job), button('train-cancel', job.id, { label: 'Cancel' }))]),
    ),
    ...(picture ? { files: [{ name: progressFile, bytes: picture.bytes, description: picture.alt }] } : {}),
  };
}

const progressFile = 'progress.jpg';

export const trainingCancelledView = (job: TrainingJob): View =>
  note(
    'good',
    `The training of **${nameOf(job)}** is cancelled. Its trainer stops at once, or with its next report.`,
  );

/** One of several: which training is to be cancelled. */
export function chooseCancelView(jobs: TrainingJob[]): View {
  return card(
    'plain',
    text('### Which training should stop?'),
    ...jobs
      .slice(0, 5)
      .flatMap(job => [
        text(`${headings[job.state]} **${nameOf(job)}** · started ${at(job.createdAt)}`),
        row(
          button('train-cancel', job.id, { label: `Cancel ${job.actorName}`.slice(0, 80), style: 'danger' }),
        ),
      ]),
  );
}

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
        ? `${head}\nThe job code runs out ${at(job.tokenExpiresAt)}. **New code** gives you a fresh one.`
        : `${head}\n${job.run ? 'Its machine is starting.' : 'It begins when there is room for it.'}`;
    }
    if (job.state === 'failed' && !isResumable(job))
      return `${head}\n${reasonOf(job, 120)}\n-# ${at(job.endedAt)}`;
    const silent =
      isActive(job) && job.lastEventAt ? `\n-# last heard from the trainer ${at(job.lastEventAt)}` : '';
    if (job.state === 'failed')
      return `${head}\n${reasonOf(job, 120)}\n-# ${at(job.endedAt)}, at step ${number(job.step)} of ${number(job.totalSteps)}`;
    const line = lastLine(job);
    const printed = line ? `\n-# trainer: ${plain(line, 120)}` : '';
    const finishing =
      job.state === 'uploading' && job.result ? '\nTaking in the result from Hugging Face…' : '';
    const ended = job.endedAt ? `\n-# ${at(job.endedAt)}` : '';
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
