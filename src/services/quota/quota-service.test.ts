import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { UserError } from '../../errors.ts';
import { openStore, type Store } from '../storage/store.ts';
import { countPromptTokens } from './prompt-tokens.ts';
import {
  emptyDay,
  type QuotaDay,
  quotaDaySchema,
  settle,
  usedByGuild,
  usedByMember,
  usedOf,
} from './quota-day.ts';
import { createQuotaService, type DecidedLimits } from './quota-service.ts';

const noon = Date.UTC(2026, 2, 29, 12);
let dir: string;
let store: Store;
let time: number;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'actor-quota-'));
  store = await openStore(dir);
  time = noon;
});
afterEach(async () => {
  await store.close();
  await rm(dir, { recursive: true, force: true });
});

const guild = 'guild';
const of = (memberId: string, guildId = guild) => ({ memberId, guildId });
const days = () => store.collection('quota_days', quotaDaySchema);
const open = async (
  dailyTokens: number,
  memberDailyTokens = 0,
  more: { serverDailyTokens?: number; limits?: DecidedLimits } = {},
) => createQuotaService({ days: await days(), dailyTokens, memberDailyTokens, ...more, now: () => time });
const outcomeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'ok',
    (error: unknown) => (error instanceof UserError ? error.code : String(error)),
  );

describe('who was given nothing', () => {
  const nothing: DecidedLimits = {
    server: () => undefined,
    member: (_guild, id) => (id === 'ana' ? 0 : undefined),
  };

  test.each<[string, { limits: DecidedLimits }, RegExp]>([
    ['a member', { limits: nothing }, /An admin of this server turned off new images for you/],
    [
      'a server, by its admins',
      { limits: { server: () => 0, member: () => undefined } },
      /turned off in this server/,
    ],
  ])('hears that it was switched off, and no word of refilling: %s', async (_who, more, words) => {
    const quota = await open(1_000, 100, more);
    const refused = await quota.reserve('r', of('ana'), 1).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'budget-spent', message: expect.stringMatching(words) });
    expect((refused as UserError).message).not.toMatch(/full again|<t:|0 tokens left/);
  });

  test('hears it even where the shared budget is spent too', async () => {
    const quota = await open(10, 0, {
      limits: nothing,
    });
    await (await quota.reserve('r', of('ben'), 10)).commit();
    await expect(quota.reserve('s', of('ana'), 1)).rejects.toThrow(/turned off new images for you/);
  });

  test('hears it of a bot whose budget is nothing', async () => {
    const refused = await (await open(0)).reserve('r', of('ana'), 1).catch((error: unknown) => error);
    expect(refused).toMatchObject({ message: expect.stringMatching(/make no new images/) });
    expect((refused as UserError).message).not.toMatch(/full again/);
  });
});

