import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What trainers on this computer write: a folder for each job, and what it printed. */
export interface LocalFiles {
  /** The folder of all runs; the trainer makes its own in there. */
  runs: string;
  /** Opens the log of a job for as long as `use` takes. */
  withLog<T>(jobId: string, use: (log: number) => Promise<T>): Promise<T>;
  lastLine(jobId: string): string | undefined;
  remove(jobId: string): Promise<void>;
  /** Jobs of which there are files. */
  jobIds(): Promise<string[]>;
}

export function localFiles(folder: string): LocalFiles {
  const runs = join(folder, 'runs');
  const logOf = (jobId: string) => join(folder, `${jobId}.log`);
  const list = (place: string) => readdir(place).catch(() => []);

  return {
    runs,
    async withLog(jobId, use) {
      await mkdir(runs, { recursive: true, mode: 0o700 });
      const log = openSync(logOf(jobId), 'a', 0o600);
      try {
        return await use(log);
      } finally {
        closeSync(log);
      }
    },
    lastLine(jobId) {
      try {
        const lines = readFileSync(logOf(jobId), 'utf8')
          .slice(-4_000)
          .split(/[\r\n]+/);
        return lines.findLast(line => line.trim());
      } catch {
        return undefined;
      }
    },
    async remove(jobId) {
      await rm(join(runs, jobId), { recursive: true, force: true });
      await rm(logOf(jobId), { force: true });
    },
    async jobIds() {
      const logs = (await list(folder)).filter(name => name.endsWith('.log'));
      return [...(await list(runs)), ...logs.map(name => name.replace(/\.log$/, ''))];
    },
  };
}
