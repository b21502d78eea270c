import type { Audit } from '../audit/audit.ts';
import type { PhotosService } from '../photos/photos-service.ts';
import type { Blobs } from '../storage/blobs.ts';
import type { Collection } from '../storage/collection.ts';
import { timeRank } from '../storage/refs.ts';
import { isTheirs, mayUse } from './access.ts';
import { type Actor, activeVersionOf, type DigestState, maxPhotos } from './actor.ts';
import { createActorDirectory } from './actor-directory.ts';
import { type ActorPhotos, createActorPhotos } from './actor-photos.ts';
import { type Consents, createConsents, type OnAnswered } from './consent.ts';
import { createDeclines, type Decline } from './declines.ts';
import { type Deeded, noteOf } from './deeds.ts';
import { type ActorLimits, createActorLimits } from './limits.ts';
import { type ActorLookups, createActorLookups } from './lookups.ts';
import type { OutsidersRule } from './new-actor.ts';
import { createRecognition, type Recognition } from './recognise.ts';
import { createRegistrar, type Registrar } from './registration.ts';
import { type ConsentRenewals, createConsentRenewals } from './renewal.ts';
import {
  createFaceWatch,
  createSameFaces,
  type RefusedFace,
  type SameFaceRule,
  type SameFaces,
  withoutMatch,
} from './same-face.ts';
import { createSampleLooks, type SampleLooks } from './sample-looks.ts';
import { createVersionServings, type VersionServings } from './servings.ts';
import { type ActorVersions, createActorVersions } from './versions.ts';

export interface ActorsService
  extends ActorLookups,
    Registrar,
    ActorPhotos,
    ActorVersions,
    Consents,
    ConsentRenewals,
    Recognition,
    ActorLimits,
    SameFaces,
    SampleLooks,
    VersionServings {
  /** What the member may see of the actor: the photos if it is theirs, else samples of the active version. */
  pictures(
    actor: Actor,
    memberId: string,
  ): Promise<{ kind: 'photo' | 'sample'; bytes: Buffer; original: Buffer }[]>;
  /** Actors whose person is due a digest. */
  dueDigests(now: number): AsyncIterable<Actor>;
  /** Resolves to whether the actor is there. */
  changeDigest(actorId: string, how: (digest: DigestState) => DigestState): Promise<boolean>;
  /** Removes only the record, for a deletion that removes the rest. Nobody can use the actor from then on. */
  remove(actorId: string): Promise<Actor | undefined>;
  /** Removes a member, in one server or in all, from actors that they neither registered nor are shown in. */
  forgetMember(memberId: string, guildId?: string): Promise<void>;
  /**
   * Notes in the log what is about to be done about an actor and does not change its record; nothing if it is gone.
   * The same `id` twice is one entry.
   */
  logDeed(actorId: string, done: Deeded, id?: string): Promise<void>;
  /** Brings into the log what was done and is not in it yet. @throws what the log throws */
  logDeeds(): Promise<void>;
}

/** Somebody who approved and asked to be forgotten afterwards. */
const forgotten = 'forgotten';

/** The actor without a member who may use it, or who approved it. */
function withoutMember(actor: Actor, memberId: string): Actor {
  const named = actor.chosenMemberIds.includes(memberId);
  const approved = actor.consent.memberId === memberId && !isTheirs(actor, memberId);
  if (!named && !approved) return actor;
  return {
    ...actor,
    chosenMemberIds: actor.chosenMemberIds.filter(known => known !== memberId),
    consent: approved ? { ...actor.consent, memberId: forgotten } : actor.consent,
  };
}