describe('the budget of the day', () => {
  test('200 requests at once with a budget for exactly 37: 37 succeed', async () => {
    const quota = await open(37 * 11 + 10);
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, (_, index) => outcomeOf(quota.reserve(`r${index}`, of(`m${index}`), 11))),
    );
    expect(outcomes.filter(outcome => outcome === 'ok')).toHaveLength(37);
    expect(outcomes.filter(outcome => outcome === 'budget-spent')).toHaveLength(163);
    expect((await quota.today('m1')).used).toBe(37 * 11);
  });

  test('a refund gives back, a commit and an unknown outcome do not; the sentence says what is left', async () => {
    const quota = await open(100);
    const [one, two, three] = [
      await quota.reserve('a', of('ana'), 40),
      await quota.reserve('b', of('ana'), 30),
      await quota.reserve('c', of('ben'), 30),
    ];
    await one.refund();
    await two.commit();
    await three.unknown();
    expect(await quota.today('ana')).toMatchObject({ used: 60, unknown: 30, memberUsed: 30, limit: 100 });
    const midnight = Date.UTC(2026, 2, 30) / 1_000;
    await expect(quota.reserve('d', of('ana'), 41)).rejects.toThrow(
      new RegExp(`has 40 tokens left, and this needs 41.*<t:${midnight}:R>`),
    );
  });

  test('one’s own share is counted apart', async () => {
    const quota = await open(1_000, 50);
    await quota.reserve('a', of('ana'), 50);
    expect(await outcomeOf(quota.reserve('b', of('ana'), 1))).toBe('budget-spent');
    expect(await outcomeOf(quota.reserve('c', of('ben'), 50))).toBe('ok');
  });

  test('it is full again at midnight UTC, and what began before counts for its own day', async () => {
    const quota = await open(100);
    time = Date.UTC(2026, 2, 29, 23, 59, 59, 999);
    const late = await quota.reserve('a', of('ana'), 100);
    time = Date.UTC(2026, 2, 30);
    expect((await quota.today('ana')).used).toBe(0);
    await late.commit();
    expect((await quota.today('ana')).used).toBe(0);
    time = noon;
    expect((await quota.today('ana')).used).toBe(100);
  });

  test('after a kill, what had not left is given back and the rest is perhaps spent, on every day', async () => {
    const before = await open(200);
    const yesterday = await before.reserve('a', of('ana'), 60);
    await yesterday.sent();
    await before.reserve('b', of('ana'), 40);
    time += 86_400_000;
    const [left, waiting] = [
      await before.reserve('c', of('ana'), 30),
      await before.reserve('d', of('ben'), 20),
    ];
    await left.sent();
    await left.sent();
    expect((await before.today('ana')).used).toBe(50);

    const after = await open(200);
    expect(await after.today('ana')).toMatchObject({ used: 30, unknown: 30, memberUsed: 30 });
    expect((await after.today('ben')).memberUsed).toBe(0);
    // The killed process says nothing any more; if it did, it would change nothing.
    for (const one of [left, waiting, yesterday]) {
      await one.refund();
      await one.sent();
      await one.commit();
    }
    expect(await after.today('ana')).toMatchObject({ used: 30, unknown: 30 });
    time -= 86_400_000;
    expect(await after.today('ana')).toMatchObject({ used: 60, unknown: 60 });
  });

  test('of a reservation from before it was noted what had left, nobody can say', async () => {
    await (await days()).put('2026-03-28', {
      ...{ day: '2026-03-28', committed: 5, unknown: 0, byMember: { ana: 5 } },
      reserved: { old: { memberId: 'ana', tokens: 7 } },
    } as unknown as QuotaDay);
    const quota = await open(100);
    time -= 86_400_000;
    expect(await quota.today('ana')).toMatchObject({ used: 12, unknown: 7, memberUsed: 12 });
  });

  test('a clock that jumps back and forth by hours neither gives twice nor goes below nothing', async () => {
    const quota = await open(100);
    const first = await quota.reserve('a', of('ana'), 60);
    time += 15 * 3_600_000; // into tomorrow, by mistake
    const second = await quota.reserve('b', of('ana'), 70);
    await first.refund();
    time -= 20 * 3_600_000; // set right, and a little more
    expect((await quota.today('ana')).used).toBe(0);
    const third = await quota.reserve('c', of('ana'), 100);
    await second.commit();
    await second.refund();
    await third.unknown();
    expect(await outcomeOf(quota.reserve('d', of('ana'), 1))).toBe('budget-spent');
    expect(await quota.today('ana')).toMatchObject({ used: 100, unknown: 100, memberUsed: 100 });
    time = Date.UTC(2026, 2, 30, 1);
    expect(await quota.today('ana')).toMatchObject({ used: 70, unknown: 0 });
    await expect(quota.reserve('e', of('ana'), 31)).rejects.toThrow(
      new RegExp(`30 tokens left.*<t:${Date.UTC(2026, 2, 31) / 1_000}:R>`),
    );
  });

  test('many at once are stored in a few writes, each before it is told', async () => {
    const collection = await days();
    let writes = 0;
    const counted = {
      ...collection,
      async swap(...given: Parameters<typeof collection.swap>) {
        writes++;
        return collection.swap(...given);
      },
    };
    const quota = await createQuotaService({
      ...{ days: counted, dailyTokens: 1_000, memberDailyTokens: 0, now: () => time },
    });
    const storedAt = async (id: string) => (await collection.get('2026-03-29'))?.reserved[id];
    await Promise.all(
      Array.from({ length: 200 }, async (_, at) => {
        const one = await quota.reserve(`r${at}`, of(`m${at}`), 1);
        expect(await storedAt(`r${at}`)).toMatchObject({ sent: false });
        await one.sent();
        expect(await storedAt(`r${at}`)).toMatchObject({ sent: true });
        await one.commit();
      }),
    );
    expect(await quota.today('m1')).toMatchObject({ used: 200, memberUsed: 1 });
    expect(writes).toBeGreaterThan(0);
    expect(writes).toBeLessThan(60);
  });

  test('a write that fails grants nothing and holds nothing', async () => {
    const collection = await days();
    let full = true;
    const disk = {
      ...collection,
      async swap(...given: Parameters<typeof collection.swap>) {
        if (full) throw new Error('the disk is full');
        return collection.swap(...given);
      },
    };
    const quota = await createQuotaService({
      ...{ days: disk, dailyTokens: 10, memberDailyTokens: 0, now: () => time },
    });
    expect(await Promise.all(['a', 'b'].map(id => outcomeOf(quota.reserve(id, of('ana'), 10))))).toEqual([
      'Error: the disk is full',
      'budget-spent',
    ]);
    full = false;
    expect(await outcomeOf(quota.reserve('a', of('ana'), 10))).toBe('ok');
  });

  test('with no budget at all nothing is granted', async () => {
    expect(await outcomeOf((await open(0)).reserve('a', of('ana'), 1))).toBe('budget-spent');
  });
});

