import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MoneyLimits } from '../../quota/money.ts';
import { quotaDaySchema } from '../../quota/quota-day.ts';
import { createQuotaService, type QuotaService } from '../../quota/quota-service.ts';
import { createTrainingWeek, trainingWeekSchema } from '../../quota/training-week.ts';
import { openMemoryStore } from '../../storage/store.ts';
import type { TrainingJob } from '../job/job.ts';
import type { Runner } from '../runners/runner.ts';
import {
  always,
  ana,
  channelId,
  createTrainingWorld,
  decode,
  guildId,
  signedEvent,
} from '../testing/training-fixture.ts';
import type { TrainingService } from '../training-service.ts';

const [minute, dayMs] = [60_000, 86_400_000];
const hourly = 0.6;
const microsAMinute = 10_000;
/** By the bot's own estimate for five photos, it is switched off after 70 minutes. */
const most = 70 * microsAMinute;

/** Machines at $0.60 an hour. */
function machines() {
  const seen = {
    codes: [] as string[],
    stopped: [] as string[],
    price: hourly as number | null,
    stays: false,
    refuses: false,
  };
  const runner: Runner = {
    ...{ backend: 'hf-jobs', missing: undefined, where: () => 'there', photosGo: () => 'There.' },
    hourlyPrice: async () => seen.price,
    launcher: {
      ...{ atOnce: Number.POSITIVE_INFINITY, takesUpAgain: false, lastLine: () => undefined },
      async launch(_job, code) {
        seen.codes.push(code);
        if (seen.refuses) throw new TypeError('fetch failed');
        return { kind: 'hf-jobs', namespace: 'studio', id: `machine-${seen.codes.length}` };
      },
      look: async () => ({ running: true }),
      async stop({ run }) {
        if (seen.stays) throw new TypeError('fetch failed');
        if (run?.kind === 'hf-jobs') seen.stopped.push(run.id);
      },
      ...{ clear: async () => {}, prune: async () => {}, close: async () => {} },
    },
  };
  return { seen, runner };
}

let store: ReturnType<typeof openMemoryStore>;
let world: Awaited<ReturnType<typeof createTrainingWorld>>;
let quota: QuotaService;
let training: TrainingService;
let actor: string;
let hired: ReturnType<typeof machines>;
let limits: Partial<MoneyLimits>;
let trainingsMost: number | undefined;
beforeEach(async () => {
  store = openMemoryStore();
  world = await createTrainingWorld({ store });
  actor = (await world.register()).id;
  hired = machines();
  limits = {};
  trainingsMost = undefined;
  await open();
});
afterEach(() => training.stop());

/** The bot, also after a kill. */
async function open(): Promise<void> {
  const now = () => world.clock.ms;
  quota = await createQuotaService({
    days: await store.collection('quota_days', quotaDaySchema),
    ...{ dailyTokens: 1e9, memberDailyTokens: 0, secret: 's', now },
    money: { account: {}, server: () => undefined, factor: () => 2, ...limits },
  });
  const week = createTrainingWeek({
    collection: await store.collection('training_weeks', trainingWeekSchema),
    ...{ secret: 's', now },
  });
  ({ training } = await world.open({
    runners: always(hired.runner),
    money: quota.machines,
    rules: () => ({
      ...{ paused: false, atOnce: 9, limitOf: () => undefined },
      begin: ({ memberId }, jobId) => week.begin({ guildId, memberId }, jobId, trainingsMost),
      takeBack: jobId => week.giveBack(guildId, jobId),
    }),
  }));
}

const begin = async () =>
  (await training.start({ guildId, channelId, memberId: ana, actor, backend: 'hf-jobs' })).job.id;
const plan = () => training.plan({ guildId, memberId: ana, actor });
const jobOf = (id: string) => training.byId(id) as TrainingJob;
const running = (id: string, nth = 1) =>
  expect.poll(() => jobOf(id).run, { interval: 1 }).toMatchObject({ id: `machine-${nth}` });
const held = async () => (await quota.machines.held()).length;
/** Millionths of a dollar. */
const spent = async () => (await quota.spent(guildId, ana)).account.today;
const later = async (minutes: number) => {
  world.clock.ms += minutes * minute;
  await training.sweep();
};
const cancel = (jobId: string) => training.cancel({ guildId, jobId, memberId: ana, admin: false });
const settled = async () => {
  await expect
    .poll(
      async () => {
        await training.sweep();
        return held();
      },
      { interval: 1 },
    )
    .toBe(0);
};

async function claim(nth = 1) {
  const { jobId, oneTimeToken } = decode(String(hired.seen.codes[nth - 1]));
  const claimed = await training.claim({ jobId, token: oneTimeToken });
  if (claimed.outcome !== 'claimed') throw new Error(claimed.why);
  return claimed;
}

/** A training whose trainer failed after so many minutes, so that it can be gone on from. */
async function lost(minutes: number): Promise<string> {
  const id = await begin();
  await running(id);
  const claimed = await claim();
  world.clock.ms += minutes * minute;
  const { headers, body } = signedEvent(claimed, {
    ...{ type: 'training.failed', seq: 0, step: 200, reason: 'The hub answered 503.', resumable: true },
  });
  await training.receive({ headers, body: Buffer.from(body) });
  await settled();
  return id;
}

