import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPlayground } from '@ai-actor/playground';
import type { ClientMessage } from '@ai-actor/playground/discord';
import { connectMember, ids, type Member } from '@ai-actor/playground/discord';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isAnswer, patienceMs } from '../acting.ts';
import { end, startBot } from '../bot-process.ts';
import { freePort, picturesOf, wordsOf } from '../world.ts';

vi.setConfig({ testTimeout: 600_000 });

let dir: string;
let playground: Awaited<ReturnType<typeof startPlayground>>;
let mara: Member;
let env: Record<string, string>;
let bot: ReturnType<typeof startBot>;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'actor-requests-'));
  playground = await startPlayground();
  env = {
    ...playground.env,
    DATA_DIR: dir,
    HTTP_PORT: String(await freePort()),
    HF_MAX_CONCURRENT: '1',
  };
  mara = await connectMember(playground.url, ids.members.mara);
  bot = startBot(env, dir);
  await bot.ready;
});

afterEach(async () => {
  await end(bot.child, 'SIGTERM');
  await mara.close();
  await playground.close();
  await rm(dir, { recursive: true, force: true });
});

const calls = () => playground.huggingFace.requests.length;
const model = 'runwayml/stable-diffusion-v1-5';
const all = async (member: Member) => (await member.messages()).filter(({ author }) => author.id === ids.bot);
const showing = (messages: ClientMessage[], prompt: string) =>
  messages.filter(message => picturesOf(message).some(({ alt }) => alt.includes(prompt)));

/** One that is being made, and two that wait for their turn, the last of them private. */
async function askThree() {
  playground.huggingFace.faults.add({ kind: 'hang', match: { via: 'endpoint' }, times: 1 });
  const first = await mara.command('/generate', { prompt: 'a barn owl', model });
  await vi.waitUntil(() => calls() === 1, patienceMs);
  await mara.command('/generate', { prompt: 'a red fox', model });
  await mara.command('/generate', { prompt: 'a grey cat', model, private: true });
  await mara.waitForMessage(message => wordsOf(message).includes('In the queue, 1 image ahead'), patienceMs);
  return first;
}

async function restart(signal: NodeJS.Signals) {
  await end(bot.child, signal);
  bot = startBot(env, dir);
  await bot.ready;
}

test('killed in the middle: what waited is made and told once, what was being made is told and not repeated', async () => {
  await askThree();
  const before = calls();
  await restart('SIGKILL');
  const fox = await mara.waitForMessage(message => showing([message], 'a red fox').length > 0, patienceMs);
  const cat = await mara.waitForMessage(message => showing([message], 'a grey cat').length > 0, patienceMs);
  const owl = await mara.waitForMessage(
    message => isAnswer(message) && wordsOf(message).includes('restarted while making this'),
    patienceMs,
  );
  expect([owl.ephemeral, cat.ephemeral, fox.ephemeral]).toEqual([false, true, false]);
  expect(fox.interaction_metadata?.user.id).toBe(ids.members.mara);
  expect(calls() - before).toBe(2);
  // Whoever asks once more gets it.
  await mara.command('/generate', { prompt: 'a barn owl', model });
  await mara.waitForMessage(message => showing([message], 'a barn owl').length > 0, 60_000);
  // Told once, so a third process finds nothing left to do.
  await restart('SIGKILL');
  await mara.command('/generate', { prompt: 'a lighthouse', model });
  await mara.waitForMessage(message => showing([message], 'a lighthouse').length > 0, patienceMs);
  const messages = await all(mara);
  expect(showing(messages, 'a red fox')).toHaveLength(1);
  expect(showing(messages, 'a barn owl')).toHaveLength(1);
  expect(messages.filter(message => /Making your|thinking/.test(wordsOf(message)))).toEqual([]);
  expect(calls() - before).toBe(4);
});