describe('shares', () => {
  test('a server has one, and its admins may set it lower', async () => {
    const decided: Record<string, number> = {};
    const quota = await open(1_000, 0, {
      serverDailyTokens: 100,
      limits: { server: guildId => decided[guildId], member: () => undefined },
    });
    await (await quota.reserve('a', of('ana'), 70)).commit();
    await expect(quota.reserve('b', of('ben'), 31)).rejects.toThrow(/This server’s share.*30 tokens left/);
    expect(await outcomeOf(quota.reserve('b', of('ben', 'another'), 100))).toBe('ok');
    decided[guild] = 80;
    expect(await outcomeOf(quota.reserve('c', of('ben'), 11))).toBe('budget-spent');
    expect(await quota.today('ben', guild)).toMatchObject({ server: { limit: 80, used: 70 }, used: 170 });
    decided[guild] = 5_000;
    expect((await quota.today('ben', guild)).server).toEqual({ limit: 100, used: 70 });
    expect((await quota.today('ben')).server).toBeUndefined();
    expect(await outcomeOf(quota.reserve('c', of('ben'), 30))).toBe('ok');
  });

  test('what is outside servers has one that the operator set', async () => {
    const quota = await open(1_000, 500, {
      serverDailyTokens: 10,
      limits: {
        server: guildId => (guildId === '@me' ? 100 : undefined),
        member: guildId => (guildId === '@me' ? 60 : undefined),
        outside: '@me',
      },
    });
    await (await quota.reserve('a', of('ana', '@me'), 60)).commit();
    await expect(quota.reserve('b', of('ana', '@me'), 1)).rejects.toThrow(/Your own share.*0 tokens left/);
    await expect(quota.reserve('c', of('ben', '@me'), 41)).rejects.toThrow(
      /budget for images outside servers has 40 tokens left/,
    );
    expect(await outcomeOf(quota.reserve('d', of('ana'), 10))).toBe('ok');
    const off = await open(1_000, 0, {
      limits: { server: () => 0, member: () => undefined, outside: '@me' },
    });
    await expect(off.reserve('e', of('ben', '@me'), 1)).rejects.toThrow(/outside servers are turned off/);
  });

  test('admins give one member less or more than everybody has, in their server', async () => {
    const decided: Record<string, number> = { ana: 20, ben: 90, cleo: 0, dora: 20 };
    const quota = await open(1_000, 50, {
      limits: { server: () => undefined, member: (at, id) => (at === guild ? decided[id] : undefined) },
    });
    await (await quota.reserve('a', of('ana'), 20)).commit();
    await expect(quota.reserve('b', of('ana'), 1)).rejects.toThrow(/Your own share.*0 tokens left/);
    expect(await quota.today('ana', guild)).toMatchObject({ memberLimit: 20, memberUsed: 20 });
    expect(await outcomeOf(quota.reserve('b', of('ana', 'another'), 30))).toBe('ok');
    expect(await outcomeOf(quota.reserve('c', of('ana', 'another'), 1))).toBe('budget-spent');
    expect(await outcomeOf(quota.reserve('d', of('ben'), 90))).toBe('ok');
    expect(await outcomeOf(quota.reserve('e', of('ben', 'another'), 1))).toBe('budget-spent');
    expect(await outcomeOf(quota.reserve('f', of('cleo'), 1))).toBe('budget-spent');
    // Less here than everybody has is no way to more in all.
    expect(await outcomeOf(quota.reserve('g', of('dora', 'another'), 50))).toBe('ok');
    expect(await outcomeOf(quota.reserve('h', of('dora'), 1))).toBe('budget-spent');
    delete decided.ana;
    expect(await quota.today('ana', guild)).toMatchObject({ memberLimit: 50, memberUsed: 50 });
    expect((await (await open(1_000)).today('ana')).memberLimit).toBeUndefined();
  });

  test('admins see who used what, of their server alone', async () => {
    const quota = await open(1_000);
    await (await quota.reserve('a', of('ana'), 10)).commit();
    await (await quota.reserve('b', of('ben'), 5)).refund();
    await (await quota.reserve('c', of('cleo', 'another'), 5)).commit();
    time += 2 * 86_400_000;
    await (await quota.reserve('d', of('ana'), 5)).unknown();
    await quota.reserve('e', of('dora'), 40);
    expect(await quota.usageOf(guild, 3)).toEqual({
      days: [
        { day: '2026-03-29', tokens: 10, pictures: 1 },
        { day: '2026-03-30', tokens: 0, pictures: 0 },
        { day: '2026-03-31', tokens: 45, pictures: 2 },
      ],
      members: [
        { memberId: 'dora', tokens: 40, pictures: 1, tokensToday: 40 },
        { memberId: 'ana', tokens: 15, pictures: 2, tokensToday: 5 },
      ],
    });
    expect((await quota.usageOf(guild, 1)).members).toHaveLength(2);
    expect(await quota.usedSince(noon)).toEqual({ tokens: 60, pictures: 4 });
    expect(await quota.usedSince(time)).toEqual({ tokens: 45, pictures: 2 });
    expect(await quota.usedSince(0)).toEqual({ tokens: 60, pictures: 4 });
    // Something of a day that was taken for over.
    time = noon;
    await quota.reserve('f', of('ana'), 7);
    time += 2 * 86_400_000;
    expect(await quota.usedSince(noon)).toEqual({ tokens: 67, pictures: 5 });
  });

  test('a server that is gone is in no record, and what it used stays used', async () => {
    const quota = await open(1_000);
    await (await quota.reserve('a', of('ana'), 10)).commit();
    const underWay = await quota.reserve('b', of('ana'), 20);
    await quota.forgetGuild(guild);
    await underWay.commit();
    expect(JSON.stringify(await (await days()).all())).not.toContain(guild);
    expect(await quota.today('ana')).toMatchObject({ used: 30, memberUsed: 30 });
  });
});

