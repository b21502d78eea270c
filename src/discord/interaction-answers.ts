import { type Client, MessageFlags, REST, Routes } from 'discord.js';
import type { APIMessage } from 'discord-api-types/v10';
import pLimit from 'p-limit';
import { altTextMost, cutText } from '../cut-text.ts';
import type { Post } from '../services/actors/actor.ts';
import type { View } from '../views/components.ts';
import { isAnswerOver } from './discord-errors.ts';
import { multipart } from './multipart.ts';
import type { SignView } from './sign-view.ts';

/** What it takes to answer an interaction, also from another process than the one that took it. Works for 15 minutes. */
export interface AnswerKey {
  applicationId: string;
  /** Allows to write in the bot's name: never log it. */
  token: string;
}

/** Answers to interactions that were acknowledged. */
export interface InteractionAnswers {
  /** Puts the view in place of what is there; resolves to the message. @throws DiscordAPIError, `isAnswerOver` where there is nothing to answer any more */
  edit(key: AnswerKey, view: View): Promise<Post>;
  delete(key: AnswerKey): Promise<void>;
  /** A further message, seen by everybody; resolves to it. Only once the answer itself was edited: see `tellInAnswer`. */
  add(key: AnswerKey, view: View): Promise<Post>;
  /** A further message that only the member sees. */
  tell(key: AnswerKey, view: View): Promise<void>;
}

/** Each holds its pictures in memory meanwhile. */
const uploadsMost = 8;

export function createInteractionAnswers(client: Client, signView: SignView): InteractionAnswers {
  // Discord does not count answers to interactions among the 50 requests a second that a bot may make.
  const rest = new REST({ ...client.rest.options, globalRequestsPerSecond: Number.POSITIVE_INFINITY });
  const upload = pLimit(uploadsMost);
  const original = ({ applicationId, token }: AnswerKey) => Routes.webhookMessage(applicationId, token);

  async function requestOf(view: View, flags: number) {
    const { components, files = [], pings = [] } = await signView(view);
    const message = {
      flags,
      components,
      allowed_mentions: { parse: [], users: pings },
      attachments: files.map(({ name, description }, id) => ({
        id,
        filename: name,
        ...(description ? { description: cutText(description, altTextMost) } : {}),
      })),
    };
    if (files.length === 0) return { body: message, auth: false };
    const { contentType, body } = multipart(message, files);
    return { body, passThroughBody: true, auth: false, headers: { 'content-type': contentType } };
  }

  const addTo = ({ applicationId, token }: AnswerKey, view: View, flags: number) =>
    withPlace(
      view,
      async () =>
        rest.post(Routes.webhook(applicationId, token), {
          ...(await requestOf(view, flags)),
          query: new URLSearchParams({ wait: 'true' }),
        }) as Promise<APIMessage>,
    );

  const withPlace = <T>(view: View, work: () => Promise<T>) => (view.files?.length ? upload(work) : work());

  return {
    async edit(key, view) {
      const message = (await withPlace(view, async () =>
        rest.patch(original(key), await requestOf(view, MessageFlags.IsComponentsV2)),
      )) as APIMessage;
      return { channelId: message.channel_id, messageId: message.id };
    },

    async delete(key) {
      try {
        await rest.delete(original(key), { auth: false });
      } catch (error) {
        if (!isAnswerOver(error)) throw error;
      }
    },

    async add(key, view) {
      const message = await addTo(key, view, MessageFlags.IsComponentsV2);
      return { channelId: message.channel_id, messageId: message.id };
    },

    async tell(key, view) {
      await addTo(key, view, MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral);
    },
  };
}
