import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { type Blobs, sha256Of } from '../../storage/blobs.ts';
import type { Collection } from '../../storage/collection.ts';
import { newId } from '../../storage/id.ts';
import type { Seal } from '../../storage/seal.ts';
import { isOpen, waitingOf } from './accepted-index.ts';
import {
  type AcceptedRequest,
  type AcceptedRequests,
  answerWithinMs,
  isOf,
  newRequest,
  seeded,
  TakenOver,
  type Untold,
  type Whose,
} from './accepted-request.ts';
import type { Forgotten } from './forgotten.ts';
import type { Intake } from './intake.ts';
import { toStored } from './stored-request.ts';
import { takeInNotes } from './take-in-notes.ts';
import { cancelledByMember, deletedMeanwhile, requireCancellable } from './under-way.ts';

/** One of several processes on the same store, and which of the others are still there. */
export interface OneOfMany {
  id: string;
  isThere(id: string): Promise<boolean>;
}

/** A request that this process has now. `again`: another one had it before, and may have told its member. */
export type Taken = Untold & { again: boolean };

/** Requests that several processes work at. The store says which of them has one, and each of its writes asks for that. */
export interface SharedRequests extends AcceptedRequests {
  /**
   * Takes a request for this process; from now on no other writes to it. `held` where one that is still there has it,
   * `gone` where nothing is left to do, or where it isn't among those that are `own`, or that are not.
   */
  take(id: string, options?: { own: boolean }): Promise<Taken | 'held' | 'gone'>;
  /**
   * Leaves it to the process that computers of servers connect to, or to the others. Resolves to whether it did: not where a
   * process that is still there has it. `again`: its member may have been told something of it.
   */
  move(id: string, to: { own: boolean; again: boolean }): Promise<boolean>;
  /** Whether its member is still to be told how it ended. */
  isOpen(id: string): Promise<boolean>;
  /** Lets another process have it. */
  release(id: string): Promise<void>;
  cancel: NonNullable<AcceptedRequests['cancel']>;
}

/** In the place of a process, where nobody has it any more. */
const released = 'released';
const lookEveryMs = 200;
/** No limit of a member is higher. */
const waitingCounted = 10_000;
/** So long a request waits until it is noted. */
const notedWithinMs = 500;

