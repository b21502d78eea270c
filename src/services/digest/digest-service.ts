import { UserError } from '../../errors.ts';
import { said } from '../../words/words.ts';
import { principalOf } from '../actors/access.ts';
import type { Actor, Every, Post } from '../actors/actor.ts';
import type { ActorsService } from '../actors/actors-service.ts';
import { digestWindow } from '../actors/digest-times.ts';
import type { Generation } from '../generation/generation.ts';
import type { GenerationService } from '../generation/generation-service.ts';
import type { Collection } from '../storage/collection.ts';
import { eachRecord } from '../storage/found-records.ts';
import { type Range, timeRank, type Where } from '../storage/refs.ts';
import { type DigestRecord, digestDays } from './digest-record.ts';

/** What one message has room for. */
export const shownMost = 6;

/** The images others made of a person in a period. */
export interface Digest {
  id: string;
  actor: Pick<Actor, 'id' | 'guildId' | 'name' | 'digest'>;
  from: number;
  to: number;
  /** The latest of them, the latest first. */
  images: Generation[];
  /** How many there were. */
  total: number;
  /** It may have been sent by a process that ended before it could note that. */
  perhapsSent: boolean;
}

/** Tells people which images were made of them. Sent digests are in the store, so that they go with the images. */
export interface Digests {
  /** Actors whose digest is due. */
  due(): AsyncIterable<Actor>;
  /** The digest to send, noted as on its way; undefined where nothing was made, and then the period is done. */
  prepare(actorId: string): Promise<Digest | undefined>;
  /** False if the actor went meanwhile: then the message has to be taken back. */
  sent(digest: Digest, post: Post): Promise<boolean>;
  /** The person takes no direct messages: it is tried again with the next one. */
  notTaken(digest: Digest): Promise<void>;
  /** @throws UserError gone | not-allowed */
  choose(memberId: string, actorId: string, every: Every): Promise<Actor>;
  /** Notes that these images, or some pictures of them, are about to be deleted: a killed process finds it again. */
  leaving(imageIds: readonly string[]): Promise<void>;
  /** Digests that show what is gone of these images or, without ids, of any that was noted as leaving. */
  outdated(imageIds?: readonly string[]): AsyncIterable<DigestRecord>;
  /** Digests that have shown their images for long enough. */
  old(): AsyncIterable<DigestRecord>;
  /** The message shows no images any more. */
  close(id: string): Promise<void>;
  /** The digest as it should look now, without the images that are gone; undefined when its actor is gone. */
  redrawn(record: DigestRecord): Promise<Digest | undefined>;
  /** The message shows it so by now: what is gone is struck out, and no longer to be taken out of it. */
  noteRedrawn(digest: Digest): Promise<void>;
  /** The messages are the caller's to delete: they are handed over before the records that name them go. */
  forget(actorIds: readonly string[], handOver: (posts: Post[]) => Promise<unknown>): Promise<void>;
  ofActors(actorIds: readonly string[]): Promise<DigestRecord[]>;
}

const dayMs = 24 * 60 * 60_000;

const shownIn = (images: readonly Generation[]) => ({
  shown: images.map(({ id }) => id),
  pictures: images.map(image => image.images.length),
});

