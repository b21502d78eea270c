import type { Logger } from '../../../logger.ts';
import type { RelayRepos } from '../../huggingface/hub/relay-repos.ts';
import { isOver, type TrainingJob, trainingBackends } from '../job/job.ts';
import type { JobBoard } from '../job/job-board.ts';
import type { Runners } from '../runners/runner.ts';

/** After a result, a trainer is left so long to tidy up and end by itself. */
const tidyMs = 5 * 60_000;
/** So long a lost training can be resumed; then its checkpoints go. */
export const resumableMs = 7 * 24 * 60 * 60_000;

/** Clears away what jobs that are over have left: machines, photos at the hub, branches with checkpoints. */
export interface Clearing {
  /** Begins for one job, if it is over. Never rejects; what fails is tried again at the next sweep. */
  begin(job: TrainingJob): void;
  /** All that is left of any. */
  sweep(): Promise<void>;
  /** Resolves when nothing of a job is being cleared away, so that it may be laid out anew. */
  settled(jobId: string): Promise<void>;
  /** Of a job that is to be forgotten: what lies on this computer goes now, and the rest is tried once. */
  forget(job: TrainingJob): Promise<void>;
  /** Resolves when nothing is under way. */
  stop(): Promise<void>;
}

const isLittered = ({ litter }: TrainingJob) => Object.values(litter).some(Boolean);

/** Of a lost one the files stay, for a trainer that goes on with them. */
function withoutTrainer(job: TrainingJob): TrainingJob {
  const { run: _ended, ...rest } = job;
  const { run: _cleared, ...litter } = rest.litter;
  return rest.lost ? rest : { ...rest, litter };
}

export function createClearing({
  board,
  runners,
  repos,
  now,
  logger,
}: {
  board: JobBoard;
  runners: Runners;
  repos: Pick<RelayRepos, 'deleteRepo' | 'deleteBranch'>;
  now: () => number;
  logger: Logger;
}): Clearing {
  const underWay = new Map<string, Promise<void>>();
  let stopped = false;

  const cleared = (id: string, what: 'photoRepo' | 'branch') =>
    board.note(id, job => {
      // It was resumed meanwhile: there is new litter to come.
      if (!isOver(job)) return job;
      const { [what]: _gone, ...litter } = job.litter;
      return { ...job, litter };
    });

  async function endTrainer(job: TrainingJob): Promise<void> {
    const { launcher } = runners.of(job.backend);
    const isTidying = job.state === 'succeeded' && (job.endedAt ?? 0) + tidyMs > now();
    if (launcher && isTidying && (await launcher.look(job)).running) return;
    await launcher?.stop(job);
    if (!job.lost) await launcher?.clear(job);
    await board.note(job.id, current => (isOver(current) ? withoutTrainer(current) : current));
  }

  async function clear(job: TrainingJob): Promise<void> {
    const { id, litter } = job;
    const steps: (() => Promise<unknown>)[] = [];
    if (litter.run && (job.run || !job.lost)) steps.push(() => endTrainer(job));
    const { photoRepo } = litter;
    if (photoRepo) steps.push(() => repos.deleteRepo(photoRepo).then(() => cleared(id, 'photoRepo')));
    // The branch of a lost one holds what a resumed one goes on from.
    if (litter.branch && !job.lost) {
      const { repo, branch } = job.spec;
      steps.push(() => repos.deleteBranch(repo, branch).then(() => cleared(id, 'branch')));
    }
    // One that fails does not hold the others up.
    const failures: unknown[] = [];
    for (const step of steps) await step().catch(error => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }

  function begin(job: TrainingJob): void {
    if (stopped || !isOver(job) || !isLittered(job) || underWay.has(job.id)) return;
    const work = clear(job)
      .catch(error =>
        logger.info({ err: error, job: job.id }, 'what a training left could not be cleared yet'),
      )
      .finally(() => underWay.delete(job.id));
    underWay.set(job.id, work);
  }

  return {
    begin,
    settled: async jobId => underWay.get(jobId),
    async sweep() {
      const needed = (id: string) => {
        const job = board.byId(id);
        return job !== undefined && (!isOver(job) || !!job.lost || !!job.litter.run);
      };
      for (const backend of trainingBackends) await runners.of(backend).launcher?.prune(needed);
      for (const job of board.all()) {
        if (job.lost && (job.endedAt ?? 0) + resumableMs <= now()) {
          await board.note(job.id, current => (current.lost ? { ...current, lost: false } : current));
        }
        const latest = board.byId(job.id);
        // A lost one keeps some of it; there is nothing to do again and again.
        if (latest && !(latest.lost && !latest.litter.photoRepo && !latest.run)) begin(latest);
      }
    },
    async forget(job) {
      await underWay.get(job.id);
      const { launcher } = runners.of(job.backend);
      if (job.litter.run && launcher) {
        await launcher
          .stop(job)
          .catch(error => logger.warn({ err: error, job: job.id }, 'a trainer could not be stopped'));
        await launcher.clear(job);
      }
      if (job.litter.photoRepo) {
        await repos
          .deleteRepo(job.litter.photoRepo)
          .catch(error => logger.warn({ err: error, job: job.id }, 'a photo repo could not be deleted yet'));
      }
    },
    async stop() {
      stopped = true;
      await Promise.all(underWay.values());
    },
  };
}
