import { randomBytes } from 'node:crypto';
import { UserError } from '../../errors.ts';
import type { PhotosService } from '../photos/photos-service.ts';
import type { Blobs } from '../storage/blobs.ts';
import type { Collection } from '../storage/collection.ts';
import { openMemoryStore } from '../storage/store.ts';
import { isTheirs, maySee, mayUse, principalOf } from './access.ts';
import { type Actor, activeVersionOf, maxPhotos, waitsForAdmin } from './actor.ts';
import { createActorDirectory } from './actor-directory.ts';
import { type ActorPhotos, createActorPhotos } from './actor-photos.ts';
import { type Consents, createConsents, type OnAnswered } from './consent.ts';
import { createDeclines, type Decline, declineSchema } from './declines.ts';
import { createRegistrar, type OutsidersRule, type Registrar } from './registration.ts';
import { type ConsentRenewals, createConsentRenewals } from './renewal.ts';
import {
  createFaceWatch,
  createSameFaces,
  type RefusedFace,
  type SameFaceRule,
  type SameFaces,
  withoutMatch,
} from './same-face.ts';
import { createVersionServings, type VersionServings } from './servings.ts';
import { type ActorVersions, createActorVersions } from './versions.ts';

export interface ActorsService
  extends Registrar,
    ActorPhotos,
    ActorVersions,
    Consents,
    ConsentRenewals,
    SameFaces,
    VersionServings {
  /** @throws UserError not-found if there is none or the member may not see it. */
  find(guildId: string, memberId: string, idOrName: string): Promise<Actor>;
  /** @throws UserError not-found | consent-needed | not-allowed */
  usable(guildId: string, memberId: string, idOrName: string): Promise<Actor>;
  /** By id, without access checks: for the bot's own work. */
  byId(id: string): Promise<Actor | undefined>;
  /** Every actor, without access checks: for the bot's own work. */
  all(): Actor[];
  /** Ids of the actors that the member speaks for, in all servers. */
  spokenFor(memberId: string): Promise<string[]>;
  /** Which of these pictures, by their SHA-256, are photos or samples of an actor. */
  picturesInUse(hashes: readonly string[]): Promise<Set<string>>;
  /** The servers that have actors. */
  guildIds(): Promise<Set<string>>;
  /** What the member may see of the actor: the photos if it is theirs, else samples of the active version. */
  pictures(
    actor: Actor,
    memberId: string,
  ): Promise<{ kind: 'photo' | 'sample'; bytes: Buffer; original: Buffer }[]>;
  /** The actors that the member may see, by name. */
  list(guildId: string, memberId: string): Actor[];
  /** The actors that the member may use, best match for `typed` first, at most 25. */
  suggest(
    guildId: string,
    memberId: string,
    typed: string,
    options?: {
      /** Ids of those to list first. */
      first?: string[];
      /** Which of them; by default those that the member may use. */
      which?: (actor: Actor, memberId: string) => boolean;
    },
  ): Actor[];
  /** An actor that the member may use and that is named in the words. */
  namedIn(guildId: string, memberId: string, words: string): Actor | undefined;
  /** Removes only the record, for a deletion that removes the rest. Nobody can use the actor from then on. */
  remove(actorId: string): Promise<Actor | undefined>;
  /** Removes a member, in one server or in all, from actors that they neither registered nor are shown in. */
  forgetMember(memberId: string, guildId?: string): Promise<void>;
}

/** How much of a prompt is searched for names. */
const wordsLookedAt = 300;

/** Somebody who approved and asked to be forgotten afterwards. */
const forgotten = 'forgotten';

/** @throws UserError consent-needed | not-allowed */
function requireUsable(actor: Actor, memberId: string): void {
  if (actor.consent.state !== 'granted') {
    throw new UserError(
      'consent-needed',
      actor.subjectId === memberId
        ? 'You haven’t agreed to images of this actor yet. Use the button in `/actor show`.'
        : 'The person shown hasn’t agreed yet, so this actor can’t be used.',
    );
  }
  if (waitsForAdmin(actor)) {
    throw new UserError(
      'face-known',
      'This actor’s face is already registered in this server, so an admin has to allow it first. They’ve been told.',
    );
  }
  if (!mayUse(actor, memberId)) {
    throw new UserError(
      'not-allowed',
      'The person shown decides who can use this actor, and you’re not on their list.',
    );
  }
}

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

