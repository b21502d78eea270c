import { UserError } from '../../errors.ts';
import type { PhotoOutcome, PhotoSource, PhotosService } from '../photos/photos-service.ts';
import type { Blobs } from '../storage/blobs.ts';
import type { Collection } from '../storage/collection.ts';
import { newId } from '../storage/id.ts';
import { isTheirs, maySee, mayUse } from './access.ts';
import { type Actor, type ActorVersion, activeVersionOf, maxPhotos } from './actor.ts';
import { consentText } from './consent-text.ts';

export interface Registration {
  guildId: string;
  ownerId: string;
  /** The member shown in the photos. */
  subjectId: string;
  name: string;
  about?: string | undefined;
  files: PhotoSource[];
  /** The consent box was ticked; it counts only where owner and subject are the same member. */
  agreed: boolean;
}

/** An actor after photos came in, with what became of each file. */
export interface PhotoReport {
  actor: Actor;
  outcomes: PhotoOutcome[];
}

export interface ActorsService {
  /** @throws UserError bad-input | name-taken; nothing is stored then. */
  register(registration: Registration): Promise<PhotoReport>;
  /** Adds photos up to the limit; the surplus is named among the outcomes. @throws UserError not-found | not-allowed */
  addPhotos(guildId: string, memberId: string, actorId: string, files: PhotoSource[]): Promise<PhotoReport>;
  /** The person shown agrees or declines. @throws UserError not-found | not-allowed */
  answerConsent(guildId: string, memberId: string, actorId: string, agreed: boolean): Promise<Actor>;
  /** @throws UserError not-found where there is none or the member may not see it. */
  find(guildId: string, memberId: string, idOrName: string): Promise<Actor>;
  /** @throws UserError not-found | consent-needed | not-allowed */
  usable(guildId: string, memberId: string, idOrName: string): Promise<Actor>;
  /** By id, without asking who wants to know: for the bot's own work. */
  byId(id: string): Promise<Actor | undefined>;
  /** Adds a trained version and makes it the active one. The same jobId again changes nothing. */
  addVersion(actorId: string, version: Omit<ActorVersion, 'number'>): Promise<ActorVersion>;
  /** What the member may see of the actor: the photos where it is theirs, else samples of the active version. */
  pictures(actor: Actor, memberId: string): Promise<{ kind: 'photo' | 'sample'; bytes: Buffer }[]>;
  /** The actors that the member may see, by name. */
  list(guildId: string, memberId: string): Actor[];
  /** The actors that the member may use, best match for `typed` first, at most 25. */
  suggest(guildId: string, memberId: string, typed: string): Actor[];
}

const folded = (name: string) => name.normalize('NFKC').toLocaleLowerCase('en').trim();

/**
 * Reads every actor once, into the index that lists and autocomplete are answered from; the store stays the truth.
 */
