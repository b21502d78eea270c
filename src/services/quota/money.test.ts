import { describe, expect, test } from 'vitest';
import { openMemoryStore } from '../storage/store.ts';
import { creditEnds, type MoneyLimits } from './money.ts';
import { factorOf } from './price-factor.ts';
import { assumedUsd, microsOf } from './prices.ts';
import { quotaDaySchema } from './quota-day.ts';
import { createQuotaService } from './quota-service.ts';
import { tokenWeight, weightMost } from './token-weight.ts';

const clock = { now: 0 };
async function open(limits: Partial<MoneyLimits>, store = openMemoryStore()) {
  clock.now = Date.UTC(2026, 2, 29, 12);
  const quota = await createQuotaService({
    days: await store.collection('quota_days', quotaDaySchema),
    ...{ dailyTokens: 1e9, memberDailyTokens: 0, secret: 's', now: () => clock.now },
    money: { account: {}, server: () => undefined, factor: () => 1, ...limits },
  });
  let nth = 0;
  return {
    quota,
    /** An image of so many dollars. */
    image: (usd: number, memberId = 'ana', guildId = 'g') =>
      quota.reserve(`r${nth++}`, { memberId, guildId, micros: usd * 1e6 }, 1),
  };
}

describe('a budget in dollars', () => {
  test('is not overspent, however many ask at once, and what was refunded can be spent again', async () => {
    const { quota, image } = await open({ account: { day: 0.1 } });
    const asked = await Promise.allSettled(Array.from({ length: 30 }, () => image(0.02)));
    const got = asked.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []));
    expect(got).toHaveLength(5);
    expect(await quota.spent('g', 'ana')).toEqual({
      account: { today: 100_000, month: 100_000 },
      server: { today: 100_000, month: 100_000 },
      member: { today: 100_000, month: 100_000 },
    });
    await got[0]?.refund();
    await got[1]?.commit();
    await image(0.02);
    await expect(image(0.001)).rejects.toThrow(/has \$0\.00 left, and this can cost up to \$0\.001/);
    clock.now += 86_400_000;
    await image(0.02);
  });

  test('of a month counts the days before, and begins anew with the next', async () => {
    const { image, quota } = await open({ account: { month: 1 } });
    await (await image(0.6)).commit();
    clock.now += 86_400_000;
    await (await image(0.3)).unknown();
    await expect(image(0.2)).rejects.toThrow(/This month’s dollar budget has \$0\.10 left.*<t:1775001600:D>/);
    expect((await quota.spent('g', 'ana')).account).toEqual({ today: 300_000, month: 900_000 });
    clock.now = Date.UTC(2026, 3, 1);
    await image(0.9);
  });

  test('of a server and of each member in it, whatever other servers spend', async () => {
    const { image } = await open({ server: id => (id === 'g' ? { day: 1, memberDay: 0.5 } : undefined) });
    await image(5, 'ana', 'other');
    await image(0.5);
    await expect(image(0.1)).rejects.toThrow(/Your own dollar budget for today has \$0\.00 left/);
    await image(0.5, 'ben');
    await expect(image(0.1, 'cleo')).rejects.toThrow(/This server’s dollar budget for today/);
  });

  test('of a member in a month counts their days before, in this server alone', async () => {
    const { image } = await open({ server: id => (id === 'g' ? { memberMonth: 1 } : undefined) });
    await image(5, 'ana', 'other');
    // Under way over midnight.
    await image(0.6);
    clock.now += 86_400_000;
    await (await image(0.3)).commit();
    await expect(image(0.2)).rejects.toThrow(
      /Your own dollar budget for this month has \$0\.10 left.*<t:1775001600:D>/,
    );
    await image(0.2, 'ben');
    clock.now = Date.UTC(2026, 3, 1);
    await image(1);
  });

  test('of 0 makes nothing that costs money, and what costs nothing all the same', async () => {
    const { image } = await open({ account: { day: 0 } });
    await expect(image(0.003)).rejects.toThrow(/is set to \$0, so nothing that costs money is made/);
    await image(0);
  });

  test('goes by what the hub bills', async () => {
    const { image } = await open({ account: { day: 0.1 }, factor: () => 2 });
    await image(0.04);
    await expect(image(0.02)).rejects.toThrow(/has \$0\.02 left, and this can cost up to \$0\.04/);
  });

  test('knows a forgotten member’s spending without their id', async () => {
    const { image, quota } = await open({ server: () => ({ memberDay: 0.5 }) });
    await (await image(0.5)).commit();
    await quota.forgetMember('ana');
    await expect(image(0.1)).rejects.toThrow(/Your own dollar budget/);
  });
});

