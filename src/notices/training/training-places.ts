import type { ChannelMessages, Told } from '../../discord/channel-messages.ts';
import { isChannelClosed, isMemberClosed } from '../../discord/discord-errors.ts';
import type { Logger } from '../../logger.ts';
import type { Post } from '../../services/actors/actor.ts';
import type { TrainingJob } from '../../services/training/job/job.ts';

/** Where messages about trainings go. */
export interface TrainingPlaces {
  /**
   * Sends to the first place that takes it: the training channel, the channel where the training was started, and
   * with `direct` its requester. Rejects with the last refusal, or at once where trying again may help.
   */
  send(job: TrainingJob, view: Told, options: { key: string; direct?: boolean }): Promise<Post>;
}

/** No place takes it, and trying again will not help. */
export const isClosed = (error: unknown): boolean => isChannelClosed(error) || isMemberClosed(error);

export function createTrainingPlaces({
  messages,
  channelFor,
  logger,
}: {
  messages: Pick<ChannelMessages, 'send' | 'sendDirect'>;
  channelFor: (guildId: string) => string | undefined;
  logger: Logger;
}): TrainingPlaces {
  return {
    async send(job, view, { key, direct = false }) {
      const chosen = channelFor(job.guildId);
      const channels = [...new Set([...(chosen ? [chosen] : []), job.channelId])];
      const ways = channels.map(channelId => async () => ({
        channelId,
        messageId: await messages.send(channelId, view, { key }),
      }));
      if (direct) ways.push(() => messages.sendDirect(job.requesterId, view, { key }));
      let refusal: unknown;
      for (const send of ways) {
        try {
          return await send();
        } catch (error) {
          if (!isClosed(error)) throw error;
          logger.info(
            { err: error, job: job.id },
            'a training cannot be shown here; the next best place is tried',
          );
          refusal = error;
        }
      }
      throw refusal;
    },
  };
}
