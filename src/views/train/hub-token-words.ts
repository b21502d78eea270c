import type { TrainingJob } from '../../services/training/job/job.ts';
import type { TrainingPlan } from '../../services/training/start/plan.ts';
import { plain } from '../components.ts';

/**
 * Who can run the notebook, where that is not everybody: said before a code is given out. Undefined where no account at
 * Hugging Face is needed.
 */
export function whoCanRunIt({ backend, relayed, gated, namespace, base }: TrainingPlan): string | undefined {
  if (backend !== 'colab') return undefined;
  if (relayed) {
    return (
      `⚠ **Only somebody with a Hugging Face token that may write for ${plain(namespace, 60)} can run it**, because ` +
      'this bot has no address on the internet to take the result at. Whoever runs the bot can spare everybody the ' +
      'token: with `PUBLIC_URL`, or with `TRAINING_BACKEND=hf-jobs` or `local`, where the bot starts the training itself.'
    );
  }
  return gated
    ? `⚠ **You need a Hugging Face account that has accepted this base’s terms** on ` +
        `[its page](https://huggingface.co/${base.id}), and a read token for it.`
    : undefined;
}

/** What the notebook needs beside the job code, as the first step of running it. */
export function tokenForIt({
  relay,
  gatedBase,
  spec,
}: Pick<TrainingJob, 'relay' | 'gatedBase' | 'spec'>): string {
  if (relay) {
    const owner = plain(spec.repo.split('/')[0] ?? '', 60);
    return `Its secret \`HF_TOKEN\` has to be a Hugging Face token with write access to **${owner}**.`;
  }
  return gatedBase
    ? 'Its secret `HF_TOKEN` has to be a Hugging Face token of an account that has accepted the terms of the base.'
    : 'You don’t need a Hugging Face account or token: the bot publishes the result.';
}