describe('what an image costs', () => {
  const size = { width: 1024, height: 1024 };
  const fal = { via: 'provider', provider: 'fal-ai' } as const;
  const together = { via: 'provider', provider: 'together' } as const;
  test('is the most of its routes, by the pixel where that is how it is billed', () => {
    const dev = 'black-forest-labs/FLUX.1-dev';
    expect(microsOf([together], dev, size)).toBe(15_400);
    expect(microsOf([together, fal], dev, size)).toBe(25_000);
    expect(microsOf([fal], dev, { width: 1024, height: 1536 })).toBe(50_000);
    expect(microsOf([together], dev, { width: 1024, height: 1536 })).toBe(15_400);
  });
  test('where it is unknown is a sum that is said, and at the operator’s own endpoint nothing', () => {
    expect(microsOf([fal], 'somebody/model', size)).toBe(assumedUsd * 1e6);
    expect(microsOf([{ via: 'endpoint' }], 'somebody/model', size)).toBe(0);
    expect(microsOf([], 'somebody/model', size)).toBe(0);
  });
});

describe('a token of a prompt', () => {
  const size = { width: 1024, height: 1024 };
  const fal = { via: 'provider', provider: 'fal-ai' } as const;
  const model = (id: string, work = 0) => ({ id, work });
  test('counts by what the model costs', () => {
    expect(tokenWeight([fal], model('black-forest-labs/FLUX.1-schnell'), size)).toBe(1);
    expect(tokenWeight([fal], model('black-forest-labs/FLUX.1-dev'), size)).toBe(8);
    const tall = { width: 1024, height: 1536 };
    expect(tokenWeight([fal], model('black-forest-labs/FLUX.1-dev'), tall)).toBe(weightMost);
  });
  test('where no price is known, by what the model computes, and never more than an unknown price', () => {
    expect(tokenWeight([fal], model('somebody/quick', 6), size)).toBe(1);
    expect(tokenWeight([fal], model('somebody/slow', 400), size)).toBe(8);
    expect(tokenWeight([fal], model('somebody/huge', 1e6), size)).toBe(17);
  });
  test('counts once on the operator’s own endpoint, unless a provider may step in', () => {
    expect(tokenWeight([{ via: 'endpoint' }], model('somebody/slow', 400), size)).toBe(1);
    expect(tokenWeight([{ via: 'endpoint' }, fal], model('somebody/slow', 400), size)).toBe(8);
  });
});

test.each<[string, Parameters<typeof factorOf>[0], number, number]>([
  ['nothing reported', undefined, 1, 1],
  ['too few calls', { since: 0, usd: 4, requests: 9 }, 1, 1],
  ['too little counted', { since: 0, usd: 4, requests: 99 }, 0.01, 1],
  ['billed more', { since: 0, usd: 1.5, requests: 99 }, 1, 1.5],
  ['something else is wrong', { since: 0, usd: 400, requests: 99 }, 1, 5],
  ['billed less', { since: 0, usd: 0.7, requests: 99 }, 1, 0.7],
  ['hardly billed', { since: 0, usd: 0.1, requests: 99 }, 1, 0.5],
  ['a bill that lacks calls', { since: 0, usd: 0.1, requests: 79 }, 1, 1],
])('prices are corrected by the bill: %s', (_name, reported, usd, factor) => {
  expect(factorOf(reported, { micros: usd * 1e6, pictures: 80 })).toBe(factor);
});

describe('the end of the included credit', () => {
  const since = Date.UTC(2026, 2, 1);
  const at = Date.UTC(2026, 2, 11);
  test('is foreseen from the pace so far', () => {
    expect(creditEnds({ since, at, usd: 1, includedUsd: 2 })).toBe(Date.UTC(2026, 2, 21));
  });
  test('is not foreseen where the credit lasts, is over, or there is none', () => {
    expect(creditEnds({ since, at, usd: 0.5, includedUsd: 2 })).toBeUndefined();
    expect(creditEnds({ since, at, usd: 2, includedUsd: 2 })).toBe('over');
    expect(creditEnds({ since, at, usd: 0, includedUsd: 2 })).toBeUndefined();
    expect(creditEnds({ since, at, usd: 1, includedUsd: undefined })).toBeUndefined();
  });
  test('of the first hours is no panic', () => {
    expect(creditEnds({ since: at - 60_000, at, usd: 0.05, includedUsd: 2 })).toBeUndefined();
  });
});

