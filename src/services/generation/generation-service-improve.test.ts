import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { UserError } from '../../errors.ts';
import { noLimits } from '../safety/limits/limits.ts';
import { chatModel } from './making/improve-prompt.ts';
import type { GenerationRequest } from './requests/plan.ts';
import {
  ana,
  ben,
  createGenerationWorld,
  type GenerationWorld,
  guildId,
  quickModel,
  smallPictures,
  trainedActor,
} from './testing/generation-fixture.ts';

let world: GenerationWorld;
beforeAll(async () => {
  const pictures = await smallPictures();
  const sha256 = createHash('sha256').update(pictures.jpeg).digest('hex');
  world = await createGenerationWorld({
    pictures,
    dailyTokens: 400,
    actors: [
      trainedActor({
        ...{ id: 'priya', name: 'Priya', triggerWord: 'ohwxpriya', limits: { ...noLimits, swimwear: true } },
        consent: { state: 'granted', memberId: ana, textVersion: 4, text: 'yes', at: 0 },
        photos: [{ sha256, width: 900, height: 1100, addedAt: 0, accepted: true }],
      }),
      // Nobody but who registered her may see her.
      trainedActor({ id: 'mei', name: 'Mei Ling', visibility: 'owner', subjectId: ana }),
      trainedActor({ id: 'far', name: 'Heron', guildId: 'elsewhere' }),
    ],
  });
  await world.blobs.put(pictures.jpeg);
});
afterEach(async () => {
  world.huggingFace.faults.clear();
  await world.guildSettings.remove(guildId);
});
afterAll(() => world.close());

const request = (change: Partial<GenerationRequest> = {}): GenerationRequest => ({
  ...{ guildId, channelId: '900000000000000002', memberId: ben },
  ...{ prompt: 'a heron', model: quickModel },
  ...change,
});
const ofPriya = (prompt: string) => request({ prompt, actor: 'priya', model: undefined });
const chats = () => world.huggingFace.chats;
const used = async () => (await world.quota.today(ben)).used;
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error: unknown) => (error instanceof UserError ? error.code : String(error)),
  );
const fails = (status: number, body: object = { error: 'no' }) =>
  world.huggingFace.faults.add({ kind: 'status', status, body, match: { pathIncludes: 'chat/completions' } });

test('what is suggested is kept, made only once it is agreed to, and counts tokens but no image', async () => {
  const before = await used();
  const calls = world.huggingFace.requests.length;
  const { id, before: typed, after } = await world.generation.improvePrompt(request());
  expect(typed).toBe('a heron');
  expect(after).toMatch(/^a heron, soft directional light/);
  expect(chats().at(-1)).toMatchObject({ model: chatModel, parameters: { max_tokens: 220 } });
  expect(await used()).toBeGreaterThan(before);
  expect(await world.quota.imagesOf(ben, guildId)).toBe(0);
  expect(world.huggingFace.requests.length).toBe(calls);

  const bot = await world.open();
  expect(await bot.generation.untold()).toEqual([]);
  await expect(bot.generation.agreeTo(id, { guildId, memberId: ana })).rejects.toThrow(/Only the member/);
  expect(await bot.generation.agreeTo(id, { guildId, memberId: ben })).toMatchObject({
    prompt: after,
    model: quickModel,
  });
  await bot.generation.decline(id, { guildId, memberId: ben });
  await expect(bot.generation.agreeTo(id, { guildId, memberId: ben })).rejects.toThrow(/day is over/);
  await bot.limiter.stop();
});

test('no name of an actor leaves the bot, and it is back in the suggestion', async () => {
  const { after } = await world.generation.improvePrompt(ofPriya('Priya on a pier'));
  expect(JSON.stringify(chats().at(-1))).not.toContain('Priya');
  expect(chats().at(-1)?.messages.at(-1)?.content).toBe('PERSON_A on a pier');
  expect(after).toMatch(/^Priya on a pier, soft/);
});

test('nor does a second mention, or the name of an actor who isn’t cast', async () => {
  const typed = 'Priya and mei ling on a pier, PRIYA smiling at a heron';
  const { after } = await world.generation.improvePrompt(ofPriya(typed));
  expect(chats().at(-1)?.messages.at(-1)?.content).toBe(
    'PERSON_A and PERSON_B on a pier, PERSON_A smiling at a heron',
  );
  expect(after).toMatch(/^Priya and Mei Ling on a pier, Priya smiling at a heron, soft/);
  await world.generation.improvePrompt(request({ prompt: 'Mei Ling reads' }));
  expect(chats().at(-1)?.messages.at(-1)?.content).toBe('PERSON_A reads');
});

test('nothing is asked for what the rules forbid, and nothing is shown that breaks them', async () => {
  const before = chats().length;
  expect(await codeOf(world.generation.improvePrompt(ofPriya('Priya in a bikini')))).toBe('blocked');
  await world.guildSettings.update(guildId, current => ({ ...current, blockedWords: ['heron'] }));
  expect(await codeOf(world.generation.improvePrompt(request()))).toBe('blocked');
  expect(chats().length).toBe(before);
  // The model's own words are judged like a member's.
  await world.guildSettings.update(guildId, current => ({ ...current, blockedWords: ['directional'] }));
  await expect(world.generation.improvePrompt(request())).rejects.toThrow(/suggestion broke a rule/);
  expect(chats().length).toBe(before + 1);
});

test('a failure is said in words and costs what it cost; a 503 is not asked again and again', async () => {
  const before = await used();
  for (const status of [503, 400, 429]) {
    fails(status);
    await expect(world.generation.improvePrompt(request())).rejects.toThrow(/get a suggestion just now/);
  }
  // An answer that does not end is given back, like a picture that doesn't.
  world.huggingFace.faults.add({ kind: 'cut-body', match: { pathIncludes: 'chat/completions' } });
  expect(await codeOf(world.generation.improvePrompt(request()))).toBe('provider-failed');
  expect(await used()).toBe(before);
  for (const line of world.logged) expect(line).not.toContain(world.huggingFace.token);
});

test('the day’s budget counts for it too', async () => {
  const long = Array.from({ length: 390 }, (_, nth) => `w${nth % 10}`).join(' ');
  expect(await codeOf(world.generation.improvePrompt(request({ prompt: long })))).toBe('budget-spent');
});

test('used-up credits pause the account for it like for images', async () => {
  fails(402, { error: 'You have exceeded your monthly included credits for Inference Providers.' });
  expect(await codeOf(world.generation.improvePrompt(request()))).toBe('account-paused');
  const before = chats().length;
  expect(await codeOf(world.generation.improvePrompt(request()))).toBe('account-paused');
  expect(chats().length).toBe(before);
});