export async function createSharedRequests({
  collection,
  intake,
  leftNotes = [],
  forgotten,
  blobs,
  seal,
  process: me,
  onDropped = () => {},
  now,
}: {
  /** Opened with `acceptedIndexes`. */
  collection: Collection<AcceptedRequest>;
  /** Of a process that takes requests in. */
  intake?: Intake<AcceptedRequest> | undefined;
  /** Of processes that are not there. */
  leftNotes?: readonly Intake<AcceptedRequest>[];
  forgotten?: Forgotten | undefined;
  blobs: Pick<Blobs, 'get' | 'put' | 'delete' | 'fileOf'>;
  seal: Pick<Seal, 'seal' | 'open'>;
  process: OneOfMany;
  /** Called with each request that is deleted: whoever has it may be far from asking for that. */
  onDropped?: (id: string) => void;
  now: () => number;
}): Promise<SharedRequests> {
  await takeInNotes([...leftNotes, ...(intake ? [intake] : [])], collection, forgotten);
  /** Those that this process has, as it took them. */
  const held = new Map<string, AcceptedRequest>();
  /** Noted, and not in the store yet. */
  const coming = new Map<string, AcceptedRequest>();
  const files = new WeakMap<Buffer, string>();

  const isMine = ({ id, holder }: AcceptedRequest) => holder === me.id && held.has(id);
  const find = async (id: string) => coming.get(id) ?? collection.get(id);
  const all = async () => [...coming.values(), ...(await collection.all())];

  function opened({ id, answer }: AcceptedRequest): string {
    try {
      return seal.open(answer, `request/${id}`);
    } catch {
      // Sealed with a token that was reset since: the answer then comes as a message of its own.
      return '';
    }
  }
  const untoldOf = (record: AcceptedRequest): Untold => {
    const { id, request, acceptedAt, own } = record;
    return { id, request, acceptedAt, answer: opened(record), ...(own === undefined ? {} : { own }) };
  };

  /** What is deleted is marked first: where it is not there at all, another process went on with it, and told its member. */
  const isNotThere = (id: string) => (held.has(id) ? new TakenOver(id) : deletedMeanwhile());

  /** Changes it if this process has it still. @throws UserError gone | cancelled, TakenOver */
  async function change(
    id: string,
    how: (record: AcceptedRequest) => Partial<AcceptedRequest>,
  ): Promise<void> {
    const stored = await collection.update(id, current =>
      current && isMine(current) ? { ...current, ...how(current) } : undefined,
    );
    if (!stored) throw isNotThere(id);
    if (!isMine(stored)) throw new TakenOver(id);
  }

  async function countWaiting(whose: { guildId: string; memberId: string }): Promise<number> {
    const value = waitingOf(whose);
    const stored = await collection.find({ index: 'waiting', value }, { limit: waitingCounted });
    const noted = [...coming.values()].filter(({ request }) => waitingOf(request) === value);
    return new Set([...stored, ...noted].map(({ id }) => id)).size;
  }

  /** Bytes that no request names any more. Two may have been sent the same. */
  async function dropBytes(hashes: readonly string[], but: string): Promise<void> {
    for (const sha256 of new Set(hashes)) {
      const naming = await collection.find({ index: 'arrived', value: sha256 }, { limit: 2 });
      if (naming.every(({ id }) => id === but)) await blobs.delete(sha256);
    }
  }

  async function remove(record: AcceptedRequest): Promise<void> {
    const { id, arrived } = record;
    await dropBytes(
      arrived.map(({ sha256 }) => sha256),
      id,
    );
    await collection.delete(id);
    held.delete(id);
  }

  /** Whether a process that is still there has it. */
  const hasHolder = async ({ holder }: AcceptedRequest) =>
    holder !== undefined && holder !== released && (holder === me.id || (await me.isThere(holder)));

  return {
    async accept(asking, answer, { id = newId(), requireRoom } = {}) {
      const known = await find(id);
      if (known) return { id, request: known.request, store: async () => undefined };
      const { guildId, memberId } = asking;
      if (requireRoom) requireRoom(await countWaiting({ guildId, memberId }));
      const request = seeded(asking);
      const record = newRequest(id, toStored(request), seal.seal(answer, `request/${id}`), now());
      coming.set(id, record);
      let stored: Promise<void> | undefined;
      const store = () => {
        // Unless it was deleted meanwhile.
        stored ??= (coming.has(id) ? collection.put(id, record) : Promise.resolve()).finally(() => {
          coming.delete(id);
          void intake?.drop(id).catch(() => undefined);
        });
        return stored;
      };
      const safe = intake ? intake.note(record).catch(store) : store();
      await Promise.race([
        safe.catch(() => undefined),
        sleep(notedWithinMs, undefined, { ref: false }).then(() => setImmediate()),
      ]);
      return { id, request, store };
    },

    async take(id, { own } = { own: false }) {
      const isFor = (record: AcceptedRequest) => isOpen(record) && (record.own === true) === own;
      const found = await collection.get(id);
      if (!found || !isFor(found)) return 'gone';
      // This process has what it could not let go of, as the store was away, and is not at it any more.
      const isLeft = found.holder === me.id && !held.has(id);
      if (!isLeft && (await hasHolder(found))) return 'held';
      if (held.has(id)) return 'held';
      held.set(id, found);
      const taken = await collection
        .update(id, current =>
          current && isFor(current) && current.holder === found.holder
            ? { ...current, holder: me.id, begun: undefined }
            : undefined,
        )
        .catch(error => {
          held.delete(id);
          throw error;
        });
      if (taken?.holder === me.id && isFor(taken)) {
        held.set(id, taken);
        return { ...untoldOf(taken), again: found.holder !== undefined };
      }
      held.delete(id);
      return taken && isFor(taken) ? 'held' : 'gone';
    },

    async move(id, { own, again }) {
      const found = await collection.get(id).catch(error => {
        // As with `take`: it is taken again here once the store is back.
        held.delete(id);
        throw error;
      });
      if (!found || !isOpen(found) || (!isMine(found) && (await hasHolder(found)))) return false;
      const holder = again ? released : undefined;
      const moved = await collection
        .update(id, current =>
          current && isOpen(current) && current.holder === found.holder
            ? { ...current, own, holder, begun: undefined }
            : undefined,
        )
        .finally(() => held.delete(id));
      return moved?.own === own && moved.holder === holder;
    },

    async isOpen(id) {
      const record = await find(id);
      return record !== undefined && isOpen(record);
    },

    async release(id) {
      await collection
        .update(id, current => (current && isMine(current) ? { ...current, holder: released } : undefined))
        .finally(() => held.delete(id));
    },

    async confirm(id) {
      // As patient as a change: what was made is told after it.
      const record = await collection.update(id, () => undefined);
      if (!record) throw isNotThere(id);
      if (record.dropped) throw deletedMeanwhile();
      if (!isMine(record)) throw new TakenOver(id);
      const hasBegun = record.sent.length + (record.begun?.length ?? 0) > 0;
      if (record.cancelled && !hasBegun) throw cancelledByMember();
    },

    async cancel(id, caller) {
      await collection.update(id, current => {
        const found =
          current && isOpen(current) ? { ...current.request, begun: isBegun(current) } : undefined;
        requireCancellable(found, caller);
        return current && { ...current, cancelled: true };
      });
    },

    async noteSent(id, key, settled = {}) {
      // What was deleted or called off a moment ago is not sent any more.
      await change(id, ({ request, sent, dropped, cancelled }) => {
        if (dropped) throw deletedMeanwhile();
        if (cancelled) throw cancelledByMember();
        // What was asked for stays.
        return { request: { ...settled, ...request }, sent: [...sent, key] };
      });
    },

    async noteBegun(id, key) {
      await change(id, ({ begun = [], dropped, cancelled }) => {
        if (dropped) throw deletedMeanwhile();
        if (cancelled) throw cancelledByMember();
        return { begun: [...new Set([...begun, key])] };
      });
    },

    async noteArrived(id, key, bytes) {
      const sha256 = sha256Of(bytes);
      await blobs.put(bytes, sha256, { passing: true });
      const file = blobs.fileOf?.(sha256);
      if (file !== undefined) files.set(bytes, file);
      try {
        await change(id, ({ arrived }) => ({ arrived: [...arrived, { key, sha256 }] }));
      } catch (error) {
        await dropBytes([sha256], id);
        throw error;
      }
    },

    async arrival(key) {
      for (const { arrived } of held.values()) {
        const found = arrived.find(one => one.key === key);
        if (found) return blobs.get(found.sha256);
      }
      return undefined;
    },
    fileOf: bytes => files.get(bytes),

    async settleArrival(id, key) {
      const before = (await collection.get(id))?.arrived.filter(one => one.key === key) ?? [];
      if (before.length === 0) return;
      await change(id, ({ arrived }) => ({ arrived: arrived.filter(one => one.key !== key) }));
      const mine = held.get(id);
      if (mine) held.set(id, { ...mine, arrived: mine.arrived.filter(one => one.key !== key) });
      const { arrived = [] } = (await collection.get(id)) ?? {};
      const still = new Set(arrived.map(({ sha256 }) => sha256));
      await dropBytes(
        before.map(({ sha256 }) => sha256).filter(sha256 => !still.has(sha256)),
        id,
      );
    },

    hashes: async () => (await all()).flatMap(({ arrived }) => arrived.map(({ sha256 }) => sha256)),

    async noteShown(id, imageId) {
      await change(id, ({ shown }) => ({ shown: [...new Set([...shown, imageId])] }));
    },
    shownOf: async id => (await collection.get(id))?.shown ?? [],

    async told(id) {
      const record = await find(id);
      const byMe = record && (isMine(record) || record.holder === undefined);
      if (!record || !byMe) return void held.delete(id);
      if (record.asking && !record.dropped) {
        const asking = { ...record.asking, toldAt: now() };
        await collection.update(id, current => current && { ...current, asking, holder: released });
        held.delete(id);
        return;
      }
      coming.delete(id);
      await intake?.drop(id).catch(() => undefined);
      await remove(record);
    },

    async ask(id, micros) {
      await change(id, () => ({ asking: { micros } }));
    },

    async propose(request) {
      const id = newId();
      await collection.put(id, {
        ...newRequest(id, toStored(request), seal.seal('', `request/${id}`), now()),
        asking: { micros: 0, toldAt: now() },
      });
      return id;
    },

    async asked(id) {
      const record = await collection.get(id);
      return record?.asking && { request: record.request, micros: record.asking.micros };
    },

    async decline(id) {
      const record = await collection.get(id);
      if (record) await remove(record);
    },

    async prune() {
      await forgotten?.prune();
      for (const record of await collection.all()) {
        const { toldAt } = record.asking ?? {};
        if (toldAt !== undefined && toldAt + answerWithinMs < now()) await remove(record);
      }
    },

    hasSent: async id => ((await collection.get(id))?.sent.length ?? 0) > 0,
    has: async id => (await find(id)) !== undefined,
    hasApproved: async id => (await find(id))?.request.approvedFor !== undefined,

    untold: async () =>
      (await collection.all())
        .filter(isOpen)
        .sort((a, b) => a.acceptedAt - b.acceptedAt)
        .map(untoldOf),

    wasSent: (id, key) => held.get(id)?.sent.includes(key) ?? false,

    async forget(whose: Whose) {
      await forgotten?.add(whose);
      const theirs = async () => (await all()).filter(({ request }) => isOf(whose, request));
      for (const { id } of await theirs()) {
        coming.delete(id);
        await intake?.drop(id).catch(() => undefined);
        // From now on nobody takes it, and whoever has it stores nothing more and ends.
        const marked = await collection.update(id, current => current && { ...current, dropped: true });
        if (marked) onDropped(id);
      }
      for (;;) {
        const left = await theirs();
        for (const record of left) if (!(await hasHolder(record))) await remove(record);
        if (left.length === 0) return;
        await sleep(lookEveryMs);
      }
    },
  };
}

/** Whether every call of it has left, or every picture was given to a computer. */
const isBegun = ({ request, sent, begun = [] }: AcceptedRequest) =>
  new Set([...sent, ...begun]).size >= (request.pack?.scenes.length ?? request.count ?? 1);
