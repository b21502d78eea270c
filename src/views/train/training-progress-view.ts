import { isOver, type TrainingJob } from '../../services/training/job/job.ts';
import { t } from '../../words/words.ts';
import { type accents, button, card, gallery, row, text, timestamp, type View } from '../components.ts';
import type { ProgressPicture } from './progress-picture.ts';
import { baseLabel, heading, progressLines, resumeButton } from './training-words.ts';

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
      ? `\n⚠ ${t('train.silent', { time: timestamp(job.lastEventAt, 'f') })}`
      : '';
  const facts = [
    baseLabel(job),
    ...(job.attempt > 1 ? [t('train.attempt', { attempt: job.attempt })] : []),
    t('train.startedBy', {
      member: `<@${job.requesterId}>`,
      time: timestamp(job.startedAt ?? job.createdAt),
    }),
    ...(over && job.endedAt ? [t('train.ended', { time: timestamp(job.endedAt) })] : []),
  ];
  return {
    ...card(
      endAccents[job.state] ?? (silent ? 'warn' : 'plain'),
      text(`### ${heading(job)}\n${progressLines(job)}${silent}\n-# ${facts.join(' · ')}`),
      ...(picture ? [gallery([{ name: progressFile, alt: picture.alt }])] : []),
      ...(over || job.result
        ? []
        : [row(...resumeButton(job), button('train-cancel', job.id, { label: t('train.cancel') }))]),
    ),
    ...(picture
      ? {
          files: [{ name: progressFile, bytes: picture.bytes, description: picture.alt, made: picture.made }],
        }
      : {}),
  };
}

const progressFile = 'progress.jpg';
