import { UserError } from '../../../errors.ts';
import { principalOf } from '../../actors/access.ts';
import type { Post } from '../../actors/actor.ts';
import type { ActorsService } from '../../actors/actors-service.ts';
import type { SafetyService } from '../../safety/safety-service.ts';
import type { Blobs } from '../../storage/blobs.ts';
import type { Collection } from '../../storage/collection.ts';
import { cacheKey, type Generation } from '../generation.ts';
import type { PictureCache } from '../images/picture-cache.ts';
import type { GenerationIndex, IndexEntry } from './generation-index.ts';
import type { StalePosts } from './stale-posts.ts';

/** Who looks, and where. In direct messages `guildId` is `@me`: people find their own images of every server there. */
export interface Viewer {
  guildId: string;
  memberId: string;
}

export interface GalleryPage {
  /** The latest first. */
  images: { record: Generation; mayDelete: boolean }[];
  /** From 0; the last one where the page that was asked for does not exist any more. */
  page: number;
  pages: number;
  total: number;
}

/** A picture of a generation as it may be shown in one place. */
export type ShownPicture = { bytes: Buffer } | { withheld: 'too-sexual' | 'unchecked' | 'missing' };

/** What was made, for those who may see it. */
export interface Archive {
  /** @throws UserError gone | not-allowed */
  details(id: string, guildId: string, memberId: string): Promise<Generation>;
  /** What the member may see: their own, what is public in the server, and all that shows them. */
  gallery(
    viewer: Viewer & { admin: boolean },
    filter: { memberId?: string | undefined; actorId?: string | undefined; page: number; size: number },
  ): Promise<GalleryPage>;
  /** The pictures, judged anew for the place where they are to be shown. */
  pictures(record: Generation, place: { guildId: string; adultChannel: boolean }): Promise<ShownPicture[]>;
  /**
   * Deletes the pictures and the messages that show them; asked by the person shown, for everybody who was given the
   * same ones. `replaced` is for the message with the button, which the answer stands in for.
   * @throws UserError gone | not-allowed
   */
  delete(
    id: string,
    guildId: string,
    memberId: string,
    admin: boolean,
    options?: { replaced: boolean },
  ): Promise<void>;
  /** Notes the message that really shows it; one that shows what was deleted meanwhile is deleted. */
  noteShown(id: string, post: Post): Promise<void>;
  /** With every message of theirs in `posts`. */
  ofActor(actorId: string): Promise<Generation[]>;
  ofMember(memberId: string): Promise<Generation[]>;
  ofGuild(guildId: string): Promise<Generation[]>;
  /**
   * Removes the records, and the pictures that no other one shows. Resolves to the messages that showed them, which
   * are the caller's to delete. Ids that are gone already are passed over.
   */
  erase(ids: string[]): Promise<Post[]>;
  /** The servers that images were made in. */
  guildIds(): Set<string>;
  /** SHA-256 of every picture that is kept. */
  hashes(): Iterable<string>;
  /** Ids of the actors and models that the member's images were made with, the latest first. */
  usedBy(memberId: string): { actors: string[]; models: string[] };
}