export function createDigests({
  collection,
  actors,
  generation,
  now,
}: {
  /** Opened with `digestIndexes`. */
  collection: Collection<DigestRecord>;
  actors: Pick<ActorsService, 'byId' | 'dueDigests' | 'changeDigest'>;
  generation: Pick<GenerationService, 'madeBetween' | 'existing'>;
  now: () => number;
}): Digests {
  const each = (where: Where, range?: Partial<Range>) => eachRecord(collection, where, range);

  async function isOutdated({ shown, pictures = [] }: DigestRecord): Promise<boolean> {
    const images = await generation.existing(shown);
    const now = new Map(images.map(image => [image.id, image.images.length]));
    return shown.some((id, at) => !now.has(id) || (pictures[at] ?? now.get(id)) !== now.get(id));
  }

  async function ofActors(actorIds: readonly string[]): Promise<DigestRecord[]> {
    const found: DigestRecord[] = [];
    for await (const record of each({ index: 'actor', value: actorIds })) found.push(record);
    return found;
  }

  return {
    due: () => actors.dueDigests(now()),

    async prepare(actorId) {
      const actor = await actors.byId(actorId);
      const window = actor && digestWindow(actor, now());
      if (!window) return undefined;
      const { from, to } = window;
      const made = await generation.madeBetween(actorId, from, to, {
        notBy: principalOf(actor),
        most: shownMost,
      });
      if (made.total === 0) {
        await actors.changeDigest(actorId, ({ sending: _s, ...rest }) => ({ ...rest, until: to }));
        return undefined;
      }
      const perhapsSent = actor.digest?.sending === to;
      if (!perhapsSent) await actors.changeDigest(actorId, digest => ({ ...digest, sending: to }));
      return { id: `${actorId}-${to}`, actor, from, to, ...made, perhapsSent };
    },

    async sent({ id, actor, from, to, images, total }, post) {
      const is = shownIn(images);
      const there = new Set((await generation.existing(is.shown)).map(image => image.id));
      await collection.put(id, {
        id,
        actorId: actor.id,
        guildId: actor.guildId,
        from,
        to,
        post,
        total,
        ...is,
        // Deleted while it was being sent.
        leaving: is.shown.filter(one => !there.has(one)),
      });
      const noted = await actors.changeDigest(
        actor.id,
        ({ sending: _s, closedAt: _c, triedAt: _t, ...rest }) => ({ ...rest, until: to }),
      );
      if (!noted) await collection.delete(id);
      return noted;
    },

    async notTaken({ actor, from, to }) {
      await actors.changeDigest(actor.id, ({ sending: _s, ...rest }) => ({
        ...rest,
        // What is in it comes with the next.
        until: from,
        triedAt: to,
        closedAt: now(),
      }));
    },

    async choose(memberId, actorId, every) {
      const actor = await actors.byId(actorId);
      if (!actor) throw new UserError('gone', said('actors.gone'));
      if (principalOf(actor) !== memberId) {
        throw new UserError('not-allowed', said('actorDigest.onlyPerson'));
      }
      await actors.changeDigest(actorId, ({ closedAt: _c, triedAt: _t, ...rest }) => ({
        ...rest,
        // After a time without any, it begins now.
        ...(rest.every === 'never' && every !== 'never' ? { until: now() } : {}),
        every,
      }));
      return (await actors.byId(actorId)) ?? actor;
    },

    async *outdated(imageIds) {
      const where = imageIds ? { index: 'image', value: imageIds } : { index: 'leaving', value: 'yes' };
      for await (const record of each(where)) if (await isOutdated(record)) yield record;
    },

    async leaving(imageIds) {
      for await (const { id } of each({ index: 'image', value: imageIds }))
        await collection.update(id, current => {
          const going = current?.shown.filter(one => imageIds.includes(one)) ?? [];
          return current && { ...current, leaving: [...new Set([...(current.leaving ?? []), ...going])] };
        });
    },

    old: () =>
      each({ index: 'sent', value: 'sent' }, { order: 'up', below: timeRank(now() - digestDays * dayMs) }),
    close: id => collection.delete(id),

    async redrawn(record) {
      const actor = await actors.byId(record.actorId);
      const images = (await generation.existing(record.shown)).sort((a, b) => b.createdAt - a.createdAt);
      const gone = record.shown.length - images.length;
      const total = Math.max(images.length, record.total - gone);
      if (actor) return { ...record, actor, images, total, perhapsSent: false };
      await collection.delete(record.id);
      return undefined;
    },

    async noteRedrawn({ id, images, total }) {
      const is = shownIn(images);
      // Unless it was forgotten meanwhile.
      if (is.shown.length === 0) await collection.delete(id);
      else
        await collection.update(
          id,
          current =>
            // One that is still there may be about to go.
            current && {
              ...current,
              ...is,
              total,
              leaving: current.leaving?.filter(one => is.shown.includes(one)),
            },
        );
    },

    async forget(actorIds, handOver) {
      const found = await ofActors(actorIds);
      if (found.length === 0) return;
      await handOver(found.map(({ post }) => post));
      for (const { id } of found) await collection.delete(id);
    },

    ofActors,
  };
}
