import { type Client, DiscordAPIError, MessageFlags, Routes } from 'discord.js';
import type { APIMessage } from 'discord-api-types/v10';
import type { View } from '../views/components.ts';
import { toMessage } from './channel-messages.ts';

/** What it takes to answer an interaction, also from another process than the one that took it. Works for 15 minutes. */
export interface AnswerKey {
  applicationId: string;
  /** Whoever has it can write in the bot's name: never to be logged. */
  token: string;
}

/** Answers to interactions that were acknowledged. */
export interface InteractionAnswers {
  /** Puts the view in place of what is there; resolves to the message. @throws DiscordAPIError, see `tooLate` */
  edit(key: AnswerKey, view: View): Promise<{ channelId: string; messageId: string }>;
  /** What stands there now; undefined where there is nothing, or the key works no longer. */
  read(key: AnswerKey): Promise<APIMessage | undefined>;
  delete(key: AnswerKey): Promise<void>;
  /** A further message that only the member sees. */
  tell(key: AnswerKey, view: View): Promise<void>;
}

/** Codes of Discord: unknown message, unknown webhook, unknown interaction, expired token. */
const gone = new Set<unknown>([10008, 10015, 10062, 50027]);

/** Whether Discord says that there is nothing to answer any more. */
export const tooLate = (error: unknown): boolean => error instanceof DiscordAPIError && gone.has(error.code);

export function createInteractionAnswers(client: Client): InteractionAnswers {
  const original = ({ applicationId, token }: AnswerKey) => Routes.webhookMessage(applicationId, token);

  /** The parts of a request that the library builds from a view. */
  async function bodyOf(view: View, flags: number) {
    const { components, files, allowedMentions } = toMessage(view);
    return {
      body: {
        flags,
        components,
        allowed_mentions: allowedMentions,
        attachments: files.map((file, id) => ({ id, filename: file.name, description: file.description })),
      },
      files: files.map(file => ({ data: file.attachment as Buffer, name: file.name ?? 'file' })),
    };
  }

  return {
    async edit(key, view) {
      const sent = await bodyOf(view, MessageFlags.IsComponentsV2);
      const message = (await client.rest.patch(original(key), { ...sent, auth: false })) as APIMessage;
      return { channelId: message.channel_id, messageId: message.id };
    },

    async read(key) {
      try {
        return (await client.rest.get(original(key), { auth: false })) as APIMessage;
      } catch (error) {
        if (tooLate(error)) return undefined;
        throw error;
      }
    },

    async delete(key) {
      try {
        await client.rest.delete(original(key), { auth: false });
      } catch (error) {
        if (!tooLate(error)) throw error;
      }
    },

    async tell({ applicationId, token }, view) {
      const sent = await bodyOf(view, MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral);
      await client.rest.post(Routes.webhook(applicationId, token), { ...sent, auth: false });
    },
  };
}
