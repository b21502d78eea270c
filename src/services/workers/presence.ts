import { setTimeout } from 'node:timers/promises';
import type { Logger } from '../../logger.ts';
import type { Computer } from '../settings/computer.ts';
import type { GuildSettings, SettingsService } from '../settings/settings-service.ts';
import { type Connected, drawsNow, goneAfterMs, type Worker } from './connected.ts';
import type { WorkLine } from './work.ts';
import { failureOf } from './worker-failures.ts';

/** So long after a start, computers that were there before are waited for: each asks again within this time. */
const comeBackWithinMs = 30_000;
const writeEveryMs = 1_000;
/** How old what is written may be of when a computer was last seen. */
const seenWithinMs = 30_000;

/** The computers of a server as they are written down, without those whose key was revoked since. */
export const writtenOf = ({ computers, workerKeys }: GuildSettings): Computer[] =>
  computers.filter(({ keyId }) => workerKeys[keyId] !== undefined);

/** Whether it is the same machine: it has another id where its worker was started again. */
const isSame = (one: Pick<Computer, 'keyId' | 'name'>, other: Pick<Computer, 'keyId' | 'name'>) =>
  one.keyId === other.keyId && one.name === other.name;

/**
 * Writes down which computers are there, into the settings of their servers: for other processes, and for the start after
 * this one, which waits for them a while.
 */
export interface Presence {
  /** One has asked for work. */
  heard(worker: Worker): void;
  /** One has left, or what it can do has changed. Returns at once. */
  changed(guildId: string): void;
  /** Resolves once what is written is what is so now. */
  settle(guildId: string): Promise<void>;
  /** Whether a computer of this server draws, or did before the start and may come back. */
  draws(guildId: string): boolean;
  /**
   * Resolves once those that drew for this server before the start have asked again, or it is too late for them.
   * @throws the signal's reason; InferenceFailure gone where the bot stops meanwhile
   */
  backIn(guildId: string, signal?: AbortSignal): Promise<void>;
  stop(): void;
}

export function createPresence({
  connected,
  line,
  settings,
  watched,
  withinMs = comeBackWithinMs,
  now,
  logger,
}: {
  connected: Pick<Connected, 'known' | 'here' | 'guildIds'>;
  line: Pick<WorkLine, 'heldBy'>;
  settings: Pick<SettingsService, 'all' | 'get' | 'update'>;
  /** Whether other processes read it meanwhile: then it also says what each is at work on, and when it was last seen. */
  watched: boolean;
  withinMs?: number;
  now: () => number;
  logger: Logger;
}): Presence {
  const startedAt = now();
  const stopping = new AbortController();
  /** Servers of which something is written. */
  const written = new Set<string>();
  /** Those that were there before the start, by server. */
  const missed = new Map<string, Computer[]>();
  for (const one of settings.all()) {
    const computers = writtenOf(one);
    if (one.computers.length > 0) written.add(one.guildId);
    if (computers.some(({ isHere }) => isHere)) {
      missed.set(
        one.guildId,
        computers.filter(({ isHere }) => isHere),
      );
    }
  }
  /** Wakes those who wait for the computers of a server. */
  const waits = new Map<string, AbortController>();

  const isOver = () => now() >= startedAt + withinMs;
  function missedOf(guildId: string): Computer[] {
    if (isOver()) missed.clear();
    return missed.get(guildId) ?? [];
  }
  const missedDrawers = (guildId: string) => missedOf(guildId).filter(({ kinds }) => kinds.includes('image'));

  function computerOf(worker: Worker): Computer {
    const { guildId: _here, forget: _told, imagesAt: _drew, bases, kinds, ...rest } = worker;
    return {
      ...rest,
      ...{ bases: [...bases], kinds: [...kinds] },
      isHere: worker.seenAt + goneAfterMs > now(),
      draws: drawsNow(worker, now()),
      doing: watched ? line.heldBy({ keyId: worker.keyId, id: worker.id }) : [],
    };
  }
  function nowOf(guildId: string): Computer[] {
    const heard = connected.known(guildId).map(computerOf);
    return [...heard, ...missedOf(guildId).filter(one => !heard.some(other => isSame(one, other)))];
  }

  const isRecent = ({ seenAt }: Computer, before: Computer) =>
    !watched || Math.abs(seenAt - before.seenAt) < seenWithinMs;
  const withoutTimes = (computers: readonly Computer[]) =>
    JSON.stringify(
      [...computers].sort((a, b) => (a.id < b.id ? -1 : 1)).map(computer => ({ ...computer, seenAt: 0 })),
    );
  function isWritten(computers: readonly Computer[], before: readonly Computer[]): boolean {
    if (withoutTimes(computers) !== withoutTimes(before)) return false;
    const byId = new Map(before.map(computer => [computer.id, computer]));
    return computers.every(computer => isRecent(computer, byId.get(computer.id) ?? computer));
  }

  const writing = new Map<string, Promise<void>>();
  async function writeNow(guildId: string): Promise<void> {
    const known = settings.get(guildId);
    // Else a server that was deleted, or whose key was revoked, would be written anew every second.
    const computers = writtenOf({ ...known, computers: nowOf(guildId) });
    if (isWritten(computers, known.computers)) return;
    await settings.update(guildId, current => ({
      ...current,
      computers: writtenOf({ ...current, computers }),
    }));
    if (computers.length > 0) written.add(guildId);
    else written.delete(guildId);
  }
  /** One after another for each server. */
  function settle(guildId: string): Promise<void> {
    const work = (writing.get(guildId) ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => writeNow(guildId))
      .finally(() => {
        if (writing.get(guildId) === work) writing.delete(guildId);
      });
    writing.set(guildId, work);
    return work;
  }
  function changed(guildId: string): void {
    settle(guildId).catch(error =>
      logger.warn({ err: error }, 'which computers are there was not written down yet'),
    );
  }

  async function keep(): Promise<void> {
    while (!stopping.signal.aborted) {
      await setTimeout(writeEveryMs, undefined, { signal: stopping.signal, ref: false }).catch(
        () => undefined,
      );
      for (const guildId of new Set([...written, ...connected.guildIds()]))
        if (!writing.has(guildId)) changed(guildId);
    }
  }
  let isKept = false;
  function beginToKeep(): void {
    if (!isKept) void keep();
    isKept = true;
  }
  if (written.size > 0) beginToKeep();

  return {
    settle,
    changed,
    heard(worker) {
      const { guildId } = worker;
      const left = missedOf(guildId).filter(one => !isSame(one, worker));
      if (left.length > 0) missed.set(guildId, left);
      else missed.delete(guildId);
      if (missedDrawers(guildId).length === 0) {
        waits.get(guildId)?.abort();
        waits.delete(guildId);
      }
      changed(guildId);
      beginToKeep();
    },
    draws: guildId =>
      connected.here(guildId).some(worker => drawsNow(worker, now())) || missedDrawers(guildId).length > 0,
    async backIn(guildId, signal) {
      if (missedDrawers(guildId).length === 0) return;
      const wait = waits.get(guildId) ?? new AbortController();
      waits.set(guildId, wait);
      const until = AbortSignal.any([wait.signal, stopping.signal, ...(signal ? [signal] : [])]);
      await setTimeout(Math.max(0, startedAt + withinMs - now()), undefined, { signal: until }).catch(
        () => undefined,
      );
      signal?.throwIfAborted();
      // Nobody is to pay in the place of computers that had no time to come back.
      if (stopping.signal.aborted) throw failureOf({ why: 'stopping' });
    },
    stop: () => stopping.abort(),
  };
}