describe('a member who is forgotten', () => {
  const secret = 'the bot’s token';
  const ana = '900000000000000011';
  const openSecret = async () =>
    createQuotaService({
      days: await store.collection('quota_days', quotaDaySchema),
      dailyTokens: 1_000,
      memberDailyTokens: 100,
      secret,
      now: () => time,
    });
  const stored = async () =>
    JSON.stringify(await (await store.collection('quota_days', quotaDaySchema)).all());

  test('is in no record, and has no fresh share today, after a restart neither', async () => {
    const quota = await openSecret();
    await (await quota.reserve('a', of(ana), 40)).commit();
    time += 86_400_000;
    await (await quota.reserve('b', of(ana), 60)).commit();
    const underWay = await quota.reserve('c', of(ana), 20);
    expect(await quota.ofMember(ana)).toEqual([
      { day: '2026-03-30', tokens: 80 },
      { day: '2026-03-29', tokens: 40 },
    ]);
    await quota.forgetMember(ana);
    await quota.forgetMember(ana);
    await underWay.commit();
    await quota.flush();
    expect(await stored()).not.toContain(ana);
    expect(await quota.ofMember(ana)).toEqual([]);
    const after = await openSecret();
    expect(await after.today(ana)).toMatchObject({ used: 80, memberUsed: 80 });
    expect(await outcomeOf(after.reserve('d', of(ana), 21))).toBe('budget-spent');
    expect(await outcomeOf(after.reserve('e', of(ana), 20))).toBe('ok');
    expect(await outcomeOf(after.reserve('f', of('ben'), 100))).toBe('ok');
    await after.forgetMember(ana);
    expect((await after.today(ana)).memberUsed).toBe(100);
    // The server's totals stay, without a name.
    expect((await after.usageOf(guild, 2)).members).toEqual([
      { memberId: undefined, tokens: 140, pictures: 4, tokensToday: 100 },
      { memberId: 'ben', tokens: 100, pictures: 1, tokensToday: 100 },
    ]);
    time -= 86_400_000;
    expect((await after.today(ana)).used).toBe(40);
  });

  test('leaves not even a trace of that after the day', async () => {
    const quota = await openSecret();
    await (await quota.reserve('a', of(ana), 40)).commit();
    await (await quota.reserve('b', of('ben'), 10)).commit();
    await quota.forgetMember(ana);
    await quota.prune();
    expect((await quota.today(ana)).memberUsed).toBe(40);
    time += 86_400_000;
    await quota.prune();
    expect(await stored()).not.toContain('~');
    expect(await quota.ofMember('ben')).toHaveLength(1);
    time += 61 * 86_400_000;
    await quota.prune();
    expect(await quota.ofMember('ben')).toHaveLength(1);
    time += 86_400_000;
    await quota.prune();
    expect(await stored()).toBe('[]');
  });
});

