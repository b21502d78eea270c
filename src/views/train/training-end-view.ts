import { altTextMost, cutText } from '../../cut-text.ts';
import { isResumable, type TrainingJob } from '../../services/training/job/job.ts';
import type { TrainingOutcome } from '../../services/training/result/outcomes.ts';
import { sampleMade } from '../../services/training/result/sample-made.ts';
import { formatNumber } from '../../words/numbers.ts';
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
            ? `⏹ ${requester} cancelled the training of **${nameOf(job)}**. Nothing from it was kept.`
            : `⏹ ${requester}, <@${job.cancelledBy}> cancelled the training of **${nameOf(job)}**. Nothing from it was kept.`,
        ),
      ),
      pings: byThemselves ? [] : [job.requesterId],
    };
  }
  return {
    ...card(
      'bad',
      text(`### ❌ The training of ${nameOf(job)} failed\n${requester}: ${reasonOf(job)}`),
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

/** Why a version is kept but not used, and what would help. */
const belowGateWords = ({ version, previous }: TrainingOutcome) =>
  [
    `⚠ **It’s below the bar**, so it’s kept but not used: ${previous ? `version ${previous.number} stays in use` : 'no version is in use'}.`,
    ...reasonsOf(version).map(reason => `-# ${reason}`),
    `${whatHelps(version)} \`/actor versions\` compares.`,
  ].join('\n');

function completionView(
  job: TrainingJob,
  samples: SamplePicture[],
  outcome: TrainingOutcome | undefined,
): View {
  const pictures = samples.map(({ bytes, prompt }, index) => ({
    name: `sample-${index + 1}.jpg`,
    bytes,
    description: cutText(prompt || `Sample ${index + 1} of ${job.actorName}`, altTextMost),
    made: sampleMade(job.spec),
  }));
  const took = job.startedAt && job.endedAt ? ` in ${duration((job.endedAt - job.startedAt) / 1000)}` : '';
  const files: ViewFile[] = pictures;
  const kept = outcome !== undefined && !outcome.inUse;
  const measured = outcome ? likenessLines(outcome.version, outcome.previous).join('\n') : '';
  const useIt = button('version-use', `${job.actorId}/${job.version ?? 1}`, { label: 'Use it anyway' });
  return {
    components: [
      container(
        job.result?.standIn || kept ? 'warn' : 'good',
        text(
          `### ${kept ? '🟡' : '✅'} ${nameOf(job)} is trained\n<@${job.requesterId}>, version ${job.version ?? 1} is ` +
            `${kept ? 'kept' : 'ready'}: ${formatNumber(job.step)} steps on ${baseLabel(job)}${took}.` +
            (job.result?.standIn ? `\n${standInWords}` : ''),
        ),
        ...(measured ? [text(measured)] : []),
        ...(kept ? [text(belowGateWords(outcome))] : []),
        ...(pictures.length
          ? [gallery(pictures.map(({ name, description }) => ({ name, alt: description })))]
          : []),
        row(
          ...(kept
            ? [useIt]
            : [button('generate-actor', job.actorId, { label: 'Generate', style: 'primary', emoji: '🎨' })]),
          button('train-start', job.actorId, { label: 'Train again', emoji: '🎓' }),
        ),
      ),
    ],
    files,
    pings: [job.requesterId],
  };
}
