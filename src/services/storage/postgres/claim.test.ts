import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Network, startNetwork, through } from '../testing/network.ts';
import { describeOnPostgres } from '../testing/on-postgres.ts';
import { hasPgBouncer, startPgBouncer } from '../testing/pgbouncer-server.ts';
import { claimDatabase, type DatabaseClaim } from './claim.ts';
import { explainPostgres } from './connection.ts';

const logger = pino({ level: 'silent' });

describeOnPostgres('the claim of a database', server => {
  let url: string;
  let network: Network;
  const claims: DatabaseClaim[] = [];
  beforeEach(async () => {
    url = await server().database();
    network = await startNetwork(Number(new URL(url).port));
  });
  afterEach(async () => {
    network.close();
    for (const claim of claims.splice(0)) await claim.release();
  });
  const pace = { beatEveryMs: 100, answerWithinMs: 300, againAfterMs: 50, othersWithinMs: 0 };
  async function claim(onLost = () => {}, at = url): Promise<void> {
    claims.push(await claimDatabase(at, { logger, onLost, pace }));
  }
  async function raw<Row>(sql: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query(sql).finally(() => client.end());
    return rows as Row[];
  }
  const holders = async () =>
    (await raw<{ pid: number }>("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted")).map(
      ({ pid }) => pid,
    );

  test('outlives a network that fell silent, although the database still knows the former connection', async () => {
    const onLost = vi.fn();
    await claim(onLost, through(network, url));
    const [before] = await holders();
    network.silence();
    await vi.waitUntil(
      async () => {
        const [now] = await holders();
        return now !== undefined && now !== before;
      },
      { timeout: 20_000 },
    );
    await expect(claim()).rejects.toThrow(/in use by another bot/);
    expect(onLost).not.toHaveBeenCalled();
  });

  test('is told lost where another bot took the database while the network was silent', async () => {
    const onLost = vi.fn();
    await claim(onLost, through(network, url));
    const [before] = await holders();
    network.silence();
    network.away = true;
    // As the database does with a machine that is gone.
    await raw(`SELECT pg_terminate_backend(${before})`);
    await vi.waitUntil(async () => !(await holders()).includes(before ?? 0), { timeout: 20_000 });
    await claim();
    network.away = false;
    await vi.waitUntil(() => onLost.mock.calls.length === 1, { timeout: 20_000 });
  });

  test('can be let go of where the database does not answer', async () => {
    const slow = { ...pace, beatEveryMs: 60_000 };
    const silent = await claimDatabase(through(network, url), { logger, onLost: () => {}, pace: slow });
    network.silence();
    await silent.release();
  });

  test('is shared by the shards of one number, each of them once', async () => {
    const take = async (name: string, ids: number[], count: number) => {
      const as = { role: 'gateway', id: name, form: 1, shards: { ids, count } } as const;
      const claimed = await claimDatabase(url, { logger, onLost: () => {}, as, pace });
      claims.push(claimed);
      return claimed;
    };
    const first = await take('a', [0], 4);
    await take('b', [1, 3], 4);
    await expect(take('c', [2, 3], 4)).rejects.toThrow(/makes this process shard 3, which another/);
    await expect(take('d', [1], 2)).rejects.toThrow(
      /one of 2 shards.*another number \(ai-actor .*of 4 shards\)/,
    );
    await expect(take('e', [0], 1)).rejects.toThrow(/in use by another bot/);
    await expect(claim()).rejects.toThrow(/in use by another bot/);
    // What was refused holds nothing.
    await take('f', [2], 4);
    const waiting = take('g', [0], 4);
    await first.leaving();
    await first.release();
    await waiting;
    for (const one of claims.splice(0)) await one.release();
    await take('h', [1], 2);
  });

  test('is shared by processes of one version; another is refused, or waits for those that are leaving', async () => {
    const take = async (id: string, form: number) => {
      const as = { role: 'worker', id, form } as const;
      const claimed = await claimDatabase(url, { logger, onLost: () => {}, as, pace });
      claims.push(claimed);
      return claimed;
    };
    const [a, b] = [await take('a', 1), await take('b', 1)];
    const refused = /another version of this bot use \(ai-actor [^)]*\).*Stop all of them/;
    await expect(take('newer', 2_147_483_647)).rejects.toThrow(refused);
    await a.leaving();
    await expect(take('newer', 2)).rejects.toThrow(refused);
    await b.leaving();
    const newer = take('newer', 2);
    await a.release();
    await b.release();
    await newer;
    await expect(take('late', 1)).rejects.toThrow(refused);
    await take('as new', 2);
  });

  test.skipIf(!hasPgBouncer)(
    'is refused through a pooler that gives each transaction another session',
    async () => {
      const pooler = await startPgBouncer(Number(new URL(url).port));
      try {
        const address = through(pooler, url);
        const onLost = vi.fn();
        await claim(onLost, address);
        await claims[0]?.release();
        await pooler.pool('transaction');
        await expect(claim(onLost, address)).rejects.toThrow(/STORE_URL leads through a pooler/);
        expect(await holders()).toEqual([]);
      } finally {
        await pooler.close();
      }
    },
  );

  test.skipIf(!hasPgBouncer)('is told lost where a pooler begins to do that', async () => {
    const pooler = await startPgBouncer(Number(new URL(url).port));
    const other = new pg.Client({ connectionString: through(pooler, url) });
    try {
      const onLost = vi.fn();
      await claim(onLost, through(pooler, url));
      await pooler.pool('transaction');
      await other.connect();
      await expect
        .poll(
          async () => {
            // Takes the session that the claim has let go of without knowing.
            await other.query('BEGIN');
            await setTimeout(2 * pace.beatEveryMs);
            await other.query('COMMIT');
            return onLost.mock.calls.length;
          },
          { timeout: 20_000 },
        )
        .toBe(1);
    } finally {
      await other.end();
      for (const one of claims.splice(0)) await one.release();
      await pooler.close();
    }
  });

  test('lets the database look soon whether this machine is still there', async () => {
    const spy = vi.spyOn(pg.Client.prototype, 'query');
    await claim();
    const [session] = spy.mock.contexts as pg.Client[];
    spy.mockRestore();
    const { rows } = (await session?.query('SHOW tcp_keepalives_idle')) ?? { rows: [] };
    expect(rows).toEqual([{ tcp_keepalives_idle: '10' }]);
  });

  test('is refused for a database that cannot hold every letter', async () => {
    await raw("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C'");
    await expect(claim(undefined, url.replace(/[^/]*$/, 'latin'))).rejects.toThrow(
      /STORE_URL.*encoding LATIN1.*createdb --encoding UTF8/,
    );
  });

  test('that needs a password, or a safe connection, is told in words and without one', async () => {
    const [hba] = await raw<{ hba_file: string }>('SHOW hba_file');
    await raw("CREATE ROLE secretive LOGIN PASSWORD 's3cr3t'");
    await raw(
      `COPY (SELECT * FROM unnest(ARRAY['host all secretive all scram-sha-256', 'host all all all trust'])) TO '${hba?.hba_file}'`,
    );
    await raw('SELECT pg_reload_conf()');
    const words = async (address: string) =>
      String(
        explainPostgres(
          await claimDatabase(address, { logger, onLost: () => {}, pace }).catch((error: unknown) => error),
        ),
      );
    await vi.waitFor(async () =>
      expect(await words(url.replace('bot@', 'secretive@'))).toMatch(
        /^ConfigError: STORE_URL.*wants a password/,
      ),
    );
    expect(await words(url.replace('bot@', 'secretive:wr0ng@'))).toMatch(
      /^ConfigError: STORE_URL was refused(?!.*wr0ng)/,
    );
    expect(await words(`${url.replace('bot@', 'bot:wr0ng@')}?sslmode=verify-full`)).toMatch(
      /^ConfigError: STORE_URL.*no safe connection(?!.*wr0ng)/,
    );
  });
});