test('however reservations end, and however often, every token is counted once', () => {
  const ends = fc.constantFrom('commit' as const, 'refund' as const, 'unknown' as const);
  fc.assert(
    fc.property(
      fc.array(fc.nat(50), { minLength: 1, maxLength: 8 }),
      fc.array(fc.tuple(fc.nat(7), ends), { maxLength: 30 }),
      (tokens, steps) => {
        const day: QuotaDay = {
          ...emptyDay('d'),
          reserved: Object.fromEntries(
            tokens.map((count, at) => [
              `r${at}`,
              { memberId: 'm', guildId: 'g', tokens: count, sent: at % 2 === 0 },
            ]),
          ),
        };
        const first = new Map<number, string>();
        for (const [at, how] of steps) {
          settle(day, `r${at}`, how);
          if (!first.has(at)) first.set(at, how);
        }
        const kept = tokens.reduce((sum, count, at) => sum + (first.get(at) === 'refund' ? 0 : count), 0);
        expect(usedOf(day)).toBe(kept);
        expect(usedByMember(day, ['m'])).toBe(kept);
        expect(usedByGuild(day, 'g')).toBe(kept);
      },
    ),
  );
});

test('prompt tokens are CLIP’s', async () => {
  expect(await countPromptTokens('a photo of a cat')).toBe(5);
  expect(await countPromptTokens('')).toBe(0);
  expect(await countPromptTokens('lighthouse '.repeat(100))).toBeGreaterThan(75);
});

test('what a killed process had reserved and not sent was never stored, and nothing of it counts', async () => {
  const quota = await open(100);
  const first = await quota.reserve('a', of('ana'), 10);
  await first.sent();
  await quota.reserve('b', of('ana'), 20);
  expect((await quota.today('ana')).used).toBe(30);
  const after = await open(100);
  expect(await after.today('ana')).toMatchObject({ used: 10, unknown: 10 });
});

