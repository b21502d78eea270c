import { randomUUID } from 'node:crypto';
import type { Logger } from '../../logger.ts';
import { createWaitingLine, type Place, type WaitingLine } from '../queue/waiting-line.ts';
import type { WorkKind } from './asked.ts';
import { offers, type Worker } from './connected.ts';
import { createLeases, holderOf, keyOf, leaseMs } from './leases.ts';
import { createNews } from './news.ts';
import { type Handed, type NotDone, NotDoneError, type Work, type WorkLine } from './work.ts';

/** Of a piece of work: how often it is given to a worker that then fails, or vanishes. */
const triesMost = 3;
/** How long work waits for a worker while none is there: one that is started again is back by then. */
const noWorkerMs = 20_000;
/** What a worker never ends is taken from it. A training has its own watchdog. */
const imageMostMs = 10 * 60_000;

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

export function createWorkLine({
  here,
  isKey = () => true,
  sweepEveryMs = 1_000,
  now,
  logger,
}: {
  here: (guildId: string) => Worker[];
  /** Whether the key was not revoked since. */
  isKey?: (keyId: string) => boolean;
  sweepEveryMs?: number;
  now: () => number;
  logger: Logger;
}): WorkLine {
  const lines = new Map<string, WaitingLine<Entry>>();
  const { tell, news } = createNews();
  const leases = createLeases<Entry>(now);
  const averageMs = new Map<string, number>();
  const underWay = new Map<string, number>();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  const lineOf = (guildId: string) => {
    const line = lines.get(guildId) ?? createWaitingLine<Entry>();
    lines.set(guildId, line);
    return line;
  };
  const suits = (worker: Worker, work: Work) => offers(worker, work, now());

  const isHere = (worker: Worker) => here(worker.guildId).some(one => holderOf(one) === holderOf(worker));

  /** Whether this worker may have it: one that failed at it only where nobody else is there. */
  function fits(entry: Entry, worker: Worker): boolean {
    if (entry.notBefore > now() || !suits(worker, entry.work)) return false;
    if (!entry.avoid.has(holderOf(worker))) return true;
    const others = here(entry.work.guildId).filter(one => suits(one, entry.work));
    return others.every(one => entry.avoid.has(holderOf(one)));
  }

  function giveUp(entry: Entry, reason: NotDone): void {
    leases.end(entry.id);
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
    leases.takeBack(entry.id);
    entry.avoid.add(holder);
    if (++entry.tries >= triesMost || stopped) {
      giveUp(entry, reason);
      return;
    }
    entry.notBefore = now() + afterMs;
    join(entry);
  }

  /** Whoever had it is gone. The trainer of a training may go on by itself, so that another one would be a second. */
  function lost(entry: Entry, holder: string): void {
    if (entry.work.kind === 'training') giveUp(entry, { why: 'silent' });
    else again(entry, holder, { why: 'silent' });
  }

  const isOver = ({ id, work }: Entry) =>
    leases.of(id) === undefined &&
    !lineOf(work.guildId)
      .all()
      .some(entry => entry.id === id);

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
      leases.give(entry, holder);
      given.push(entry);
    }
    if (given.length > 0) line?.tellPlaces();
    const handed = await Promise.all(
      given.map(async (entry): Promise<Handed | undefined> => {
        try {
          const told = await entry.work.begin();
          // It may have been cancelled meanwhile, or have taken very long.
          if (!leases.begin(entry, holder)) return undefined;
          return { id: entry.id, kind: entry.work.kind, leaseS: leaseMs / 1_000, ...told };
        } catch (error) {
          leases.end(entry.id);
          entry.settle.reject(error);
          return undefined;
        }
      }),
    );
    const told = handed.filter(one => one !== undefined);
    // Where none of it may be done any more, it is the next one's turn.
    return given.length > 0 && told.length === 0 ? handOut(worker, free) : told;
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
    for (const { entry, holder, since, until } of leases.all()) {
      if (entry.work.kind === 'image' && since + imageMostMs <= now()) giveUp(entry, { why: 'too-long' });
      else if (!isKey(keyOf(holder))) {
        // That an admin ended it is no failure.
        entry.tries--;
        lost(entry, holder);
      } else if (until <= now()) {
        logger.info({ work: entry.id, kind: entry.work.kind }, 'a worker was silent for too long');
        lost(entry, holder);
      }
    }
    if (lines.size > 0 || leases.all().length > 0) return;
    clearInterval(timer);
    timer = undefined;
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
            ...{
              id: work.id ?? `${work.kind}-${randomUUID()}`,
              work,
              backlog,
              tries: 0,
              avoid: new Set(),
              notBefore: 0,
            },
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
      // Its key may be revoked while it waits, and while it is found out whether it may have what is next.
      const isOut = () => stopped || gone.aborted || !isHere(worker);
      for (;;) {
        const given = isOut() ? [] : await handOut(worker, free);
        if (given.length > 0 && isOut()) {
          // Nobody hears the answer, or is to: at once, and not when the lease is over.
          for (const { id } of given) {
            const lease = leases.of(id);
            if (lease?.holder !== holderOf(worker)) continue;
            leases.takeBack(id);
            join(lease.entry);
          }
          return [];
        }
        const leftMs = until - now();
        if (given.length > 0 || leftMs <= 0 || isOut()) return given;
        await news(worker.guildId, leftMs, gone);
      }
    },

    renew: (worker, running) => leases.renew(holderOf(worker), running),
    holds: leases.holds,

    finished: (worker, id, made) =>
      leases.report(holderOf(worker), id, ({ entry, since, holder }) => {
        const { guildId, kind } = entry.work;
        const key = `${guildId} ${kind}`;
        const before = averageMs.get(key);
        const took = now() - since;
        averageMs.set(key, before === undefined ? took : before + (took - before) / 4);
        leases.end(id, holder);
        entry.settle.resolve(made);
      }),

    failed: (worker, id, failure) =>
      leases.report(holderOf(worker), id, ({ entry, holder }) => {
        const reason: NotDone = { why: 'failed', ...failure };
        // What it never tried is no failure of anybody.
        if (failure.handedBack) entry.tries--;
        const isItsOwnTrouble = failure.status >= 500 || failure.status === 429;
        // A training's code is used up: it starts with another one.
        if (isItsOwnTrouble && entry.work.kind === 'image')
          again(entry, holder, reason, (failure.retryAfterS ?? 0) * 1_000);
        else giveUp(entry, reason);
        // A repeat of the report is recognised where it ended the work.
        if (isOver(entry)) leases.end(id, holder);
      }),

    left(worker) {
      for (const { entry, holder } of leases.all()) {
        if (holder === holderOf(worker)) lost(entry, holder);
      }
    },

    cancel(id) {
      const lease = leases.of(id);
      const waiting = [...lines.values()].flatMap(line => line.all()).find(entry => entry.id === id);
      if (waiting) leave(waiting);
      const entry = waiting ?? lease?.entry;
      if (entry) giveUp(entry, { why: 'stopping' });
    },

    state(id) {
      const lease = leases.of(id);
      if (lease) return { keyId: keyOf(lease.holder) };
      return [...lines.values()].some(line => line.all().some(entry => entry.id === id))
        ? 'waiting'
        : undefined;
    },

    heldBy(worker) {
      const holder = holderOf(worker);
      return leases
        .all()
        .filter(one => one.holder === holder)
        .map(({ entry }) => entry.work.kind);
    },

    length: () => [...lines.values()].reduce((sum, line) => sum + line.length, leases.all().length),

    etaSeconds(guildId, ahead) {
      const average = averageMs.get(`${guildId} image`);
      const workers = here(guildId).filter(({ kinds }) => kinds.includes('image')).length;
      if (average === undefined || workers === 0) return undefined;
      const busy = leases.all().filter(({ entry }) => entry.work.guildId === guildId).length;
      return Math.ceil((Math.floor((ahead + busy) / workers) * average) / 1_000);
    },

    sweep,

    stop() {
      stopped = true;
      clearInterval(timer);
      const waiting = [...lines.values()].flatMap(line => line.clear());
      lines.clear();
      const held = leases.all().map(({ entry }) => entry);
      for (const entry of [...waiting, ...held]) giveUp(entry, { why: 'stopping' });
      tell();
    },
  };
}
