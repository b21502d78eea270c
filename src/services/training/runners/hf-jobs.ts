import type { Logger } from '../../../logger.ts';
import { said } from '../../../words/words.ts';
import type { HubJobs } from '../../huggingface/hub/hub-jobs.ts';
import type { PlainReason } from '../job/end-reason.ts';
import type { TrainingJob } from '../job/job.ts';
import { appLabel, trainingJobRequest } from './hf-job.ts';
import { refusedMachine } from './hf-refusal.ts';
import { createMachineLogs } from './machine-logs.ts';
import type { Launcher, Runner } from './runner.ts';

const hourMs = 60 * 60 * 1_000;
/** Between looks at everything that runs at the account's expense. */
const pruneEveryMs = 15 * 60 * 1_000;

/** How a machine ended that did not end its training. */
const endings: Record<string, PlainReason> = {
  COMPLETED: 'machine-completed',
  CANCELED: 'machine-cancelled',
  ERROR: 'machine-error',
};

interface Needs {
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
}

/** A machine at Hugging Face for each training, paid by the minute. */
export function hfJobsRunner(needs: Needs): Runner {
  const { trainer, flavor } = needs;
  return {
    backend: 'hf-jobs',
    missing: trainer
      ? undefined
      : 'set TRAINER_PACKAGE to the address from which pip installs the trainer (the folder colab/).',
    where: said('training.runsOnMachine', { machine: flavor }),
    photosGo: said('training.photosToMachine'),
    hourlyPrice: rememberedPrice(needs),
    launcher: createLauncher(needs),
  };
}

/** The price of the flavor, asked for once an hour at most; null where it could not be found out. */
function rememberedPrice({ jobs, flavor, now, logger }: Needs): () => Promise<number | null> {
  let price: { at: number; dollars: number | null } | undefined;
  return async () => {
    if (!price || price.at + hourMs <= now()) {
      const dollars = await jobs.hourlyPrice(flavor).catch(error => {
        logger.warn({ err: error }, 'the price of a machine could not be found out');
        return undefined;
      });
      price = { at: now(), dollars: dollars ?? null };
    }
    return price.dollars;
  };
}

function createLauncher(needs: Needs): Launcher {
  const { jobs, namespace, trainer = '', token, flavor, timeoutSecondsOf, logger } = needs;
  const logs = createMachineLogs({ jobs, token, logger });

  /** Machines that were started before a crash and not noted: their codes are void, so they only cost money. */
  async function cancelUnknown(jobId: string, place: string): Promise<void> {
    for (const lost of await jobs.find(place, { name: 'job', value: jobId })) await jobs.cancel(lost);
  }

  return {
    atOnce: Number.POSITIVE_INFINITY,
    takesUpAgain: false,
    async launch(job, jobCode) {
      try {
        const place = await namespace();
        await cancelUnknown(job.id, place);
        const timeoutSeconds = timeoutSecondsOf(job);
        const request = trainingJobRequest({
          jobId: job.id,
          jobCode,
          flavor,
          timeoutSeconds,
          token,
          trainer,
        });
        return { kind: 'hf-jobs', ...(await jobs.run(place, request)) };
      } catch (error) {
        throw refusedMachine(error);
      }
    },
    async look(job) {
      if (job.run?.kind !== 'hf-jobs') return { running: false, why: undefined };
      const lines = logs.follow(job);
      const status = await jobs.stage(job.run);
      if (!status || status.stage === 'DELETED') return { running: false, why: 'machine-gone' };
      const why = endings[status.stage];
      if (!why) return { running: true };
      const { stage, message } = status;
      logger.warn(
        { job: job.id, stage, why: message, log: lines },
        'a machine ended before its training did',
      );
      return { running: false, why };
    },
    lastLine: job => logs.follow(job).at(-1),
    async stop(job) {
      await logs.forget(job.id);
      if (job.run?.kind === 'hf-jobs') await jobs.cancel(job.run);
      // The answer to a start may have been lost, so that a machine runs of which nothing was noted.
      else await cancelUnknown(job.id, await namespace());
    },
    clear: job => logs.forget(job.id),
    prune: createPrune(needs),
    close: logs.close,
  };
}

/**
 * Machines cost money by the minute, whoever has forgotten them: those of trainings that are over are ended. Those that
 * this bot does not know may be another bot's, so that they are only named to the operator, once.
 */
function createPrune({ jobs, namespace, trainer, now, logger }: Needs): Launcher['prune'] {
  let prunedAt = Number.NEGATIVE_INFINITY;
  const named = new Set<string>();

  return async standingOf => {
    // Without the trainer's address, no machine was ever started from here.
    if (!trainer || prunedAt + pruneEveryMs > now()) return;
    prunedAt = now();
    try {
      for (const machine of await jobs.find(await namespace(), appLabel)) {
        const about = { machine: machine.id, job: machine.labels.job };
        const standing = await standingOf(machine.labels.job ?? '');
        if (standing === 'over') {
          logger.warn(about, 'a machine of a training that is over still ran, and is ended');
          await jobs.cancel(machine);
        } else if (standing === 'unknown' && !named.has(machine.id)) {
          named.add(machine.id);
          logger.warn(about, 'a machine runs for a training that this bot does not know');
        }
      }
    } catch (error) {
      logger.warn({ err: error }, 'the machines at Hugging Face could not be looked through');
    }
  };
}
