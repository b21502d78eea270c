import type { Asked, WorkKind } from './asked.ts';

/** A computer of a server, as it said of itself when it last asked for work. */
export interface Worker {
  keyId: string;
  guildId: string;
  /** Made by the worker when it started. */
  id: string;
  name: string;
  version: string;
  device: string;
  memoryBytes: number;
  bases: readonly string[];
  kinds: readonly string[];
  seenAt: number;
  /** When it last had room for an image, or was drawing one. */
  imagesAt: number;
  /** Repos of trained models that it is to drop, and was not told of yet. */
  forget: Set<string>;
}

/** A worker that was silent for so long is gone, until it asks again. */
export const goneAfterMs = 60_000;
/** One that is gone is still shown for so long. */
const shownMs = 24 * 60 * 60_000;
/** With one key. */
const workersMost = 16;

/** Whether it may be given an image soon. One that trains draws nothing for hours, unless it has memory for both. */
export const drawsNow = ({ kinds, imagesAt }: Worker, at: number): boolean =>
  kinds.includes('image') && imagesAt + goneAfterMs > at;

/** Whether it may be given such work soon. */
export const offers = (
  worker: Worker,
  { kind, base }: { kind: WorkKind; base: string },
  at: number,
): boolean =>
  worker.kinds.includes(kind) && worker.bases.includes(base) && (kind !== 'image' || drawsNow(worker, at));

/** Which computers are there, in memory: each says so at least every half minute. */
export interface Connected {
  /** Undefined where its key has too many workers already. */
  hear(keyId: string, guildId: string, asked: Asked): Worker | undefined;
  /** A sign of life of one that has asked before. */
  alive(keyId: string, id: string, running: readonly string[]): Worker | undefined;
  leave(keyId: string, id: string): void;
  /** All of them, of every server. */
  all(): Worker[];
  /** Servers that have any. */
  guildIds(): string[];
  /** Of a server: those that are there. */
  here(guildId: string): Worker[];
  /** Of a server: also those that were there in the last day, the latest first. */
  known(guildId: string): Worker[];
  serves(guildId: string, kind: WorkKind, base: string): boolean;
}

export function createConnected({
  isKey,
  now,
}: {
  /** Whether the key was not revoked since. */
  isKey: (keyId: string) => boolean;
  now: () => number;
}): Connected {
  const byGuild = new Map<string, Map<string, Worker>>();
  const nameOf = (keyId: string, id: string) => `${keyId} ${id}`;

  function of(guildId: string): Worker[] {
    const workers = byGuild.get(guildId);
    if (!workers) return [];
    for (const [name, { seenAt, keyId }] of workers) {
      if (seenAt + shownMs <= now() || !isKey(keyId)) workers.delete(name);
    }
    if (workers.size === 0) byGuild.delete(guildId);
    return [...workers.values()];
  }

  const here = (guildId: string) => of(guildId).filter(({ seenAt }) => seenAt + goneAfterMs > now());

  function make(guildId: string): Map<string, Worker> {
    const workers = new Map<string, Worker>();
    byGuild.set(guildId, workers);
    return workers;
  }

  return {
    hear(keyId, guildId, { worker: id, name, version, device, memoryBytes, bases, kinds, free }) {
      const known = of(guildId).filter(one => one.keyId === keyId && one.id !== id);
      const there = known.filter(({ seenAt }) => seenAt + goneAfterMs > now());
      if (there.length >= workersMost) return undefined;
      const workers = byGuild.get(guildId) ?? make(guildId);
      // One that was started again has another id: what it was before is not shown beside it.
      for (const old of known) {
        if (!there.includes(old) && (old.name === name || known.length >= workersMost)) {
          workers.delete(nameOf(keyId, old.id));
        }
      }
      const before = workers.get(nameOf(keyId, id));
      const forget = before?.forget ?? new Set();
      const worker = {
        keyId,
        guildId,
        id,
        name,
        version,
        device,
        memoryBytes,
        bases,
        kinds,
        seenAt: now(),
        imagesAt: free.image > 0 ? now() : (before?.imagesAt ?? Number.NEGATIVE_INFINITY),
        forget,
      };
      workers.set(nameOf(keyId, id), worker);
      return worker;
    },
    alive(keyId, id, running) {
      for (const workers of byGuild.values()) {
        const worker = workers.get(nameOf(keyId, id));
        if (!worker) continue;
        worker.seenAt = now();
        if (running.some(work => work.startsWith('image-'))) worker.imagesAt = now();
        return worker;
      }
      return undefined;
    },
    leave(keyId, id) {
      for (const workers of byGuild.values()) workers.delete(nameOf(keyId, id));
    },
    guildIds: () => [...byGuild.keys()],
    all: () => [...byGuild.values()].flatMap(workers => [...workers.values()]),
    here,
    known: guildId => of(guildId).sort((a, b) => b.seenAt - a.seenAt),
    serves: (guildId, kind, base) => here(guildId).some(one => offers(one, { kind, base }, now())),
  };
}
