import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { UserError } from '../../errors.ts';
import type { Visibility } from '../actors/consent.ts';
import { PriceQuestion } from './making/ask-price.ts';
import type { Accepted } from './requests/accepted-request.ts';
import { requestForPack } from './requests/packs.ts';
import type { GenerationRequest } from './requests/plan.ts';
import {
  accepting,
  ana,
  ben,
  createGenerationWorld,
  type GenerationWorld,
  guildId,
  smallPictures,
  trainedActor,
} from './testing/generation-fixture.ts';

let world: GenerationWorld;
/** As they are now: after a restart, others. */
let bot: Awaited<ReturnType<GenerationWorld['open']>>;
beforeAll(async () => {
  const pictures = await smallPictures();
  const sha256 = createHash('sha256').update(pictures.jpeg).digest('hex');
  world = await createGenerationWorld({
    pictures,
    maxConcurrent: 1,
    actors: [
      trainedActor({
        ...{ id: 'priya', name: 'Priya', triggerWord: 'ohwxpriya' },
        consent: { state: 'granted', memberId: ana, textVersion: 4, text: 'yes', at: 0 },
        photos: [{ sha256, width: 900, height: 1100, addedAt: 0, accepted: true }],
      }),
    ],
  });
  await world.blobs.put(pictures.jpeg);
  bot = world;
});
beforeEach(async () => {
  await bot.actors.share(guildId, ana, 'priya', 'guild');
});
afterEach(async () => {
  world.huggingFace.faults.clear();
  await bot.guildSettings.remove(guildId);
});
afterAll(() => world.close());

const share = (visibility: Visibility) => bot.actors.share(guildId, ana, 'priya', visibility);
const calls = () => world.huggingFace.requests.length;
let packsMade = 0;
/** A pack of scenes that no test before it has asked for. */
function packOf(scenes = 4, change: Partial<GenerationRequest> = {}): GenerationRequest {
  packsMade++;
  const pack = {
    ...{ id: 'test', name: () => 'Travel' as const, emoji: '🎁' },
    scenes: Array.from({ length: scenes }, (_, nth) => `{actor} in harbour ${packsMade}, pier ${nth}`),
  };
  return {
    ...{ guildId, channelId: '900000000000000002', memberId: ben, actor: 'priya' },
    ...requestForPack(pack, 'Priya'),
    ...change,
  };
}
/** Makes a pack as the edge does it; resolves to what was shown, and to what became of it. */
async function make(
  request: GenerationRequest,
  onImage: (nth: number, id: string) => unknown = () => {},
  accepted?: Accepted,
) {
  accepted ??= await accepting(bot.generation, request, 'answer');
  const shown: string[] = [];
  const ended = await bot.generation
    .generatePack(
      accepted,
      () => {},
      async ({ record }) => {
        shown.push(record.prompt);
        await bot.generation.packImageShown(accepted.id, record.id, undefined);
        await onImage(shown.length, accepted.id);
      },
    )
    .catch((error: unknown) => error);
  return { id: accepted.id, shown, ended, told: () => bot.generation.told(accepted.id) };
}
const codeOf = (error: unknown) => (error instanceof UserError ? error.code : String(error));
const wordsOf = (failures: unknown[]) => failures.map(failure => (failure as UserError).message);

test('each scene is an answer of its own, handed over once; the same pack again is free', async () => {
  const request = packOf(8);
  const quote = await bot.generation.quotePack(request);
  expect(quote).toMatchObject({ images: 8, asksFirst: [] });
  expect(quote.tokens).toBeGreaterThan(0);
  const before = { calls: calls(), spent: (await bot.quota.today(ben)).used };
  const { id, shown, ended, told } = await make(request);
  expect(new Set(shown)).toEqual(new Set(request.pack?.scenes));
  expect(shown).toHaveLength(8);
  expect(ended).toMatchObject({ total: 8, made: 8, tokens: quote.tokens, failures: [] });
  expect((await bot.quota.today(ben)).used - before.spent).toBe(quote.tokens);
  expect(calls() - before.calls).toBe(8);
  const record = await world.generations.get(`${id}-3`);
  expect(record).toMatchObject({ prompt: request.pack?.scenes[2], actor: { id: 'priya' }, posts: [] });
  await told();
  expect(bot.generation.isAccepted(id)).toBe(false);

  expect(await bot.generation.quotePack(request)).toMatchObject({
    images: 0,
    tokens: 0,
    micros: 0,
    seconds: 0,
  });
  expect((await make(request)).ended).toMatchObject({ made: 8, tokens: 0 });
  expect(calls() - before.calls).toBe(8);
});

