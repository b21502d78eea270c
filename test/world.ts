import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PlaygroundOptions, startPlayground } from '@ai-actor/playground';
import type { ClientMessage } from '@ai-actor/playground/discord';
import { connectMember, ids, type Member } from '@ai-actor/playground/discord';
import { type Bot, createBot } from '../src/bot.ts';
import { parseConfig } from '../src/config.ts';
import { createLogger } from '../src/logger.ts';
import type { TrainingPace } from '../src/services/training/training-service.ts';
import type { Vision } from '../src/services/vision/vision.ts';

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}

/** The embedded world with the real bot in it, on a SQLite file in a folder of its own. */
export async function startWorld(
  env: Record<string, string> = {},
  options: PlaygroundOptions = {},
  trainingPace: TrainingPace = {},
  vision?: Vision,
) {
  const pace = { trainingPace, ...(vision ? { vision } : {}) };
  const playground = await startPlayground(options);
  const dataDir = await mkdtemp(join(tmpdir(), 'actor-world-'));
  const port = await freePort();
  const log: string[] = [];
  const config = parseConfig({
    ...playground.env,
    DATA_DIR: dataDir,
    HTTP_PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    ...env,
  });
  const logger = createLogger(config, { write: line => log.push(line) });
  const members: Member[] = [];
  let bot: Bot = createBot(config, logger, pace);
  await bot.start();
  return {
    ...playground,
    dataDir,
    config,
    log,
    async member(name: keyof typeof ids.members) {
      const member = await connectMember(playground.url, ids.members[name]);
      members.push(member);
      return member;
    },
    /** The id of a member's direct messages with the bot. */
    async directChannel(memberId: string): Promise<string> {
      const response = await fetch(`${config.DISCORD_API_URL}/v10/users/@me/channels`, {
        method: 'POST',
        headers: { authorization: `Bot ${config.DISCORD_TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify({ recipient_id: memberId }),
      });
      return ((await response.json()) as { id: string }).id;
    },
    /** `meanwhile` is what happens to the data while no bot is there. */
    async restartBot(meanwhile: () => Promise<void> = async () => {}) {
      await bot.stop();
      await meanwhile();
      bot = createBot(config, logger, pace);
      await bot.start();
    },
    async close() {
      await Promise.all(members.map(member => member.close()));
      await bot.stop();
      await playground.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export type TestWorld = Awaited<ReturnType<typeof startWorld>>;

/** Every byte that the bot keeps, and every name and byte on the hub. */
export async function everythingKept(world: TestWorld): Promise<Buffer> {
  const names = await readdir(world.dataDir, { recursive: true, withFileTypes: true });
  const files = names.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  // A file may go while this walks.
  const contents = await Promise.all(files.map(file => readFile(file).catch(() => Buffer.alloc(0))));
  const repositories = world.huggingFace.repositories
    .list('model')
    .flatMap(({ id, contents: bytes }) => [Buffer.from(id), ...bytes.values()]);
  return Buffer.concat([...files.map(file => Buffer.from(`${file}\n`)), ...contents, ...repositories]);
}

/** All the words of a message: content, embeds, and the texts and labels of its components. With spaces that may break. */
export function wordsOf(message: ClientMessage): string {
  const words: string[] = [message.content];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, held] of Object.entries(value)) {
        if (typeof held === 'string' && ['content', 'label', 'description', 'title', 'value'].includes(key))
          words.push(held);
        else visit(held);
      }
    }
  };
  visit(message.components);
  visit(message.embeds);
  return words.join('\n').replaceAll('\u00a0', ' ');
}

/** The addresses of the pictures in a message's galleries. */
export function picturesOf(message: ClientMessage): { url: string; alt: string }[] {
  const pictures: { url: string; alt: string }[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) {
      if ('media' in value) {
        const { media, description } = value as { media: { url: string }; description?: string };
        pictures.push({ url: media.url, alt: description ?? '' });
      }
      Object.values(value).forEach(visit);
    }
  };
  visit(message.components);
  return pictures;
}
