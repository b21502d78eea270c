import { setTimeout as sleep } from 'node:timers/promises';
import type { StoredMessage } from '@ai-actor/playground/discord';
import { type DiscordOptions, type DiscordServer, ids, startDiscord } from '@ai-actor/playground/discord';
import { type HuggingFace, startHuggingFace } from '@ai-actor/playground/huggingface';
import sharp from 'sharp';
import { countPromptTokens } from '../../src/services/quota/prompt-tokens.ts';
import { quotaDaySchema } from '../../src/services/quota/quota-day.ts';
import { openStore, type Store } from '../../src/services/storage/store.ts';
import { patienceMs } from '../acting.ts';

/** A model that four providers serve, so that there is somewhere else to go. */
export const drillModel = 'black-forest-labs/FLUX.1-schnell';
const memberIds = Object.values(ids.members);
/** Discord's flag of a reply that is still awaited. */
const loading = 1 << 7;

/**
 * The embedded world for hundreds of requests: pictures are prepared and small, and nobody's client is connected, so
 * that what is measured out is the bot's care and not the machine's patience.
 */
export async function startDrillWorld({
  discord: discordOptions,
  ...options
}: {
  generationDelayMs?: number;
  discord?: DiscordOptions;
} = {}) {
  const grain = sharp({
    create: {
      width: 96,
      height: 96,
      channels: 3,
      background: '#678',
      noise: { type: 'gaussian', mean: 120, sigma: 40 },
    },
  });
  const pictures = { png: await grain.png().toBuffer(), jpeg: await grain.jpeg().toBuffer() };
  const huggingFace = await startHuggingFace({ pictures, keepRequests: 10_000, ...options });
  const discord = await startDiscord(discordOptions);
  return {
    huggingFace,
    discord,
    env: {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: `${discord.url}/api`,
      HF_TOKEN: huggingFace.token,
      HF_ENDPOINT: huggingFace.url,
      HF_ROUTER_URL: huggingFace.routerUrl,
      QUOTA_DAILY_TOKENS: '1000000',
      QUOTA_MEMBER_DAILY_TOKENS: '0',
      QUEUE_MAX: '1000',
    },
    async close() {
      await discord.close();
      await huggingFace.close();
    },
  };
}

/** Types /generate as one of the members. Every prompt has to be another one: requests are told apart by it. */
export async function askFor(
  { url, commands }: DiscordServer,
  nth: number,
  prompt: string,
  channelId: string = ids.channels.studio,
): Promise<Asked> {
  const command = commands.list().find(({ name }) => name === 'generate');
  if (!command) throw new Error('the bot has no /generate');
  const response = await fetch(`${url}/client/${memberIds[nth % memberIds.length]}/interactions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      kind: 'command',
      channelId,
      commandId: command.id,
      options: [
        { name: 'prompt', value: prompt },
        { name: 'model', value: drillModel },
        ...(nth % 5 === 4 ? [{ name: 'private', value: true }] : []),
      ],
    }),
  });
  const reply = (await response.json()) as { interactionId?: string; error?: string };
  if (!reply.interactionId) throw new Error(reply.error);
  return { interactionId: reply.interactionId, prompt };
}

export interface Asked {
  interactionId: string;
  prompt: string;
}

/** What stands at Discord for one request. */
export interface Standing {
  pictures: StoredMessage[];
  sentences: StoredMessage[];
  /** Messages that say that something is being made. */
  waiting: StoredMessage[];
}

/** What a message says, with its buttons. */
export const wordsIn = ({ components }: StoredMessage) => JSON.stringify(components);

/** Everything that stands at Discord for each request, whether it came as its reply or as a message of its own. */
export function standing({ messages, world }: DiscordServer, asked: Asked[]): Map<string, Standing> {
  const found = new Map(asked.map(({ prompt }) => [prompt, emptyStanding()]));
  const byInteraction = new Map(asked.map(({ interactionId, prompt }) => [interactionId, prompt]));
  const mine = [...world.channels.keys()].flatMap(id => messages.list(id));
  for (const message of mine) {
    const words = wordsIn(message);
    const prompt =
      byInteraction.get(message.interaction?.id ?? '') ??
      asked.find(one => words.includes(one.prompt))?.prompt;
    const place = prompt && found.get(prompt);
    if (!place) continue;
    if (message.attachmentIds.length > 0) place.pictures.push(message);
    else if ((message.flags & loading) !== 0 || words.includes('Making your')) place.waiting.push(message);
    else place.sentences.push(message);
  }
  return found;
}

const emptyStanding = (): Standing => ({ pictures: [], sentences: [], waiting: [] });

/**
 * Waits until nothing is left, or until nothing has changed for as long as patience lasts: how many there are says
 * how long it takes on this machine, and that is no fault.
 */
export async function whileItGoesOn(left: () => number): Promise<void> {
  for (let before = left(), since = Date.now(); before > 0 && Date.now() - since < patienceMs; ) {
    await sleep(250);
    const now = left();
    if (now !== before) since = Date.now();
    before = now;
  }
}

/** The sentence that a member was told, if any. */
export const toldIn = ({ sentences: [first] }: Standing) => (first ? wordsIn(first) : undefined);

/** Calls for a picture by their prompt: what each was answered with; 0 where it was not. */
export function callsByPrompt({ requests }: HuggingFace): Map<string, number[]> {
  const calls = new Map<string, number[]>();
  for (const { prompt, status } of requests) calls.set(prompt, [...(calls.get(prompt) ?? []), status]);
  return calls;
}

/** The bot's own books, of every day that the drill touched, added up. For when the bot has ended. */
export async function books(dataDir: string) {
  const store = await openStore(dataDir);
  return booksIn(store).finally(() => store.close());
}

export async function booksIn(store: Pick<Store, 'collection'>) {
  const days = await (await store.collection('quota_days', quotaDaySchema)).all();
  const sum = (of: (day: (typeof days)[number]) => number) => days.reduce((total, day) => total + of(day), 0);
  return {
    committed: sum(day => day.committed),
    unknown: sum(day => day.unknown),
    pictures: sum(day => day.pictures),
    reserved: sum(day => Object.keys(day.reserved).length),
  };
}

/** What the hub's billing page says: the calls that were charged. */
export async function chargedCalls({ url, token }: HuggingFace): Promise<number> {
  const seconds = Math.floor(Date.now() / 1_000);
  const query = new URLSearchParams({ startDate: String(seconds - 86_400), endDate: String(seconds + 1) });
  const response = await fetch(`${url}/api/settings/billing/usage-v2?${query}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { usage } = (await response.json()) as { usage: { inferenceProviders: { numRequests: number } } };
  return usage.inferenceProviders.numRequests;
}

export async function tokensOf(prompts: string[]): Promise<number> {
  const counts = await Promise.all(prompts.map(prompt => countPromptTokens(prompt)));
  return counts.reduce((total, count) => total + count, 0);
}
