import type { Collection } from '../../storage/collection.ts';
import type { TrainingJob } from './job.ts';

/** The jobs, with an index in memory for what has to be found at once. The store stays the truth. */
export interface JobBoard {
  byId(id: string): TrainingJob | undefined;
  all(): TrainingJob[];
  add(job: TrainingJob): Promise<void>;
  /**
   * Changes one job and, where `apply` returned another object, tells about it once it is stored.
   * Resolves to the job as it is then; undefined where there is none.
   */
  change(id: string, apply: (job: TrainingJob) => TrainingJob): Promise<TrainingJob | undefined>;
  /** The same without telling: for what only says how the job was shown. */
  note(id: string, apply: (job: TrainingJob) => TrainingJob): Promise<TrainingJob | undefined>;
  /** Takes the job out; what is still at work on it changes nothing any more. */
  remove(id: string): Promise<void>;
  /** Runs the works of one actor, or of whatever else is named, one after another, so that two presses of a button see each other. */
  oneAtATime<T>(name: string, work: () => Promise<T>): Promise<T>;
}

export async function createJobBoard(
  jobs: Collection<TrainingJob>,
  onChange: (job: TrainingJob) => void,
): Promise<JobBoard> {
  const index = new Map((await jobs.all()).map(job => [job.id, job]));
  const tails = new Map<string, Promise<unknown>>();

  async function apply(
    id: string,
    to: (job: TrainingJob) => TrainingJob,
    tell: (job: TrainingJob) => void,
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
    change: (id, to) => apply(id, to, onChange),
    note: (id, to) => apply(id, to, () => {}),
    oneAtATime(name, work) {
      const mine = (tails.get(name) ?? Promise.resolve()).then(work);
      const tail = mine.catch(() => undefined);
      tails.set(name, tail);
      void tail.then(() => {
        if (tails.get(name) === tail) tails.delete(name);
      });
      return mine;
    },
  };
}
