import { isOver, type TrainingJob } from '../../services/training/job/job.ts';
import { type accents, button, card, gallery, row, text, timestamp, type View } from '../components.ts';
import type { ProgressPicture } from './progress-picture.ts';
import { baseLabel, headings, nameOf, progressLines, resumeButton } from './training-words.ts';

const endAccents: Partial<Record<TrainingJob['state'], keyof typeof accents>> = {
  succeeded: 'good',
  failed: 'bad',
  cancelled: 'warn',
};

/** The progress message in the channel, also in its final form. */
export function trainingProgressView(job: TrainingJob, picture?: ProgressPicture): View {
  const over = isOver(job);
  const silent =
    !over && job.silent && job.lastEventAt !== undefined
      ? `\n⚠ Nothing has come from the trainer since ${timestamp(job.lastEventAt, 'f')}. If it was closed, **Resume** continues ` +
        'from its last checkpoint.'
      : '';
  const attempt = job.attempt > 1 ? ` · attempt ${job.attempt}` : '';
  return {
    ...card(
      endAccents[job.state] ?? (silent ? 'warn' : 'plain'),
      text(
        `### ${headings[job.state]} ${nameOf(job)}\n${progressLines(job)}${silent}\n` +
          `-# ${baseLabel(job)}${attempt} · started by <@${job.requesterId}> ${timestamp(job.startedAt ?? job.createdAt)}` +
          (over && job.endedAt ? ` · ended ${timestamp(job.endedAt)}` : ''),
      ),
      ...(picture ? [gallery([{ name: progressFile, alt: picture.alt }])] : []),
      ...(over || job.result
        ? []
        : [row(...resumeButton(job), button('train-cancel', job.id, { label: 'Cancel' }))]),
    ),
    ...(picture
      ? {
          files: [{ name: progressFile, bytes: picture.bytes, description: picture.alt, made: picture.made }],
        }
      : {}),
  };
}

const progressFile = 'progress.jpg';
