import { type Post, postSchema } from '../actors/actor.ts';
import type { Collection } from '../storage/collection.ts';
import { eachRecord } from '../storage/found-records.ts';
import type { Indexes } from '../storage/refs.ts';
import type { ErasedParts } from './erased-parts.ts';

export const strayMessageSchema = postSchema;
/** All of them are found, a page at a time. */
export const strayMessageIndexes: Indexes<Post> = {
  version: 1,
  by: { waiting: () => [{ value: 'one', rank: '' }] },
};

/** Messages about something that was deleted while they were being sent: no record names them, so they are kept here. */
export interface StrayMessages {
  /**
   * Deletes the message; where Discord cannot be reached, it is deleted as soon as it can.
   * @throws what Discord says then
   */
  takeBack(channelId: string, messageId: string): ReturnType<ErasedParts['deleteMessage']>;
}

const idOf = ({ channelId, messageId }: Post) => `${channelId}-${messageId}`;

export function createStrayMessages({
  collection,
  deleteMessage,
}: {
  /** Opened with `strayMessageIndexes`. */
  collection: Collection<Post>;
  deleteMessage: ErasedParts['deleteMessage'];
}): StrayMessages & { sweep(): Promise<void> } {
  async function takeBack(channelId: string, messageId: string) {
    const post = { channelId, messageId };
    const id = idOf(post);
    try {
      const outcome = await deleteMessage(channelId, messageId);
      if (await collection.get(id)) await collection.delete(id);
      return outcome;
    } catch (error) {
      await collection.put(id, post);
      throw error;
    }
  }

  return {
    takeBack,
    async sweep() {
      // One that fails stays for the next time, and holds up none of the others.
      for await (const { channelId, messageId } of eachRecord(collection, { index: 'waiting', value: 'one' }))
        await takeBack(channelId, messageId).catch(() => undefined);
    },
  };
}