describe('a machine that is paid by the minute', () => {
  const ofAna = { memberId: 'ana', guildId: 'g' };
  const machine = (usd: number) => ({ ...ofAna, jobId: 'job', micros: usd * 1e6 });

  test('sets the most it can cost aside, beside images, and is settled by what it took', async () => {
    const { quota, image } = await open({ account: { day: 1 }, server: () => ({ month: 5 }) });
    const { machines } = quota;
    await machines.setAside('m1', machine(0.9));
    const { now: at } = clock;
    await expect(image(0.2)).rejects.toThrow(/has \$0\.10 left, and this can cost up to \$0\.20/);
    await expect(machines.check({ ...ofAna, micros: 200_000 })).rejects.toThrow(/up to \$0\.20/);
    await expect(machines.setAside('m2', machine(0.2))).rejects.toMatchObject({ code: 'budget-spent' });
    expect(await machines.held()).toEqual([{ id: 'm1', jobId: 'job', at }]);
    await machines.settle('m1', at, 300_000);
    await machines.settle('m1', at, 300_000);
    expect(await machines.held()).toEqual([]);
    const both = { today: 300_000, month: 300_000 };
    expect(await quota.spent('g', 'ana')).toEqual({ account: both, server: both, member: both });
    await image(0.7);
  });

  test('isn’t corrected by the hub’s bill of calls, and isn’t compared with it', async () => {
    const { quota, image } = await open({ account: { day: 1 }, factor: () => 2 });
    await quota.machines.setAside('m1', machine(0.6));
    await (await image(0.1)).commit();
    expect((await quota.spent('g', 'ana')).account.today).toBe(800_000);
    expect((await quota.usedSince(clock.now)).micros).toBe(100_000);
    await quota.machines.setAside('m2', machine(0.2));
    await expect(image(0.01)).rejects.toThrow(/has \$0\.00 left/);
  });

  test('counts on the day on which it was set aside, and in that month, however long it runs', async () => {
    const { quota } = await open({ account: { day: 1, month: 3 } });
    const { now: at } = clock;
    await quota.machines.setAside('m1', machine(1));
    clock.now += 86_400_000;
    expect((await quota.spent('g', 'ana')).account).toEqual({ today: 0, month: 1_000_000 });
    await quota.machines.setAside('m2', machine(1));
    await quota.machines.settle('m1', at, 250_000);
    expect((await quota.spent('g', 'ana')).account).toEqual({ today: 1_000_000, month: 1_250_000 });
  });

  test('stays set aside after a kill, and names nobody who was deleted', async () => {
    const store = openMemoryStore();
    const before = await open({ account: { day: 1 } }, store);
    await before.quota.machines.setAside('m1', machine(0.9));
    const { now: at } = clock;
    const { quota } = await open({ account: { day: 1 } }, store);
    expect(await quota.machines.held()).toHaveLength(1);
    await quota.forgetMember('ana');
    expect((await quota.spent('g', 'ana')).member.today).toBe(900_000);
    await quota.forgetGuild('g');
    expect((await quota.spent('g', 'ana')).server.today).toBe(0);
    const days = await store.collection('quota_days', quotaDaySchema);
    expect(JSON.stringify(await days.all())).not.toMatch(/"ana"|"g"/);
    await quota.machines.settle('m1', at, 500_000);
    expect((await quota.spent('g', 'ana')).account.today).toBe(500_000);
  });

  test('costs nothing where the budget is 0, or isn’t rented', async () => {
    const { quota } = await open({ account: { day: 0 } });
    await expect(quota.machines.setAside('m1', machine(0.01))).rejects.toThrow(/is set to \$0/);
    expect([quota.machines.isLimited('g'), (await open({})).quota.machines.isLimited('g')]).toEqual([
      true,
      false,
    ]);
  });
});
