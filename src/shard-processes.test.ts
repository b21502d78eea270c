import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parseConfig } from './config.ts';
import { createShardProcesses } from './shard-processes.ts';

vi.setConfig({ testTimeout: 120_000 });
const patience = { timeout: 60_000 };

const settings = {
  DISCORD_TOKEN: 'a.token.of.tests',
  HF_TOKEN: 'hf_tests',
  STORE_URL: 'postgresql://localhost/bot',
  REDIS_URL: 'redis://localhost',
  BLOBS_URL: 's3://bucket',
};

/** Says what it was started with; shard 0 is ready at once, the others never. */
const shard = `
import { writeFileSync } from 'node:fs';
const { SHARDS, NOTES } = process.env;
const note = (what, text = '') => writeFileSync(NOTES + '/' + what + '-' + SHARDS, text);
process.on('message', word => {
  if (word !== 'stop') return;
  note('stopped');
  process.exit();
});
note('begun', process.execArgv.join(' '));
if (SHARDS === '0') process.send({ _ready: true });
`;

let folder: string;
const { argv, execArgv, execPath } = process;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shards-'));
});
afterEach(() => {
  process.argv = argv;
  process.execArgv = execArgv;
  process.execPath = execPath;
  delete process.env.NOTES;
  rmSync(folder, { recursive: true, force: true });
});

/** What Discord says; `silent` answers nothing. */
async function startDiscord({ silent = false } = {}) {
  const server = createServer((_request, response) => {
    if (silent) return;
    const session_start_limit = { total: 1_000, remaining: 1_000, reset_after: 0, max_concurrency: 100 };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ url: 'ws://127.0.0.1', shards: 2, session_start_limit }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

test('shards run with the options of Node that the first process has, and a stop waits for none that is not ready', async () => {
  const discord = await startDiscord();
  const script = join(folder, 'shard.mjs');
  writeFileSync(script, shard);
  process.argv = [process.execPath, script];
  process.execArgv = ['--expose-gc'];
  process.env.NOTES = folder;
  const config = parseConfig({ ...settings, DISCORD_API_URL: discord.url, SHARDS: '2', DATA_DIR: folder });
  const bot = createShardProcesses(config, pino({ level: 'silent' }));
  const starting = bot.start();
  await vi.waitUntil(() => existsSync(join(folder, 'begun-1')), patience);
  await bot.stop();
  await starting;
  expect(readdirSync(folder).filter(name => name.startsWith('stopped'))).toEqual(['stopped-0', 'stopped-1']);
  expect(readFileSync(join(folder, 'begun-0'), 'utf8')).toBe('--expose-gc');
  discord.close();
});

test('a shard that the system gives no process is tried again, in the beginning and later, and takes no other down', async () => {
  const discord = await startDiscord();
  const script = join(folder, 'shard.mjs');
  writeFileSync(script, shard.replace("if (SHARDS === '0') ", ''));
  process.argv = [process.execPath, script];
  process.env.NOTES = folder;
  const config = parseConfig({ ...settings, DISCORD_API_URL: discord.url, SHARDS: '2', DATA_DIR: folder });
  const said: { msg: string; shard?: number; pid?: number }[] = [];
  const logger = pino({ level: 'info', base: null }, { write: line => void said.push(JSON.parse(line)) });
  let lost = false;
  const bot = createShardProcesses(config, logger, {
    onLost() {
      lost = true;
    },
  });
  const failures = () => said.filter(({ msg }) => msg === 'the process of a shard').length;
  const pidsOf = (id: number) => said.flatMap(({ shard, pid }) => (shard === id && pid ? [pid] : []));

  // As with EAGAIN, there is a child that says an error and never ends.
  process.execPath = join(folder, 'absent');
  const starting = bot.start();
  await vi.waitUntil(() => failures() > 0, patience);
  process.execPath = execPath;
  await starting;
  expect([pidsOf(0).length, pidsOf(1).length]).toEqual([1, 1]);

  const before = failures();
  process.execPath = join(folder, 'absent');
  process.kill(pidsOf(1)[0] ?? 0, 'SIGKILL');
  await vi.waitUntil(() => failures() > before, patience);
  process.execPath = execPath;
  await vi.waitUntil(() => pidsOf(1).length === 2, patience);
  expect(pidsOf(0)).toHaveLength(1);
  await bot.stop();
  expect(readdirSync(folder).filter(name => name.startsWith('stopped'))).toEqual(['stopped-0', 'stopped-1']);
  expect(lost).toBe(false);
  discord.close();
});

test('a shard that is killed before it is ready is started again, and one that ends itself ends all', async () => {
  const discord = await startDiscord();
  const script = join(folder, 'shard.mjs');
  process.argv = [process.execPath, script];
  process.env.NOTES = folder;
  const config = parseConfig({ ...settings, DISCORD_API_URL: discord.url, SHARDS: '2', DATA_DIR: folder });
  const bot = () => createShardProcesses(config, pino({ level: 'silent' }));
  const ready = shard.replace("if (SHARDS === '0') ", '');
  const first =
    "import { existsSync } from 'node:fs';\nconst isFirst = !existsSync(process.env.NOTES + '/begun-1');\n";
  const ends = (how: string) => `${first}${ready}\nif (process.env.SHARDS === '1' && isFirst) ${how};\n`;

  writeFileSync(
    script,
    ends("process.kill(process.pid, 'SIGKILL')").replace(
      'process.send',
      'if (!isFirst || SHARDS === "0") process.send',
    ),
  );
  const well = bot();
  await well.start();
  await well.stop();
  rmSync(join(folder, 'begun-1'));
  writeFileSync(
    script,
    ends('process.exit(1)').replace('process.send', 'if (!isFirst || SHARDS === "0") process.send'),
  );
  await expect(bot().start()).rejects.toThrow('Shard 1 ended before it was ready');
  discord.close();
});

const shardEnv = (discordUrl: string) => ({
  ...{ PATH: process.env.PATH, DISCORD_TOKEN: settings.DISCORD_TOKEN, HF_TOKEN: settings.HF_TOKEN },
  ...{ DISCORD_API_URL: discordUrl, DATA_DIR: folder, HTTP_PORT: '0', OPS_PORT: '0' },
  ...{ SHARDING_MANAGER: 'true', SHARDS: '0', SHARD_COUNT: '1' },
});

test('a shard does not begin where the one that started it was gone before', async () => {
  const discord = await startDiscord({ silent: true });
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), main], {
    ...{ cwd: folder, env: shardEnv(discord.url), stdio: 'ignore' },
  });
  const ended = once(child, 'exit');
  const outcome = await Promise.race([ended, sleep(100_000, 'still there', { ref: false })]);
  child.kill('SIGKILL');
  discord.close();
  expect(outcome).toEqual([0, null]);
});

test.runIf(process.platform !== 'win32')(
  'who interrupts the first process interrupts its shards, too, which drain all the same',
  async () => {
    const discord = await startDiscord({ silent: true });
    const child = fork(fileURLToPath(new URL('main.ts', import.meta.url)), {
      ...{ execArgv: ['--import', import.meta.resolve('tsx')], cwd: folder, silent: true },
      env: shardEnv(discord.url),
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', chunk => (output += chunk));
    const ended = once(child, 'exit');
    child.send('stop');
    await vi.waitUntil(() => output.includes('stopping'), patience);
    child.kill('SIGINT');
    // Time to end, if it does.
    await sleep(1_000);
    expect(child.exitCode).toBeNull();
    child.kill('SIGINT');
    expect(await ended).toEqual([1, null]);
    discord.close();
  },
);
