import { isDeepStrictEqual } from 'node:util';
import type { Collection } from '../../storage/collection.ts';
import { eachRecord } from '../../storage/found-records.ts';
import type { Where } from '../../storage/refs.ts';
import { createTurns, type InTurn } from '../../storage/turns.ts';
import type { TrainingJob } from './job.ts';
import { isSettled, paceOf } from './job-index.ts';
import { createWorks, type Works } from './works.ts';

type Listener = (job: TrainingJob) => void;
type Apply = (job: TrainingJob) => TrainingJob;

/**
 * The jobs. Those about which something is still to be done are in memory too, for what has to be found at once; those
 * that are settled are in the store alone. A job that is being erased is closed: it is found by nobody and changes no
 * more, but what was under way still notes what it made.
 */
export interface JobBoard {
  /** Of those that are not settled. */
  byId(id: string): TrainingJob | undefined;
  /** Those that are not settled. */
  all(): TrainingJob[];
  /** Settled ones too. */
  find(id: string): Promise<TrainingJob | undefined>;
  /** Settled ones too, the oldest first. */
  list(where: Where | readonly Where[]): Promise<TrainingJob[]>;
  /** The latest that an expected time can be told from, the latest first. */
  paces(backend: string, baseModel: string, most: number): Promise<TrainingJob[]>;
  /** Which of these pictures, by their SHA-256, are samples of a job. */
  samplesInUse(hashes: readonly string[]): Promise<Set<string>>;
  /** The servers that have jobs. */
  guildIds(): Promise<string[]>;
  add(job: TrainingJob): Promise<void>;
  /**
   * Changes one job and, where `apply` returned another object, tells the listeners once it is stored.
   * Resolves to the job as it is then; undefined where there is none.
   */
  change(id: string, apply: Apply): Promise<TrainingJob | undefined>;
  /** The same without telling: for what only says how the job was shown, or what was removed of it. */
  note(id: string, apply: Apply): Promise<TrainingJob | undefined>;
  /**
   * Runs a work that posts, publishes or starts something of a job. Undefined, and not begun, where there is no such job
   * or it is settled.
   */
  during: Works['during'];
  /** Closes a job, and resolves to how it is once every work of it has ended; undefined where there is none. */
  close(id: string): Promise<TrainingJob | undefined>;
  /** Removes it for good. What is still at work on it changes nothing any more. */
  remove(id: string): Promise<void>;
  /** Reads again what another process may have changed, one job or all, and tells the listeners. */
  refresh(id?: string): Promise<void>;
  /** Calls `listener` with every job that was changed, from now on. */
  listen(listener: Listener): void;
  /** Lets two presses of a button for one actor, or one server, see each other. */
  inTurn: InTurn;
}

export async function createJobBoard(
  jobs: Collection<TrainingJob>,
  /** Whether the job was, or is being, erased. */
  isErased: (id: string) => Promise<boolean> = async () => false,
): Promise<JobBoard> {
  const index = new Map<string, TrainingJob>();
  const closed = new Set<string>();
  const removed = new Set<string>();
  const listeners: Listener[] = [];
  const isClosed = (id: string) => closed.has(id) || removed.has(id);
  const works = createWorks(id => index.has(id) && !isClosed(id));

  const each = (where: Where | readonly Where[]) => eachRecord(jobs, where, { order: 'up', limit: 50 });

  function keep(job: TrainingJob): void {
    if (isSettled(job)) index.delete(job.id);
    else index.set(job.id, job);
  }

  async function apply(id: string, to: Apply, isOpen: () => boolean): Promise<[TrainingJob?, boolean?]> {
    let before: TrainingJob | undefined;
    const job = await jobs.update(id, current => {
      before = current;
      if (!current || !isOpen()) return undefined;
      const next = to(current);
      return next === current ? undefined : next;
    });
    if (!job || !isOpen()) return [];
    if (job !== before) keep(job);
    return [job, job !== before];
  }

  async function find(id: string): Promise<TrainingJob | undefined> {
    const job = index.get(id) ?? (isClosed(id) ? undefined : await jobs.get(id));
    const isGone = job !== undefined && !index.has(id) && (await isErased(id));
    return isGone || isClosed(id) ? undefined : job;
  }

  async function refresh(id: string): Promise<void> {
    const known = index.get(id);
    const stored = await jobs.get(id);
    // Changed here while it was read: what was read may be older.
    if (isClosed(id) || index.get(id) !== known || isDeepStrictEqual(stored, known)) return;
    if (!stored) return void index.delete(id);
    const wasKnown = known !== undefined || !isSettled(stored);
    keep(stored);
    if (wasKnown) for (const listener of listeners) listener(stored);
  }

  for await (const job of each({ index: 'unsettled', value: 'unsettled' })) {
    index.set(job.id, job);
    if (await isErased(job.id)) closed.add(job.id);
  }

  return {
    byId: id => (isClosed(id) ? undefined : index.get(id)),
    all: () => [...index.values()].filter(({ id }) => !isClosed(id)),
    find,
    async list(where) {
      const found: TrainingJob[] = [];
      for await (const job of each(where)) if (!isClosed(job.id)) found.push(job);
      return found;
    },
    async paces(backend, baseModel, most) {
      const found = await jobs.find(
        { index: 'pace', value: paceOf(backend, baseModel) },
        { order: 'down', limit: most },
      );
      return jobs.some(found.map(({ id }) => id));
    },
    async samplesInUse(hashes) {
      const used = new Set<string>();
      for (const value of await jobs.known('sample', hashes)) {
        const found = await jobs.find({ index: 'sample', value }, { limit: 50 });
        if (found.some(({ id }) => !isClosed(id))) used.add(value);
      }
      return used;
    },
    guildIds: () => jobs.values('guild'),
    async add(job) {
      await jobs.put(job.id, job);
      keep(job);
    },
    async change(id, to) {
      const [job, isNew] = await apply(id, to, () => !isClosed(id));
      if (job && isNew) for (const listener of listeners) listener(job);
      return job;
    },
    async note(id, to) {
      const [job] = await apply(id, to, () => !removed.has(id));
      return job;
    },
    during: works.during,
    async close(id) {
      closed.add(id);
      if (!index.has(id) && !(await jobs.get(id))) {
        closed.delete(id);
        return undefined;
      }
      await works.ended(id);
      return index.get(id) ?? jobs.get(id);
    },
    async remove(id) {
      removed.add(id);
      index.delete(id);
      await jobs.delete(id);
      closed.delete(id);
      removed.delete(id);
    },
    async refresh(id) {
      if (id !== undefined) return refresh(id);
      const ids = new Set(index.keys());
      for await (const job of each({ index: 'unsettled', value: 'unsettled' })) ids.add(job.id);
      for (const one of ids) await refresh(one);
    },
    listen: listener => void listeners.push(listener),
    inTurn: createTurns(),
  };
}
