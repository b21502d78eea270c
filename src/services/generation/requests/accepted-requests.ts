import { randomInt } from 'node:crypto';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Blobs } from '../../storage/blobs.ts';
import type { Collection } from '../../storage/collection.ts';
import { newId } from '../../storage/id.ts';
import type { Seal } from '../../storage/seal.ts';
import { maxSeed } from '../generation.ts';
import { createArrivals } from './arrivals.ts';
import type { Intake } from './intake.ts';
import type { GenerationRequest } from './plan.ts';
import { type StoredRequest, storedRequestSchema, toStored } from './stored-request.ts';

export const acceptedRequestSchema = z.object({
  /** Also the id of the generation that comes of it. */
  id: z.string(),
  request: storedRequestSchema,
  /** What the edge needs to answer the request, sealed. */
  answer: z.string(),
  acceptedAt: z.number(),
  /** Cache keys of the pictures whose call has left: after a restart it is unknown what became of them. */
  sent: z.array(z.string()).default([]),
  /** Pictures that came for it and have not gone their way yet, as they came: by cache key, in the blobs. */
  arrived: z.array(z.object({ key: z.string(), sha256: z.string() })).default([]),
  /** Of a pack: ids of the images that the member has been shown. */
  shown: z.array(z.string()).default([]),
  /** The member is asked whether it is worth so many millionths of a dollar. From `toldAt` on they know. */
  asking: z.object({ micros: z.number(), toldAt: z.number().optional() }).optional(),
});
export type AcceptedRequest = z.infer<typeof acceptedRequestSchema>;

/** A request that is kept until its member was told how it ended. */
export interface Accepted {
  id: string;
  request: GenerationRequest;
}

/** `store` moves it into the store. Where that does not take it in the end it rejects: then nothing may be made of it. */
export interface Accepting extends Accepted {
  store(): Promise<void>;
}

/** A request of a process that ended before the member was told. */
export interface Untold extends Accepted {
  answer: string;
  acceptedAt: number;
}

/** What was left to the bot, and must come out the same after a restart: another way would be paid for anew. */
export type Settled = Pick<StoredRequest, 'model' | 'using'>;

/** Whose requests: a member's, a server's, or those that show one of these actors. */
export type Whose = { memberId: string } | { guildId: string } | { actorIds: readonly string[] };

/** What of a request says whose it is. Actors are ids; a name that a member typed stands for nobody here. */
export function isOf(
  whose: Whose,
  {
    memberId,
    guildId,
    actor,
    actor2,
  }: { memberId: string; guildId: string; actor?: string | undefined; actor2?: string | undefined },
): boolean {
  if ('memberId' in whose) return memberId === whose.memberId;
  if ('guildId' in whose) return guildId === whose.guildId;
  return [actor, actor2].some(id => id !== undefined && whose.actorIds.includes(id));
}

/**
 * Requests from the acknowledgement until the member was told, and the pictures that came for them, so that a killed
 * process loses neither.
 */
export interface AcceptedRequests {
  /**
   * With the seed settled, so that the same pictures come of it however often it is taken up. Resolves once a kill
   * cannot lose it: it is noted beside the store, which takes one append for all that come together. Where the disk does
   * not answer, it resolves within a second all the same. An `id` that it has already changes nothing.
   */
  accept(request: GenerationRequest, answer: string, id?: string): Promise<Accepting>;
  /** To be called directly before the call for a picture leaves. `settled` is what the request came down to. */
  noteSent(id: string, key: string, settled?: Settled): Promise<void>;
  /**
   * Stores a picture as it came, before anything else is done with it: a process that is killed from here on goes on
   * with it after its restart.
   */
  noteArrived(id: string, key: string, bytes: Buffer): Promise<void>;
  /** A picture that came, for whichever request, and whose process ended before it was done with it. */
  arrival(key: string): Promise<Buffer | undefined>;
  /** The file that has what just came, while it is kept; undefined where it is in none. */
  fileOf(bytes: Buffer): string | undefined;
  /** The picture has gone its way: what is kept of how it came is deleted. */
  settleArrival(id: string, key: string): Promise<void>;
  /** SHA-256 of everything that came and is still kept. */
  hashes(): Iterable<string>;
  /** An image of a pack was shown. */
  noteShown(id: string, imageId: string): Promise<void>;
  /** Ids of the images of a pack that were shown. */
  shownOf(id: string): readonly string[];
  /** Unless the member was asked something: then it waits for what they say, for a day. */
  told(id: string): Promise<void>;
  /** Notes that the member is asked about the price, in millionths of a dollar. */
  ask(id: string, micros: number): Promise<void>;
  /** Keeps a request that was suggested to its member, for a day, until they agree to it. Nothing is made of it before. */
  propose(request: GenerationRequest): Promise<string>;
  /** What a member was asked about. */
  asked(id: string): { request: GenerationRequest; micros: number } | undefined;
  /** The member said no. */
  decline(id: string): Promise<void>;
  /** Removes what nobody answered for a day. */
  prune(): Promise<void>;
  /** Whether a call for any of its pictures has left. */
  hasSent(id: string): boolean;
  /** Whether the member is still to be told of it, and it was not forgotten. */
  has(id: string): boolean;
  /** The same for one that was approved, under the id of the request that asked for it. */
  hasApproved(id: string): boolean;
  /** How many of a member's requests in a server have not been told yet. */
  openOf(guildId: string, memberId: string): number;
  /** What the process before this one left, the oldest first. */
  untold(): Untold[];
  /**
   * Whether a call for this picture had left when an earlier process ended: then this request, which is older than
   * that, must not ask for it again. A new request may.
   */
  wasSent(id: string, key: string): boolean;
  forget(whose: Whose): Promise<void>;
}

