import type { TrainingJob } from '../../services/training/job/job.ts';
import type { TrainingPlan } from '../../services/training/start/plan.ts';
import { t } from '../../words/words.ts';
import { plain } from '../components.ts';

/**
 * Who can run the notebook, where that is not everybody: said before a code is given out. Undefined where no account at
 * Hugging Face is needed.
 */
export function whoCanRunIt({ backend, relayed, gated, namespace, base }: TrainingPlan): string | undefined {
  if (backend !== 'colab') return undefined;
  if (relayed) {
    return `⚠ ${t('train.whoRelayed', { owner: plain(namespace, 60) })}`;
  }
  return gated ? `⚠ ${t('train.whoGated', { link: `https://huggingface.co/${base.id}` })}` : undefined;
}

/** What the notebook needs beside the job code, as the first step of running it. */
export function tokenForIt({
  relay,
  gatedBase,
  spec,
}: Pick<TrainingJob, 'relay' | 'gatedBase' | 'spec'>): string {
  if (relay) {
    return t('train.tokenRelayed', { owner: plain(spec.repo.split('/')[0] ?? '', 60) });
  }
  return t(gatedBase ? 'train.tokenGated' : 'train.tokenNone');
}
