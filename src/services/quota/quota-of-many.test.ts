import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPostgresStore } from '../storage/postgres/store.ts';
import type { Store } from '../storage/store.ts';
import { describeOnPostgres } from '../storage/testing/on-postgres.ts';
import { quotaDaySchema } from './quota-day.ts';
import { createQuotaService, type QuotaService } from './quota-service.ts';

const noon = Date.UTC(2026, 2, 29, 12);
const ana = { memberId: 'ana', guildId: 'guild' };
const ben = { memberId: 'ben', guildId: 'guild' };

describeOnPostgres('a budget of several processes', server => {
  let dataDir: string;
  const stores: Store[] = [];
  let worker: QuotaService;
  let gateway: QuotaService;
  let isThere = true;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'actor-quota-'));
    isThere = true;
    const url = await server().database();
    const open = async (id: string, isWorker: boolean) => {
      const store = await openPostgresStore(url, { dataDir });
      stores.push(store);
      return createQuotaService({
        days: await store.collection('quota_days', quotaDaySchema),
        ...{ dailyTokens: 100, memberDailyTokens: 0, now: () => noon },
        process: { id, isWorker, isThere: async () => isThere },
      });
    };
    worker = await open('worker', true);
    gateway = await open('gateway', false);
  });
  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  const used = async () => (await gateway.today('ana')).used;
  /** The session of the worker was cut while its call waited for its turn. */
  async function giveBack(): Promise<void> {
    isThere = false;
    await gateway.settleLeft();
    isThere = true;
  }

  test('a call that leaves after its reservation was given back is counted all the same', async () => {
    const reservation = await worker.reserve('r', ana, 40);
    await giveBack();
    expect(await used()).toBe(0);
    await reservation.sent();
    expect(await used()).toBe(40);
    await reservation.commit();
    expect(await used()).toBe(40);
    expect(await gateway.usedSince(noon)).toMatchObject({ tokens: 40, pictures: 1 });
  });

  test('it does not leave where others have used the budget up by then', async () => {
    const reservation = await worker.reserve('r', ana, 40);
    await giveBack();
    await (await gateway.reserve('s', ben, 80)).commit();
    await expect(reservation.sent()).rejects.toMatchObject({ code: 'budget-spent' });
    await reservation.refund();
    expect(await used()).toBe(80);
  });

  test('what has ended is not set aside again by a call that was about to leave', async () => {
    const reservation = await worker.reserve('r', ana, 40);
    await reservation.refund();
    await reservation.sent();
    expect(await used()).toBe(0);
  });
});
