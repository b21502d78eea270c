import { randomUUID } from 'node:crypto';
import type { Logger } from '../../logger.ts';
import { createWaitingLine, type Place, type WaitingLine } from '../queue/waiting-line.ts';
import type { FailedWork, WorkKind } from './asked.ts';
import type { Worker } from './connected.ts';

/** How long a worker keeps what it was given without naming it again. */
export const leaseMs = 60_000;
/** Of a piece of work: how often it is given to a worker that then fails, or vanishes. */
const triesMost = 3;
/** How long work waits for a worker while none is there: one that is started again is back by then. */
const noWorkerMs = 20_000;
/** What a worker never ends is taken from it. A training has its own watchdog. */
const imageMostMs = 10 * 60_000;
/** What ended is remembered for so long, so that a repeat of its report is recognised. */
const endedKeptMs = 10 * 60_000;
const endedMost = 2_000;

/** Why work came to nothing. `gone`: no worker of the server is there for it; `silent`: those that had it were lost. */
export type NotDone = { why: 'gone' | 'silent' | 'too-long' | 'stopping' } | ({ why: 'failed' } & FailedWork);

export class NotDoneError extends Error {
  readonly reason: NotDone;
  constructor(reason: NotDone) {
    super(`a worker did not do it: ${reason.why}`);
    this.reason = reason;
  }
}

/** What is to be done for a server. */
export interface Work {
  kind: WorkKind;
  guildId: string;
  memberId: string;
  /** The model that it needs. */
  base: string;
  /** At its turn, before each time it is given to a worker: what the worker is told. Rejects where it may not be done any more. */
  begin(): Promise<object>;
  onQueued?: ((ahead: number) => void) | undefined;
  mayBegin?: (() => boolean) | undefined;
  /** Ends the wait for its turn, never what a worker has. */
  signal?: AbortSignal | undefined;
  /** Begins with the kind; without it, one is made. */
  id?: string;
}

/** As a worker is told. */
export interface Handed {
  id: string;
  kind: WorkKind;
  leaseS: number;
  [told: string]: unknown;
}

interface Entry extends Place {
  id: string;
  work: Work;
  tries: number;
  /** Who failed at it: others come first. */
  avoid: Set<string>;
  notBefore: number;
  noWorkerSince: number | undefined;
  settle: { resolve(made: Buffer): void; reject(error: unknown): void };
}

interface Lease {
  entry: Entry;
  holder: string;
  since: number;
  until: number;
}

export type Reported = 'taken' | 'repeat' | 'over';

/** What waits for the computers of servers, and what they have. In memory: whoever waits for it asks again after a restart. */
export interface WorkLine {
  /** Resolves to what a worker made of it. @throws NotDoneError; the signal's reason; what `begin` throws */
  add(work: Work): Promise<Buffer>;
  /** Work for this worker, as soon as there is some, or nothing after so long. */
  take(worker: Worker, free: Record<WorkKind, number>, waitMs: number, gone: AbortSignal): Promise<Handed[]>;
  /**
   * Renews what the worker says it has. Returns what it need not go on with; of trainings, never those that are merely not
   * known, as after a restart of the bot: their trainers are told by what they report.
   */
  renew(worker: Pick<Worker, 'keyId' | 'id'>, running: readonly string[]): string[];
  /** Whether the key has it now. */
  holds(keyId: string, id: string): boolean;
  finished(worker: Pick<Worker, 'keyId' | 'id'>, id: string, made: Buffer): Reported;
  failed(worker: Pick<Worker, 'keyId' | 'id'>, id: string, failure: FailedWork): Reported;
  /** The worker has gone: what it has is for others. */
  left(worker: Pick<Worker, 'keyId' | 'id'>): void;
  /** Takes work out, whoever has it. */
  cancel(id: string): void;
  /** Whether it waits or somebody has it. */
  state(id: string): 'waiting' | { keyId: string } | undefined;
  /** What a worker has now. */
  heldBy(worker: Pick<Worker, 'keyId' | 'id'>): WorkKind[];
  /** How many wait or are worked at. */
  length(): number;
  /** Seconds until a piece of this server's work begins that so many go before; undefined before the first was made. */
  etaSeconds(guildId: string, ahead: number): number | undefined;
  sweep(): void;
  stop(): void;
}

