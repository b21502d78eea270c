/** The embedded Discord and Hugging Face, each in a process of its own, and a whole bot between them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acknowledgeAll } from './bare-acknowledgements.ts';
import { startChild } from './child.ts';
import type { Asked, Burst } from './discord-side.ts';
import type { Backend } from './hugging-face-side.ts';
import { startWholeBot, type Which, type WholeBot } from './whole-bot.ts';

export interface World {
  /** Where the bot keeps its data; filled before it starts, perhaps. */
  folder: string;
  /** Starts a bot. One at a time. */
  start(which: Which): Promise<WholeBot>;
  /** `/generate` by so many members in the same moment; `marks` make their prompts new ones. */
  burst(count: number, marks: string): Promise<Burst>;
  /**
   * How long acknowledgements take that a bare client sends at once, without any bot: until each arrives, in milliseconds.
   * That much of a bot's figure is the harness. To be called with a bot there, whose commands are used.
   */
  bareAcknowledgements(count: number): Promise<number[]>;
  /** What Hugging Face's side took of the processor, in milliseconds, and the calls it answered. */
  backend(): Promise<{ processorMs: number; calls: number }>;
  end(): Promise<void>;
}

const model = 'black-forest-labs/FLUX.1-schnell';

/** `env` is more of the bot's environment; `flags` are for its Node. */
export async function startWorld(
  backend: Backend,
  env: Record<string, string> = {},
  flags: readonly string[] = [],
): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'actor-bench-'));
  const discord = startChild('./discord-side.ts');
  const huggingFace = startChild('./hugging-face-side.ts');
  const [at, hf] = await Promise.all([
    discord.ask<{ url: string; token: string }>('address'),
    huggingFace.ask<{ hub: string; router: string; token: string }>('address'),
  ]);
  await huggingFace.ask('set', backend);
  let bot: WholeBot | undefined;
  return {
    folder,
    async start(which) {
      bot = await startWholeBot(
        which,
        {
          DISCORD_TOKEN: at.token,
          DISCORD_API_URL: `${at.url}/api`,
          HF_TOKEN: hf.token,
          HF_ENDPOINT: hf.hub,
          HF_ROUTER_URL: hf.router,
          HF_MAX_CONCURRENT: String(backend.atOnce),
          QUOTA_DAILY_TOKENS: '1000000000',
          QUOTA_MEMBER_DAILY_TOKENS: '0',
          QUEUE_MAX: '1000',
          HTTP_PORT: '0',
          DATA_DIR: folder,
          ...env,
        },
        flags,
      );
      await discord.ask('watch');
      return bot;
    },
    burst: (count, marks) =>
      discord.ask<Burst>('burst', { count, marks, options: [{ name: 'model', value: model }] }),
    async bareAcknowledgements(count) {
      const from = await acknowledgeAll(at.url, await discord.ask('unheard', count));
      const arrived = await discord.ask<Asked[]>('arrived');
      return arrived.map(({ acknowledgedAt = Number.NaN }) => acknowledgedAt - from);
    },
    backend: () => huggingFace.ask('count'),
    async end() {
      await bot?.stop();
      await Promise.all([discord.end(), huggingFace.end()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
