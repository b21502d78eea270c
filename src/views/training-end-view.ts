import type { ActorVersion, Verification } from '../services/actors/actor.ts';
import { isResumable, type TrainingJob } from '../services/training/job.ts';
import type { TrainingOutcome } from '../services/training/showing.ts';
import {
  button,
  card,
  container,
  gallery,
  plain,
  row,
  text,
  type View,
  type ViewFile,
} from './components.ts';
import {
  baseLabel,
  duration,
  nameOf,
  number,
  reasonOf,
  resumeButton,
  standInWords,
} from './training-words.ts';

export interface SamplePicture {
  bytes: Buffer;
  prompt: string;
}

/** How it ended, as a new message that mentions the requester. */
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

const likenessOf = ({ verification }: Pick<ActorVersion, 'verification'>) =>
  verification?.trainer?.likeness ?? verification?.own?.likeness;

/** What was measured, against what is asked for and against the version before. */
function likenessWords({ version, previous }: TrainingOutcome): string {
  const { trainer, own }: Verification = version.verification ?? {};
  const lines: string[] = [];
  const now = likenessOf(version);
  const before = previous && likenessOf(previous);
  const change =
    previous && now !== undefined && now !== null && before !== undefined && before !== null
      ? `, ${now >= before ? '+' : '−'}${Math.abs(now - before).toFixed(2)} on version ${previous.number}`
      : '';
  if (typeof trainer?.likeness === 'number') {
    const needed =
      typeof trainer.likenessNeeded === 'number' ? ` (at least ${trainer.likenessNeeded.toFixed(2)})` : '';
    lines.push(`**Likeness** ${trainer.likeness.toFixed(2)}${needed}, as the trainer measured${change}`);
  }
  if (own) {
    const seen =
      own.likeness === undefined ? '' : ` ${own.likeness.toFixed(2)} (at least ${own.needed.toFixed(2)})`;
    lines.push(
      `**My own look at the samples**${seen}: ${own.passed ? '✓ looks like the photos' : '✕ does not look like the photos'}` +
        `, a face in ${own.faces} of ${own.samples}`,
    );
  }
  return lines.join('\n');
}

/** Why a version is kept and not used, and what would help. */
function belowGateWords(job: TrainingJob, { version, previous }: TrainingOutcome): string {
  const { trainer } = version.verification ?? {};
  const reasons = (trainer?.verdict === 'failed' ? trainer.reasons : [])
    .slice(0, 3)
    .map(reason => plain(reason, 200));
  const copied = reasons.some(reason => /copy|copies|too long/i.test(reason));
  const more = Math.min(4_000, Math.round((job.spec.steps * 1.5) / 100) * 100);
  const fewer = Math.max(100, Math.round((job.spec.steps * 0.6) / 100) * 100);
  return [
    `⚠ **It is below the gate**, so it is kept but not used: ${previous ? `version ${previous.number} stays in use` : 'no version is in use'}.`,
    ...(reasons.length > 0 ? [`-# ${reasons.join(' ')}`] : []),
    `What helps: replace photos that are soft, dark or alike (\`/actor photos\`), and ${
      copied ? `fewer steps (\`steps: ${fewer}\`)` : `more steps (\`steps: ${more}\`)`
    }. \`/actor versions\` compares, and can use it all the same.`,
  ].join('\n');
}

function completionView(
  job: TrainingJob,
  samples: SamplePicture[],
  outcome: TrainingOutcome | undefined,
): View {
  const pictures = samples.map(({ bytes, prompt }, index) => ({
    name: `sample-${index + 1}.jpg`,
    bytes,
    description: (prompt || `Sample ${index + 1} of ${job.actorName}`).slice(0, 1_024),
  }));
  const took = job.startedAt && job.endedAt ? ` in ${duration((job.endedAt - job.startedAt) / 1000)}` : '';
  const files: ViewFile[] = pictures;
  const kept = outcome !== undefined && !outcome.inUse;
  const measured = outcome ? likenessWords(outcome) : '';
  const useIt = button('version-use', `${job.actorId}/${job.version ?? 1}`, { label: 'Use it all the same' });
  return {
    components: [
      container(
        job.result?.standIn || kept ? 'warn' : 'good',
        text(
          `### ${kept ? '🟡' : '✅'} ${nameOf(job)} is trained\n<@${job.requesterId}>, version ${job.version ?? 1} is ` +
            `${kept ? 'kept' : 'ready'}: ${number(job.step)} steps on ${baseLabel(job)}${took}.` +
            (job.result?.standIn ? `\n${standInWords}` : ''),
        ),
        ...(measured ? [text(measured)] : []),
        ...(kept ? [text(belowGateWords(job, outcome))] : []),
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
