import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { Blobs } from '../../storage/blobs.ts';
import type { Collection } from '../../storage/collection.ts';
import { newId } from '../../storage/id.ts';
import type { Seal } from '../../storage/seal.ts';
import {
  type AcceptedRequest,
  type AcceptedRequests,
  answerWithinMs,
  isOf,
  newRequest,
  seeded,
  type Untold,
} from './accepted-request.ts';
import { createArrivals } from './arrivals.ts';
import type { Forgotten } from './forgotten.ts';
import type { Intake } from './intake.ts';
import type { GenerationRequest } from './plan.ts';
import { toStored } from './stored-request.ts';
import { takeInNotes } from './take-in-notes.ts';

/** Everything is answered from memory where one process has all of them. */
export interface RequestsOfOneProcess extends AcceptedRequests {
  hashes(): Iterable<string>;
  shownOf(id: string): readonly string[];
  has(id: string): boolean;
  hasApproved(id: string): boolean;
  untold(): Untold[];
}

/** So long a request waits until it is noted. */
const notedWithinMs = 500;

export async function createAcceptedRequests({
  collection,
  intake,
  leftNotes = [],
  forgotten,
  blobs,
  seal,
  now,
}: {
  collection: Collection<AcceptedRequest>;
  intake: Intake<AcceptedRequest>;
  /** Of processes that are not there. */
  leftNotes?: readonly Intake<AcceptedRequest>[];
  /** Where there were several processes. */
  forgotten?: Forgotten | undefined;
  blobs: Pick<Blobs, 'get' | 'put' | 'delete' | 'fileOf'>;
  seal: Pick<Seal, 'seal' | 'open'>;
  now: () => number;
}): Promise<RequestsOfOneProcess> {
  await takeInNotes([...leftNotes, intake], collection, forgotten);
  const left = (await collection.all()).sort((a, b) => a.acceptedAt - b.acceptedAt);
  const leftIds = new Set(left.map(({ id }) => id));
  const sentBefore = new Set(left.flatMap(({ sent }) => sent));
  /** The requests that are kept now, as the store has them or is about to: the table is read at the start alone. */
  const kept = new Map(left.map(record => [record.id, record]));
  const arrivals = createArrivals(left, blobs);

  function opened({ id, answer }: AcceptedRequest): string {
    try {
      return seal.open(answer, `request/${id}`);
    } catch {
      // Sealed with a token that was reset since: the answer then comes as a message of its own.
      return '';
    }
  }

  /** Requests on their way from the intake into the store. */
  const moving = new Map<string, Promise<void>>();
  function store(record: AcceptedRequest): Promise<void> {
    const { id } = record;
    // Unless it was forgotten meanwhile.
    const stored = kept.has(id) ? collection.put(id, record) : Promise.resolve();
    const moved = stored
      .catch(() => void kept.delete(id))
      .then(() => intake.drop(id))
      .catch(() => undefined)
      .finally(() => moving.delete(id));
    moving.set(id, moved);
    return stored;
  }

  /** Resolves to whether there is such a request still, and it changed. */
  async function change(
    id: string,
    how: (record: AcceptedRequest) => Partial<AcceptedRequest> | undefined,
  ): Promise<boolean> {
    const record = kept.get(id);
    const part = record && how(record);
    if (!part) return false;
    const changed = { ...record, ...part };
    kept.set(id, changed);
    await collection.put(id, changed);
    return true;
  }

  /** Being removed, or not removed because the store failed: then they are found once more. */
  const leaving = new Map<string, AcceptedRequest>();
  async function remove(id: string): Promise<void> {
    const record = kept.get(id);
    if (record) leaving.set(id, record);
    kept.delete(id);
    await (moving.get(id) ?? intake.drop(id).catch(() => undefined));
    // Before the record, so that a removal that was cut short finds them again.
    await arrivals.drop(id);
    await collection.delete(id);
    leaving.delete(id);
  }

  const openOf = ({ guildId, memberId }: GenerationRequest) =>
    [...kept.values()].filter(
      ({ request, asking }) =>
        request.guildId === guildId && request.memberId === memberId && asking?.toldAt === undefined,
    ).length;

  return {
    // What is deleted or called off is known to this process at once.
    confirm: async () => {},

    async accept(asking, answer, { id = newId(), requireRoom } = {}) {
      const known = kept.get(id);
      if (known) return { id, request: known.request, store: async () => undefined };
      // Counted and taken in the same moment, so that two at once can't both be the last.
      requireRoom?.(openOf(asking));
      const request = seeded(asking);
      const record = newRequest(id, toStored(request), seal.seal(answer, `request/${id}`), now());
      kept.set(id, record);
      let stored: Promise<void> | undefined;
      const storeOnce = () => {
        stored ??= store(record);
        return stored;
      };
      // What cannot be noted is stored before it is acknowledged, if that can be.
      const safe = intake.note(record).catch(storeOnce);
      await Promise.race([safe.catch(() => undefined), isTooLate()]);
      return { id, request, store: storeOnce };
    },

    async noteSent(id, key, settled = {}) {
      await change(id, ({ request, sent }) => ({
        // What was asked for stays.
        request: { ...settled, ...request },
        sent: [...sent, key],
      }));
    },

    async noteArrived(id, key, bytes) {
      const sha256 = await arrivals.add(id, key, bytes);
      const isKept = await change(id, ({ arrived }) => ({ arrived: [...arrived, { key, sha256 }] }));
      // Forgotten meanwhile.
      if (!isKept) await arrivals.drop(id);
    },

    async noteShown(id, imageId) {
      await change(id, ({ shown }) => ({ shown: [...new Set([...shown, imageId])] }));
    },
    shownOf: id => kept.get(id)?.shown ?? [],

    arrival: arrivals.bytesOf,
    fileOf: arrivals.fileOf,
    hashes: arrivals.hashes,

    async settleArrival(id, key) {
      if (!(await arrivals.drop(id, key))) return;
      const record = kept.get(id);
      // Stored with the next change, if one comes: until then a file is named that is gone, of a picture that went its way.
      if (record) kept.set(id, { ...record, arrived: record.arrived.filter(one => one.key !== key) });
    },

    async told(id) {
      const isAsked = await change(id, ({ asking }) =>
        asking ? { asking: { ...asking, toldAt: now() } } : undefined,
      );
      if (!isAsked) await remove(id);
    },
    async ask(id, micros) {
      await change(id, () => ({ asking: { micros } }));
    },
    async propose(request) {
      const id = newId();
      const record: AcceptedRequest = {
        ...newRequest(id, toStored(request), seal.seal('', `request/${id}`), now()),
        asking: { micros: 0, toldAt: now() },
      };
      kept.set(id, record);
      await collection.put(id, record).catch(error => {
        kept.delete(id);
        throw error;
      });
      return id;
    },
    asked(id) {
      const record = kept.get(id);
      return record?.asking && { request: record.request, micros: record.asking.micros };
    },
    decline: remove,
    async prune() {
      await forgotten?.prune();
      for (const [id, { asking }] of kept) {
        if (asking?.toldAt !== undefined && asking.toldAt + answerWithinMs < now()) await remove(id);
      }
    },
    hasSent: id => (kept.get(id)?.sent.length ?? 0) > 0,
    has: id => kept.has(id),
    hasApproved: id => kept.get(id)?.request.approvedFor !== undefined,

    untold: () =>
      left.flatMap(record => {
        const { id, request, acceptedAt } = record;
        const waits = record.asking?.toldAt !== undefined;
        return kept.has(id) && !waits ? [{ id, request, acceptedAt, answer: opened(record) }] : [];
      }),

    wasSent: (id, key) => leftIds.has(id) && sentBefore.has(key),

    async forget(whose) {
      await forgotten?.add(whose);
      for (const [id, { request }] of [...leaving, ...kept]) {
        if (isOf(whose, request)) await remove(id);
      }
    },
  };
}

/** After the disk had its time, on a machine that is busy with other things too: what it has answered is heard first. */
async function isTooLate(): Promise<void> {
  await sleep(notedWithinMs, undefined, { ref: false });
  await setImmediate();
}
