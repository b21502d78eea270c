import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '../../../logger.ts';
import type { TrainingJob } from '../job/job.ts';
import { printedLine } from './printed-line.ts';
import { processMark } from './process-mark.ts';
import { LaunchError, type Runner } from './runner.ts';

/** Until a trainer that was asked to stop is made to. */
const patienceMs = 15_000;

/** The trainer as a process of its own beside the bot, which outlives the bot. One at a time: there is one GPU. */
export function localRunner({
  python,
  packageFolder,
  missing,
  folder,
  args,
  env,
  logger,
  patienceMs: patience = patienceMs,
}: {
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
}): Runner {
  const runs = join(folder, 'runs');
  const logOf = (jobId: string) => join(folder, `${jobId}.log`);

  async function isRunning(run: TrainingJob['run']): Promise<boolean> {
    return run?.kind === 'local' && (await processMark(run.pid)) === run.mark;
  }

  /** The whole group: the trainer and what it started. */
  function signal(pid: number, name: 'SIGINT' | 'SIGKILL'): void {
    try {
      process.kill(process.platform === 'win32' ? pid : -pid, name);
    } catch {
      // Ended in the meantime.
    }
  }

  function lastLine({ id }: Pick<TrainingJob, 'id'>): string | undefined {
    try {
      const lines = readFileSync(logOf(id), 'utf8')
        .slice(-4_000)
        .split(/[\r\n]+/);
      return printedLine(lines.findLast(line => line.trim()) ?? '', env.HF_TOKEN) || undefined;
    } catch {
      return undefined;
    }
  }

  async function stop({ run }: TrainingJob): Promise<void> {
    if (run?.kind !== 'local' || !(await isRunning(run))) return;
    signal(run.pid, 'SIGINT');
    const until = Date.now() + patience;
    while (await isRunning(run)) {
      if (Date.now() >= until) signal(run.pid, 'SIGKILL');
      await pause(100);
    }
  }

  const list = (place: string) => readdir(place).catch(() => []);

  async function clear(jobId: string): Promise<void> {
    await rm(join(runs, jobId), { recursive: true, force: true });
    await rm(logOf(jobId), { force: true });
  }

  return {
    backend: 'local',
    missing,
    where: 'on the computer that the bot runs on',
    photosGo: 'The photos stay on the computer that the bot runs on.',
    hourlyPrice: async () => undefined,
    launcher: {
      atOnce: 1,
      takesUpAgain: true,
      async launch(job, jobCode) {
        await stop(job);
        await mkdir(runs, { recursive: true, mode: 0o700 });
        const log = openSync(logOf(job.id), 'a', 0o600);
        try {
          const child = spawn(python, ['-u', '-m', 'actor_lora.cli', 'train', '--output', runs, ...args], {
            env: { ...env, PYTHONPATH: packageFolder, ACTOR_LORA_JOB_CODE: jobCode },
            stdio: ['ignore', log, log],
            // It goes on when the bot is stopped, and is found again by its mark.
            detached: true,
            windowsHide: true,
          });
          await once(child, 'spawn');
          child.on('error', error =>
            logger.warn({ err: error, job: job.id }, 'the trainer’s process failed'),
          );
          child.unref();
          const pid = Number(child.pid);
          return { kind: 'local', pid, mark: (await processMark(pid)) ?? 'ended at once' };
        } catch (error) {
          const isMissing = (error as { code?: unknown }).code === 'ENOENT';
          const words = isMissing
            ? 'There is no trainer on the computer of the bot. Whoever runs the bot: set TRAINER_PYTHON to a Python with colab/ installed.'
            : 'The trainer could not be started on the computer of the bot.';
          throw new LaunchError(words, isMissing, { cause: error });
        } finally {
          closeSync(log);
        }
      },
      async look(job) {
        if (await isRunning(job.run)) return { running: true };
        logger.warn({ job: job.id, log: lastLine(job) }, 'a trainer ended before its training did');
        return { running: false, why: 'The trainer stopped without saying why.' };
      },
      lastLine,
      stop,
      clear: ({ id }) => clear(id),
      async prune(isNeeded) {
        const names = [...(await list(runs)), ...(await list(folder)).filter(name => name.endsWith('.log'))];
        for (const name of names) {
          const id = name.replace(/\.log$/, '');
          if (!isNeeded(id)) await clear(id);
        }
      },
      close: async () => {},
    },
  };
}
