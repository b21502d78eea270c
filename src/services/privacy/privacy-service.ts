import type { Logger } from '../../logger.ts';
import type { Post } from '../actors/actor.ts';
import type { ActorsService } from '../actors/actors-service.ts';
import type { Albums } from '../albums/albums-service.ts';
import type { Approvals } from '../approvals/approvals-service.ts';
import type { Audit } from '../audit/audit.ts';
import { everywhere } from '../audit/entry.ts';
import type { Credentials } from '../credentials/credentials.ts';
import type { Digests } from '../digest/digest-service.ts';
import type { GenerationService } from '../generation/generation-service.ts';
import type { Hub } from '../huggingface/hub/hub.ts';
import type { VersionTags } from '../huggingface/hub/version-tags.ts';
import type { FailureLog } from '../log/failure-log.ts';
import type { ModelsService } from '../models/models-service.ts';
import type { QuotaService } from '../quota/quota-service.ts';
import type { TrainingWeek } from '../quota/training-week.ts';
import type { ReferencesService } from '../references/references-service.ts';
import type { SafetyService } from '../safety/safety-service.ts';
import type { MemberLanguages } from '../settings/member-languages.ts';
import type { SettingsService } from '../settings/settings-service.ts';
import type { Blobs } from '../storage/blobs.ts';
import type { Collection } from '../storage/collection.ts';
import type { Store } from '../storage/store.ts';
import type { TrainingService } from '../training/training-service.ts';
import { sweepBlobs } from './blob-sweep.ts';
import type { ErasedMarks } from './erased-marks.ts';
import type { ErasedParts } from './erased-parts.ts';
import { createEraser } from './eraser.ts';
import type { Erasure } from './erasure.ts';
import { createErasureLog } from './erasure-log.ts';
import { createErasureRequests, type ErasureRequests, type OnOwnersToTell } from './erasure-requests.ts';
import { createExporter, type Exported } from './export.ts';
import { createGuildGrace, type GuildGrace } from './guild-grace.ts';
import { createReceipts, type Receipts } from './receipts.ts';
import { eraseAfterRestore } from './restored.ts';
import { createStrayMessages, type StrayMessages } from './stray-messages.ts';
import { createVersionRemoval, type VersionRemoval } from './version-removal.ts';

export interface PrivacyService
  extends Omit<ErasureRequests, 'isAwaited'>,
    Receipts,
    GuildGrace,
    StrayMessages,
    VersionRemoval {
  /** Everything about a member as a zip in parts of some 8 MiB; `part` from 0. @throws UserError gone */
  export(memberId: string, part: number): Promise<Exported>;
  /**
   * The same for the images that they made alone; `elsewhere`, in a place that the bot is no part of, for those that were
   * made in no server. @throws UserError gone
   */
  exportImages(
    memberId: string,
    part: number,
    where?: { elsewhere?: boolean | undefined },
  ): Promise<Exported>;
  /** Deletes again who was deleted since the backup that the data comes from, if it does. Before members can reach the bot. */
  eraseAfterRestore(dataDir: string): Promise<number>;
  /**
   * Continues the deletions that a killed process had begun, and none that another process is at. Resolves once each is
   * under way.
   */
  resume(): Promise<void>;
  /**
   * Another process deletes somebody's data: what is under way for them here ends, too. Without an id, any may have been
   * begun.
   */
  heard(erasureId?: string): Promise<void>;
  /** Deletions that are not done, and when the oldest of them was asked for (ms since 1970). */
  unfinished(): Promise<{ many: number; since: number | undefined }>;
  /** Second looks, old receipts and days, files that nobody needs. To be called every minute or so. */
  sweep(): Promise<void>;
  /** Resolves when nothing is under way. */
  stop(): Promise<void>;
}

const sweepBlobsEveryMs = 60 * 60_000;
/** The clocks of two machines may be minutes apart. */
const heardWithinMs = 10 * 60_000;
/** Deletions that a process remembers to have heard of: each is told again with every step. */
const heardMost = 1_000;
/** Long enough for most, and Discord shows a waiting answer for 15 minutes. */
const longestWaitMs = 20_000;

