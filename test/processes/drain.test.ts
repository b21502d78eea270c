import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPlayground } from '@ai-actor/playground';
import { type ClientMessage, connectMember, ids, type Member } from '@ai-actor/playground/discord';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { patienceMs } from '../acting.ts';
import { end, startBot } from '../bot-process.ts';
import { startGate } from '../gate.ts';
import { freePort, picturesOf, wordsOf } from '../world.ts';

vi.setConfig({ testTimeout: 600_000 });

let dir: string;
let playground: Awaited<ReturnType<typeof startPlayground>>;
let gate: Awaited<ReturnType<typeof startGate>>;
let mara: Member;
let env: Record<string, string>;
let ops: string;
const bots: ReturnType<typeof startBot>[] = [];
const start = (more: Record<string, string> = {}) => {
  const bot = startBot({ ...env, ...more }, dir);
  bots.push(bot);
  return bot;
};

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'actor-drain-'));
  playground = await startPlayground();
  gate = await startGate(playground.env.INFERENCE_ENDPOINT_URL ?? '');
  const opsPort = await freePort();
  ops = `http://127.0.0.1:${opsPort}`;
  env = {
    ...playground.env,
    INFERENCE_ENDPOINT_URL: gate.url,
    DATA_DIR: join(dir, 'data'),
    HTTP_PORT: '0',
    OPS_PORT: String(opsPort),
    HF_MAX_CONCURRENT: '1',
  };
  mara = await connectMember(playground.url, ids.members.mara);
});
afterEach(async () => {
  for (const { child } of bots.splice(0)) await end(child, 'SIGKILL');
  await mara.close();
  gate.close();
  gate.server.close();
  await playground.close();
  await rm(dir, { recursive: true, force: true });
});

const model = 'runwayml/stable-diffusion-v1-5';
const isShowing = (prompt: string) => (message: ClientMessage) =>
  picturesOf(message).some(({ alt }) => alt.includes(prompt));
const all = async () => (await mara.messages()).filter(({ author }) => author.id === ids.bot);
const generate = (prompt: string) => mara.command('/generate', { prompt, model });
const lines = (bot: ReturnType<typeof startBot>) => bot.output().split('\n').filter(Boolean);

test('SIGTERM: what runs is ended and shown, what waits and what comes is left to the next start, which goes on', async () => {
  const bot = start();
  await bot.ready;
  const ended = new Promise<number | null>(resolve => bot.child.once('exit', code => resolve(code)));
  await generate('a barn owl');
  await vi.waitUntil(() => gate.calls() === 1, patienceMs);
  await generate('a red fox');
  await generate('a grey cat');
  await mara.waitForMessage(message => wordsOf(message).includes('In the queue, 1 image ahead'), patienceMs);
  expect((await fetch(`${ops}/readyz`)).status).toBe(200);

  bot.child.kill('SIGTERM');
  await vi.waitUntil(async () => (await fetch(`${ops}/readyz`)).status === 503, patienceMs);
  expect((await fetch(`${ops}/healthz`)).status).toBe(200);
  // Taken, and not begun.
  await generate('a white hare');
  const refused = mara.events.length;
  await mara.command('/quota');
  await mara.waitForMessage(
    message => wordsOf(message).includes('I’m restarting. Ask again in a minute.'),
    patienceMs,
    refused,
  );
  expect(gate.calls()).toBe(1);

  // The new version, beside the old one.
  const next = start({ OPS_PORT: '0' });
  gate.open();
  expect(await ended).toBe(0);
  await next.ready;
  for (const prompt of ['a barn owl', 'a red fox', 'a grey cat', 'a white hare'])
    await mara.waitForMessage(isShowing(prompt), patienceMs);
  const shown = (await all()).filter(message => picturesOf(message).length > 0);
  expect(shown).toHaveLength(4);
  expect(gate.calls()).toBe(4);
  expect(
    (await all()).filter(message => /Making your|thinking|restarted while/.test(wordsOf(message))),
  ).toEqual([]);
  expect(await end(next.child, 'SIGTERM')).toBe(0);
});

test('SIGTERM: what does not end within the time is handed on, told once and not paid for again', async () => {
  const bot = start();
  await bot.ready;
  await generate('a barn owl');
  await vi.waitUntil(() => gate.calls() === 1, patienceMs);
  expect(await end(bot.child, 'SIGTERM')).toBe(0);
  expect(lines(bot).at(-1)).toContain('what still runs is left to the next start');
  const next = start({ OPS_PORT: '0' });
  await next.ready;
  await mara.waitForMessage(message => wordsOf(message).includes('restarted while making this'), patienceMs);
  expect(gate.calls()).toBe(1);
});

test('a second bot on the same folder is refused in words while the first one serves, which notices nothing', async () => {
  const bot = start();
  await bot.ready;
  const second = start({ OPS_PORT: '0' });
  const code = await new Promise(resolve => second.child.once('exit', resolve));
  expect(code).toBe(1);
  expect(second.output()).toMatch(
    new RegExp(`DATA_DIR .* is in use by another bot: process ${bot.child.pid} on .*Stop that one first`),
  );
  expect(JSON.parse(await readFile(join(dir, 'data', 'in-use.json'), 'utf8')).pid).toBe(bot.child.pid);
  gate.open();
  await generate('a lighthouse');
  await mara.waitForMessage(isShowing('a lighthouse'), patienceMs);
});