test('what became of a pack goes with the images that have a record, where one could not be stored', async () => {
  const { put } = world.generations;
  let puts = 0;
  world.generations.put = async (id, record) => {
    if (++puts === 2) throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    return put(id, record);
  };
  try {
    const { id, shown, told } = await make(packOf(3));
    expect(shown).toHaveLength(3);
    await bot.generation.packEnded(id, { channelId: 'c', messageId: 'the pack' });
    await told();
  } finally {
    world.generations.put = put;
  }
  const mine = (await bot.generation.ofMember(ben)).filter(({ packPost }) => packPost !== undefined);
  expect(mine.map(({ packPost }) => packPost?.messageId)).toEqual(['the pack', 'the pack']);
  expect(world.deletedMessages).toEqual([]);
});

test('cancelled half-way, what had not left is neither made nor charged', async () => {
  const before = { calls: calls(), spent: (await bot.quota.today(ben)).used };
  const { shown, ended, told } = await make(packOf(6), (nth, id) => {
    if (nth === 2) bot.generation.cancel(id, { guildId, memberId: ben, admin: false });
  });
  // What had left by then comes, too.
  expect(shown.length).toBeLessThan(6);
  expect(ended).toMatchObject({ total: 6, made: shown.length });
  const { failures, tokens } = ended as { failures: unknown[]; tokens: number };
  expect(new Set(failures.map(codeOf))).toEqual(new Set(['cancelled']));
  expect(failures).toHaveLength(6 - shown.length);
  expect(calls() - before.calls).toBe(shown.length);
  expect((await bot.quota.today(ben)).used - before.spent).toBe(tokens);
  await told();
});

test('the budget ends half-way: what is there stays, and the rest is said in words', async () => {
  const request = packOf(4);
  const { tokens } = await bot.generation.quotePack(request);
  const { used } = await bot.quota.today(ben);
  await bot.guildSettings.update(guildId, current => ({
    ...current,
    roles: { [guildId]: { may: [], images: 0 } },
  }));
  expect((await make(request)).ended).toMatchObject({ code: 'budget-spent' });
  const had = await bot.quota.imagesOf(ben, guildId);
  await bot.guildSettings.update(guildId, current => ({
    ...current,
    roles: { [guildId]: { may: [], images: had + 3 } },
  }));
  const { shown, ended, told } = await make(request);
  expect(shown).toHaveLength(3);
  expect(ended).toMatchObject({ total: 4, made: 3, tokens: (tokens / 4) * 3 });
  expect(wordsOf((ended as { failures: unknown[] }).failures).join()).toMatch(
    /made your \d+ new images for today/,
  );
  expect((await bot.quota.today(ben)).used - used).toBe((tokens / 4) * 3);
  await told();
});

test('after a kill half-way it goes on where it was, and nothing is made or shown twice', async () => {
  const request = packOf(4);
  const before = calls();
  const accepted = await accepting(bot.generation, request, 'answer');
  const shown: string[] = [];
  const killed = bot;
  let unseen = '';
  // The third is stored when the process ends, and nobody has seen it.
  await new Promise<void>(resolve => {
    void bot.generation.generatePack(
      accepted,
      () => {},
      async ({ record }) => {
        if (shown.length === 2) {
          unseen ||= record.id;
          return resolve(void killed.limiter.stop());
        }
        shown.push(record.id);
        await bot.generation.packImageShown(accepted.id, record.id, undefined);
      },
    );
  });
  bot = await world.open();
  const left = (await bot.generation.untold()).find(({ id }) => id === accepted.id);
  expect(left).toMatchObject({ id: accepted.id, request: { pack: request.pack } });
  const more: string[] = [];
  const ended = await bot.generation.generatePack(
    accepted,
    () => {},
    async ({ record, images }) => {
      expect(images).toHaveLength(1);
      more.push(record.id);
      await bot.generation.packImageShown(accepted.id, record.id, undefined);
    },
  );
  const seen = [...shown, ...more];
  expect(new Set(seen).size).toBe(seen.length);
  expect(more).toContain(unseen);
  // The call for the fourth may have left in that moment.
  const lost = wordsOf(ended.failures);
  expect(lost.filter(words => !/restarted while/.test(words))).toEqual([]);
  expect([seen.length + lost.length, ended.total, ended.made]).toEqual([4, 4, seen.length]);
  expect(calls() - before).toBe(4);
  // Told once more, as when the end could not be posted: nothing is handed over again.
  const again: string[] = [];
  expect(
    await bot.generation.generatePack(
      accepted,
      () => {},
      async ({ record }) => void again.push(record.id),
    ),
  ).toMatchObject({ made: seen.length, tokens: ended.tokens });
  expect(again).toEqual([]);
  await bot.generation.told(accepted.id);
});

