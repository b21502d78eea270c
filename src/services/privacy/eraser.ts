import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '../../logger.ts';
import type { Post } from '../actors/actor.ts';
import type { TrainingJob } from '../training/job/job.ts';
import { eraseMessages, eraseRepos } from './erase-elsewhere.ts';
import { eraseOwn } from './erase-own.ts';
import type { ErasedParts } from './erased-parts.ts';
import { type Erasure, finished, isDone, leftOf } from './erasure.ts';
import type { ErasureLog } from './erasure-log.ts';
import { findErased } from './find-erased.ts';

const retryAfterMs = [5_000, 15_000, 60_000, 300_000, 900_000, 3_600_000];
/** Longer than a notebook takes from its last sign of life to the end of an upload. */
export const lookAgainMs = 60 * 60_000;

const messagesOf = ({ message, endMessage, reminder }: TrainingJob) => [message, endMessage, reminder];

/** Carries out deletions, and keeps trying until nothing of them is left. */
export interface Eraser {
  /** Starts, or continues, a stored deletion. Resolves after the first attempt, however it went. */
  begin(id: string): Promise<void>;
  /** Looks once more for what arrived late for deletions that are done. */
  lookAgain(): Promise<void>;
  /** Stops trying; the next start continues what is not done. Resolves when nothing is under way. */
  stop(): Promise<void>;
}

export function createEraser({
  log,
  parts,
  now,
  logger,
  onFinished,
  retryDelaysMs = retryAfterMs,
}: {
  log: ErasureLog;
  parts: ErasedParts;
  now: () => number;
  logger: Logger;
  onFinished: (erasure: Erasure) => void;
  retryDelaysMs?: readonly number[];
}): Eraser {
  const underWay = new Map<string, { first: Promise<void>; all: Promise<void> }>();
  const stopping = new AbortController();
  const { signal } = stopping;

  /** Resolves to whether nothing is left to do. */
  async function attempt(id: string): Promise<boolean> {
    try {
      const erasure = await log.byId(id);
      if (!erasure || isDone(erasure)) return true;
      await eraseOwn(id, log, parts);
      await eraseMessages({ id, log, signal, logger }, parts);
      await eraseRepos({ id, log, signal, logger }, parts);
      const after = await log.change(id, current => finished(current, now(), lookAgainMs));
      if (!after || !isDone(after)) {
        logger.warn({ erasure: id, left: after && leftOf(after) }, 'a deletion is not complete yet');
        return false;
      }
      await parts.store.flush();
      onFinished(after);
      return true;
    } catch (error) {
      logger.error({ err: error, erasure: id }, 'a deletion was interrupted; it will be continued');
      return false;
    }
  }

  /** Removes what arrived after the deletion: a notebook or a picture may have been on its way. */
  async function removeLate({ actorIds, repos }: NonNullable<Erasure['again']>): Promise<void> {
    const { jobs, generations } = await findErased({ actorIds }, parts);
    const deleteAll = async (posts: (Post | undefined)[]) => {
      for (const post of posts) if (post) await parts.deleteMessage(post.channelId, post.messageId);
    };
    // The messages before the records that name them, so that a failure leaves something to try again by.
    await deleteAll([...generations.flatMap(({ posts }) => posts), ...jobs.flatMap(messagesOf)]);
    await deleteAll(await parts.generation.erase(generations.map(one => one.id)));
    for (const job of jobs) {
      const last = await parts.training.erase(job.id);
      await deleteAll(last ? messagesOf(last) : []);
    }
    for (const actorId of actorIds) await parts.generation.dropCached(actorId);
    for (const { kind, name } of repos) await parts.hub.deleteRepo({ kind, name });
    await parts.store.flush();
  }

  async function untilDone(id: string, done: boolean): Promise<void> {
    for (let tries = 0; !done && !signal.aborted; tries++) {
      const ms = retryDelaysMs[Math.min(tries, retryDelaysMs.length - 1)] ?? 60_000;
      await wait(ms, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      done = await attempt(id);
    }
  }

  return {
    begin(id) {
      const running = underWay.get(id);
      if (running) return running.first;
      if (signal.aborted) return Promise.resolve();
      const outcome = attempt(id);
      const all = outcome.then(done => untilDone(id, done)).finally(() => underWay.delete(id));
      const first = outcome.then(() => undefined);
      underWay.set(id, { first, all });
      return first;
    },

    async lookAgain() {
      for (const { id, again } of await log.due('again', now() + 1)) {
        if (!again || signal.aborted) continue;
        try {
          await removeLate(again);
          await log.change(id, ({ again: _looked, ...rest }) => rest);
        } catch (error) {
          logger.warn({ err: error, erasure: id }, 'the second look after a deletion did not work yet');
        }
      }
    },

    async stop() {
      stopping.abort();
      await Promise.all([...underWay.values()].map(({ all }) => all));
    },
  };
}