export async function createActorsService({
  actors,
  photos,
  blobs,
  now,
}: {
  actors: Collection<Actor>;
  photos: PhotosService;
  blobs: Blobs;
  now: () => number;
}): Promise<ActorsService> {
  const index = new Map((await actors.all()).map(actor => [actor.id, actor]));
  /** Names of registrations under way, so that a double click ends in one actor. */
  const namesInUse = new Set<string>();

  const ofGuild = (guildId: string) => [...index.values()].filter(actor => actor.guildId === guildId);

  function seen(guildId: string, memberId: string, idOrName: string): Actor {
    const wanted = folded(idOrName);
    const actor = ofGuild(guildId).find(
      candidate =>
        maySee(candidate, memberId) && (candidate.id === idOrName || folded(candidate.name) === wanted),
    );
    if (!actor) {
      throw new UserError(
        'not-found',
        'There is no actor of that name that you may use. `/actor list` shows the cast.',
      );
    }
    return actor;
  }

  async function change(id: string, apply: (actor: Actor) => Actor): Promise<Actor> {
    const actor = await actors.update(id, current => (current ? apply(current) : undefined));
    if (!actor) throw new UserError('not-found', 'This actor does not exist any more.');
    index.set(id, actor);
    return actor;
  }

  const isReferenced = (sha256: string) =>
    [...index.values()].some(actor => actor.photos.some(photo => photo.sha256 === sha256));

  const accepted = (outcomes: PhotoOutcome[]) =>
    outcomes.flatMap(outcome => ('photo' in outcome ? [outcome.photo] : []));

  return {
    async register({ guildId, ownerId, subjectId, name: typed, about, files, agreed }) {
      const name = typed.normalize('NFKC').replace(/\s+/g, ' ').trim();
      if (!name || [...name].length > 32 || !/^[\p{L}\p{N}][\p{L}\p{M}\p{N} .'’-]*$/u.test(name)) {
        throw new UserError(
          'bad-input',
          'An actor needs a name of 1 to 32 letters, digits, spaces, dots, apostrophes or hyphens, and it starts with a letter or digit.',
        );
      }
      const nameKey = `${guildId}/${folded(name)}`;
      if (namesInUse.has(nameKey) || ofGuild(guildId).some(actor => folded(actor.name) === folded(name))) {
        throw new UserError(
          'name-taken',
          'This server already has an actor of that name. Pick another name.',
        );
      }
      namesInUse.add(nameKey);
      try {
        const outcomes = await photos.take(files, []);
        if (accepted(outcomes).length === 0) {
          const reasons = outcomes.map(outcome =>
            'refused' in outcome ? `\n• ${outcome.name.slice(0, 60)}: ${outcome.refused}` : '',
          );
          throw new UserError(
            'bad-input',
            `None of these files can be used, so nothing was stored.${reasons.join('')}`,
          );
        }
        const id = newId();
        const actor: Actor = {
          id,
          guildId,
          name,
          ...(about?.trim() ? { about: about.trim() } : {}),
          ownerId,
          subjectId,
          visibility: 'owner',
          chosenMemberIds: [],
          photos: accepted(outcomes),
          consent: {
            state: agreed && ownerId === subjectId ? 'granted' : 'pending',
            memberId: subjectId,
            textVersion: consentText.version,
            text: consentText.text,
            ...(agreed && ownerId === subjectId ? { at: now() } : {}),
          },
          // A made-up word, so that the base model has no picture of its own in mind.
          triggerWord: `ohwx${id.slice(0, 5)}`,
          versions: [],
          createdAt: now(),
        };
        await actors.put(id, actor);
        index.set(id, actor);
        return { actor, outcomes };
      } finally {
        namesInUse.delete(nameKey);
      }
    },

    async addPhotos(guildId, memberId, actorId, files) {
      const actor = seen(guildId, memberId, actorId);
      if (!isTheirs(actor, memberId)) {
        throw new UserError(
          'not-allowed',
          'Only the person who registered an actor, or who is shown, can add photos.',
        );
      }
      if (actor.consent.state === 'granted' && memberId !== actor.subjectId) {
        throw new UserError(
          'not-allowed',
          'The person shown has agreed to these photos, so only they can add others now.',
        );
      }
      const room = Math.max(0, maxPhotos - actor.photos.length);
      const surplus = files.slice(room).map(({ name }) => ({
        name,
        refused: `was not added: an actor has at most ${maxPhotos} photos.`,
      }));
      const outcomes = await photos.take(files.slice(0, room), actor.photos);
      const changed = await change(actor.id, current => {
        if (current.consent.state === 'granted' && memberId !== current.subjectId) return current;
        const had = new Set(current.photos.map(photo => photo.sha256));
        const fresh = accepted(outcomes).filter(photo => !had.has(photo.sha256));
        return { ...current, photos: [...current.photos, ...fresh].slice(0, maxPhotos) };
      });
      // Another upload may have filled the places meanwhile, or the person shown agreed to what was there.
      const kept = new Set(changed.photos.map(photo => photo.sha256));
      const said = outcomes.map(outcome =>
        'photo' in outcome && !kept.has(outcome.photo.sha256)
          ? {
              name: outcome.name,
              refused: 'was not added: the photos changed meanwhile. Look at `/actor show`.',
            }
          : outcome,
      );
      const dropped = accepted(outcomes).filter(photo => !kept.has(photo.sha256));
      for (const { sha256 } of dropped) if (!isReferenced(sha256)) await blobs.delete(sha256);
      return { actor: changed, outcomes: [...said, ...surplus] };
    },

    async answerConsent(guildId, memberId, actorId, agreed) {
      const actor = index.get(actorId);
      if (!actor || actor.guildId !== guildId)
        throw new UserError('gone', 'This actor does not exist any more.');
      if (actor.subjectId !== memberId) {
        throw new UserError('not-allowed', 'Only the person shown in the photos can answer this.');
      }
      return change(actorId, current => ({
        ...current,
        // What they agreed to is what they were shown: today's wording.
        consent: {
          memberId,
          state: agreed ? 'granted' : 'declined',
          textVersion: consentText.version,
          text: consentText.text,
          at: now(),
        },
      }));
    },

    async find(guildId, memberId, idOrName) {
      return seen(guildId, memberId, idOrName);
    },

    async usable(guildId, memberId, idOrName) {
      const actor = seen(guildId, memberId, idOrName);
      if (actor.consent.state !== 'granted') {
        throw new UserError(
          'consent-needed',
          actor.subjectId === memberId
            ? 'You have not agreed yet to images of this actor. `/actor show` has the button.'
            : 'The person shown has not agreed yet, so nothing can be made of this actor.',
        );
      }
      if (!mayUse(actor, memberId)) throw new UserError('not-allowed', 'You may not use this actor.');
      return actor;
    },

    async byId(id) {
      return index.get(id);
    },

    async addVersion(actorId, version) {
      const actor = await change(actorId, current => {
        if (current.versions.some(known => known.jobId === version.jobId)) return current;
        const number = Math.max(0, ...current.versions.map(known => known.number)) + 1;
        return { ...current, versions: [...current.versions, { ...version, number }], activeVersion: number };
      });
      const added = actor.versions.find(known => known.jobId === version.jobId);
      if (!added) throw new Error(`version of job ${version.jobId} was not stored`);
      return added;
    },

    async pictures(actor, memberId) {
      const kind: 'photo' | 'sample' = isTheirs(actor, memberId) ? 'photo' : 'sample';
      const hashes =
        kind === 'photo' ? actor.photos.map(photo => photo.sha256) : (activeVersionOf(actor)?.samples ?? []);
      const found = await Promise.all(
        hashes.slice(0, maxPhotos).map(async sha256 => {
          const bytes = await blobs.get(sha256);
          return bytes && { kind, bytes: await photos.thumbnail(bytes) };
        }),
      );
      return found.filter(picture => picture !== undefined);
    },

    list: (guildId, memberId) =>
      ofGuild(guildId)
        .filter(actor => maySee(actor, memberId))
        .sort((a, b) => a.name.localeCompare(b.name, 'en')),

    suggest(guildId, memberId, typed) {
      const wanted = folded(typed);
      const rank = (actor: Actor) => (folded(actor.name).startsWith(wanted) ? 0 : 1);
      return ofGuild(guildId)
        .filter(actor => mayUse(actor, memberId) && folded(actor.name).includes(wanted))
        .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'en'))
        .slice(0, 25);
    },
  };
}
