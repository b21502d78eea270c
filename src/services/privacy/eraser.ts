import type { Logger } from '../../logger.ts';
import type { Actor, Post } from '../actors/actor.ts';
import type { ActorsService } from '../actors/actors-service.ts';
import type { GenerationService } from '../generation/generation-service.ts';
import type { Hub } from '../huggingface/hub/hub.ts';
import type { ModelsService } from '../models/models-service.ts';
import type { QuotaService } from '../quota/quota-service.ts';
import type { SafetyService } from '../safety/safety-service.ts';
import type { SettingsService } from '../settings/settings-service.ts';
import type { Blobs } from '../storage/blobs.ts';
import type { Store } from '../storage/store.ts';
import type { TrainingService } from '../training/training-service.ts';
import {
  type Found,
  finished,
  isDone,
  isNews,
  leftOf,
  unnamed,
  type Work,
  withFound,
  withMorePosts,
  withoutPosts,
  withoutRemoved,
  withoutRepo,
} from './erasure.ts';
import type { ErasureLog } from './erasure-log.ts';

const retryAfterMs = [5_000, 15_000, 60_000, 300_000, 900_000, 3_600_000];
/** Longer than a notebook takes from its last sign to the end of an upload. */
const lookAgainMs = 60 * 60_000;
const messagesAtOnce = 5;

/** Everything that holds something of a person. */
export interface ErasedParts {
  actors: Pick<ActorsService, 'all' | 'remove' | 'dropUnderWay'> & {
    forgetMember(memberId: string, guildId?: string): Promise<void>;
  };
  training: Pick<TrainingService, 'all' | 'erase' | 'forgetMember'>;
  generation: Pick<
    GenerationService,
    'ofActor' | 'ofMember' | 'ofGuild' | 'erase' | 'dropCached' | 'dropUnderWay'
  >;
  quota: Pick<QuotaService, 'forgetMember' | 'forgetGuild'>;
  safety: Pick<SafetyService, 'forgetMember' | 'forgetActor' | 'forgetGuild'>;
  settings: Pick<SettingsService, 'remove' | 'forgetMember'>;
  models: Pick<ModelsService, 'forgetGuild'>;
  blobs: Pick<Blobs, 'delete'>;
  store: Pick<Store, 'flush'>;
  hub: Pick<Hub, 'deleteRepo'>;
  /** Rejects where Discord cannot be reached: it is tried again. */
  deleteMessage(channelId: string, messageId: string): Promise<'deleted' | 'absent' | 'forbidden'>;
  /** SHA-256 of every blob that some record shows. */
  blobsInUse(): Iterable<string>;
}

