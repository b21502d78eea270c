import type { Logger } from '../../../logger.ts';
import type { Post } from '../../actors/actor.ts';
import type { Collection } from '../../storage/collection.ts';
import { eachRecord } from '../../storage/found-records.ts';
import { eachFound } from '../../storage/refs.ts';
import type { Generation } from '../generation.ts';

/** Removes a message at Discord; rejects where that could not be tried. */
export type DeleteMessage = (
  channelId: string,
  messageId: string,
) => Promise<'deleted' | 'absent' | 'forbidden'>;

/** Messages that show what was deleted. They are tried again until they are gone or closed to the bot. */
export interface StalePosts {
  /** Tries those of one generation, and removes a record that has nothing left. */
  clear(id: string): Promise<void>;
  /** A message without a record. */
  add(post: Post): Promise<void>;
  /** Tries all of them again. */
  sweep(): Promise<void>;
}

/** Whether a record has anything left to show, to remove or to tell. */
export const isNeeded = ({ images, stalePosts, tell }: Generation): boolean =>
  images.length > 0 || stalePosts.length > 0 || tell !== undefined;

export function createStalePosts({
  generations,
  deleteMessage,
  logger,
}: {
  generations: Collection<Generation>;
  deleteMessage: DeleteMessage;
  logger?: Logger | undefined;
}): StalePosts {
  /** Of no record: a restart forgets them, but the moment in which they come up is short. */
  const loose: Post[] = [];

  async function isOff({ channelId, messageId }: Post): Promise<boolean> {
    try {
      const outcome = await deleteMessage(channelId, messageId);
      if (outcome === 'forbidden') logger?.warn({ channelId, messageId }, 'a message may not be deleted');
      return true;
    } catch (error) {
      logger?.warn({ err: error, channelId, messageId }, 'a message could not be deleted yet');
      return false;
    }
  }

  async function clear(id: string): Promise<void> {
    const record = await generations.get(id);
    if (!record) return;
    const off = new Set<string>();
    for (const post of record.stalePosts) if (await isOff(post)) off.add(post.messageId);
    const left = await generations.update(
      id,
      current =>
        current && {
          ...current,
          stalePosts: current.stalePosts.filter(({ messageId }) => !off.has(messageId)),
        },
    );
    if (!left) return;
    if (isNeeded(left)) return;
    await generations.delete(id);
  }

  return {
    clear,
    async add(post) {
      if (!(await isOff(post))) loose.push(post);
    },
    async sweep() {
      for await (const page of eachFound(generations, { index: 'stale', value: 'stale' })) {
        for (const { id } of page) await clear(id);
      }
      for (const post of loose.splice(0)) if (!(await isOff(post))) loose.push(post);
    },
  };
}

/** Earlier versions kept the records of what was deleted. */
export async function removeEmptied(generations: Collection<Generation>): Promise<void> {
  for await (const record of eachRecord(generations, { index: 'stale', value: 'stale' }))
    if (record.deleted && !isNeeded({ ...record, images: [] })) await generations.delete(record.id);
}