export function createWorkLine({
  here,
  sweepEveryMs = 1_000,
  now,
  logger,
}: {
  here: (guildId: string) => Worker[];
  sweepEveryMs?: number;
  now: () => number;
  logger: Logger;
}): WorkLine {
  const lines = new Map<string, WaitingLine<Entry>>();
  /** By server: told when there may be something new. */
  const listeners = new Map<string, Set<() => void>>();
  const leases = new Map<string, Lease>();
  const ended = new Map<string, { holder: string; at: number }>();
  const averageMs = new Map<string, number>();
  const underWay = new Map<string, number>();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  const holderOf = ({ keyId, id }: Pick<Worker, 'keyId' | 'id'>) => `${keyId} ${id}`;
  const lineOf = (guildId: string) => {
    const line = lines.get(guildId) ?? createWaitingLine<Entry>();
    lines.set(guildId, line);
    return line;
  };
  const tell = (guildId: string) => {
    for (const listener of [...(listeners.get(guildId) ?? [])]) listener();
  };
  const suits = ({ kinds, bases }: Worker, { kind, base }: Work) =>
    kinds.includes(kind) && bases.includes(base);

  /** Whether this worker may have it: one that failed at it only where nobody else is there. */
  function fits(entry: Entry, worker: Worker): boolean {
    if (entry.notBefore > now() || !suits(worker, entry.work)) return false;
    if (!entry.avoid.has(holderOf(worker))) return true;
    const others = here(entry.work.guildId).filter(one => suits(one, entry.work));
    return others.every(one => entry.avoid.has(holderOf(one)));
  }

  function end(entry: Entry, holder = ''): void {
    leases.delete(entry.id);
    ended.set(entry.id, { holder, at: now() });
    for (const [id, { at }] of ended) {
      if (ended.size <= endedMost && at + endedKeptMs > now()) break;
      ended.delete(id);
    }
  }

  function giveUp(entry: Entry, reason: NotDone): void {
    end(entry);
    entry.settle.reject(new NotDoneError(reason));
  }

  function join(entry: Entry): void {
    const line = lineOf(entry.work.guildId);
    line.tellPlaces(line.join(entry));
    tell(entry.work.guildId);
    timer ??= setInterval(sweep, sweepEveryMs).unref();
  }

  /** Back into the line, unless it was tried often enough. */
  function again(entry: Entry, holder: string, reason: NotDone, afterMs = 0): void {
    leases.delete(entry.id);
    entry.avoid.add(holder);
    if (++entry.tries >= triesMost || stopped) return giveUp(entry, reason);
    entry.notBefore = now() + afterMs;
    join(entry);
  }

  function leave(entry: Entry): boolean {
    const { guildId } = entry.work;
    const line = lineOf(guildId);
    const left = line.leave(entry);
    if (line.length === 0) lines.delete(guildId);
    return left;
  }

  /** What is next for this worker, given to it. Entries whose `begin` rejects are settled, and the next is looked at. */
  async function handOut(worker: Worker, free: Record<WorkKind, number>): Promise<Handed[]> {
    const left = { ...free };
    const holder = holderOf(worker);
    const given: Entry[] = [];
    const line = lines.get(worker.guildId);
    for (;;) {
      const entry = line?.next(one => left[one.work.kind] > 0 && fits(one, worker));
      if (!entry) break;
      left[entry.work.kind]--;
      leases.set(entry.id, { entry, holder, since: now(), until: now() + leaseMs });
      given.push(entry);
    }
    if (given.length > 0) line?.tellPlaces();
    const handed = await Promise.all(
      given.map(async (entry): Promise<Handed | undefined> => {
        try {
          const told = await entry.work.begin();
          // It may have been cancelled meanwhile, or have taken very long.
          const lease = leases.get(entry.id);
          if (lease?.entry !== entry || lease.holder !== holder) return undefined;
          lease.since = now();
          lease.until = now() + leaseMs;
          return { id: entry.id, kind: entry.work.kind, leaseS: leaseMs / 1_000, ...told };
        } catch (error) {
          end(entry);
          entry.settle.reject(error);
          return undefined;
        }
      }),
    );
    return handed.filter(one => one !== undefined);
  }

  /** Resolves once there may be something new in a server, or it is too late. */
  function news(guildId: string, ms: number, gone: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      const told = listeners.get(guildId) ?? new Set();
      listeners.set(guildId, told);
      const late = setTimeout(over, ms);
      function over() {
        clearTimeout(late);
        told.delete(over);
        if (told.size === 0 && listeners.get(guildId) === told) listeners.delete(guildId);
        gone.removeEventListener('abort', over);
        resolve();
      }
      told.add(over);
      gone.addEventListener('abort', over, { once: true });
    });
  }

  function sweep(): void {
    for (const [guildId, line] of lines) {
      const workers = here(guildId);
      for (const entry of line.all()) {
        if (workers.some(worker => suits(worker, entry.work))) entry.noWorkerSince = undefined;
        else entry.noWorkerSince ??= now();
        const { noWorkerSince } = entry;
        // A training waits for its computer to be switched on again.
        if (entry.work.kind === 'training' || noWorkerSince === undefined) continue;
        if (noWorkerSince + noWorkerMs <= now() && leave(entry)) giveUp(entry, { why: 'gone' });
      }
      // What had to wait a while, or whether it may begin depends on something else.
      if (line.length > 0) tell(guildId);
      else lines.delete(guildId);
    }
    for (const { entry, holder, since, until } of [...leases.values()]) {
      if (entry.work.kind === 'image' && since + imageMostMs <= now()) giveUp(entry, { why: 'too-long' });
      else if (until <= now()) {
        logger.info({ work: entry.id, kind: entry.work.kind }, 'a worker was silent for too long');
        // Its trainer may go on without it, so that another one would be a second.
        if (entry.work.kind === 'training') giveUp(entry, { why: 'silent' });
        else again(entry, holder, { why: 'silent' });
      }
    }
    if (lines.size > 0 || leases.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  function reported(
    worker: Pick<Worker, 'keyId' | 'id'>,
    id: string,
    take: (entry: Entry, since: number) => void,
  ): Reported {
    const holder = holderOf(worker);
    const lease = leases.get(id);
    if (lease?.holder === holder) {
      take(lease.entry, lease.since);
      return 'taken';
    }
    return ended.get(id)?.holder === holder ? 'repeat' : 'over';
  }

  const countOf = (memberId: string, by: 1 | -1): number => {
    const before = underWay.get(memberId) ?? 0;
    if (before + by > 0) underWay.set(memberId, before + by);
    else underWay.delete(memberId);
    return before;
  };

  return {
    async add(work) {
      if (stopped) throw new NotDoneError({ why: 'stopping' });
      work.signal?.throwIfAborted();
      const { memberId, signal } = work;
      const backlog = countOf(memberId, 1);
      let leaves = () => {};
      try {
        return await new Promise<Buffer>((resolve, reject) => {
          const entry: Entry = {
            ...{ id: work.id ?? `${work.kind}-${randomUUID()}`, work, backlog, tries: 0, avoid: new Set(), notBefore: 0 },
            noWorkerSince: undefined,
            onQueued: work.onQueued,
            mayBegin: () => work.mayBegin?.() ?? true,
            begin: async () => undefined,
            drop: () => {},
            settle: { resolve, reject },
          };
          leaves = () => {
            if (leave(entry)) reject(signal?.reason);
          };
          signal?.addEventListener('abort', leaves, { once: true });
          join(entry);
        });
      } finally {
        signal?.removeEventListener('abort', leaves);
        countOf(memberId, -1);
      }
    },

    async take(worker, free, waitMs, gone) {
      const until = now() + waitMs;
      for (;;) {
        const given = stopped || gone.aborted ? [] : await handOut(worker, free);
        if (given.length > 0 && gone.aborted) {
          // Nobody hears the answer: at once, and not when the lease is over.
          for (const { id } of given) {
            const lease = leases.get(id);
            if (!lease || lease.holder !== holderOf(worker)) continue;
            leases.delete(id);
            join(lease.entry);
          }
          return [];
        }
        const leftMs = until - now();
        if (given.length > 0 || leftMs <= 0 || gone.aborted || stopped) return given;
        await news(worker.guildId, leftMs, gone);
      }
    },

    renew(worker, running) {
      const holder = holderOf(worker);
      const cancelled: string[] = [];
      for (const id of running) {
        const lease = leases.get(id);
        if (lease?.holder === holder) lease.until = now() + leaseMs;
        else if (lease || (ended.has(id) ? ended.get(id)?.holder !== holder : !id.startsWith('training-')))
          cancelled.push(id);
      }
      return cancelled;
    },

    holds: (keyId, id) =>
      [leases.get(id)?.holder, ended.get(id)?.holder].some(holder => holder?.startsWith(`${keyId} `)),

    finished: (worker, id, made) =>
      reported(worker, id, (entry, since) => {
        const { guildId, kind } = entry.work;
        const key = `${guildId} ${kind}`;
        const before = averageMs.get(key);
        const took = now() - since;
        averageMs.set(key, before === undefined ? took : before + (took - before) / 4);
        end(entry, holderOf(worker));
        entry.settle.resolve(made);
      }),

    failed: (worker, id, failure) =>
      reported(worker, id, entry => {
        const holder = holderOf(worker);
        const reason: NotDone = { why: 'failed', ...failure };
        const elsewhere = failure.status >= 500 || failure.status === 429;
        if (elsewhere) again(entry, holder, reason, (failure.retryAfterS ?? 0) * 1_000);
        else giveUp(entry, reason);
        // A repeat of the report is recognised where it ended the work.
        if (ended.has(id)) ended.set(id, { holder, at: now() });
      }),

    left(worker) {
      const holder = holderOf(worker);
      for (const { entry, holder: of } of [...leases.values()]) {
        if (of === holder) entry.work.kind === 'image' ? again(entry, of, { why: 'silent' }) : giveUp(entry, { why: 'silent' });
      }
      for (const guildId of [...listeners.keys()]) tell(guildId);
    },

    cancel(id) {
      const lease = leases.get(id);
      const waiting = [...lines.values()].flatMap(line => line.all()).find(entry => entry.id === id);
      if (waiting) leave(waiting);
      const entry = waiting ?? lease?.entry;
      if (entry) giveUp(entry, { why: 'stopping' });
    },

    state(id) {
      const lease = leases.get(id);
      if (lease) return { keyId: lease.holder.split(' ')[0] ?? '' };
      return [...lines.values()].some(line => line.all().some(entry => entry.id === id))
        ? 'waiting'
        : undefined;
    },

    heldBy(worker) {
      const holder = holderOf(worker);
      return [...leases.values()].filter(one => one.holder === holder).map(({ entry }) => entry.work.kind);
    },

    length: () => [...lines.values()].reduce((sum, line) => sum + line.length, leases.size),

    etaSeconds(guildId, ahead) {
      const average = averageMs.get(`${guildId} image`);
      const workers = here(guildId).filter(({ kinds }) => kinds.includes('image')).length;
      if (average === undefined || workers === 0) return undefined;
      const busy = [...leases.values()].filter(({ entry }) => entry.work.guildId === guildId).length;
      return Math.ceil((Math.floor((ahead + busy) / workers) * average) / 1_000);
    },

    sweep,

    stop() {
      stopped = true;
      clearInterval(timer);
      const waiting = [...lines.values()].flatMap(line => line.clear());
      lines.clear();
      const held = [...leases.values()].map(({ entry }) => entry);
      for (const entry of [...waiting, ...held]) giveUp(entry, { why: 'stopping' });
      for (const guildId of [...listeners.keys()]) tell(guildId);
    },
  };
}
