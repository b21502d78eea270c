import type { Collection } from '../../storage/collection.ts';
import { createTurns, type InTurn } from '../../storage/turns.ts';
import type { TrainingJob } from './job.ts';

type Listener = (job: TrainingJob) => void;

/** The jobs, with an index in memory for what has to be found at once. The store stays the truth. */
export interface JobBoard {
  byId(id: string): TrainingJob | undefined;
  all(): TrainingJob[];
  add(job: TrainingJob): Promise<void>;
  /**
   * Changes one job and, where `apply` returned another object, tells the listeners once it is stored.
   * Resolves to the job as it is then; undefined where there is none.
   */
  change(id: string, apply: (job: TrainingJob) => TrainingJob): Promise<TrainingJob | undefined>;
  /** The same without telling: for what only says how the job was shown, or what was removed of it. */
  note(id: string, apply: (job: TrainingJob) => TrainingJob): Promise<TrainingJob | undefined>;
  /** Takes the job out; what is still at work on it changes nothing any more. */
  remove(id: string): Promise<void>;
  /** Calls `listener` with every job that was changed, from now on. */
  listen(listener: Listener): void;
  /** Lets two presses of a button for one actor, or one server, see each other. */
  inTurn: InTurn;
}

export async function createJobBoard(jobs: Collection<TrainingJob>): Promise<JobBoard> {
  const index = new Map((await jobs.all()).map(job => [job.id, job]));
  const listeners: Listener[] = [];

  async function apply(
    id: string,
    to: (job: TrainingJob) => TrainingJob,
    tell: Listener,
  ): Promise<TrainingJob | undefined> {
    let before: TrainingJob | undefined;
    const job = await jobs.update(id, current => {
      before = current;
      if (!current || !index.has(id)) return undefined;
      const next = to(current);
      return next === current ? undefined : next;
    });
    if (!job || !index.has(id)) return undefined;
    if (job !== before) {
      index.set(id, job);
      tell(job);
    }
    return job;
  }

  return {
    byId: id => index.get(id),
    all: () => [...index.values()],
    async add(job) {
      await jobs.put(job.id, job);
      index.set(job.id, job);
    },
    async remove(id) {
      index.delete(id);
      await jobs.delete(id);
    },
    change: (id, to) =>
      apply(id, to, job => {
        for (const listener of listeners) listener(job);
      }),
    note: (id, to) => apply(id, to, () => {}),
    listen: listener => void listeners.push(listener),
    inTurn: createTurns(),
  };
}