export async function createActorsService({
  actors,
  declines: declined,
  audit,
  secret,
  photos,
  blobs,
  outsidersRule = () => 'nobody',
  sameFaceRule = () => 'tell',
  isShutOut = () => false,
  onAsked = () => {},
  onAnswered = () => {},
  onShared = () => {},
  onFaceRefused = () => {},
  onFaceAllowed = () => {},
  now,
}: {
  /** Opened with `actorIndexes`. */
  actors: Collection<Actor>;
  /** Who has refused to be cast, opened with `declineIndexes`. */
  declines: Collection<Decline>;
  /** The log about people; without it, nothing is logged. */
  audit?: Pick<Audit, 'add'>;
  /** Known only to this bot, and the same after a restart: refusals are kept under names derived from it. */
  secret: string;
  photos: Pick<PhotosService, 'take' | 'thumbnail'>;
  blobs: Pick<Blobs, 'get' | 'delete'>;
  /** Without one, nobody outside the server is registered. */
  outsidersRule?: (guildId: string) => OutsidersRule;
  /** What follows if a face is registered again. */
  sameFaceRule?: (guildId: string) => SameFaceRule;
  /** Whether admins let this member make nothing. */
  isShutOut?: (guildId: string, memberId: string) => boolean;
  /** Another member, or an admin, is to be asked or told. */
  onAsked?: () => void;
  onAnswered?: OnAnswered;
  /** The set of members who may use an actor has changed. */
  onShared?: (actorId: string) => void;
  /** The admins are to be told; nothing of it is stored. */
  onFaceRefused?: (refused: RefusedFace) => void;
  /** An admin has allowed an actor whose face was registered already. */
  onFaceAllowed?: (actor: Actor, adminId: string) => void;
  now: () => number;
}): Promise<ActorsService> {
  const directory = createActorDirectory(actors, audit);
  const declines = await createDeclines({ collection: declined, secret, now });
  const faces = createFaceWatch({ directory, ruleOf: sameFaceRule });

  return {
    ...createRegistrar({
      ...{ directory, declines, photos, blobs, faces, outsidersRule, isShutOut },
      ...{ onAsked, onFaceRefused, now },
    }),
    ...createActorPhotos({ directory, photos, blobs, faces, onFaceFound: onAsked, onFaceRefused, now }),
    ...createSameFaces({ directory, onAllowed: onFaceAllowed, now }),
    ...createConsents({ directory, declines, audit, onAnswered, onShared, now }),
    ...createActorVersions({ directory, now }),
    ...createConsentRenewals({ directory, onAsked, now }),
    ...createActorLimits({ directory, now }),
    ...createVersionServings({ directory, now }),
    ...createActorLookups({ directory }),
    ...createRecognition({ directory }),
    ...createSampleLooks({ directory, blobs }),
    logDeeds: directory.logDeeds,

    async logDeed(actorId, done, id) {
      const actor = await directory.byId(actorId);
      if (actor) await audit?.add([noteOf(actor, done, now(), id)]);
    },

    async pictures(actor, memberId) {
      const kind: 'photo' | 'sample' = isTheirs(actor, memberId) ? 'photo' : 'sample';
      // Those who have to ask for each picture see none of them before.
      if (kind === 'sample' && !mayUse(actor, memberId)) return [];
      const hashes =
        kind === 'photo' ? actor.photos.map(photo => photo.sha256) : (activeVersionOf(actor)?.samples ?? []);
      const found = await Promise.all(
        hashes.slice(0, maxPhotos).map(async sha256 => {
          const bytes = await blobs.get(sha256);
          const small = bytes && (await photos.thumbnail(bytes).catch(() => undefined));
          return small && { kind, bytes: small, original: bytes };
        }),
      );
      return found.filter(picture => picture !== undefined);
    },

    dueDigests: at => directory.each({ index: 'digest', value: 'due' }, { below: timeRank(at + 1) }),
    async changeDigest(actorId, how) {
      const changed = await directory.changeIfThere(actorId, current => ({
        ...current,
        digest: how(current.digest ?? {}),
      }));
      return changed !== undefined;
    },

    async remove(actorId) {
      const removed = await directory.remove(actorId);
      for await (const { id } of directory.each({ index: 'match', value: actorId }))
        await directory.changeIfThere(id, current => withoutMatch(current, actorId));
      return removed;
    },

    async forgetMember(memberId, guildId) {
      const concerned = ['chosen', 'approver'].map(index => ({
        index,
        value: memberId,
        ...(guildId === undefined ? {} : { tags: [guildId] }),
      }));
      for await (const { id } of directory.each(concerned))
        await directory.changeIfThere(id, current => withoutMember(current, memberId));
    },
  };
}
