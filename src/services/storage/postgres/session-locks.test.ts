import pg from 'pg';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Network, startNetwork, through } from '../testing/network.ts';
import { describeOnPostgres } from '../testing/on-postgres.ts';
import { claimDatabase, type DatabaseClaim } from './claim.ts';

const logger = pino({ level: 'silent' });
const patience = { timeout: 60_000 };

describeOnPostgres('locks between processes', server => {
  let url: string;
  let network: Network;
  const claims: DatabaseClaim[] = [];
  beforeEach(async () => {
    url = await server().database();
    network = await startNetwork(Number(new URL(url).port));
  });
  afterEach(async () => {
    for (const claim of claims.splice(0)) await claim.release();
    network.close();
  });
  async function claim(id: string, { at = url, othersWithinMs = 0 } = {}): Promise<DatabaseClaim> {
    const pace = { beatEveryMs: 100, answerWithinMs: 300, againAfterMs: 50, othersWithinMs };
    const as = { role: 'worker', id } as const;
    const made = await claimDatabase(at, { logger, onLost: () => {}, as, pace });
    claims.push(made);
    return made;
  }
  /** Ends all sessions, as a restart of the database does. */
  async function cutAll(): Promise<void> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    await client.end();
  }

  test('each is had by one, and each process takes the first that is free', async () => {
    const [{ locks: ana }, { locks: ben }] = [await claim('ana'), await claim('ben')];
    const places = ['place/0', 'place/1', 'place/2'];
    expect(await ana.take(places)).toBe('place/0');
    expect(await ben.take(places)).toBe('place/1');
    // Two at once in one process, too: PostgreSQL itself would give its session the same one twice.
    expect((await Promise.all([ana.take(places), ana.take(places)])).sort()).toEqual(['place/2', undefined]);
    expect(await ben.take(places)).toBe(undefined);
    await ana.release('place/0');
    expect(await ben.take(places)).toBe('place/0');
    expect(await ben.take(['something else'])).toBe('something else');
  });

  test('are free as soon as their process is gone', async () => {
    const [gone, left] = [await claim('gone'), await claim('left')];
    expect(await gone.locks.take(['a picture'])).toBe('a picture');
    expect(await left.locks.take(['a picture'])).toBe(undefined);
    await gone.release();
    await vi.waitUntil(async () => (await left.locks.take(['a picture'])) === 'a picture', patience);
  });

  test('are taken again after an interruption, by whoever had them; but for those let go of meanwhile', async () => {
    const ana = await claim('ana', { at: through(network, url) });
    expect(await ana.locks.take(['kept'])).toBe('kept');
    expect(await ana.locks.take(['let go of'])).toBe('let go of');
    network.away = true;
    await cutAll();
    await ana.locks.release('let go of');
    expect(await ana.locks.take(['nobody can tell'])).toBe(undefined);
    network.away = false;
    await vi.waitUntil(async () => (await ana.locks.take(['back'])) === 'back', patience);
    const ben = await claim('ben');
    expect(await ben.locks.take(['kept'])).toBe(undefined);
    expect(await ben.locks.take(['let go of'])).toBe('let go of');
    await ana.locks.release('kept');
    expect(await ben.locks.take(['kept'])).toBe('kept');
  });

  test('after a restart of the database, nobody counts as gone before they had time to come back', async () => {
    const ana = await claim('ana', { at: through(network, url) });
    const ben = await claim('ben', { othersWithinMs: 60_000 });
    expect(await ana.locks.take(['the account'])).toBe('the account');
    expect(await ben.isThere('nobody')).toBe(false);
    network.away = true;
    await cutAll();
    // Ben's session is the first to be there again.
    await vi.waitUntil(() => ben.isThere('ana').catch(() => false), patience);
    expect(await ben.locks.take(['the account'])).toBe(undefined);
    network.away = false;
  });
});