test('what may have been paid for when the process ended is not paid again, and the rest is made', async () => {
  world.huggingFace.faults.add({ kind: 'delay', delayMs: 4_000, times: 1 });
  const accepted = await accepting(bot.generation, packOf(3), 'answer');
  const before = calls();
  void bot.generation
    .generatePack(
      accepted,
      () => {},
      async () => {},
    )
    .catch(() => undefined);
  await expect.poll(() => calls()).toBe(before + 1);
  // As after a kill: nothing that this process still does reaches the store.
  const killed = bot;
  bot = await world.open();
  const { ended, told } = await make(accepted.request, () => {}, accepted);
  await killed.limiter.stop();
  expect(ended).toMatchObject({ total: 3, made: 2 });
  expect(wordsOf((ended as { failures: unknown[] }).failures)).toEqual([
    expect.stringMatching(/restarted while/),
  ]);
  await told();
});

test('the price of all is asked at once, and one that was agreed to is not asked again', async () => {
  await bot.guildSettings.update(guildId, current => ({
    ...current,
    money: { ...current.money, askAbove: 0.1 },
  }));
  const request = packOf(4);
  const { micros } = await bot.generation.quotePack(request);
  const before = calls();
  const asked = await make(request);
  expect(asked.ended).toBeInstanceOf(PriceQuestion);
  expect((asked.ended as PriceQuestion).price).toMatchObject({ images: 4, usd: micros / 1e6 });
  expect(calls()).toBe(before);
  const agreed = await bot.generation.agreeTo(asked.id, { guildId, memberId: ben });
  expect(agreed.pack).toEqual(request.pack);
  expect((await make({ ...request, agreedMicros: micros - 1 })).ended).toBeInstanceOf(PriceQuestion);
  expect((await make(agreed)).ended).toMatchObject({ made: 4 });
  expect(calls() - before).toBe(4);
});

test('who approves each request is asked once, with every scene', async () => {
  await share('ask');
  const request = packOf(4);
  expect((await bot.generation.quotePack(request)).asksFirst).toEqual(['Priya']);
  const before = calls();
  const { id, ended, told } = await make(request);
  expect(codeOf(ended)).toBe('asked');
  await told();
  const waiting = await bot.approvals.ofMember(ana);
  expect(waiting).toMatchObject([{ id, request: { pack: request.pack, actor: 'priya' } }]);
  expect(calls()).toBe(before);
  await bot.approvals.answer(ana, id, 'approve');
  await bot.approvals.takeUp(id, async approved => {
    const accepted = await bot.generation.acceptApproved(id, approved);
    const { shown } = await make(approved, () => {}, accepted);
    expect(shown).toHaveLength(4);
  });
  expect(await world.generations.get(`${id}-4`)).toMatchObject({ memberId: ben, actor: { id: 'priya' } });
  expect(calls() - before).toBe(4);
});

test('a scene that somebody ruled out is left out, and the others are made', async () => {
  await bot.guildSettings.update(guildId, current => ({ ...current, blockedWords: ['pier 2'] }));
  const request = packOf(4);
  const quote = await bot.generation.quotePack(request);
  expect(quote.images).toBe(3);
  expect(quote.scenes.flatMap(({ why }, nth) => (why ? [nth] : []))).toEqual([2]);
  const { shown, ended } = await make(request);
  expect(shown).toHaveLength(3);
  expect((ended as { failures: unknown[] }).failures.map(codeOf)).toEqual(['blocked']);
  await share('owner');
  expect(codeOf((await make(packOf())).ended)).toMatch(/not-allowed|not-found/);
});