test('a day is written once for what leaves together, and what ends is stored within a moment', async () => {
  const stored = await days();
  const swap = vi.fn(stored.swap);
  const quota = await createQuotaService({
    ...{ days: { ...stored, swap }, dailyTokens: 100, memberDailyTokens: 0, now: () => time },
  });
  await quota.reserve('first', of('ana'), 1);
  const before = swap.mock.calls.length;
  const reserved = await Promise.all([1, 2, 3, 4, 5].map(n => quota.reserve(`r${n}`, of('ana'), 1)));
  expect(swap.mock.calls.length).toBe(before);
  await Promise.all(reserved.map(one => one.sent()));
  expect(swap.mock.calls.length).toBe(before + 1);
  await Promise.all(reserved.map(one => one.commit()));
  expect(swap.mock.calls.length).toBe(before + 1);
  expect((await quota.today('ana')).used).toBe(6);
  await vi.waitFor(async () => expect((await stored.get('2026-03-29'))?.committed).toBe(5), {
    timeout: 20_000,
  });
});

test('what is reserved stays so where the disk does not take what leaves', async () => {
  const stored = await days();
  const swap = vi.fn(stored.swap);
  const quota = await createQuotaService({
    ...{ days: { ...stored, swap }, dailyTokens: 100, memberDailyTokens: 0, now: () => time },
  });
  await (await quota.reserve('a', of('ana'), 10)).sent();
  const mine = await quota.reserve('b', of('ana'), 20);
  swap.mockRejectedValueOnce(new Error('disk full'));
  await expect(mine.sent()).rejects.toThrow('disk full');
  expect((await quota.today('ana')).used).toBe(30);
  await mine.sent();
  await mine.commit();
  await quota.flush();
  expect(await stored.get('2026-03-29')).toMatchObject({ committed: 20, reserved: { a: { sent: true } } });
});

test('what was granted stays so where the disk fails and the limit is lowered meanwhile', async () => {
  const stored = await days();
  const swap = vi.fn(stored.swap);
  let share: number | undefined;
  const quota = await createQuotaService({
    ...{ days: { ...stored, swap }, dailyTokens: 100, memberDailyTokens: 0, now: () => time },
    limits: { server: () => share, member: () => undefined, outside: '@me' },
  });
  await (await quota.reserve('a', of('ana'), 10)).sent();
  const mine = await quota.reserve('b', of('ana'), 50);
  swap.mockRejectedValueOnce(new Error('disk full'));
  await expect(mine.sent()).rejects.toThrow('disk full');
  share = 20;
  expect((await quota.today('ana')).used).toBe(60);
  await mine.refund();
  await (await quota.reserve('c', of('ana'), 10)).commit();
  await quota.flush();
  expect(await stored.get('2026-03-29')).toMatchObject({ committed: 10, reserved: { a: { sent: true } } });
});

test('what comes while a day is written, or what the disk did not take, is stored a moment later', async () => {
  const stored = await days();
  let duringSwap = async () => {};
  const swap = vi.fn(async (...[id, record, seen]: Parameters<typeof stored.swap>) => {
    const written = stored.swap(id, record, seen);
    await duringSwap();
    return written;
  });
  const quota = await createQuotaService({
    ...{ days: { ...stored, swap }, dailyTokens: 100, memberDailyTokens: 0, now: () => time },
  });
  const first = await quota.reserve('a', of('ana'), 10);
  const second = await quota.reserve('b', of('ana'), 20);
  await Promise.all([first.sent(), second.sent()]);
  duringSwap = async () => {
    duringSwap = async () => {};
    await second.commit();
    // The next one meets a full disk.
    swap.mockRejectedValueOnce(new Error('disk full'));
  };
  await first.commit();
  await vi.waitFor(async () => expect((await stored.get('2026-03-29'))?.committed).toBe(30), {
    timeout: 20_000,
  });
});
