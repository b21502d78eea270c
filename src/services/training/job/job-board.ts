import type { Collection } from '../../storage/collection.ts';
import { createTurns, type InTurn } from '../../storage/turns.ts';
import type { TrainingJob } from './job.ts';
import { createWorks, type Works } from './works.ts';

type Listener = (job: TrainingJob) => void;
type Apply = (job: TrainingJob) => TrainingJob;

/**
 * The jobs, with an index in memory for what has to be found at once. The store stays the truth. A job that is being
 * erased is closed: it is found by nobody and changes no more, but what was under way still notes what it made.
 */
export interface JobBoard {
  byId(id: string): TrainingJob | undefined;
  all(): TrainingJob[];
  add(job: TrainingJob): Promise<void>;
  /**
   * Changes one job and, where `apply` returned another object, tells the listeners once it is stored.
   * Resolves to the job as it is then; undefined where there is none.
   */
  change(id: string, apply: Apply): Promise<TrainingJob | undefined>;
  /** The same without telling: for what only says how the job was shown, or what was removed of it. */
  note(id: string, apply: Apply): Promise<TrainingJob | undefined>;
  /** Runs a work that posts, publishes or starts something of a job. Undefined, and not begun, where there is no such job. */
  during: Works['during'];
  /** Closes a job, and resolves to how it is once every work of it has ended; undefined where there is none. */
  close(id: string): Promise<TrainingJob | undefined>;
  /** Removes it for good. What is still at work on it changes nothing any more. */
  remove(id: string): Promise<void>;
  /** Calls `listener` with every job that was changed, from now on. */
  listen(listener: Listener): void;
  /** Lets two presses of a button for one actor, or one server, see each other. */
  inTurn: InTurn;
}

export async function createJobBoard(
  jobs: Collection<TrainingJob>,
  /** Whether the job was being erased when the bot last ended. */
  isErased: (id: string) => boolean = () => false,
): Promise<JobBoard> {
  const index = new Map((await jobs.all()).map(job => [job.id, job]));
  const closed = new Set([...index.keys()].filter(isErased));
  const listeners: Listener[] = [];
  const works = createWorks(id => index.has(id) && !closed.has(id));

  async function apply(id: string, to: Apply, isOpen: () => boolean): Promise<[TrainingJob?, boolean?]> {
    let before: TrainingJob | undefined;
    const job = await jobs.update(id, current => {
      before = current;
      if (!current || !isOpen()) return undefined;
      const next = to(current);
      return next === current ? undefined : next;
    });
    if (!job || !isOpen()) return [];
    if (job !== before) index.set(id, job);
    return [job, job !== before];
  }

  return {
    byId: id => (closed.has(id) ? undefined : index.get(id)),
    all: () => [...index.values()].filter(({ id }) => !closed.has(id)),
    async add(job) {
      await jobs.put(job.id, job);
      index.set(job.id, job);
    },
    async change(id, to) {
      const [job, isNew] = await apply(id, to, () => index.has(id) && !closed.has(id));
      if (job && isNew) for (const listener of listeners) listener(job);
      return job;
    },
    async note(id, to) {
      const [job] = await apply(id, to, () => index.has(id));
      return job;
    },
    during: works.during,
    async close(id) {
      if (!index.has(id)) return undefined;
      closed.add(id);
      await works.ended(id);
      return index.get(id);
    },
    async remove(id) {
      index.delete(id);
      await jobs.delete(id);
      closed.delete(id);
    },
    listen: listener => void listeners.push(listener),
    inTurn: createTurns(),
  };
}
