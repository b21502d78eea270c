import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoredMessage } from '@ai-actor/playground/discord';
import { expect, test, vi } from 'vitest';
import { patienceMs } from '../acting.ts';
import { end, startBot } from '../bot-process.ts';
import { compiledBot } from '../compiled-scripts.ts';
import { createCrowd } from './crowd.ts';
import { books, chargedCalls, startDrillWorld, wordsIn } from './drill-world.ts';

const drillBot = await compiledBot('test/drills/drill-bot.ts');

const kills = 20;
/** Requests that are open in the moment of a kill. */
const burst = 200;
const callsAtOnce = 10;
test(`killed ${kills} times in the middle of ${burst} requests: none is lost, none is told or paid twice`, async () => {
  const world = await startDrillWorld({ generationDelayMs: 300 });
  const dir = await mkdtemp(join(tmpdir(), 'actor-drill-'));
  const { discord, huggingFace } = world;
  const env = { ...world.env, DATA_DIR: dir, HTTP_PORT: '0', HF_MAX_CONCURRENT: String(callsAtOnce) };
  const start = () => startBot(env, dir, drillBot);
  let bot = start();

  const crowd = createCrowd(world, 'harbour');

  /** Kills the bot in the moment in which Discord has something of it, before the bot can hear so. */
  let isMoment: (message: StoredMessage) => boolean = () => false;
  const { create, edit } = discord.messages;
  discord.messages.create = async (...given) => witnessed(await create(...given));
  discord.messages.edit = async (...given) => witnessed(await edit(...given));
  function witnessed(message: StoredMessage): StoredMessage {
    if (isMoment(message)) bot.child.kill('SIGKILL');
    return message;
  }
  async function killedWhen(fits: typeof isMoment): Promise<void> {
    isMoment = fits;
    await Promise.race([once(bot.child, 'exit'), new Promise(resolve => setTimeout(resolve, 5_000))]);
    isMoment = () => false;
  }
  const isPicture = ({ attachmentIds }: StoredMessage) => attachmentIds.length > 0;
  const isSentence = (message: StoredMessage) =>
    !isPicture(message) && wordsIn(message).includes('restarted while');

  try {
    for (let round = 0; round < kills; round++) {
      if (round % 4 === 3) {
        // What the process before it had under way is told first of all.
        let wanted = 1 + 2 * (Math.floor(round / 4) % 4);
        await killedWhen(message => isSentence(message) && --wanted === 0);
      } else {
        await bot.ready;
        const before = huggingFace.requests.length;
        const added = await crowd.fill(burst);
        // The first of four comes while the bot acknowledges still.
        if (round % 4 === 1) {
          await vi.waitUntil(() => crowd.areHeard(added), { timeout: patienceMs });
          await vi.waitUntil(() => huggingFace.requests.length > before, { timeout: patienceMs });
        }
        if (round % 4 === 2) await killedWhen(isPicture);
      }
      await end(bot.child, 'SIGKILL');
      bot = start();
    }
    await bot.ready;
    await crowd.fill(burst);
    await crowd.end();
    expect(crowd.acknowledged().length).toBeGreaterThan(burst);
    expect(await end(bot.child, 'SIGTERM')).toBe(0);

    // The books know of every call, and at most of those besides that a kill met on their way out.
    const { pictures, reserved } = await books(dir);
    expect(reserved).toBe(0);
    expect(pictures).toBeGreaterThanOrEqual(await chargedCalls(huggingFace));
    expect(pictures - huggingFace.requests.length).toBeLessThanOrEqual(kills * callsAtOnce);
  } finally {
    await end(bot.child, 'SIGKILL');
    await world.close();
    await rm(dir, { recursive: true, force: true });
  }
}, 1_200_000);
