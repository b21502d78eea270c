import type { ChannelMessages } from '../discord/channel-messages.ts';
import { isRefused } from '../discord/discord-errors.ts';
import type { Logger } from '../logger.ts';
import type { Generation } from '../services/generation/generation.ts';
import type { GenerationService } from '../services/generation/generation-service.ts';
import { imagesGoneView } from '../views/generate/delete-image-view.ts';
import { createRounds } from './rounds.ts';

/** Tells members that the person shown has deleted images they made. */
export interface DeletedImages {
  /** Tells those who haven't been told yet. One run at a time. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

export function createDeletedImages({
  generation,
  messages,
  logger,
}: {
  generation: Pick<GenerationService, 'makersToTell' | 'makerTold'>;
  messages: Pick<ChannelMessages, 'sendDirect' | 'send'>;
  logger: Logger;
}): DeletedImages {
  /** Directly; where they take no direct messages, in the channel, if the image was for everybody there. */
  async function tell(record: Generation): Promise<void> {
    const key = `images-gone-${record.id}`;
    try {
      await messages.sendDirect(record.memberId, () => imagesGoneView(record, false), { key });
    } catch (error) {
      if (!isRefused(error)) throw error;
      if (record.private) return;
      await messages
        .send(record.channelId, () => imagesGoneView(record, true), { key })
        .catch(cause => {
          if (!isRefused(cause)) throw cause;
        });
    }
  }

  const rounds = createRounds(async () => {
    for await (const record of generation.makersToTell()) {
      await tell(record)
        .then(() => generation.makerTold(record.id))
        .catch(error =>
          logger.warn({ err: error, request: record.id }, 'a member could not be told yet what was deleted'),
        );
    }
  });

  return { sweep: rounds.begin, stop: rounds.idle };
}
