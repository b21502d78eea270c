import { type Post, postSchema } from '../actors/actor.ts';
import type { Collection } from '../storage/collection.ts';
import type { ErasedParts } from './erased-parts.ts';

export const strayMessageSchema = postSchema;

/** Messages about something that was deleted while they were being sent: no record names them, so they are kept here. */
export interface StrayMessages {
  /**
   * Deletes the message; where Discord cannot be reached, it is deleted as soon as it can.
   * @throws what Discord says then
   */
  takeBack(channelId: string, messageId: string): ReturnType<ErasedParts['deleteMessage']>;
}

const idOf = ({ channelId, messageId }: Post) => `${channelId}-${messageId}`;

/** Reads those once that an earlier process could not delete. */
export async function createStrayMessages({
  collection,
  deleteMessage,
}: {
  collection: Collection<Post>;
  deleteMessage: ErasedParts['deleteMessage'];
}): Promise<StrayMessages & { sweep(): Promise<void> }> {
  const waiting = new Map((await collection.all()).map(post => [idOf(post), post]));

  async function takeBack(channelId: string, messageId: string) {
    const post = { channelId, messageId };
    const id = idOf(post);
    try {
      const outcome = await deleteMessage(channelId, messageId);
      if (waiting.has(id)) await collection.delete(id);
      waiting.delete(id);
      return outcome;
    } catch (error) {
      if (!waiting.has(id)) {
        waiting.set(id, post);
        await collection.put(id, post);
      }
      throw error;
    }
  }

  return {
    takeBack,
    async sweep() {
      // One that fails stays for the next time, and holds up none of the others.
      for (const { channelId, messageId } of [...waiting.values()]) {
        await takeBack(channelId, messageId).catch(() => undefined);
      }
    },
  };
}
