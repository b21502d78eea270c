import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createLedger, type Ledger } from './ledger.ts';
import type { Store } from './store.ts';
import { engines, type TestDatabase } from './testing/engines.ts';

const account = z.object({ used: z.number(), by: z.record(z.string(), z.number()) });
type Account = z.infer<typeof account>;
const empty = (): Account => ({ used: 0, by: {} });

describe.each(engines)('a ledger in $name', engine => {
  if (engine.missing) {
    test.skip(`NOT TESTED: ${engine.missing}`);
    return;
  }
  let database: TestDatabase;
  let stores: Store[];
  beforeAll(() => engine.begin());
  afterAll(() => engine.end());
  beforeEach(async () => {
    database = await engine.create();
    stores = [await database.open(), await database.open()];
  });
  afterEach(async () => {
    for (const store of stores) await store.close();
    await database.drop();
  });
  async function ledgers(name: string): Promise<Ledger<Account>[]> {
    const opened: Ledger<Account>[] = [];
    for (const store of stores) opened.push(createLedger(await store.collection(name, account), empty));
    return opened;
  }
  /** Spends within a limit, once for each mark. */
  const spend = (ledger: Ledger<Account>, mark: string, amount: number, limit: number) =>
    ledger.update('today', record => {
      if (record.by[mark] !== undefined) throw new Error('spent twice');
      if (record.used + amount > limit) throw new Error('over the limit');
      record.used += amount;
      record.by[mark] = amount;
      return true;
    });
  const stored = async (name: string) =>
    (await (await stores[0]?.collection(name, account))?.get('today')) ?? empty();

  test('two connections that spend at once never go over, and what was told as spent is stored', async () => {
    let round = 0;
    const amounts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(amounts, amounts, fc.integer({ min: 1, max: 80 }), async (one, other, limit) => {
        const name = `accounts${++round}`;
        const [first, second] = (await ledgers(name)) as [Ledger<Account>, Ledger<Account>];
        const spending = [
          ...one.map((amount, n) => ({ mark: `a${n}`, amount, by: first })),
          ...other.map((amount, n) => ({ mark: `b${n}`, amount, by: second })),
        ];
        const told = await Promise.allSettled(
          spending.map(({ mark, amount, by }) => spend(by, mark, amount, limit)),
        );
        const ended = spending.filter((_, at) => told[at]?.status === 'fulfilled');
        const now = await stored(name);
        expect(now.by).toEqual(Object.fromEntries(ended.map(({ mark, amount }) => [mark, amount])));
        expect(now.used).toBe(ended.reduce((sum, { amount }) => sum + amount, 0));
        expect(now.used).toBeLessThanOrEqual(limit);
        // Whoever was refused would not have fitted.
        for (const { mark, amount } of spending)
          if (now.by[mark] === undefined) expect(now.used + amount).toBeGreaterThan(limit);
      }),
      { numRuns: 15 },
    );
  });

  test('a refusal is decided on what is stored, not on what this process remembers', async () => {
    const [first, second] = (await ledgers('accounts')) as [Ledger<Account>, Ledger<Account>];
    await spend(first, 'a', 10, 10);
    await second.update('today', record => {
      record.used = 0;
      return true;
    });
    if (engine.name === 'PostgreSQL') {
      await spend(first, 'b', 10, 10);
      expect(await first.read('today')).toEqual({ used: 10, by: { a: 10, b: 10 } });
    } else {
      // One process has the file: what it remembers is what is stored.
      await expect(spend(first, 'b', 10, 10)).rejects.toThrow('over the limit');
    }
  });

  test.runIf(engine.name === 'PostgreSQL')(
    'connections that are cut meanwhile lose nothing and count nothing twice',
    async () => {
      const [first, second] = (await ledgers('accounts')) as [Ledger<Account>, Ledger<Account>];
      let running = true;
      const cutting = (async () => {
        while (running)
          await database.raw(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'ai-actor%' AND datname = current_database()",
          );
      })();
      const marks = Array.from({ length: 40 }, (_, n) => `m${n}`);
      for (const mark of marks) {
        await Promise.all([spend(first, `a${mark}`, 1, 1_000), spend(second, `b${mark}`, 1, 1_000)]);
      }
      running = false;
      await cutting;
      expect((await stored('accounts')).used).toBe(80);
    },
  );
});
