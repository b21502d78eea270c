import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { RunHandle } from '../job/job.ts';
import { processMark } from './process-mark.ts';

type LocalRun = Extract<RunHandle, { kind: 'local' }>;

export const isRunning = async ({ pid, mark }: LocalRun): Promise<boolean> =>
  (await processMark(pid)) === mark;

/** Starts a process that outlives the bot and is found again by its mark. Rejects where there is no such command. */
export async function startDetached(
  command: string,
  args: string[],
  { env, log, onError }: { env: Record<string, string>; log: number; onError: (error: Error) => void },
): Promise<LocalRun> {
  const child = spawn(command, args, {
    env,
    stdio: ['ignore', log, log],
    detached: true,
    windowsHide: true,
  });
  await once(child, 'spawn');
  child.on('error', onError);
  child.unref();
  const pid = Number(child.pid);
  return { kind: 'local', pid, mark: (await processMark(pid)) ?? 'ended at once' };
}

/** The whole group: the trainer and what it started. */
function signal(pid: number, name: 'SIGINT' | 'SIGKILL'): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, name);
  } catch {
    // Ended in the meantime.
  }
}

/** Asks it to end, and makes it after `patienceMs`. */
export async function endProcess(run: LocalRun, patienceMs: number): Promise<void> {
  if (!(await isRunning(run))) return;
  signal(run.pid, 'SIGINT');
  const until = Date.now() + patienceMs;
  while (await isRunning(run)) {
    if (Date.now() >= until) signal(run.pid, 'SIGKILL');
    await pause(100);
  }
}
