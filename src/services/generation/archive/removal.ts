import { UserError } from '../../../errors.ts';
import { said } from '../../../words/words.ts';
import type { Post } from '../../actors/actor.ts';
import type { ActorsService } from '../../actors/actors-service.ts';
import type { Collection } from '../../storage/collection.ts';
import { eachRecord } from '../../storage/found-records.ts';
import { actorIdsOf, cacheKey, type Generation } from '../generation.ts';
import type { PictureCache } from '../images/picture-cache.ts';
import type { Archive } from './archive.ts';
import { withFavourites } from './favourites.ts';
import type { GenerationIndex } from './generation-index.ts';
import type { Ownership } from './ownership.ts';
import { isNeeded, type StalePosts } from './stale-posts.ts';

/** All messages about it. */
export const everyPostOf = ({ posts, stalePosts, packPost }: Generation): Post[] => [
  ...posts,
  ...stalePosts,
  ...(packPost ? [packPost] : []),
];

/** Takes images out, with the messages that show them. */
export function createRemoval({
  generations,
  index,
  pictures,
  ownership: { shows, existing },
  actors,
  stalePosts,
  onMakerToTell = () => {},
  onLeaving = async () => {},
  onGone = () => {},
}: {
  generations: Collection<Generation>;
  index: GenerationIndex;
  pictures: Pick<PictureCache, 'drop'>;
  ownership: Ownership;
  actors: Pick<ActorsService, 'logDeed'>;
  stalePosts: StalePosts;
  /** Somebody has to be told what the person shown deleted. Returns at once. */
  onMakerToTell?: (() => void) | undefined;
  /** Images, or some pictures of them, are about to go: whatever else shows them is noted before a kill can lose it. */
  onLeaving?: ((ids: readonly string[]) => Promise<void>) | undefined;
  /** Images are gone, or some pictures of them. Returns at once. */
  onGone?: ((ids: readonly string[]) => void) | undefined;
}): Pick<
  Archive,
  'removable' | 'delete' | 'noteShown' | 'notePackPost' | 'erase' | 'makersToTell' | 'makerTold'
> {
  const dropPicture = (record: Generation, { sha256, seed }: Generation['images'][number]) =>
    pictures.drop(cacheKey({ ...record.settings, seed }), sha256);

  /**
   * Takes pictures out of a generation; the messages that show it have to go too. If the person shown asks for it, another
   * member who made it has to be told.
   */
  async function takeOut(
    id: string,
    hashes: Set<string>,
    { replaced, byShown }: { replaced: boolean; byShown: string | undefined },
  ): Promise<void> {
    await onLeaving([id]);
    let before: Generation | undefined;
    const after = await generations.update(id, current => {
      before = current;
      if (!current) return undefined;
      const images = current.images.filter(({ sha256 }) => !hashes.has(sha256));
      const gone = current.images.length - images.length;
      const tells = byShown !== undefined && byShown !== current.memberId && gone > 0;
      return {
        // What is gone is nobody's favourite.
        ...(images.length === 0 ? withFavourites(current, []) : current),
        images,
        deleted: images.length === 0,
        ...(tells ? { tell: { images: gone + (current.tell?.images ?? 0) } } : {}),
        posts: [],
        stalePosts: [...current.stalePosts, ...(replaced ? [] : current.posts)],
      };
    });
    if (!before || !after) return;
    for (const image of before.images) if (hashes.has(image.sha256)) await dropPicture(before, image);
    await stalePosts.clear(id);
    if (after.tell) onMakerToTell();
    onGone([id]);
  }

  async function removable(id: string, guildId: string, memberId: string, admin: boolean) {
    const record = await existing(id, guildId, memberId);
    if (record.memberId !== memberId && !admin && !(await shows(record, memberId))) {
      throw new UserError('not-allowed', said('generation.notTheirsToDelete'));
    }
    return record;
  }

  return {
    removable,

    async delete(id, guildId, memberId, admin, { replaced } = { replaced: false }) {
      const record = await removable(id, guildId, memberId, admin);
      // Before it is done: a process that is killed in between leaves the image, which can be deleted again.
      for (const actorId of actorIdsOf(record))
        await actors.logDeed(actorId, { what: 'picture-deleted', by: memberId }, `${id}.${actorId}`);
      const shown = await shows(record, memberId);
      const hashes = new Set(record.images.map(image => image.sha256));
      // Others may have been given the same pictures from the cache, and keep them; the person shown decides for all.
      const others = shown ? await Promise.all([...hashes].map(index.showing)) : [];
      const byShown = shown ? memberId : undefined;
      for (const other of new Set(others.flat()))
        if (other !== id) await takeOut(other, hashes, { replaced: false, byShown });
      await takeOut(id, hashes, { replaced, byShown });
    },

    async noteShown(id, post) {
      const noted = await generations.update(
        id,
        current =>
          current && (current.deleted || index.isLeaving(id) ? undefined : { ...current, posts: [post] }),
      );
      if (noted && !noted.deleted && !index.isLeaving(id)) return;
      await stalePosts.add(post);
    },

    async notePackPost(ids, packPost) {
      let isNoted = false;
      for (const id of ids)
        if (!index.isLeaving(id))
          isNoted =
            (await generations.update(id, current => current && { ...current, packPost })) !== undefined ||
            isNoted;
      if (!isNoted) await stalePosts.add(packPost);
    },

    makersToTell: () => eachRecord(generations, { index: 'untold', value: 'maker' }),

    async makerTold(id) {
      const left = await generations.update(id, current => {
        if (!current?.tell) return undefined;
        const { tell: _told, ...rest } = current;
        return rest;
      });
      if (left && !isNeeded(left)) await generations.delete(id);
    },

    async erase(ids) {
      const posts: Post[] = [];
      await onLeaving(ids);
      for (const id of ids) {
        // A message that comes to show one now is deleted, not noted.
        await index.without(id, async () => {
          // In turn with what is being noted: a message that was noted before is among its posts.
          const record = await generations.update(id, () => undefined);
          if (!record) return;
          posts.push(...everyPostOf(record));
          for (const image of record.images) await dropPicture(record, image);
          // Last, so that an erasure that was cut short finds it again.
          await generations.delete(id);
        });
      }
      onGone(ids);
      // The images of a pack have one message in common.
      return [...new Map(posts.map(post => [post.messageId, post])).values()];
    },
  };
}