/** Carries deletions out, and goes on until nothing of them is left. */
export interface Eraser {
  /** What belongs to a deletion now. */
  find(scope: Pick<Work, 'memberId' | 'guildId' | 'actorIds'>): Promise<Found>;
  /** Starts, or goes on with, a stored deletion. Resolves after the first attempt, whatever came of it. */
  begin(id: string): Promise<void>;
  /** Looks once more for what came in late of deletions that are done. */
  lookAgain(): Promise<void>;
  /** Stops trying; what is not done is gone on with after the next start. Resolves when nothing is under way. */
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
  onFinished: (id: string) => void;
  retryDelaysMs?: readonly number[];
}): Eraser {
  const { actors, training, generation } = parts;
  const underWay = new Map<string, { first: Promise<void>; all: Promise<void> }>();
  const stopping = new AbortController();

  async function find({ memberId, guildId, actorIds }: Pick<Work, 'memberId' | 'guildId' | 'actorIds'>) {
    const inScope = (thing: { guildId: string }, ...people: (string | undefined)[]) =>
      (memberId !== undefined || guildId !== undefined) &&
      (memberId === undefined || people.includes(memberId)) &&
      (guildId === undefined || thing.guildId === guildId);
    const foundActors = actors
      .all()
      .filter(
        (actor: Actor) => actorIds.includes(actor.id) || inScope(actor, actor.ownerId, actor.subjectId),
      );
    const ids = new Set([...actorIds, ...foundActors.map(({ id }) => id)]);
    const jobs = training.all().filter(job => ids.has(job.actorId) || inScope(job, job.requesterId));
    const made = [];
    for (const id of ids) made.push(...(await generation.ofActor(id)));
    if (memberId !== undefined) {
      made.push(...(await generation.ofMember(memberId)).filter(one => inScope(one, one.memberId)));
    } else if (guildId !== undefined) made.push(...(await generation.ofGuild(guildId)));
    const generations = [...new Map(made.map(one => [one.id, one])).values()];
    return { actors: foundActors, jobs, generations };
  }

  /** What lies with the bot itself. Each step may be repeated; a failure is the caller's to try again. */
  async function removeOwn(id: string): Promise<void> {
    let work = log.byId(id)?.work;
    if (!work || work.removed) return;
    const { memberId, guildId } = work;
    if (memberId !== undefined) {
      actors.dropUnderWay({ memberId, guildId });
      await generation.dropUnderWay({ memberId });
    } else if (guildId !== undefined) {
      actors.dropUnderWay({ guildId });
      await generation.dropUnderWay({ guildId });
    }
    // The actors first: from then on nobody can make anything of them. What was made meanwhile is found after that.
    for (let more = true; more && work; ) {
      for (const actorId of work.actorIds) await actors.remove(actorId);
      const found = await find(work);
      more = isNews(work, found);
      if (more) work = (await log.change(id, erasure => withFound(erasure, found)))?.work;
    }
    if (!work) return;
    for (const jobId of work.jobIds) await training.erase(jobId);
    const posts = await generation.erase(work.generationIds);
    await log.change(id, erasure => withMorePosts(erasure, posts));
    for (const actorId of work.actorIds) {
      await generation.dropCached(actorId);
      await parts.safety.forgetActor(actorId);
    }
    if (memberId !== undefined) await forgetMember(memberId, guildId);
    else if (guildId !== undefined) {
      await parts.safety.forgetGuild(guildId);
      await parts.quota.forgetGuild(guildId);
      await parts.models.forgetGuild(guildId);
      await parts.settings.remove(guildId);
    }
    const inUse = new Set(parts.blobsInUse());
    for (const sha256 of work.blobs) if (!inUse.has(sha256)) await parts.blobs.delete(sha256);
    await log.change(id, withoutRemoved);
    await parts.store.flush();
  }

  async function forgetMember(memberId: string, guildId: string | undefined): Promise<void> {
    await actors.forgetMember(memberId, guildId);
    await training.forgetMember(memberId, guildId);
    // These are not kept by server; the log of what was stopped stays with the admins of the others.
    if (guildId !== undefined) return;
    await parts.quota.forgetMember(memberId);
    await parts.settings.forgetMember(memberId);
    await parts.safety.forgetMember(memberId);
    for (const { id, askedBy } of log.all()) {
      // Of the deletion that is under way they get the receipt; of others that are not done, it stands for them too.
      if (askedBy === memberId && log.byId(id)?.work?.memberId !== memberId) {
        await log.change(id, unnamed);
      }
    }
  }

  async function removeMessages(id: string): Promise<void> {
    const waiting = [...(log.byId(id)?.work?.posts ?? [])];
    while (waiting.length > 0 && !stopping.signal.aborted) {
      const some = waiting.splice(0, messagesAtOnce);
      const outcomes = await Promise.allSettled(
        some.map(({ channelId, messageId }) => parts.deleteMessage(channelId, messageId)),
      );
      const which = (wanted: (outcome: string) => boolean): Post[] =>
        some.filter((_, nth) => {
          const outcome = outcomes[nth];
          return outcome?.status === 'fulfilled' && wanted(outcome.value);
        });
      const gone = which(outcome => outcome !== 'forbidden');
      const closed = which(outcome => outcome === 'forbidden');
      await log.change(id, erasure => withoutPosts(erasure, gone, closed));
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected')
          logger.warn({ err: outcome.reason, erasure: id }, 'a message could not be deleted yet');
      }
    }
  }

  async function removeRepos(id: string): Promise<void> {
    for (const { kind, name, gone } of log.byId(id)?.work?.repos ?? []) {
      if (gone || stopping.signal.aborted) continue;
      try {
        await parts.hub.deleteRepo({ kind, name });
        await log.change(id, erasure => withoutRepo(erasure, name));
      } catch (error) {
        logger.warn({ err: error, erasure: id, repo: name }, 'a repo could not be deleted yet');
      }
    }
  }

  /** Resolves to whether nothing is left to do. */
  async function attempt(id: string): Promise<boolean> {
    const erasure = log.byId(id);
    if (!erasure || isDone(erasure)) return true;
    try {
      await removeOwn(id);
      await removeMessages(id);
      await removeRepos(id);
      const after = await log.change(id, current => finished(current, now(), lookAgainMs));
      if (!after || !isDone(after)) {
        logger.warn({ erasure: id, left: after && leftOf(after) }, 'a deletion is not complete yet');
        return false;
      }
      await parts.store.flush();
      onFinished(id);
      return true;
    } catch (error) {
      logger.error({ err: error, erasure: id }, 'a deletion was interrupted; it goes on');
      return false;
    }
  }

  const pause = (ms: number) =>
    new Promise<void>(resolve => {
      const done = () => {
        clearTimeout(timer);
        stopping.signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      stopping.signal.addEventListener('abort', done);
      if (stopping.signal.aborted) done();
    });

  async function untilDone(id: string, done: boolean): Promise<void> {
    for (let tries = 0; !done && !stopping.signal.aborted; tries++) {
      await pause(retryDelaysMs[Math.min(tries, retryDelaysMs.length - 1)] ?? 60_000);
      if (stopping.signal.aborted) return;
      done = await attempt(id);
    }
  }

  return {
    find,

    begin(id) {
      const running = underWay.get(id);
      if (running) return running.first;
      if (stopping.signal.aborted) return Promise.resolve();
      const outcome = attempt(id);
      const all = outcome.then(done => untilDone(id, done)).finally(() => underWay.delete(id));
      const first = outcome.then(() => undefined);
      underWay.set(id, { first, all });
      return first;
    },

    async lookAgain() {
      for (const { id, again } of log.all()) {
        if (!again || again.at > now() || stopping.signal.aborted) continue;
        try {
          const { jobs, generations } = await find({ actorIds: again.actorIds });
          for (const { channelId, messageId } of generations.flatMap(({ posts }) => posts))
            await parts.deleteMessage(channelId, messageId);
          await generation.erase(generations.map(one => one.id));
          for (const job of jobs) await training.erase(job.id);
          for (const actorId of again.actorIds) await generation.dropCached(actorId);
          for (const { kind, name } of again.repos) await parts.hub.deleteRepo({ kind, name });
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
