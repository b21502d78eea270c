import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../../../config.ts';
import type { Logger } from '../../../logger.ts';
import type { HubJobs } from '../../huggingface/hub/hub-jobs.ts';
import type { Workers } from '../../workers/workers-service.ts';
import { trainingBases } from '../job/bases.ts';
import { estimateSeconds, timeoutSeconds } from '../job/duration.ts';
import type { TrainingBackend } from '../job/job.ts';
import { colabRunner } from './colab.ts';
import { hfJobsRunner } from './hf-jobs.ts';
import { localRunner } from './local.ts';
import type { Runner, Runners } from './runner.ts';
import { workerRunner } from './worker.ts';

const packageFolder = fileURLToPath(new URL('../../../../colab', import.meta.url));

type RunnerConfig = Pick<
  Config,
  | 'TRAINING_BACKEND'
  | 'COLAB_NOTEBOOK_URL'
  | 'TRAINER_PACKAGE'
  | 'HF_JOBS_FLAVOR'
  | 'TRAINER_PYTHON'
  | 'TRAINER_ARGS'
  | 'HF_TOKEN'
  | 'HF_ENDPOINT'
  | 'DATA_DIR'
  | 'HTTP_PORT'
>;

/** Where a trainer on this computer reaches the bot. */
export function localAddress({ HTTP_HOST, HTTP_PORT }: Pick<Config, 'HTTP_HOST' | 'HTTP_PORT'>): string {
  const everywhere = ['0.0.0.0', '::', ''].includes(HTTP_HOST);
  const host = everywhere ? '127.0.0.1' : HTTP_HOST.includes(':') ? `[${HTTP_HOST}]` : HTTP_HOST;
  return `http://${host}:${HTTP_PORT}`;
}

/** The runner of TRAINING_BACKEND, and the others, each made when it is first needed. */
export function chooseRunners({
  config,
  jobs,
  namespace,
  workers,
  now,
  logger,
}: {
  config: RunnerConfig;
  jobs: HubJobs;
  namespace: () => Promise<string>;
  workers: Pick<Workers, 'line' | 'serves'>;
  now: () => number;
  logger: Logger;
}): Runners {
  const made = new Map<TrainingBackend, Runner>();
  const of = (backend: TrainingBackend) => {
    const runner = made.get(backend) ?? make(backend);
    made.set(backend, runner);
    return runner;
  };

  function make(backend: TrainingBackend): Runner {
    switch (backend) {
      case 'colab':
        return colabRunner({ notebookUrl: config.COLAB_NOTEBOOK_URL });
      case 'hf-jobs':
        return hfJobsRunner({
          jobs,
          namespace,
          trainer: config.TRAINER_PACKAGE,
          token: config.HF_TOKEN,
          flavor: config.HF_JOBS_FLAVOR,
          timeoutSecondsOf({ spec, paid }) {
            // What its member was told, and what is set aside for it.
            if (paid) return paid.timeoutSeconds;
            const base = trainingBases.find(({ id }) => id === spec.baseModel) ?? trainingBases[0];
            return timeoutSeconds(estimateSeconds([], 'hf-jobs', base, spec.steps));
          },
          now,
          logger,
        });
      case 'worker':
        return workerRunner({ workers, logger });
      case 'local':
        return localRunner({
          // A path is meant from where the bot was started; a bare name is looked for as usual.
          python: /[\\/]/.test(config.TRAINER_PYTHON)
            ? resolve(config.TRAINER_PYTHON)
            : config.TRAINER_PYTHON,
          packageFolder,
          missing:
            config.HTTP_PORT === 0
              ? 'set HTTP_PORT to a port of its own: the trainer has to find the bot.'
              : undefined,
          folder: resolve(join(config.DATA_DIR, 'training')),
          args: config.TRAINER_ARGS ?? [],
          env: trainerEnv(config),
          logger,
        });
    }
  }

  return {
    chosen: of(config.TRAINING_BACKEND),
    own(guildId, wanted) {
      const bases = wanted === undefined ? trainingBases.map(({ id }) => id) : [wanted];
      return bases.some(base => workers.serves(guildId, 'training', base)) ? of('worker') : undefined;
    },
    of,
  };
}

/** This computer's own settings, but none of the bot's secrets beside the one that the trainer needs. */
function trainerEnv({ HF_TOKEN, HF_ENDPOINT }: RunnerConfig): Record<string, string> {
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined &&
      !/^(DISCORD|INFERENCE_ENDPOINT|REDIS|STORE)_|TOKEN|SECRET|PASSWORD/i.test(entry[0]),
  );
  return { ...Object.fromEntries(own), HF_TOKEN, HF_ENDPOINT };
}