export function createArchive({
  generations,
  index,
  pictures,
  blobs,
  actors,
  safety,
  stalePosts,
}: {
  generations: Collection<Generation>;
  index: GenerationIndex;
  pictures: PictureCache;
  blobs: Pick<Blobs, 'get'>;
  actors: Pick<ActorsService, 'all'>;
  safety: Pick<SafetyService, 'measure' | 'allows'>;
  stalePosts: StalePosts;
}): Archive {
  /** Actors that the member speaks for: those that show them, and people outside the server whom they registered. */
  const actorsOf = (memberId: string) =>
    new Set(actors.all().flatMap(actor => (principalOf(actor) === memberId ? [actor.id] : [])));

  const isOwn = (entry: Pick<IndexEntry, 'memberId' | 'actorId'>, memberId: string, own: Set<string>) =>
    entry.memberId === memberId || (entry.actorId !== undefined && own.has(entry.actorId));
  const ownFaces = ({ memberId, actor }: Generation) => ({ memberId, actorId: actor?.id });

  async function existing(id: string, guildId: string, memberId: string): Promise<Generation> {
    const record = await generations.get(id);
    const here =
      record?.guildId === guildId ||
      (guildId === '@me' && record && isOwn(ownFaces(record), memberId, actorsOf(memberId)));
    if (!record || !here || record.images.length === 0 || record.deleted) {
      throw new UserError('gone', 'This image is not kept any more. Use `/generate` to make a new one.');
    }
    return record;
  }

  async function read(entries: IndexEntry[]): Promise<Generation[]> {
    const records = await Promise.all(entries.map(({ id }) => generations.get(id)));
    return records.filter(record => record !== undefined);
  }
  const withPosts = (records: Generation[]) =>
    records.map(record => ({ ...record, posts: [...record.posts, ...record.stalePosts] }));

  const dropPicture = (record: Generation, { sha256, seed }: Generation['images'][number]) =>
    pictures.drop(cacheKey({ ...record.settings, seed }), sha256);

  /** Takes pictures out of a generation; the messages that show it are to go too. */
  async function takeOut(id: string, hashes: Set<string>, replaced: boolean): Promise<void> {
    let before: Generation | undefined;
    const after = await generations.update(id, current => {
      before = current;
      if (!current) return undefined;
      const images = current.images.filter(({ sha256 }) => !hashes.has(sha256));
      return {
        ...current,
        images,
        deleted: images.length === 0,
        posts: [],
        stalePosts: [...current.stalePosts, ...(replaced ? [] : current.posts)],
      };
    });
    if (!before || !after) return;
    index.set(after);
    for (const image of before.images) if (hashes.has(image.sha256)) await dropPicture(before, image);
    await stalePosts.clear(id);
  }

  return {
    async details(id, guildId, memberId) {
      const record = await existing(id, guildId, memberId);
      if (record.private && !isOwn(ownFaces(record), memberId, actorsOf(memberId))) {
        throw new UserError('not-allowed', 'This image is private to the member who made it.');
      }
      return record;
    },

    async gallery({ guildId, memberId, admin }, filter) {
      const own = actorsOf(memberId);
      const found = index.find(
        entry =>
          entry.hashes.length > 0 &&
          (filter.memberId === undefined || entry.memberId === filter.memberId) &&
          (filter.actorId === undefined || entry.actorId === filter.actorId) &&
          (isOwn(entry, memberId, own)
            ? guildId === '@me' || entry.guildId === guildId
            : entry.guildId === guildId && !entry.private),
      );
      const pages = Math.max(1, Math.ceil(found.length / filter.size));
      const page = Math.min(Math.max(0, filter.page), pages - 1);
      const records = await read(found.slice(page * filter.size, (page + 1) * filter.size));
      return {
        images: records.map(record => ({
          record,
          mayDelete: admin || isOwn(ownFaces(record), memberId, own),
        })),
        page,
        pages,
        total: found.length,
      };
    },

    pictures: (record, { guildId, adultChannel }) =>
      Promise.all(
        record.images.map(async ({ sha256, nudity }): Promise<ShownPicture> => {
          const bytes = await blobs.get(sha256);
          if (!bytes) return { withheld: 'missing' };
          try {
            const figures = nudity ?? (await safety.measure(bytes));
            const allowed = safety.allows(figures, { guildId, adultChannel, actorId: record.actor?.id });
            return allowed ? { bytes } : { withheld: 'too-sexual' };
          } catch {
            return { withheld: 'unchecked' };
          }
        }),
      ),

    async delete(id, guildId, memberId, admin, { replaced } = { replaced: false }) {
      const record = await existing(id, guildId, memberId);
      const shown = record.actor !== undefined && actorsOf(memberId).has(record.actor.id);
      if (record.memberId !== memberId && !admin && !shown) {
        throw new UserError(
          'not-allowed',
          'Only the member who made this image, the person shown, or an admin can delete it.',
        );
      }
      const hashes = new Set(record.images.map(image => image.sha256));
      // Others may have been given the same pictures from the cache, and keep them; the person shown decides for all.
      const others = shown ? [...hashes].flatMap(sha256 => index.showing(sha256)) : [];
      for (const other of new Set(others)) if (other !== id) await takeOut(other, hashes, false);
      await takeOut(id, hashes, replaced);
    },

    async noteShown(id, post) {
      const noted = await generations.update(
        id,
        current => current && (current.deleted ? undefined : { ...current, posts: [post] }),
      );
      if (noted && !noted.deleted) return;
      await stalePosts.add(post);
    },

    ofActor: async actorId => withPosts(await read(index.find(entry => entry.actorId === actorId))),
    ofMember: async memberId => withPosts(await read(index.find(entry => entry.memberId === memberId))),
    ofGuild: async guildId => withPosts(await read(index.find(entry => entry.guildId === guildId))),

    async erase(ids) {
      const posts: Post[] = [];
      for (const id of ids) {
        const record = await generations.get(id);
        index.remove(id);
        if (!record) continue;
        posts.push(...record.posts, ...record.stalePosts);
        for (const image of record.images) await dropPicture(record, image);
        // Last, so that an erasure that was cut short finds it again.
        await generations.delete(id);
      }
      return posts;
    },

    guildIds: () => new Set(index.find(() => true).map(({ guildId }) => guildId)),
    hashes: () => index.hashes(),
    usedBy: memberId => index.usedBy(memberId),
  };
}
