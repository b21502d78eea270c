import type { Member } from '@ai-actor/playground/discord';
import { ids } from '@ai-actor/playground/discord';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ask, patienceMs } from '../acting.ts';
import { picturesOf, startWorld, type TestWorld, wordsOf } from '../world.ts';

vi.setConfig({ testTimeout: 600_000 });

let world: TestWorld;
let mara: Member;
let priya: Member;
beforeAll(async () => {
  world = await startWorld({ QUOTA_DAILY_TOKENS: '1000' });
  [mara, priya] = await Promise.all([world.member('mara'), world.member('priya')]);
}, 60_000);
afterAll(() => world.close());

/** Its answer once it says so: what stands there before is in other languages too. */
const answered = async (member: Member, options: { prompt: string }, fits: RegExp) => {
  const from = member.events.length;
  await member.command('/generate', { ...options, model });
  return member.waitForMessage(message => fits.test(wordsOf(message)), patienceMs, from);
};
const model = 'runwayml/stable-diffusion-v1-5';

test('a member is answered in their language, and the channel in its server’s', async () => {
  world.discord.setLocale(ids.members.priya, 'de');
  expect(wordsOf(await ask(priya, '/quota'))).toMatch(/Budget für heute.* 0 von 1\.000 Tokens/s);

  // Everybody in the channel reads this.
  const image = await answered(priya, { prompt: 'a photo of a cat' }, /5 tokens of today’s budget/);
  expect(picturesOf(image)).toHaveLength(1);

  // Only the member reads why nothing came of it.
  const refused = await answered(priya, { prompt: ' ' }, /Der Prompt ist leer/);
  expect(refused.ephemeral).toBe(true);

  // A language without a catalogue.
  world.discord.setLocale(ids.members.priya, 'th');
  expect(wordsOf(await ask(priya, '/quota'))).toMatch(/Today’s budget.* 5 of 1,000 tokens/s);
});

test('messages that answer nothing are in the member’s language, after a restart too', async () => {
  world.discord.setLocale(ids.members.mara, 'fr');
  await ask(mara, '/quota');
  await world.restartBot();
  const from = mara.events.length;
  for (const via of ['hf-inference', 'fal-ai'] as const)
    world.huggingFace.faults.add({ kind: 'status', status: 402, times: 9, match: { via } });
  await priya.command('/generate', { prompt: 'a photo of a wolf' });
  const direct = await world.directChannel(ids.members.mara);
  const notice = await mara.waitForMessage(({ channel_id }) => channel_id === direct, patienceMs, from);
  expect(wordsOf(notice)).toContain('La création d’images est en pause');
  world.huggingFace.faults.clear();
  world.discord.setLocale(ids.members.mara, 'en-US');
  await ask(mara, '/settings resume');
});

test('admins choose what is spoken in the channels, and it stays so over a restart', async () => {
  const set = await ask(mara, '/settings language', { language: 'ja' });
  expect(wordsOf(set)).toMatch(/日本語/);
  await world.restartBot();
  await answered(priya, { prompt: 'a photo of a dog' }, /今日の予算から.*トークン/);
  expect(wordsOf(await ask(mara, '/settings log'))).toMatch(/\*\*Language\*\*: not set → 日本語/);

  // What Discord says of the server counts again.
  await ask(mara, '/settings language', { language: 'discord' });
  world.discord.setServerLocale('fr');
  await answered(priya, { prompt: 'a photo of a fox' }, /du budget du jour/);
});
