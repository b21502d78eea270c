import { UserError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { said } from '../../words/words.ts';
import { type Actor, type ActorVersion, activeVersionOf } from '../actors/actor.ts';
import type { ActorsService } from '../actors/actors-service.ts';
import { versionOf } from '../actors/versions.ts';
import type { GenerationService } from '../generation/generation-service.ts';
import type { Hub } from '../huggingface/hub/hub.ts';
import type { VersionTags } from '../huggingface/hub/version-tags.ts';
import type { Blobs } from '../storage/blobs.ts';
import type { Store } from '../storage/store.ts';
import { createTurns } from '../storage/turns.ts';
import { isActive } from '../training/job/job.ts';
import type { TrainingService } from '../training/training-service.ts';

/** The actor after one of its versions was deleted. */
export interface ErasedVersion {
  actor: Actor;
  version: ActorVersion;
  wasInUse: boolean;
  /** The one that is used now, if any. */
  inUse: ActorVersion | undefined;
  /** Whether its whole repo was deleted, because it held no other version. */
  repoDeleted: boolean;
}

/** Deletes one trained version and keeps the actor. */
export interface VersionRemoval {
  /**
   * On the hub first: if that fails, the version stays as it is and the member can try again.
   * @throws UserError not-found | not-allowed | gone | training-running | provider-failed
   */
  eraseVersion(request: {
    guildId: string;
    memberId: string;
    actorId: string;
    number: number;
  }): Promise<ErasedVersion>;
}

export function createVersionRemoval({
  actors,
  training,
  generation,
  hub,
  tags,
  blobs,
  blobsInUse,
  store,
  logger,
}: {
  actors: Pick<ActorsService, 'findTheirs' | 'removeVersion'>;
  training: Pick<TrainingService, 'all' | 'find' | 'forgetSamples'>;
  generation: Pick<GenerationService, 'dropCached'>;
  hub: Pick<Hub, 'deleteRepo'>;
  tags: VersionTags;
  blobs: Pick<Blobs, 'delete'>;
  /** Which of these blobs, by their SHA-256, some record refers to. */
  blobsInUse(hashes: readonly string[]): Promise<Set<string>>;
  store: Pick<Store, 'flush'>;
  logger: Logger;
}): VersionRemoval {
  /** One after another for each actor: of two at once, each would take the other's version for one that stays. */
  const inTurn = createTurns();

  function requireNoTraining(actor: Actor, version: ActorVersion, last: boolean): void {
    const running = training.all().filter(job => job.actorId === actor.id && isActive(job));
    // The trainer writes into the repo that would be deleted, and a version still being received would come back.
    if (running.length === 0 || (!last && running.every(job => job.id !== version.jobId))) return;
    throw new UserError(
      'training-running',
      said('privacy.trainingVersion', { actor: actor.name, version: version.number }),
    );
  }

  async function removeFromHub(actor: Actor, { number, repo, revision }: ActorVersion, last: boolean) {
    try {
      if (last) await hub.deleteRepo({ kind: 'model', name: repo });
      else await tags.remove({ repo, revision });
    } catch (error) {
      logger.warn(
        { err: error, actor: actor.id, version: number },
        'a version could not be deleted on the hub',
      );
      throw new UserError('provider-failed', said('privacy.hubKeepsVersion', { version: number }), {
        cause: error,
      });
    }
  }

  return {
    async eraseVersion({ guildId, memberId, actorId, number }) {
      const { id } = await actors.findTheirs(guildId, memberId, actorId);
      return inTurn(id, async () => {
        const before = await actors.findTheirs(guildId, memberId, id);
        const version = versionOf(before, number);
        const last = before.versions.every(other => other === version || other.repo !== version.repo);
        requireNoTraining(before, version, last);
        await removeFromHub(before, version, last);
        const listed = (await training.find(version.jobId))?.samples.map(({ sha256 }) => sha256) ?? [];
        await training.forgetSamples(version.jobId);
        await generation.dropCached(id, version.revision);
        // Last, because everything else is found through it: a repeat after a crash finds the same.
        const actor = await actors.removeVersion(id, number, memberId);
        const samples = [...new Set([...version.samples, ...listed])];
        const inUse = await blobsInUse(samples);
        for (const sha256 of samples) {
          if (!inUse.has(sha256)) await blobs.delete(sha256);
        }
        await store.flush();
        return {
          actor,
          version,
          wasInUse: before.activeVersion === number,
          inUse: activeVersionOf(actor),
          repoDeleted: last,
        };
      });
    },
  };
}
