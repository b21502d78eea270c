import { DefaultUserAgent, DiscordAPIError, MessageFlags, Routes } from 'discord.js';
import {
  InteractionResponseType,
  RESTJSONErrorCodes,
  type RESTPostAPIInteractionCallbackWithResponseResult,
} from 'discord-api-types/v10';
import { type Dispatcher, request } from 'undici';
import type { Answerable } from './acknowledge.ts';

/** Discord gives three seconds: what is not answered within two of them is asked once more. */
const patienceMs = 2_000;

/**
 * Defers the answer, or the update of the message that a button stands on. Resolves to the message that is there from
 * now on, where the interaction makes one and Discord names it, and whether only the member sees it: Discord sees to that
 * itself where a server lets its members use no apps of their own in public.
 *
 * discord.js's queue, timers and structures take longer than the call itself, and a burst waits for each of them. So
 * the call leaves directly, over the connections that discord.js keeps. Discord counts it in no rate limit of the bot
 * (docs.discord.com/developers/interactions/receiving-and-responding#endpoints). Whatever goes wrong is left to
 * discord.js, which tries again.
 * @throws DiscordAPIError where Discord refuses it
 */
export async function defer(
  interaction: Answerable,
  how: 'public' | 'private' | 'update',
): Promise<Deferred> {
  const first = await callDirectly(interaction, bodyOf(how));
  if (!first) return deferAgain(interaction, how);
  interaction.deferred = true;
  const { response_message_id: messageId, response_message_ephemeral: hidden } = first.interaction;
  if (how !== 'update') interaction.ephemeral = how === 'private';
  return { messageId, hidden: hidden === true };
}

interface Deferred {
  messageId: string | undefined;
  hidden: boolean;
}

const bodyOf = (how: 'public' | 'private' | 'update') =>
  how === 'update'
    ? { type: InteractionResponseType.DeferredMessageUpdate }
    : {
        type: InteractionResponseType.DeferredChannelMessageWithSource,
        data: { flags: how === 'private' ? MessageFlags.Ephemeral : 0 },
      };

type Called = RESTPostAPIInteractionCallbackWithResponseResult;

/** Undefined where nobody knows whether Discord took it, or where it has to be asked again. @throws DiscordAPIError */
async function callDirectly(
  { id, token, client: { rest } }: Answerable,
  body: ReturnType<typeof bodyOf>,
): Promise<Called | undefined> {
  const { api, version, agent } = rest.options;
  const url = `${api}/v${version}${Routes.interactionCallback(id, token)}`;
  let status: number;
  let answer: unknown;
  try {
    const response = await request(`${url}?with_response=true`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': `${DefaultUserAgent} ${rest.options.userAgentAppendix}`,
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(patienceMs),
      ...(agent ? { dispatcher: agent as Dispatcher } : {}),
    });
    status = response.statusCode;
    answer = await response.body.json();
  } catch {
    return undefined;
  }
  if (status < 300) return answer as Called;
  if (status >= 500 || status === 429) return undefined;
  const refusal = answer as { code: number; message: string };
  throw new DiscordAPIError(refusal, refusal.code, status, 'POST', url, { body, files: undefined });
}

async function deferAgain(interaction: Answerable, how: 'public' | 'private' | 'update'): Promise<Deferred> {
  try {
    if (how === 'update') {
      await (interaction as Exclude<Answerable, { commandName: string }>).deferUpdate();
      return { messageId: undefined, hidden: false };
    }
    const flags = how === 'private' ? { flags: MessageFlags.Ephemeral as const } : {};
    const response = await interaction.deferReply({ withResponse: true, ...flags });
    const { responseMessageId, responseMessageEphemeral } = response.interaction;
    return { messageId: responseMessageId ?? undefined, hidden: responseMessageEphemeral === true };
  } catch (error) {
    // The first call had arrived; only its answer was lost.
    const wasTaken =
      error instanceof DiscordAPIError &&
      error.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged;
    if (!wasTaken) throw error;
    interaction.deferred = true;
    if (how !== 'update') interaction.ephemeral = how === 'private';
    return { messageId: undefined, hidden: false };
  }
}
