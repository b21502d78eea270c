import type { Logger } from '../../../logger.ts';
import type { HubJobs } from '../../huggingface/hub/hub-jobs.ts';
import type { TrainingJob } from '../job/job.ts';
import { printedLine } from './printed-line.ts';

const linesKept = 20;

/** The latest lines that the machines of jobs printed. */
export interface MachineLogs {
  /** The lines so far, the array growing as more come. A log that broke off is read anew at the next call. */
  follow(job: Pick<TrainingJob, 'id' | 'run'>): readonly string[];
  /** Resolves when nothing of it is read any more. */
  forget(jobId: string): Promise<void>;
  close(): Promise<void>;
}

interface Followed {
  run: string;
  lines: string[];
  done: AbortController;
  end: Promise<void>;
}

export function createMachineLogs({
  jobs,
  token,
  logger,
}: {
  jobs: Pick<HubJobs, 'logs'>;
  /** Struck out where a machine prints it. */
  token: string;
  logger: Logger;
}): MachineLogs {
  const following = new Map<string, Followed>();

  async function forget(jobId: string): Promise<void> {
    const known = following.get(jobId);
    following.delete(jobId);
    known?.done.abort();
    await known?.end;
  }

  return {
    follow({ id: jobId, run }) {
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
    },
    forget,
    async close() {
      await Promise.all([...following.keys()].map(forget));
    },
  };
}
