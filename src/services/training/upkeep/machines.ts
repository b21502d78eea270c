import type { Logger } from '../../../logger.ts';
import { isOver, type Machine, trainingBackends } from '../job/job.ts';
import type { JobBoard } from '../job/job-board.ts';
import { withoutFormerRun } from '../job/leftovers.ts';
import type { Runners, Standing } from '../runners/runner.ts';

/** Stops trainers that nothing needs any more: they hold a GPU, or cost money by the minute. */
export interface Machines {
  /** Stops trainers of a job. Resolves to those that could not be stopped. */
  stop(jobId: string, machines: Machine[]): Promise<Machine[]>;
  /** Stops those that another trainer has replaced. What fails is tried again at the next sweep. */
  stopFormer(jobId: string): Promise<void>;
  /** Tries again whatever could not be stopped, and looks for what was forgotten. */
  sweep(): Promise<void>;
}

export function createMachines({
  board,
  erased,
  runners,
  logger,
}: {
  board: JobBoard;
  /** Jobs that were erased, and those of them that have machines still to be stopped. */
  erased: {
    has(jobId: string): Promise<boolean>;
    owing(): Promise<{ id: string; machines: Machine[] }[]>;
    owe(jobId: string, machines: Machine[]): Promise<void>;
  };
  runners: Runners;
  logger: Logger;
}): Machines {
  async function standingOf(id: string): Promise<Standing> {
    const job = await board.find(id);
    if (!job) return (await erased.has(id)) ? 'over' : 'unknown';
    return !isOver(job) || job.lost || job.leftovers.run ? 'needed' : 'over';
  }

  async function stop(id: string, machines: Machine[]): Promise<Machine[]> {
    const left: Machine[] = [];
    for (const machine of machines) {
      try {
        await runners.of(machine.backend).launcher?.stop({ id, ...machine });
      } catch (error) {
        logger.warn({ err: error, job: id }, 'a trainer could not be stopped yet');
        left.push(machine);
      }
    }
    return left;
  }

  async function stopFormer(id: string): Promise<void> {
    for (const run of board.byId(id)?.leftovers.formerRuns ?? []) {
      const left = await stop(id, [{ backend: run.kind, run }]);
      if (left.length === 0) await board.note(id, job => withoutFormerRun(job, run));
    }
  }

  return {
    stop,
    stopFormer,
    async sweep() {
      for (const backend of trainingBackends) await runners.of(backend).launcher?.prune(standingOf);
      for (const { id, machines } of await erased.owing()) await erased.owe(id, await stop(id, machines));
      for (const { id } of board.all()) await stopFormer(id);
    },
  };
}