interface Parts {
  erasures: Collection<Erasure>;
  /** Messages that are still to be taken back. */
  strayMessages: Collection<Post>;
  actors: ActorsService;
  audit: Omit<Audit, 'ofChain' | 'ofActor' | 'faultsOf'>;
  training: TrainingService;
  generation: GenerationService;
  references: Pick<
    ReferencesService,
    'ofMember' | 'inUse' | 'guildIds' | 'forgetMember' | 'forgetActor' | 'forgetGuild' | 'prune'
  >;
  albums: Pick<Albums, 'forget' | 'ofMember' | 'guildIds'>;
  approvals: Pick<Approvals, 'forget' | 'ofMember' | 'guildIds'>;
  digests: Pick<Digests, 'forget' | 'ofActors'>;
  quota: QuotaService;
  trainingWeek: Pick<TrainingWeek, 'ofMember' | 'forgetMember' | 'forgetGuild' | 'prune'>;
  failures: Pick<FailureLog, 'ofMember' | 'forgetMember' | 'forgetGuild' | 'prune'>;
  languages: Pick<MemberLanguages, 'ofMember' | 'forgetMember' | 'prune'>;
  safety: SafetyService;
  settings: SettingsService;
  models: Pick<ModelsService, 'forgetGuild' | 'guildIds'>;
  credentials: Pick<Credentials, 'leaving'>;
  blobs: Blobs;
  store: Pick<Store, 'flush' | 'tidy' | 'putAside'>;
  hub: Pick<Hub, 'deleteRepo'>;
  tags: VersionTags;
  /** Where it is kept that somebody was deleted. */
  marks?: ErasedMarks;
  deleteMessage: ErasedParts['deleteMessage'];
  /** A deletion was done after its answer had been given: its asker is to be told, and `markShown` called. */
  onDone?: (erasure: Erasure) => void;
  /** Who registered a deleted actor is to be told; see `ownersToTell`. */
  onOwnersToTell?: OnOwnersToTell;
  /** Where several processes carry deletions out: this one, and whether another is still there. */
  process?: { id: string; isThere(id: string): Promise<boolean> } | undefined;
  now: () => number;
  logger: Logger;
  /** How long an answer waits for the deletion. */
  waitMs?: number;
  retryDelaysMs?: readonly number[];
}

type Kept = Pick<
  Parts,
  'actors' | 'albums' | 'approvals' | 'audit' | 'training' | 'generation' | 'references' | 'models'
>;

/** Which of these blobs, by their SHA-256, some record refers to. */
async function hashesInUse(
  hashes: readonly string[],
  { actors, training, generation, references }: Omit<Kept, 'albums' | 'approvals'>,
): Promise<Set<string>> {
  return new Set([
    ...(await actors.picturesInUse(hashes)),
    ...(await generation.inUse(hashes)),
    ...(await training.samplesInUse(hashes)),
    ...(await references.inUse(hashes)),
  ]);
}

/** Servers of which anything but settings is kept. */
const guildsKept = async ({
  actors,
  albums,
  approvals,
  audit,
  training,
  generation,
  references,
  models,
}: Kept) => [
  ...(await albums.guildIds()),
  ...(await approvals.guildIds()),
  ...(await audit.chains()).filter(chain => chain !== everywhere),
  ...(await actors.guildIds()),
  ...(await training.guildIds()),
  ...(await generation.guildIds()),
  ...(await references.guildIds()),
  ...models.guildIds(),
];

