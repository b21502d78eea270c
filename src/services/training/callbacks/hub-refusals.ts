import type { Logger } from '../../../logger.ts';
import { PublicRepoError } from '../../huggingface/hub/actor-repos.ts';
import type { TrainingJob } from '../job/job.ts';
import { away, invalid, type Refusal } from './answers.ts';

/** Does a work at the hub for a trainer, and says in words why it could not be done. */
export async function askingTheHub<T>(
  job: TrainingJob,
  work: () => Promise<T | Refusal>,
  logger: Logger,
): Promise<T | Refusal> {
  try {
    return await work();
  } catch (error) {
    logger.warn({ err: error, job: job.id }, 'the hub did not take what a trainer has made');
    return refusalFor(error, job);
  }
}

function refusalFor(error: unknown, job: TrainingJob): Refusal {
  if (error instanceof PublicRepoError) {
    return invalid(
      `The repo ${job.spec.repo} is public, and a model of a real person is published privately only. Whoever runs ` +
        'the bot: make it private in its settings on the hub.',
    );
  }
  const { status, statusCode, retryAfterMs } = error as Record<string, unknown>;
  const code = typeof status === 'number' ? status : typeof statusCode === 'number' ? statusCode : 0;
  const wait = typeof retryAfterMs === 'number' ? Math.ceil(retryAfterMs / 1_000) : undefined;
  if (code === 401 || code === 403)
    return away(
      'The bot’s own Hugging Face token may not write there. Tell whoever runs it; this is tried again.',
      60,
    );
  if (code === 400 || code === 422)
    return invalid('The hub did not take these files: one was not put yet, or is not what was announced.');
  return away(`The hub ${code ? `answered ${code}` : 'did not answer'}. This is tried again.`, wait);
}