describe('a machine that is paid by the minute', () => {
  test.each([
    ['the account has nothing', { account: { day: 0 } }, /is set to \$0/],
    ['the account has too little', { account: { month: 0.3 } }, /has \$0\.30 left, and this can cost up to/],
    ['the server has nothing', { server: () => ({ day: 0 }) }, /This server’s dollar budget.*is set to \$0/],
    ['the member has too little', { server: () => ({ memberDay: 0.1 }) }, /Your own dollar budget.*\$0\.10/],
  ])('isn’t rented where %s', async (_why, money, words) => {
    limits = money;
    trainingsMost = 1;
    await open();
    await expect(plan()).rejects.toThrow(words);
    await expect(begin()).rejects.toThrow(words);
    expect([await held(), training.all(), hired.seen.codes]).toEqual([0, [], []]);
    // Nor does it count for the week.
    limits = {};
    await open();
    await begin();
  });

  test('has the most it can cost set aside, and costs what it took', async () => {
    limits = { account: { day: 5 } };
    await open();
    const { cost } = await plan();
    const id = await begin();
    await running(id);
    expect(cost).toMatchObject({ most: expect.closeTo(most / 1e6) });
    expect(await spent()).toBe(most);
    await later(30);
    expect(jobOf(id).paid).toMatchObject({ hourly, timeoutSeconds: expect.any(Number) });
    await cancel(id);
    await settled();
    expect(await spent()).toBe(30 * microsAMinute);
    expect((await training.find(id))?.paid).toBeUndefined();
  });

  test('costs nothing where it was never started', async () => {
    hired.seen.refuses = true;
    const id = await begin();
    expect(await spent()).toBeGreaterThan(0);
    await cancel(id);
    await settled();
    expect(await spent()).toBe(0);
  });

  test('goes on costing until it has ended, and no longer than until it is switched off', async () => {
    const id = await begin();
    await running(id);
    hired.seen.stays = true;
    await later(10);
    await cancel(id);
    await later(10);
    expect(await held()).toBe(1);
    await later(60 * 24);
    expect(await held()).toBe(0);
    expect((await quota.spent(guildId, ana)).account.month).toBe(most);
  });

  test('is still paid for after a kill, on the day on which it was rented', async () => {
    const id = await begin();
    await running(id);
    world.clock.ms += dayMs / 2;
    await open();
    expect((await quota.spent(guildId, ana)).account).toEqual({ today: 0, month: most });
    world.clock.ms -= dayMs / 2 - 20 * minute;
    await open();
    await cancel(id);
    await settled();
    expect(await spent()).toBe(20 * microsAMinute);
  });

  test('of a start that was killed before its job was stored is given back', async () => {
    await quota.machines.setAside('stray', { guildId, memberId: ana, jobId: 'never', micros: 400_000 });
    const id = await begin();
    await open();
    await training.sweep();
    expect(await held()).toBe(2);
    await later(61);
    expect((await quota.machines.held()).map(({ jobId }) => jobId)).toEqual([id]);
  });

  test('of a deleted training is settled with it', async () => {
    const id = await begin();
    await running(id);
    await later(15);
    await training.erase(id);
    expect([await held(), await spent()]).toEqual([0, 15 * microsAMinute]);
  });

  test('whose price nobody knows isn’t rented where there is a budget', async () => {
    limits = { account: { day: 5 } };
    hired.seen.price = null;
    await open();
    await expect(plan()).rejects.toThrow(/find out what the machine costs/);
    await expect(begin()).rejects.toMatchObject({ code: 'training-unavailable' });
    limits = {};
    await open();
    expect((await plan()).cost).toBe('unknown');
    await begin();
  });
});

describe('going on with a training on another machine', () => {
  const again = (jobId: string, backend?: 'hf-jobs') =>
    training.resume({ guildId, memberId: ana, jobId, backend });

  test('costs again: nobody rents it without having seen the price', async () => {
    const id = await lost(30);
    expect(await spent()).toBe(30 * microsAMinute);
    await expect(again(id)).rejects.toMatchObject({ code: 'gone' });
    const plan = await training.planResume({ guildId, memberId: ana, jobId: id });
    expect(plan).toMatchObject({ job: { id, step: 200 }, backend: 'hf-jobs' });
    expect([await held(), hired.seen.codes.length]).toEqual([0, 1]);
    await again(id, 'hf-jobs');
    await running(id, 2);
    expect(plan?.cost).toMatchObject({ most: expect.closeTo(most / 1e6) });
    expect(await spent()).toBe(30 * microsAMinute + most);
    await later(10);
    await cancel(id);
    await settled();
    expect(await spent()).toBe(40 * microsAMinute);
  });

  test('is refused where the budget is used up, or the week is', async () => {
    limits = { account: { day: 0.9 } };
    trainingsMost = 1;
    await open();
    const id = await lost(30);
    const planned = () => training.planResume({ guildId, memberId: ana, jobId: id });
    await expect(planned()).rejects.toMatchObject({ code: 'budget-spent' });
    await expect(again(id, 'hf-jobs')).rejects.toThrow(/most this server allows/);
    trainingsMost = 2;
    await expect(again(id, 'hf-jobs')).rejects.toThrow(/dollar budget has \$0\.60 left/);
    expect(jobOf(id)).toMatchObject({ state: 'failed', lost: true });
    limits = {};
    await open();
    await again(id, 'hf-jobs');
    expect(await held()).toBe(1);
  });

  test('while the machine before still runs, both are paid for', async () => {
    const id = await begin();
    await running(id);
    await claim();
    await later(4);
    hired.seen.stays = true;
    await again(id, 'hf-jobs');
    expect(await held()).toBe(2);
    await running(id, 2);
    await later(6);
    expect(await held()).toBe(2);
    hired.seen.stays = false;
    await training.sweep();
    await expect.poll(held, { interval: 1 }).toBe(1);
    await cancel(id);
    await settled();
    expect(await spent()).toBe((10 + 6) * microsAMinute);
  });
});
