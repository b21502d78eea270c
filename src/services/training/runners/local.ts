import type { Logger } from '../../../logger.ts';
import { said } from '../../../words/words.ts';
import type { TrainingJob } from '../job/job.ts';
import { localFiles } from './local-files.ts';
import { endProcess, isRunning, startDetached } from './local-process.ts';
import { printedLine } from './printed-line.ts';
import { LaunchError, type Launcher, type Runner } from './runner.ts';

/** Until a trainer that was asked to stop is made to. */
const patienceMs = 15_000;

interface Needs {
  /** TRAINER_PYTHON: an interpreter in which the trainer's packages are installed. */
  python: string;
  /** The folder that holds the package `actor_lora`. */
  packageFolder: string;
  /** As in `Runner`. */
  missing?: string | undefined;
  /** Where runs are kept: photos, checkpoints, what was printed. */
  folder: string;
  /** TRAINER_ARGS, behind the others. */
  args: string[];
  /** What the trainer finds in its environment, beside the job code. */
  env: Record<string, string>;
  logger: Logger;
  patienceMs?: number;
}

/** The trainer as a process of its own beside the bot, which outlives the bot. One at a time: there is one GPU. */
export function localRunner(needs: Needs): Runner {
  return {
    backend: 'local',
    missing: needs.missing,
    where: said('training.runsHere'),
    photosGo: said('training.photosStay'),
    hourlyPrice: async () => undefined,
    launcher: createLauncher(needs),
  };
}

function refusal(error: unknown): LaunchError {
  const isMissing = (error as { code?: unknown }).code === 'ENOENT';
  return new LaunchError(isMissing ? 'no-trainer-here' : 'not-started-here', isMissing, { cause: error });
}

function createLauncher({
  python,
  packageFolder,
  folder,
  args,
  env,
  logger,
  patienceMs: patience = patienceMs,
}: Needs): Launcher {
  const files = localFiles(folder);

  function lastLine({ id }: Pick<TrainingJob, 'id'>): string | undefined {
    return printedLine(files.lastLine(id) ?? '', env.HF_TOKEN) || undefined;
  }

  async function stop({ run }: Pick<TrainingJob, 'run'>): Promise<void> {
    if (run?.kind === 'local') await endProcess(run, patience);
  }

  return {
    atOnce: 1,
    takesUpAgain: true,
    async launch(job, jobCode) {
      await stop(job);
      return files.withLog(job.id, log =>
        startDetached(python, ['-u', '-m', 'actor_lora.cli', 'train', '--output', files.runs, ...args], {
          env: { ...env, PYTHONPATH: packageFolder, ACTOR_LORA_JOB_CODE: jobCode },
          log,
          onError: error => logger.warn({ err: error, job: job.id }, 'the trainer’s process failed'),
        }).catch(error => {
          throw refusal(error);
        }),
      );
    },
    async look(job) {
      if (job.run?.kind === 'local' && (await isRunning(job.run))) return { running: true };
      logger.warn({ job: job.id, log: lastLine(job) }, 'a trainer ended before its training did');
      return { running: false, why: 'trainer-stopped-silently' };
    },
    lastLine,
    stop,
    clear: ({ id }) => files.remove(id),
    async prune(standingOf) {
      // The folder is this bot's alone, so that what it does not know is of no use to anybody.
      for (const id of await files.jobIds()) if ((await standingOf(id)) !== 'needed') await files.remove(id);
    },
    close: async () => {},
  };
}
