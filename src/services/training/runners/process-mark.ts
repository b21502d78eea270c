import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * What tells a process from every other that had, or will have, its number: when it began. Undefined where there is
 * no such process, or it has ended and only waits to be buried.
 */
export async function processMark(pid: number): Promise<string | undefined> {
  try {
    if (process.platform === 'linux') {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
      // The name in parentheses may hold spaces and parentheses itself.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const [state, beganAt] = [fields[0], fields[19]];
      const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
      return state === 'Z' || state === 'X' || !beganAt ? undefined : `${boot.trim()}/${beganAt}`;
    }
    const { stdout } =
      process.platform === 'win32'
        ? await run('powershell', ['-NoProfile', '-Command', `(Get-Process -Id ${pid}).StartTime.Ticks`])
        : await run('ps', ['-o', 'lstart=', '-p', String(pid)]);
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}
