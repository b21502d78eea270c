import type { Actor } from '../services/actors/actor.ts';
import { usablePhotos } from '../services/photos/assess.ts';
import { findBase } from '../services/training/bases.ts';
import { isActive, isOver, isResumable, paceOf, type TrainingJob } from '../services/training/job.ts';
import {
  type accents,
  bar,
  button,
  card,
  container,
  divider,
  gallery,
  linkButton,
  note,
  plain,
  row,
  text,
  type View,
  type ViewFile,
} from './components.ts';
import type { ProgressPicture } from './progress-picture.ts';

const at = (ms: number, style: 'R' | 'f' = 'R') => `<t:${Math.floor(ms / 1000)}:${style}>`;
const nameOf = (job: TrainingJob) => plain(job.actorName, 60);
const number = (value: number) => value.toLocaleString('en');
const baseLabel = (job: TrainingJob) => findBase(job.spec.baseModel)?.label ?? plain(job.spec.baseModel, 80);

/** A stand-in trainer says that it is one, and so does everything that shows its result. */
const standInWords =
  "⚠ Made by the playground's stand-in trainer: nothing was trained. Its pictures are drawn previews.";

/** Seconds as a rough duration. */
function duration(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const headings: Record<TrainingJob['state'], string> = {
  waiting: '⏳ Waiting for a notebook to take',
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

/** For the requester alone: the three steps to a running training. */
export function trainingStartView(started: {
  job: TrainingJob;
  actor: Actor;
  jobCode: string;
  notebookUrl: string;
}): View {
  const { job, actor, jobCode, notebookUrl } = started;
  return card(
    'plain',
    text(
      `### 🎓 ${job.attempt ? 'Resume the training of' : 'Train'} ${nameOf(job)}\n` +
        `${baseLabel(job)} · ${number(job.spec.steps)} steps` +
        (job.attempt
          ? `\nAttempt ${job.attempt + 1} goes on from the last checkpoint, near step ${number(job.step)}.`
          : ''),
    ),
    text(
      '**1.** Open the notebook with the button below.\n' +
        '**2.** Copy this job code and paste it into the form of the notebook:',
    ),
    text(`\`\`\`\n${jobCode}\n\`\`\``),
    text(
      '**3.** Run the notebook. Its progress shows in this channel, and you will be mentioned when it is done.',
    ),
    divider(),
    text(
      `The code works once and runs out ${at(job.tokenExpiresAt)}. Keep it to yourself: whoever has it gets the ` +
        `photos.\n-# The ${usablePhotos(actor.photos).length} photos go to the notebook that you run, over links that last an ` +
        'hour. The trained model goes to a private repo on Hugging Face.',
    ),
    row(
      linkButton(notebookUrl, { label: 'Open the notebook', emoji: '📓' }),
      button('train-cancel', job.id, { label: 'Cancel', style: 'secondary' }),
    ),
  );
}

/** The one progress message in the channel, and what it becomes in the end. */
export function trainingProgressView(job: TrainingJob, picture?: ProgressPicture): View {
  const over = isOver(job);
  const silent =
    !over && job.silent && job.lastEventAt !== undefined
      ? `\n⚠ Nothing has come from the notebook since ${at(job.lastEventAt, 'f')}. If it was closed, **Resume** goes on ` +
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

const resumeButton = (job: TrainingJob) =>
  isResumable(job) ? [button('train-resume', job.id, { label: 'Resume', style: 'primary', emoji: '▶' })] : [];

/** Why it failed. The bot's own sentences keep their code marks; what a trainer said is shown as plain words. */
function reasonOf(job: TrainingJob, most = 500): string {
  if (!job.reason) return 'The notebook gave no reason.';
  return job.reasonFrom === 'bot' ? job.reason : `The notebook says: ${plain(job.reason, most)}`;
}

/** How it ended, as a new message that mentions the requester. */
export function trainingEndView(job: TrainingJob, samples: { bytes: Buffer; prompt: string }[]): View {
  const requester = `<@${job.requesterId}>`;
  if (job.state === 'succeeded') return completionView(job, samples);
  if (job.state === 'cancelled') {
    const byThemselves = job.cancelledBy === job.requesterId || !job.cancelledBy;
    return {
      ...card(
        'warn',
        text(
          byThemselves
            ? `⏹ ${requester} cancelled the training of **${nameOf(job)}**. Nothing was kept of it.`
            : `⏹ ${requester}, <@${job.cancelledBy}> cancelled the training of **${nameOf(job)}**. Nothing was kept of it.`,
        ),
      ),
      pings: byThemselves ? [] : [job.requesterId],
    };
  }
  return {
    ...card(
      'bad',
      text(`### ❌ The training of ${nameOf(job)} did not work out\n${requester}: ${reasonOf(job)}`),
      row(
        ...resumeButton(job),
        button('train-start', job.actorId, {
          label: 'Start again',
          style: isResumable(job) ? 'secondary' : 'primary',
          emoji: '🎓',
        }),
      ),
    ),
    pings: [job.requesterId],
  };
}

function completionView(job: TrainingJob, samples: { bytes: Buffer; prompt: string }[]): View {
  const pictures = samples.map(({ bytes, prompt }, index) => ({
    name: `sample-${index + 1}.jpg`,
    bytes,
    description: (prompt || `Sample ${index + 1} of ${job.actorName}`).slice(0, 1_024),
  }));
  const took = job.startedAt && job.endedAt ? ` in ${duration((job.endedAt - job.startedAt) / 1000)}` : '';
  const files: ViewFile[] = pictures;
  return {
    components: [
      container(
        job.result?.standIn ? 'warn' : 'good',
        text(
          `### ✅ ${nameOf(job)} is trained\n<@${job.requesterId}>, version ${job.version ?? 1} is ready: ` +
            `${number(job.step)} steps on ${baseLabel(job)}${took}.` +
            (job.result?.standIn ? `\n${standInWords}` : ''),
        ),
        ...(pictures.length
          ? [gallery(pictures.map(({ name, description }) => ({ name, alt: description })))]
          : []),
        row(
          button('generate-actor', job.actorId, { label: 'Generate', style: 'primary', emoji: '🎨' }),
          button('train-start', job.actorId, { label: 'Train again', emoji: '🎓' }),
        ),
      ),
    ],
    files,
    pings: [job.requesterId],
  };
}

export const trainingCancelledView = (job: TrainingJob): View =>
  note('good', `The training of **${nameOf(job)}** is cancelled. The notebook stops with its next report.`);

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

/** A member's trainings, the newest first, with the loss of the newest that has one as a picture. */
export function trainingStatusView(
  jobs: TrainingJob[],
  chart: { job: TrainingJob; png: Buffer } | undefined,
): View {
  if (jobs.length === 0) {
    return note('plain', 'You have no trainings here yet. `/train start` begins one for an actor of yours.');
  }
  const blocks = jobs.slice(0, 6).map(job => {
    const head = `**${headings[job.state]} ${nameOf(job)}** · ${baseLabel(job)}`;
    if (job.state === 'waiting') {
      return `${head}\nThe job code runs out ${at(job.tokenExpiresAt)}. \`/train start\` gives you a fresh one.`;
    }
    if (job.state === 'failed')
      return `${head}\n${reasonOf(job, 120)}\n-# ${at(job.endedAt ?? job.createdAt)}`;
    const silent =
      isActive(job) && job.lastEventAt ? `\n-# last heard from the notebook ${at(job.lastEventAt)}` : '';
    const finishing =
      job.state === 'uploading' && job.result ? '\nTaking in the result from Hugging Face…' : '';
    const ended = job.endedAt ? `\n-# ${at(job.endedAt)}` : '';
    const standIn = job.state === 'succeeded' && job.result?.standIn ? `\n-# ${standInWords}` : '';
    return `${head}\n${progressLines(job)}${finishing}${silent}${ended}${standIn}`;
  });
  const more = jobs.length > 6 ? [text(`-# and ${jobs.length - 6} older`)] : [];
  const open = jobs.filter(job => !isOver(job) && !job.result).slice(0, 5);
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
