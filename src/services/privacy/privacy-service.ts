import { UserError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import type { ActorsService } from '../actors/actors-service.ts';
import type { GenerationService } from '../generation/generation-service.ts';
import type { Hub } from '../huggingface/hub/hub.ts';
import type { VersionTags } from '../huggingface/hub/version-tags.ts';
import type { ModelsService } from '../models/models-service.ts';
import type { QuotaService } from '../quota/quota-service.ts';
import type { SafetyService } from '../safety/safety-service.ts';
import type { SettingsService } from '../settings/settings-service.ts';
import type { Blobs } from '../storage/blobs.ts';
import type { Collection } from '../storage/collection.ts';
import { newId } from '../storage/id.ts';
import type { Store } from '../storage/store.ts';
import type { TrainingService } from '../training/training-service.ts';
import { sweepBlobs } from './blob-sweep.ts';
import { createEraser, type ErasedParts } from './eraser.ts';
import { type Counts, type Erasure, isDone, newErasure, unnamed, type Work, withFound } from './erasure.ts';
import { createErasureLog } from './erasure-log.ts';
import { createExporter, type Exported } from './export.ts';
import { createGuildGrace, type GuildGrace } from './guild-grace.ts';
import { createVersionRemoval, type VersionRemoval } from './version-removal.ts';

/** What would go, before anything does. */
export interface Footprint {
  actors: { name: string; subjectId: string | undefined; ownerId: string }[];
  counts: Counts;
}

interface Asker {
  /** Who gets the receipt. Without one nobody does: nobody answered a request, or a server is gone. */
  askedBy?: string | undefined;
  /** Where it was asked for: the receipt goes there where the asker takes no direct messages. */
  channelId?: string | undefined;
}

export interface PrivacyService extends GuildGrace, VersionRemoval {
  /**
   * Deletes an actor with everything made of it. Resolves once it is done, or, where something cannot be reached or
   * takes long, with what has gone so far: the rest goes on by itself. Asked twice it is one deletion.
   * @throws UserError gone
   */
  eraseActor(
    request: Asker & { actorId: string; why: 'deleted' | 'withdrawn' | 'declined' | 'expired' },
  ): Promise<Erasure>;
  /** The same for everything of a member, everywhere or in one server. */
  eraseMember(request: Asker & { memberId: string; guildId?: string | undefined }): Promise<Erasure>;
  /** The same for everything of a server that the bot is not in any more. */
  eraseGuild(guildId: string): Promise<Erasure>;
  /** What `eraseActor` would delete. @throws UserError gone */
  footprintOfActor(actorId: string): Promise<Footprint>;
  /** What `eraseMember` would delete. */
  footprintOfMember(memberId: string, guildId?: string): Promise<Footprint>;
  /** How far a deletion is; undefined 30 days after it was done. */
  receipt(id: string): Erasure | undefined;
  /** Deletions that are done, and whose receipt nobody has seen: the process was ended, or the answer was lost. */
  unshown(): Erasure[];
  /** The receipt of a deletion that is done was shown: who asked for it goes from the record. */
  markShown(id: string): Promise<void>;
  /** Everything about a member as a zip in parts of some 8 MiB; `part` from 0. @throws UserError gone */
  export(memberId: string, part: number): Promise<Exported>;
  /** Goes on with the deletions that a killed process had begun. Returns at once. */
  resume(): void;
  /** Second looks, receipts and days that are old, files that nobody needs. To be called every minute or so. */
  sweep(): Promise<void>;
  /** Resolves when nothing is under way. */
  stop(): Promise<void>;
}

const dayMs = 24 * 60 * 60_000;
export const receiptDays = 30;
/** How long a receipt is tried to be shown, to somebody who takes no direct messages for one. */
export const receiptOwedDays = 1;
const sweepBlobsEveryMs = 60 * 60_000;
const answerTakesAtMostMs = 2 * 60_000;
/** Long enough for most, and Discord shows a waiting answer for 15 minutes. */
const longestWaitMs = 20_000;

/** Whoever pressed a button is owed a receipt; a request that was declined or ran out has an answer of its own. */
const owesReceipt = ({ why }: Pick<Erasure, 'why'>) => why === 'deleted' || why === 'withdrawn';

export async function createPrivacyService({
  erasures,
  actors,
  training,
  generation,
  quota,
  safety,
  settings,
  models,
  blobs,
  store,
  hub,
  tags,
  deleteMessage,
  onDone = () => {},
  now,
  logger,
  waitMs = longestWaitMs,
  retryDelaysMs,
}: {
  erasures: Collection<Erasure>;
  actors: ActorsService;
  training: TrainingService;
  generation: GenerationService;
  quota: QuotaService;
  safety: SafetyService;
  settings: SettingsService;
  models: Pick<ModelsService, 'forgetGuild' | 'guildIds'>;
  blobs: Blobs;
  store: Pick<Store, 'flush'>;
  hub: Pick<Hub, 'deleteRepo'>;
  tags: VersionTags;
  deleteMessage: ErasedParts['deleteMessage'];
  /** A deletion got done after its answer had been given: whoever asked is to be told, and `markShown` called. */
  onDone?: (erasure: Erasure) => void;
  now: () => number;
  logger: Logger;
  /** How long an answer waits for the deletion. */
  waitMs?: number;
  retryDelaysMs?: readonly number[];
}): Promise<PrivacyService> {
  const log = await createErasureLog(erasures);
  /** Deletions whose caller still waits, and will show how they ended. */
  const awaited = new Set<string>();

  function* blobsInUse(): Iterable<string> {
    for (const { photos, versions } of actors.all()) {
      for (const { sha256 } of photos) yield sha256;
      for (const { samples } of versions) yield* samples;
    }
    for (const { samples } of training.all()) for (const { sha256 } of samples) yield sha256;
    yield* generation.hashes();
  }

  const eraser = createEraser({
    log,
    parts: {
      ...{ actors, training, generation, quota, safety, settings, models, blobs, store, hub },
      deleteMessage,
      blobsInUse,
    },
    now,
    logger,
    onFinished(id) {
      const erasure = log.byId(id);
      if (!erasure || awaited.has(id)) return;
      if (erasure.askedBy !== undefined) onDone(erasure);
    },
    ...(retryDelaysMs ? { retryDelaysMs } : {}),
  });
  const exporter = createExporter({ actors, training, generation, quota, safety, blobs, now });
  const startedAt = now();
  /** Deletions that are being asked for, so that a double click is one. */
  const asked = new Map<string, Promise<Erasure>>();
  let blobsSweptAt = Number.NEGATIVE_INFINITY;
  let sweeping: Promise<void> | undefined;

  /** Stores the whole plan, then begins. */
  async function erase(
    about: Pick<Erasure, 'what' | 'why'> & Asker,
    scope: Pick<Work, 'memberId' | 'guildId'> & { actorIds: string[] },
  ): Promise<Erasure> {
    const { what, why, askedBy, channelId } = about;
    const named = askedBy !== undefined && owesReceipt(about);
    const begun = newErasure(
      {
        id: newId(),
        what,
        why,
        at: now(),
        ...(named ? { askedBy, ...(channelId ? { channelId } : {}) } : {}),
      },
      scope,
    );
    const erasure = withFound(begun, await eraser.find(scope));
    await log.add(erasure);
    logger.info({ erasure: erasure.id, what, why }, 'a deletion begins');
    return settled(erasure.id);
  }

  function once(key: string, work: () => Promise<Erasure>): Promise<Erasure> {
    const running = asked.get(key) ?? work().finally(() => asked.delete(key));
    asked.set(key, running);
    return running;
  }

  const eraseGuild = (guildId: string) =>
    once(`guild/${guildId}`, async () => {
      const known = log.all().find(({ what, work }) => what === 'guild' && work?.guildId === guildId);
      return known ? settled(known.id) : erase({ what: 'guild', why: 'left' }, { guildId, actorIds: [] });
    });

  const grace = createGuildGrace({
    settings,
    guildIds: () => [
      ...actors.all().map(({ guildId }) => guildId),
      ...training.all().map(({ guildId }) => guildId),
      ...generation.guildIds(),
      ...models.guildIds(),
    ],
    erase: eraseGuild,
    now,
  });

  async function settled(id: string): Promise<Erasure> {
    awaited.add(id);
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise<void>(resolve => {
      timer = setTimeout(resolve, waitMs);
    });
    await Promise.race([eraser.begin(id), enough]);
    clearTimeout(timer);
    awaited.delete(id);
    const erasure = log.byId(id);
    if (!erasure) throw new Error(`deletion ${id} is not on record`);
    return erasure;
  }

  async function footprint(scope: Pick<Work, 'memberId' | 'guildId'> & { actorIds: string[] }) {
    const found = await eraser.find(scope);
    const { gone, work } = withFound(newErasure({ id: '', what: 'actor', why: 'deleted', at: 0 }, {}), found);
    return {
      actors: found.actors.map(({ name, subjectId, ownerId }) => ({ name, subjectId, ownerId })),
      counts: { ...gone, messages: work?.posts.length ?? 0, repos: work?.repos.length ?? 0 },
    };
  }

  async function markShown(id: string): Promise<void> {
    const erasure = log.byId(id);
    if (!erasure || !isDone(erasure) || unnamed(erasure) === erasure) return;
    await log.change(id, unnamed);
    await store.flush();
  }

  async function sweepNow(): Promise<void> {
    await eraser.lookAgain();
    for (const { id, doneAt = Number.POSITIVE_INFINITY } of log.all()) {
      if (doneAt + receiptDays * dayMs <= now()) await log.remove(id);
      else if (doneAt + receiptOwedDays * dayMs <= now()) await markShown(id);
    }
    if (blobsSweptAt + sweepBlobsEveryMs > now()) return;
    blobsSweptAt = now();
    await quota.prune();
    await safety.prune();
    await sweepBlobs({ blobs, inUse: blobsInUse, now, logger });
    // What was deleted one by one since then still lies in the journal.
    await store.flush();
  }

  return {
    eraseActor: ({ actorId, why, askedBy, channelId }) =>
      once(`actor/${actorId}`, async () => {
        if (await actors.byId(actorId)) {
          return erase({ what: 'actor', why, askedBy, channelId }, { actorIds: [actorId] });
        }
        const known = log.all().find(({ work }) => work?.actorIds.includes(actorId));
        if (known) return settled(known.id);
        throw new UserError('gone', 'This actor does not exist any more.');
      }),

    eraseMember: ({ memberId, guildId, askedBy, channelId }) =>
      once(`member/${memberId}/${guildId ?? ''}`, () =>
        erase(
          { what: 'member', why: 'deleted', askedBy, channelId },
          { memberId, actorIds: [], ...(guildId === undefined ? {} : { guildId }) },
        ),
      ),

    eraseGuild,

    async footprintOfActor(actorId) {
      if (!(await actors.byId(actorId))) throw new UserError('gone', 'This actor does not exist any more.');
      return footprint({ actorIds: [actorId] });
    },

    footprintOfMember: (memberId, guildId) =>
      footprint({ memberId, actorIds: [], ...(guildId === undefined ? {} : { guildId }) }),

    receipt: log.byId,

    unshown: () =>
      log.all().filter(({ id, askedBy, doneAt }) => {
        if (askedBy === undefined || doneAt === undefined || awaited.has(id)) return false;
        return doneAt < startedAt || doneAt + answerTakesAtMostMs <= now();
      }),

    markShown,

    export: exporter,

    ...grace,
    ...createVersionRemoval({ actors, training, generation, hub, tags, blobs, blobsInUse, store, logger }),

    resume() {
      for (const erasure of log.all()) {
        if (!isDone(erasure)) eraser.begin(erasure.id).catch(() => undefined);
      }
    },

    sweep() {
      sweeping ??= sweepNow().finally(() => {
        sweeping = undefined;
      });
      return sweeping;
    },

    async stop() {
      await eraser.stop();
      await sweeping?.catch(() => undefined);
    },
  };
}