/** Runs of one to three words, the longest first: an actor's name may have so many. */
function* runsOfWords(words: string): Iterable<string> {
  const parts = words
    .split(/[^\p{L}\p{M}\p{N}'’-]+/u)
    .filter(Boolean)
    .slice(0, wordsLookedAt);
  for (const length of [3, 2, 1]) {
    for (let at = 0; at + length <= parts.length; at++) yield parts.slice(at, at + length).join(' ');
  }
}

/** Reads every actor once, into the index that answers lists and autocomplete. */
export async function createActorsService({
  actors,
  declines: declined,
  secret = randomBytes(32),
  photos,
  blobs,
  outsidersRule = () => 'nobody',
  sameFaceRule = () => 'tell',
  isShutOut = () => false,
  onAsked = () => {},
  onAnswered = () => {},
  onFaceRefused = () => {},
  onFaceAllowed = () => {},
  now,
}: {
  actors: Collection<Actor>;
  /** Who has refused to be cast. Without it a refusal holds until the next start. */
  declines?: Collection<Decline>;
  /** Known only to this bot, and the same after a restart: refusals are kept under names derived from it. */
  secret?: string | Buffer;
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
  /** The admins are to be told; nothing of it is stored. */
  onFaceRefused?: (refused: RefusedFace) => void;
  /** An admin has allowed an actor whose face was registered already. */
  onFaceAllowed?: (actor: Actor, adminId: string) => void;
  now: () => number;
}): Promise<ActorsService> {
  const directory = await createActorDirectory(actors);
  const declines = await createDeclines({
    collection: declined ?? (await openMemoryStore().collection('declines', declineSchema)),
    secret,
    now,
  });
  const faces = createFaceWatch({ directory, ruleOf: sameFaceRule });

  return {
    ...createRegistrar({
      ...{ directory, declines, photos, blobs, faces, outsidersRule, isShutOut },
      ...{ onAsked, onFaceRefused, now },
    }),
    ...createActorPhotos({ directory, photos, blobs, faces, onFaceFound: onAsked, onFaceRefused, now }),
    ...createSameFaces({ directory, onAllowed: onFaceAllowed }),
    ...createConsents({ directory, declines, onAnswered, now }),
    ...createActorVersions({ directory }),
    ...createConsentRenewals({ directory, onAsked, now }),
    ...createVersionServings({ directory, now }),

    async find(guildId, memberId, idOrName) {
      return directory.seen(guildId, memberId, idOrName);
    },

    async usable(guildId, memberId, idOrName) {
      const actor = directory.seen(guildId, memberId, idOrName);
      requireUsable(actor, memberId);
      return actor;
    },

    async byId(id) {
      return directory.byId(id);
    },

    all: directory.all,

    spokenFor: async memberId =>
      directory.all().flatMap(actor => (principalOf(actor) === memberId ? [actor.id] : [])),
    async picturesInUse(hashes) {
      const kept = new Set(
        directory
          .all()
          .flatMap(({ photos, versions }) => [
            ...photos.map(({ sha256 }) => sha256),
            ...versions.flatMap(({ samples }) => samples),
          ]),
      );
      return new Set(hashes.filter(sha256 => kept.has(sha256)));
    },
    guildIds: async () => new Set(directory.all().map(({ guildId }) => guildId)),

    async pictures(actor, memberId) {
      const kind: 'photo' | 'sample' = isTheirs(actor, memberId) ? 'photo' : 'sample';
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

    list: (guildId, memberId) => directory.ofGuild(guildId).filter(actor => maySee(actor, memberId)),

    suggest: (guildId, memberId, typed, { first, which = mayUse } = {}) =>
      directory.named(guildId, typed, {
        fits: actor => which(actor, memberId),
        most: 25,
        ...(first ? { first } : {}),
      }),

    namedIn(guildId, memberId, words) {
      for (const name of runsOfWords(words)) {
        const usable = directory.byName(guildId, name).find(actor => mayUse(actor, memberId));
        if (usable) return usable;
      }
      return undefined;
    },

    async remove(actorId) {
      const removed = await directory.remove(actorId);
      for (const { id, sameFace } of directory.all()) {
        if (!sameFace?.with.some(match => match.actorId === actorId)) continue;
        await directory.changeIfThere(id, current => withoutMatch(current, actorId));
      }
      return removed;
    },

    async forgetMember(memberId, guildId) {
      const concerned = guildId === undefined ? directory.all() : directory.ofGuild(guildId);
      for (const { id } of concerned) {
        await directory.change(id, current => withoutMember(current, memberId));
      }
    },
  };
}