export function createPrivacyService(parts: Parts): PrivacyService {
  const { erasures, settings, quota, safety, blobs, store, now, logger } = parts;
  const log = createErasureLog(erasures);
  const blobsInUse = (hashes: readonly string[]) => hashesInUse(hashes, parts);
  const erased: ErasedParts = { ...parts, blobsInUse, now };
  const eraser = createEraser({
    log,
    parts: erased,
    now,
    logger,
    onFinished(erasure) {
      if (erasure.askedBy !== undefined && !isAwaited(erasure.id)) parts.onDone?.(erasure);
    },
    ...(parts.retryDelaysMs ? { retryDelaysMs: parts.retryDelaysMs } : {}),
  });
  const exportOf = createExporter(parts);
  const stray = createStrayMessages({
    collection: parts.strayMessages,
    deleteMessage: parts.deleteMessage,
  });
  const { isAwaited, ...requests } = createErasureRequests({
    ...{ log, eraser, parts: erased, now, logger },
    onOwnersToTell: parts.onOwnersToTell ?? (() => {}),
    holder: parts.process?.id,
    waitMs: parts.waitMs ?? longestWaitMs,
  });
  const { prune, ...receipts } = createReceipts({ log, store, isAwaited, now });
  const grace = createGuildGrace({
    settings,
    guildIds: () => guildsKept(parts),
    erase: requests.eraseGuild,
    now,
  });
  const stopping = new AbortController();
  const heardOf = new Set<string>();
  let blobsSweptAt = Number.NEGATIVE_INFINITY;
  let sweeping: Promise<void> | undefined;

  /** What is under way here for whom another process deletes. */
  async function dropUnderWay(erasureId: string): Promise<void> {
    const { at = 0, work } = (await log.byId(erasureId)) ?? {};
    // One that goes on for long takes nothing away that was begun after it.
    if (!work || Math.abs(now() - at) > heardWithinMs) return;
    const { memberId, guildId } = work;
    if (memberId !== undefined) {
      await parts.actors.dropUnderWay({ memberId, guildId });
      await parts.references.forgetMember(memberId, guildId);
      await parts.generation.dropUnderWay({ memberId, guildId });
    } else if (guildId !== undefined) await parts.actors.dropUnderWay({ guildId });
  }

  async function sweepNow(): Promise<void> {
    await eraser.lookAgain();
    await prune();
    await stray.sweep();
    await parts.actors.logDeeds();
    await parts.references.prune();
    if (blobsSweptAt + sweepBlobsEveryMs > now()) return;
    blobsSweptAt = now();
    await quota.prune();
    await settings.prune();
    await parts.failures.prune();
    await parts.audit.prune();
    await parts.trainingWeek.prune();
    await parts.languages.prune();
    await safety.prune();
    await store.putAside.prune(now());
    await sweepBlobs({ blobs, inUse: blobsInUse, signal: stopping.signal, now, logger });
    // What was deleted one by one since then still lies in the journal.
    await store.tidy();
  }

  return {
    ...requests,
    ...receipts,
    ...grace,
    takeBack: stray.takeBack,
    ...createVersionRemoval({ ...parts, blobsInUse }),
    export: (memberId, part) => exportOf(memberId, part, 'everything'),
    exportImages: (memberId, part, where) => exportOf(memberId, part, 'images', where),
    eraseAfterRestore: dataDir => eraseAfterRestore(dataDir, requests, parts),

    unfinished: log.open,

    async heard(id) {
      for (const one of id === undefined ? await log.openIds() : [id]) {
        if (heardOf.has(one)) continue;
        heardOf.add(one);
        const [oldest] = heardOf;
        if (heardOf.size > heardMost && oldest !== undefined) heardOf.delete(oldest);
        await dropUnderWay(one).catch(error => {
          heardOf.delete(one);
          throw error;
        });
      }
    },

    async resume() {
      for (const id of await log.openIds()) {
        const holder = parts.process && (await log.byId(id))?.holder;
        const isElsewhere = holder !== undefined && holder !== parts.process?.id;
        if (isElsewhere && (await parts.process?.isThere(holder))) continue;
        eraser.begin(id).catch(() => undefined);
      }
    },

    sweep() {
      sweeping ??= sweepNow().finally(() => {
        sweeping = undefined;
      });
      return sweeping;
    },

    async stop() {
      stopping.abort();
      await eraser.stop();
      await sweeping?.catch(() => undefined);
    },
  };
}
