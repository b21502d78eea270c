import type { Logger } from '../../../logger.ts';
import type { HubJobs } from '../../huggingface/hub/hub-jobs.ts';
import type { TrainingJob } from '../job/job.ts';
import { trainingJobRequest } from './hf-job.ts';
import { printedLine } from './printed-line.ts';
import { LaunchError, type Runner } from './runner.ts';

const hourMs = 60 * 60 * 1_000;
const linesKept = 20;

const statusOf = (error: unknown) => (error as { statusCode?: unknown }).statusCode;

/** Why Hugging Face refused the machine, for members and whoever runs the bot. */
function refusal(error: unknown): LaunchError {
  const status = statusOf(error);
  const cause = { cause: error };
  if (status === 402) {
    const words =
      'The Hugging Face account that pays here has no credit left for GPU machines. An admin can add some.';
    return new LaunchError(words, true, cause);
  }
  if (status === 401 || status === 403) {
    const words =
      'The bot’s Hugging Face token may not start machines. Whoever runs the bot can change that.';
    return new LaunchError(words, true, cause);
  }
  const final = typeof status === 'number' && status >= 400 && status < 500 && status !== 429;
  return new LaunchError('Hugging Face did not start a machine for it.', final, cause);
}

/** A machine at Hugging Face for each training, paid by the minute. */
export function hfJobsRunner({
  jobs,
  namespace,
  trainer,
  token,
  flavor,
  timeoutSecondsOf,
  now,
  logger,
}: {
  jobs: HubJobs;
  namespace: () => Promise<string>;
  /** TRAINER_PACKAGE: what pip installs. */
  trainer: string | undefined;
  /** The Hugging Face token that the trainer works with. */
  token: string;
  flavor: string;
  /** Until when a machine is paid at most. */
  timeoutSecondsOf: (job: TrainingJob) => number;
  now: () => number;
  logger: Logger;
}): Runner {
  let price: { at: number; dollars: number | null } | undefined;
  interface Followed {
    run: string;
    lines: string[];
    done: AbortController;
    end: Promise<void>;
  }
  const following = new Map<string, Followed>();

  /** Keeps the latest lines of a machine's log. One that broke off is read anew at the next look. */
  function follow({ id: jobId, run }: TrainingJob): string[] {
    if (run?.kind !== 'hf-jobs') return [];
    const known = following.get(jobId);
    if (known?.run === run.id) return known.lines;
    known?.done.abort();
    const lines: string[] = [];
    const done = new AbortController();
    const read = async () => {
      try {
        for await (const line of jobs.logs(run, done.signal)) {
          lines.push(printedLine(line, token));
          if (lines.length > linesKept) lines.shift();
        }
      } catch (error) {
        if (following.get(jobId)?.done === done) following.delete(jobId);
        if (!done.signal.aborted) logger.info({ err: error, job: jobId }, 'the log of a machine broke off');
      }
    };
    following.set(jobId, { run: run.id, lines, done, end: read() });
    return lines;
  }

  async function unfollow(jobId: string): Promise<void> {
    const known = following.get(jobId);
    following.delete(jobId);
    known?.done.abort();
    await known?.end;
  }

  /** Machines that were started before a crash, and not remembered: their code is outdated, so they only cost money. */
  async function cancelUnknown(jobId: string, place: string): Promise<void> {
    for (const lost of await jobs.find(place, { name: 'job', value: jobId })) await jobs.cancel(lost);
  }

  return {
    backend: 'hf-jobs',
    missing: trainer
      ? undefined
      : 'set TRAINER_PACKAGE to the address from which pip installs the trainer (the folder colab/).',
    where: `on a machine that Hugging Face lends by the minute (${flavor})`,
    photosGo: 'The photos go to that machine at Hugging Face, which is gone when the training is over.',
    async hourlyPrice() {
      if (!price || price.at + hourMs <= now()) {
        const dollars = await jobs.hourlyPrice(flavor).catch(error => {
          logger.warn({ err: error }, 'the price of a machine could not be found out');
          return undefined;
        });
        price = { at: now(), dollars: dollars ?? null };
      }
      return price.dollars;
    },
    launcher: {
      atOnce: Number.POSITIVE_INFINITY,
      takesUpAgain: false,
      async launch(job, jobCode) {
        const place = await namespace().catch(error => {
          throw refusal(error);
        });
        try {
          await cancelUnknown(job.id, place);
          const timeoutSeconds = timeoutSecondsOf(job);
          const request = trainingJobRequest({
            ...{ jobId: job.id, jobCode, flavor, timeoutSeconds, token },
            trainer: trainer ?? '',
          });
          return { kind: 'hf-jobs', ...(await jobs.run(place, request)) };
        } catch (error) {
          throw refusal(error);
        }
      },
      async look(job) {
        if (job.run?.kind !== 'hf-jobs') return { running: false, why: undefined };
        const lines = follow(job);
        const status = await jobs.stage(job.run);
        if (!status || status.stage === 'DELETED') return { running: false, why: 'The machine is gone.' };
        if (['COMPLETED', 'CANCELED', 'ERROR'].includes(status.stage)) {
          const how = {
            COMPLETED: 'The machine ended without saying how the training went.',
            CANCELED: 'The machine was cancelled at Hugging Face.',
            ERROR: 'The machine ended with an error.',
          }[status.stage as 'COMPLETED'];
          logger.warn(
            { job: job.id, stage: status.stage, why: status.message, log: lines },
            'a machine ended before its training did',
          );
          return { running: false, why: how };
        }
        return { running: true };
      },
      lastLine: job => follow(job).at(-1),
      async stop(job) {
        await unfollow(job.id);
        if (job.run?.kind === 'hf-jobs') await jobs.cancel(job.run);
        // Nobody knows whether one was started, if the answer was lost.
        else await cancelUnknown(job.id, await namespace());
      },
      clear: job => unfollow(job.id),
      prune: async () => {},
      async close() {
        await Promise.all([...following.keys()].map(unfollow));
      },
    },
  };
}
