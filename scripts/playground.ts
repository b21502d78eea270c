/**
 * npm run playground: the embedded world, and the bot as a process of its own, started just as `npm start` does.
 * PLAYGROUND_PORT picks the page's port (4680; any free one when that is taken), BOT_LOG=1 shows the bot's log.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startPlayground } from '@ai-actor/playground';
import { listCast, renderCastPhoto } from '@ai-actor/playground/cast';

const preferredPort = Number(process.env.PLAYGROUND_PORT ?? 4680);
const root = fileURLToPath(new URL('..', import.meta.url));
const startArguments = String(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')).scripts.start)
  .split(' ')
  .slice(1);

/** A port that is free now: the wanted one, or any. */
async function freePort(wanted: number): Promise<number> {
  const probe = createServer();
  probe.listen(wanted, '127.0.0.1');
  try {
    await once(probe, 'listening');
  } catch (error) {
    if (wanted === 0) throw error;
    return freePort(0);
  }
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}

const dataDir = await mkdtemp(join(tmpdir(), 'actor-playground-'));
const botPort = await freePort(8787);
let bot: ChildProcess | undefined;

async function stopBot(signal: NodeJS.Signals): Promise<void> {
  const running = bot;
  bot = undefined;
  if (!running || running.exitCode !== null) return;
  const ended = once(running, 'exit');
  running.kill(signal);
  await ended;
}

const playground = await startPlayground({
  port: await freePort(preferredPort),
  generationDelayMs: 1_200,
  stepDelayMs: 400,
  userInstalls: process.env.USER_INSTALLS === 'on',
  controls: {
    list: () => [
      {
        id: 'restart',
        label: 'Restart the bot',
        description: 'Stops it properly and starts it again. Buttons of old messages go on working.',
      },
      {
        id: 'kill',
        label: 'Kill the bot',
        description: 'Ends it in the middle of whatever it does (kill −9) and starts it again.',
      },
      {
        id: 'black-image',
        label: 'Next image: black',
        description: 'What a safety filter of a provider does. The bot notices, and it costs nothing.',
      },
      {
        id: 'cut-body',
        label: 'Next image: cut off',
        description: 'The connection breaks in the middle of the picture.',
      },
      {
        id: 'delay',
        label: 'Next image: slow',
        description: 'The provider takes eight seconds longer.',
      },
      {
        id: 'warming-up',
        label: 'Next image: model warming up',
        description: 'The provider answers 503 with an estimated time, once.',
      },
      {
        id: 'no-credit',
        label: 'Next image: no credit left',
        description: 'The account has used up its included credits (402).',
      },
      {
        id: 'discord-429',
        label: 'Discord: slow down',
        description: 'Discord answers the bot once with 429 and Retry-After: 2.',
      },
    ],
    async run(id) {
      if (id === 'restart' || id === 'kill') {
        await stopBot(id === 'kill' ? 'SIGKILL' : 'SIGTERM');
        startBot();
        return { message: 'The bot is starting again.' };
      }
      if (id === 'discord-429') {
        playground.discord.faults.add({ path: '/webhooks/', status: 429, retryAfterSeconds: 2, times: 1 });
        return { message: 'The next answer of the bot meets a rate limit.' };
      }
      const faults = {
        'black-image': { kind: 'black-image' },
        'cut-body': { kind: 'cut-body' },
        delay: { kind: 'delay', delayMs: 8_000 },
        'warming-up': { kind: 'warming-up', estimatedTime: 3 },
        'no-credit': {
          kind: 'status',
          status: 402,
          body: { error: 'You have exceeded your monthly included credits for Inference Providers.' },
        },
      } as const;
      if (!(id in faults)) throw new Error('There is no such switch.');
      playground.huggingFace.faults.add({ ...faults[id as keyof typeof faults], match: {}, times: 1 });
      return { message: 'The next image will meet this.' };
    },
  },
});

function startBot(): void {
  const showLog = process.env.BOT_LOG === '1';
  const child = spawn(process.execPath, startArguments, {
    cwd: root,
    env: {
      ...process.env,
      ...playground.env,
      DATA_DIR: dataDir,
      HTTP_PORT: String(botPort),
      // Empty in the environment: trainings travel over the hub.
      PUBLIC_URL: process.env.PUBLIC_URL ?? `http://127.0.0.1:${botPort}`,
      // With TRAINING_BACKEND=hf-jobs, the hub’s machines run the stand-in trainer whatever this says.
      TRAINER_PACKAGE: process.env.TRAINER_PACKAGE ?? 'stand-in',
      LOG_LEVEL: showLog ? 'info' : 'warn',
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  bot = child;
  child.once('exit', (code, signal) => {
    if (bot !== child) return;
    console.error(
      `The bot ended by itself (${signal ?? code}). Use "Restart the bot" in the page's Playground menu.`,
    );
  });
}

/** Resolves once the bot has said hello and its commands are there; gives up with the bot. */
async function botReady(): Promise<void> {
  const { discord } = playground;
  while (discord.sessions().length === 0 || discord.commands.list().length === 0) {
    if (!bot || bot.exitCode !== null)
      throw new Error('The bot ended before it was ready; what it said stands above.');
    await wait(50);
  }
}

async function shutDown(): Promise<void> {
  await stopBot('SIGTERM');
  await playground.close();
  await rm(dataDir, { recursive: true, force: true });
  process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void shutDown());
// npm passes no signal on when it is ended itself: its child is adopted then.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) void shutDown();
}, 1_000).unref();

startBot();
await botReady();
console.log(
  `\n  The playground is open:  ${playground.url}\n\n  Ctrl+C ends it. Everything in it is temporary.\n`,
);

// While nobody waits: the drawn photos take a while, and the page shows some at once.
for (const { id, photoCount } of listCast())
  for (let n = 0; n < photoCount; n++) await renderCastPhoto(id, n);
