import type { ClientMessage } from '@ai-actor/playground/discord';
import { ids } from '@ai-actor/playground/discord';
import { afterEach, expect, test, vi } from 'vitest';
import { ask, attached, isAnswer, patienceMs, photos, press } from '../acting.ts';
import { picturesOf, startWorld, type TestWorld, wordsOf } from '../world.ts';

vi.setConfig({ testTimeout: 600_000 });

let world: TestWorld;
afterEach(async () => {
  vi.restoreAllMocks();
  await world?.close();
});

const now = Date.now.bind(Date);
let passed = 0;
/** Ends the bot, and starts it so much later. */
async function later(days: number): Promise<void> {
  passed += days;
  await world.restartBot(async () => {
    vi.spyOn(Date, 'now').mockImplementation(() => now() + passed * 24 * 60 * 60_000);
  });
}

test('the person shown reads what others made, private ones too, and deletes it for everybody', async () => {
  world = await startWorld();
  const [jonas, priya] = await Promise.all([world.member('jonas'), world.member('priya')]);
  const report = await ask(priya, '/actor register', { name: 'Mei', ...attached(await photos('mei', 5)) });
  await press(priya, report, 'These photos show me, and I agree', words => /agreed/.test(words));
  await ask(priya, '/actor share', { actor: 'Mei', visibility: 'guild' });
  expect(wordsOf(await ask(priya, '/actor show', { actor: 'Mei' }))).toMatch(/Digest[\s\S]*every Monday/);
  await ask(priya, '/generate', { prompt: 'Mei by herself', actor: 'Mei' });
  const image = await ask(jonas, '/generate', { prompt: 'Mei in the rain', actor: 'Mei' });
  await ask(jonas, '/generate', { prompt: 'Mei in secret', actor: 'Mei', private: true });

  const from = priya.events.length;
  const isDigest = (message: ClientMessage) =>
    isAnswer(message) && /Images others made of Mei/.test(wordsOf(message));
  await later(7);
  const digest = await priya.waitForMessage(isDigest, patienceMs, from);
  const direct = await world.directChannel(ids.members.priya);
  expect(digest.channel_id).toBe(direct);
  expect(wordsOf(digest)).toMatch(/2 requests[\s\S]*Mei in secret[\s\S]*only[\s\S]*Mei in the rain/);
  expect(wordsOf(digest)).not.toMatch(/by herself/);
  expect(picturesOf(digest)).toHaveLength(1);

  const asked = await press(priya, digest, 'Delete', words => /Delete this image/.test(words));
  expect(wordsOf(asked)).toMatch(/Mei in secret/);
  const told = jonas.events.length;
  await press(priya, asked, 'Delete for good', words => /Deleted/.test(words));
  const news = await jonas.waitForMessage(
    message => /have been|has been deleted/.test(wordsOf(message)),
    patienceMs,
    told,
  );
  expect(wordsOf(news)).toMatch(/An image of \*\*Mei\*\* that you made has been deleted[\s\S]*Mei in secret/);
  const redrawn = await priya.waitForMessage(
    message => message.id === digest.id && !/in secret/.test(wordsOf(message)),
    patienceMs,
    from,
  );
  const again = await press(priya, redrawn, 'Delete', words => /Mei in the rain/.test(words));
  await press(priya, again, 'Delete for good', words => /Deleted/.test(words));
  await priya.waitForMessage(
    message => message.id === digest.id && /Everything in this digest/.test(wordsOf(message)),
    patienceMs,
    from,
  );
  await vi.waitUntil(
    async () => (await jonas.messages(ids.channels.studio)).every(({ id }) => id !== image.id),
    patienceMs,
  );
  await later(7);
  expect((await priya.messages(direct)).filter(isDigest)).toEqual([]);
});