/** How long a question about a price can be answered. */
const answerWithinMs = 24 * 60 * 60_000;
/** So long a request waits until it is noted. */
const notedWithinMs = 500;

export async function createAcceptedRequests({
  collection,
  intake,
  blobs,
  seal,
  now,
}: {
  collection: Collection<AcceptedRequest>;
  intake: Intake<AcceptedRequest>;
  blobs: Pick<Blobs, 'get' | 'put' | 'delete' | 'fileOf'>;
  seal: Pick<Seal, 'seal' | 'open'>;
  now: () => number;
}): Promise<AcceptedRequests> {
  await takeIn(intake, collection);
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

  return {
    async accept({ fresh, ...request }, answer, id = newId()) {
      const known = kept.get(id);
      if (known) return { id, request: known.request, store: async () => undefined };
      const seeded = fresh && request.seed === undefined ? { ...request, seed: randomInt(maxSeed) } : request;
      const record = {
        id,
        request: toStored(seeded),
        answer: seal.seal(answer, `request/${id}`),
        acceptedAt: now(),
        sent: [],
        arrived: [],
        shown: [],
      };
      kept.set(id, record);
      let stored: Promise<void> | undefined;
      const storeOnce = () => {
        stored ??= store(record);
        return stored;
      };
      // What cannot be noted is stored before it is acknowledged, if that can be.
      const safe = intake.note(record).catch(storeOnce);
      await Promise.race([safe.catch(() => undefined), isTooLate()]);
      return { id, request: seeded, store: storeOnce };
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
        ...{ id, request: toStored(request), answer: seal.seal('', `request/${id}`), acceptedAt: now() },
        ...{ sent: [], arrived: [], shown: [], asking: { micros: 0, toldAt: now() } },
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
      for (const [id, { asking }] of kept) {
        if (asking?.toldAt !== undefined && asking.toldAt + answerWithinMs < now()) await remove(id);
      }
    },
    hasSent: id => (kept.get(id)?.sent.length ?? 0) > 0,
    has: id => kept.has(id),
    hasApproved: id => kept.get(id)?.request.approvedFor !== undefined,

    openOf: (guildId, memberId) =>
      [...kept.values()].filter(
        ({ request, asking }) =>
          request.guildId === guildId && request.memberId === memberId && asking?.toldAt === undefined,
      ).length,

    untold: () =>
      left.flatMap(record => {
        const { id, request, acceptedAt } = record;
        const waits = record.asking?.toldAt !== undefined;
        return kept.has(id) && !waits ? [{ id, request, acceptedAt, answer: opened(record) }] : [];
      }),

    wasSent: (id, key) => leftIds.has(id) && sentBefore.has(key),

    async forget(whose) {
      for (const [id, { request }] of [...leaving, ...kept]) {
        if (isOf(whose, request)) await remove(id);
      }
    },
  };
}

/** What an earlier process noted, and could not store any more. */
async function takeIn(intake: Intake<AcceptedRequest>, collection: Collection<AcceptedRequest>) {
  for (const record of intake.left) {
    // Stored after all, it has gone on since.
    if (!(await collection.get(record.id))) await collection.put(record.id, record);
    await intake.drop(record.id);
  }
}

/** After the disk had its time, on a machine that is busy with other things too: what it has answered is heard first. */
async function isTooLate(): Promise<void> {
  await sleep(notedWithinMs, undefined, { ref: false });
  await setImmediate();
}
