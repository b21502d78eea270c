import { altTextMost, cutText } from '../../cut-text.ts';
import { isResumable, type TrainingJob } from '../../services/training/job/job.ts';
import type { TrainingOutcome } from '../../services/training/result/outcomes.ts';
import { sampleMade } from '../../services/training/result/sample-made.ts';
import { t } from '../../words/words.ts';
import { likenessLines, reasonsOf, whatHelps } from '../actor/version-words.ts';
import { button, card, container, gallery, row, text, type View, type ViewFile } from '../components.ts';
import { baseLabel, duration, nameOf, reasonOf, resumeButton, standInWords } from './training-words.ts';

export interface SamplePicture {
  bytes: Buffer;
  prompt: string;
}

/** How the training ended; a new message that mentions the requester. */
export function trainingEndView(job: TrainingJob, samples: SamplePicture[], outcome?: TrainingOutcome): View {
  const requester = `<@${job.requesterId}>`;
  if (job.state === 'succeeded') return completionView(job, samples, outcome);
  if (job.state === 'cancelled') {
    const byThemselves = job.cancelledBy === job.requesterId || !job.cancelledBy;
    return {
      ...card(
        'warn',
        text(
          byThemselves
            ? `⏹ ${t('train.cancelledBySelf', { member: requester, actor: nameOf(job) })}`
            : `⏹ ${t('train.cancelledByOther', { member: requester, other: `<@${job.cancelledBy}>`, actor: nameOf(job) })}`,
        ),
      ),
      pings: byThemselves ? [] : [job.requesterId],
    };
  }
  return {
    ...card(
      'bad',
      text(`### ❌ ${t('train.failedTitle', { actor: nameOf(job) })}\n${requester}: ${reasonOf(job)}`),
      row(
        ...resumeButton(job),
        button('train-start', job.actorId, {
          label: t('train.startAgain'),
          style: isResumable(job) ? 'secondary' : 'primary',
          emoji: '🎓',
        }),
      ),
    ),
    pings: [job.requesterId],
  };
}

/** Why a version is kept but not used, and what would help. */
const belowGateWords = ({ version, previous }: TrainingOutcome) =>
  [
    `⚠ ${previous ? t('train.belowBar', { version: previous.number }) : t('train.belowBarNone')}`,
    ...reasonsOf(version).map(reason => `-# ${reason}`),
    `${whatHelps(version)} ${t('train.compares')}`,
  ].join('\n');

/** What came of it, and how long it took. */
function trainedWords(job: TrainingJob, kept: boolean): string {
  const what = {
    member: `<@${job.requesterId}>`,
    version: job.version ?? 1,
    steps: job.step,
    base: baseLabel(job),
  };
  if (!job.startedAt || !job.endedAt) return t(kept ? 'train.kept' : 'train.ready', what);
  const time = duration((job.endedAt - job.startedAt) / 1000);
  return t(kept ? 'train.keptIn' : 'train.readyIn', { ...what, time });
}

function completionView(
  job: TrainingJob,
  samples: SamplePicture[],
  outcome: TrainingOutcome | undefined,
): View {
  const pictures = samples.map(({ bytes, prompt }, index) => ({
    name: `sample-${index + 1}.jpg`,
    bytes,
    description: cutText(prompt || t('train.sample', { n: index + 1, actor: job.actorName }), altTextMost),
    made: sampleMade(job.spec),
  }));
  const files: ViewFile[] = pictures;
  const kept = outcome !== undefined && !outcome.inUse;
  const measured = outcome ? likenessLines(outcome.version, outcome.previous).join('\n') : '';
  const useIt = button('version-use', `${job.actorId}/${job.version ?? 1}`, {
    label: t('train.useAnyway'),
  });
  return {
    components: [
      container(
        job.result?.standIn || kept ? 'warn' : 'good',
        text(
          `### ${kept ? '🟡' : '✅'} ${t('train.trainedTitle', { actor: nameOf(job) })}\n${trainedWords(job, kept)}` +
            (job.result?.standIn ? `\n${standInWords()}` : ''),
        ),
        ...(measured ? [text(measured)] : []),
        ...(kept ? [text(belowGateWords(outcome))] : []),
        ...(pictures.length
          ? [gallery(pictures.map(({ name, description }) => ({ name, alt: description })))]
          : []),
        row(
          ...(kept
            ? [useIt]
            : [
                button('generate-actor', job.actorId, {
                  label: t('train.generate'),
                  style: 'primary',
                  emoji: '🎨',
                }),
              ]),
          button('train-start', job.actorId, { label: t('train.trainAgain'), emoji: '🎓' }),
        ),
      ),
    ],
    files,
    pings: [job.requesterId],
  };
}
