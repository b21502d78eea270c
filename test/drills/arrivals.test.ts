import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { patienceMs } from '../acting.ts';
import { end, startBot } from '../bot-process.ts';
import { compiledBot } from '../compiled-scripts.ts';
import { type Asked, askFor, callsByPrompt, standing, startDrillWorld, wordsIn } from './drill-world.ts';

const drillBot = await compiledBot('test/drills/drill-bot.ts');

const requests = 60;
const postedBefore = 11;
const callsAtOnce = 8;
/** What `open-services.ts` makes of it: so many pictures between call and post. */
const unpostedMost = 16;

test(`killed while Discord takes no picture: of ${requests} requests those lose theirs whose call was in flight, and no others`, async () => {
  const world = await startDrillWorld();
  const dir = await mkdtemp(join(tmpdir(), 'actor-drill-'));
  const { discord, huggingFace } = world;
  const env = { ...world.env, DATA_DIR: dir, HTTP_PORT: '0', HF_MAX_CONCURRENT: String(callsAtOnce) };
  const start = () => startBot(env, dir, drillBot);
  let bot = start();

  // Discord takes eleven pictures, and then is silent about the others until the bot is dead.
  let posted = 0;
  let silent = true;
  const { create, edit } = discord.messages;
  async function takePicture({ files }: { files: unknown[] }): Promise<void> {
    if (files.length === 0) return;
    if (silent && posted >= postedBefore) await new Promise(() => {});
    posted++;
  }
  discord.messages.create = async (base, body) => {
    await takePicture(body);
    return create(base, body);
  };
  discord.messages.edit = async (message, body) => {
    await takePicture(body);
    return edit(message, body);
  };

  // How far calls run ahead of posts.
  let calls = 0;
  let furthest = 0;
  const { take } = huggingFace.faults;
  huggingFace.faults.take = subject => {
    if (subject.startsInference) furthest = Math.max(furthest, ++calls - posted);
    return take(subject);
  };

  try {
    await bot.ready;
    // In waves, so that a busy machine acknowledges them too; what it was too late for was never taken.
    const asked: Asked[] = [];
    for (let nth = 0; asked.length < requests; ) {
      const wave = await Promise.all(
        Array.from({ length: 10 }, () => askFor(discord, nth, `harbour number ${nth++} in fog`)),
      );
      const stateOf = ({ interactionId }: Asked) => discord.interactions.get(interactionId)?.state;
      await vi.waitUntil(() => wave.every(one => stateOf(one) !== 'pending'), { timeout: patienceMs });
      asked.push(...wave.filter(one => stateOf(one) === 'acknowledged'));
    }
    const made = () => huggingFace.requests.filter(({ status }) => status === 200);
    await vi.waitUntil(() => posted === postedBefore && made().length >= postedBefore + unpostedMost, {
      timeout: patienceMs,
    });
    // Were there no bound, the others would be made in this time.
    await setTimeout(2_000);
    expect(made().length).toBe(postedBefore + unpostedMost);
    expect(furthest).toBeLessThanOrEqual(unpostedMost);

    await end(bot.child, 'SIGKILL');
    const paid = new Set(made().map(({ prompt }) => prompt));
    silent = false;
    bot = start();
    await bot.ready;
    const isOver = () =>
      [...standing(discord, asked).values()].every(
        ({ pictures, sentences, waiting }) => pictures.length + sentences.length > 0 && waiting.length === 0,
      );
    await vi.waitUntil(isOver, { timeout: patienceMs, interval: 250 });
    expect(await end(bot.child, 'SIGTERM')).toBe(0);

    const outcomes = [...standing(discord, asked)];
    expect(outcomes.filter(([, one]) => one.pictures.length + one.sentences.length !== 1)).toEqual([]);
    // Every picture had come, and was on the disk.
    const lost = outcomes.filter(([prompt, one]) => paid.has(prompt) && one.pictures.length === 0);
    expect(lost.map(([prompt, one]) => [prompt, ...one.sentences.map(wordsIn)])).toEqual([]);
    expect(outcomes.filter(([, one]) => one.pictures.length === 1)).toHaveLength(asked.length);
    // Nothing was paid twice.
    const twice = [...callsByPrompt(huggingFace)].filter(([, statuses]) => statuses.length > 1);
    expect(twice).toEqual([]);
  } finally {
    await end(bot.child, 'SIGKILL');
    await world.close();
    await rm(dir, { recursive: true, force: true });
  }
}, 1_200_000);
