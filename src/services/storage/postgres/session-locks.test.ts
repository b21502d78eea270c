import pg from 'pg';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Network, startNetwork, through } from '../testing/network.ts';
import { describeOnPostgres } from '../testing/on-postgres.ts';
import { claimDatabase, type DatabaseClaim } from './claim.ts';
import { connectPostgres } from './connection.ts';
import { prepareStore } from './prepare.ts';

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
    const as = { role: 'worker', id, form: 1 } as const;
    const made = await claimDatabase(at, { logger, onLost: () => {}, as, pace });
    claims.push(made);
    return made;
  }
  async function ask<Row>(sql: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query(sql).finally(() => client.end());
    return rows as Row[];
  }
  /** Ends all sessions, as a restart of the database does. */
  const cutAll = () =>
    ask(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
  /** Which session has the lock of a process. */
  const holding = (id: string) =>
    `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted
     AND classid = (hashtext('ai-actor/process/${id}')::bigint & 4294967295)::oid`;
  async function makeStore(): Promise<void> {
    const postgres = connectPostgres(url);
    await prepareStore(postgres).finally(postgres.close);
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

  test('where one session alone was cut, its process goes on at once', async () => {
    await claim('ben');
    const ana = await claim('ana', { at: through(network, url), othersWithinMs: 60_000 });
    const sessionOf = async (id: string) => (await ask<{ pid: number }>(holding(id)))[0]?.pid;
    const before = await sessionOf('ana');
    await ask(`SELECT pg_terminate_backend(${before})`);
    await vi.waitUntil(async () => (await sessionOf('ana')) !== before, patience);
    await vi.waitUntil(async () => (await ana.isThere('nobody').catch(() => true)) === false, patience);
    expect(await ana.locks.take(['a place'])).toBe('a place');
  });

  test('a process that starts after a restart of the database waits for the others, unless the store is newer', async () => {
    await makeStore();
    await claim('ana', { at: through(network, url) });
    network.away = true;
    await server().stop();
    await server().start();
    const ben = await claim('ben', { othersWithinMs: 60_000 });
    expect(await ben.isThere('ana')).toBe(true);
    expect(await ben.locks.take(['the account'])).toBe(undefined);
    // A moment later it is known.
    const [{ locks }, cleo] = [await claim('soon', { othersWithinMs: 1_500 }), await claim('cleo')];
    expect(await cleo.isThere('ana')).toBe(false);
    await vi.waitUntil(async () => (await locks.take(['the account'])) === 'the account', patience);

    url = await server().database();
    await makeStore();
    const first = await claim('first', { othersWithinMs: 60_000 });
    expect(await first.isThere('ana')).toBe(false);
  });

  test('so does one that starts after a copy took the place of the database', async () => {
    await makeStore();
    const copy = await server().startCopy();
    await ask("INSERT INTO store_tables (name, layout) VALUES ('written last', 1)");
    await server().stop();
    await copy.promote();
    url = url.replace(/:\d+\//, `:${copy.port}/`);
    await vi.waitUntil(
      async () => (await ask<{ copy: boolean }>('SELECT pg_is_in_recovery() AS copy'))[0]?.copy === false,
      patience,
    );
    const { isThere } = await claim('ben', { othersWithinMs: 5_000 });
    expect(await isThere('ana')).toBe(true);
  });
});
