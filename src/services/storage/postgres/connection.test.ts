import { expect, test } from 'vitest';
import { withPatientReads } from '../patient-reads.ts';
import { describeOnPostgres } from '../testing/on-postgres.ts';
import { connectPostgres } from './connection.ts';

describeOnPostgres('a connection to PostgreSQL', server => {
  test('lets what goes through a whole table take longer than anything else may', async () => {
    const postgres = connectPostgres(await server().database(), {
      answersMs: { usual: 300, long: 60_000 },
    });
    const sleep = 'SELECT 1 AS one FROM pg_sleep(1)';
    expect(await postgres.long(sleep)).toEqual([{ one: 1 }]);
    expect(await postgres.transact(query => query(sleep))).toEqual([{ one: 1 }]);
    await expect(postgres.read(sleep)).rejects.toMatchObject({ code: 'store-away' });
    await postgres.close();
  }, 60_000);

  test('waits for a database that is away: reads for a moment, but as long as writes for what must not be lost', async () => {
    const postgres = connectPostgres(await server().database(), { waitsMs: { read: 100, write: 240_000 } });
    const one = 'SELECT 1 AS one';
    await postgres.read(one);
    await server().stop();
    await expect(postgres.read(one)).rejects.toMatchObject({ code: 'store-away' });
    const promised = withPatientReads(() => postgres.read(one));
    await expect(postgres.read(one)).rejects.toMatchObject({ code: 'store-away' });
    await server().start();
    expect(await promised).toEqual([{ one: 1 }]);
    await postgres.close();
  }, 240_000);
});
