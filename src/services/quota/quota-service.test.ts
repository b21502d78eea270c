import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UserError } from '../../errors.ts';
import { openStore, type Store } from '../storage/store.ts';
import { countPromptTokens } from './prompt-tokens.ts';
import { createQuotaService, type QuotaDay, quotaDaySchema, settle, usedOf } from './quota-service.ts';

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

const open = async (dailyTokens: number, memberDailyTokens = 0) =>
  createQuotaService({
    days: await store.collection('quota_days', quotaDaySchema),
    dailyTokens,
    memberDailyTokens,
    now: () => time,
  });
const outcomeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'ok',
    (error: unknown) => (error instanceof UserError ? error.code : String(error)),
  );

describe('the budget of the day', () => {
  test('200 requests at once with a budget for exactly 37: 37 succeed', async () => {
    const quota = await open(37 * 11 + 10);
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, (_, index) => outcomeOf(quota.reserve(`r${index}`, `m${index}`, 11))),
    );
    expect(outcomes.filter(outcome => outcome === 'ok')).toHaveLength(37);
    expect(outcomes.filter(outcome => outcome === 'budget-spent')).toHaveLength(163);
    expect((await quota.today('m1')).used).toBe(37 * 11);
  });

  test('a refund gives back, a commit and an unknown outcome do not; the sentence says what is left', async () => {
    const quota = await open(100);
    const [one, two, three] = [
      await quota.reserve('a', 'ana', 40),
      await quota.reserve('b', 'ana', 30),
      await quota.reserve('c', 'ben', 30),
    ];
    await one.refund();
    await two.commit();
    await three.unknown();
    expect(await quota.today('ana')).toMatchObject({ used: 60, unknown: 30, memberUsed: 30, limit: 100 });
    const midnight = Date.UTC(2026, 2, 30) / 1_000;
    await expect(quota.reserve('d', 'ana', 41)).rejects.toThrow(
      new RegExp(`has 40 tokens left, and this needs 41.*<t:${midnight}:R>`),
    );
  });

  test('one’s own share is counted apart', async () => {
    const quota = await open(1_000, 50);
    await quota.reserve('a', 'ana', 50);
    expect(await outcomeOf(quota.reserve('b', 'ana', 1))).toBe('budget-spent');
    expect(await outcomeOf(quota.reserve('c', 'ben', 50))).toBe('ok');
  });

  test('it is full again at midnight UTC, and what began before counts for its own day', async () => {
    const quota = await open(100);
    time = Date.UTC(2026, 2, 29, 23, 59, 59, 999);
    const late = await quota.reserve('a', 'ana', 100);
    time = Date.UTC(2026, 2, 30);
    expect((await quota.today('ana')).used).toBe(0);
    await late.commit();
    expect((await quota.today('ana')).used).toBe(0);
    time = noon;
    expect((await quota.today('ana')).used).toBe(100);
  });

  test('what a killed process had reserved counts as perhaps spent, and settling it late changes nothing', async () => {
    const before = await open(100);
    const left = await before.reserve('a', 'ana', 60);
    const after = await open(100);
    expect(await after.today('ana')).toMatchObject({ used: 60, unknown: 60, memberUsed: 60 });
    await left.refund();
    await left.commit();
    expect(await after.today('ana')).toMatchObject({ used: 60, unknown: 60 });
  });

  test('with no budget at all nothing is granted', async () => {
    expect(await outcomeOf((await open(0)).reserve('a', 'ana', 1))).toBe('budget-spent');
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
    await (await quota.reserve('a', ana, 40)).commit();
    time += 86_400_000;
    await (await quota.reserve('b', ana, 60)).commit();
    const underWay = await quota.reserve('c', ana, 20);
    expect(await quota.ofMember(ana)).toEqual([
      { day: '2026-03-30', tokens: 80 },
      { day: '2026-03-29', tokens: 40 },
    ]);
    await quota.forgetMember(ana);
    await quota.forgetMember(ana);
    await underWay.commit();
    expect(await stored()).not.toContain(ana);
    expect(await quota.ofMember(ana)).toEqual([]);
    const after = await openSecret();
    expect(await after.today(ana)).toMatchObject({ used: 80, memberUsed: 80 });
    expect(await outcomeOf(after.reserve('d', ana, 21))).toBe('budget-spent');
    expect(await outcomeOf(after.reserve('e', ana, 20))).toBe('ok');
    expect(await outcomeOf(after.reserve('f', 'ben', 100))).toBe('ok');
    await after.forgetMember(ana);
    expect((await after.today(ana)).memberUsed).toBe(100);
    time -= 86_400_000;
    expect((await after.today(ana)).used).toBe(40);
  });

  test('leaves not even a trace of that after the day', async () => {
    const quota = await openSecret();
    await (await quota.reserve('a', ana, 40)).commit();
    await (await quota.reserve('b', 'ben', 10)).commit();
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
        let day: QuotaDay = {
          day: 'd',
          committed: 0,
          unknown: 0,
          reserved: Object.fromEntries(
            tokens.map((count, at) => [`r${at}`, { memberId: 'm', tokens: count }]),
          ),
          byMember: {},
        };
        const first = new Map<number, string>();
        for (const [at, how] of steps) {
          day = settle(day, `r${at}`, how);
          if (!first.has(at)) first.set(at, how);
        }
        const kept = tokens.reduce((sum, count, at) => sum + (first.get(at) === 'refund' ? 0 : count), 0);
        expect(usedOf(day)).toBe(kept);
      },
    ),
  );
});

test('prompt tokens are CLIP’s', async () => {
  expect(await countPromptTokens('a photo of a cat')).toBe(5);
  expect(await countPromptTokens('')).toBe(0);
  expect(await countPromptTokens('lighthouse '.repeat(100))).toBeGreaterThan(75);
});
