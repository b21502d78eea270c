import type { Member } from '@ai-actor/playground/discord';
import { ids } from '@ai-actor/playground/discord';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ask } from '../acting.ts';
import { startWorld, type TestWorld, wordsOf } from '../world.ts';

vi.setConfig({ testTimeout: 600_000 });

let world: TestWorld;
let priya: Member;
beforeAll(async () => {
  world = await startWorld({ QUOTA_DAILY_TOKENS: '1000' });
  priya = await world.member('priya');
}, 60_000);
afterAll(() => world.close());

test('a member is answered in their language, and the server in its own', async () => {
  world.discord.setLocale(ids.members.priya, 'de');
  expect(wordsOf(await ask(priya, '/quota'))).toMatch(/Budget für heute.* 0 von 1\.000 Tokens/s);

  // A language without a catalogue.
  world.discord.setLocale(ids.members.priya, 'th');
  expect(wordsOf(await ask(priya, '/quota'))).toMatch(/Today’s budget.* 0 of 1,000 tokens/s);
});
