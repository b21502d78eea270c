import KeyvSqlite from '@keyv/sqlite';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { checkLargeTables } from './check-rows.ts';

let sqlite: KeyvSqlite;
let pages: number;
beforeEach(async () => {
  sqlite = new KeyvSqlite({ uri: 'sqlite://:memory:', table: 'things' });
  await sqlite.query(`INSERT INTO things (key, value)
    WITH RECURSIVE n(at) AS (SELECT 1 UNION ALL SELECT at + 1 FROM n WHERE at < 1200)
    SELECT 'things:' || at, '{"value":{}}' FROM n`);
  pages = 0;
});
afterEach(() => sqlite.disconnect());

const check = (busy: () => boolean, waitsMostMs?: number) =>
  checkLargeTables(['things'], {
    sqlite: {
      query: (sql: string, ...of: unknown[]) => {
        if (sql.includes('CAST(value AS TEXT)')) pages++;
        return sqlite.query(sql, ...of);
      },
    } as Pick<KeyvSqlite, 'query'>,
    ...{ dataDir: '', expendable: new Set<string>(), signal: new AbortController().signal, busy },
    putAside: { keep: async () => '', forget: async () => {}, prune: async () => {} },
    ...(waitsMostMs === undefined ? {} : { waitsMostMs }),
  });

test('a large table is read on while the bot has little to do, and not while members wait', async () => {
  let members = true;
  let looks = 0;
  const checking = check(() => {
    looks++;
    return members;
  });
  await vi.waitFor(() => expect(looks).toBeGreaterThan(2), 30_000);
  expect(pages).toBe(1);
  members = false;
  await checking;
  expect(pages).toBe(3);
});

test('a bot that is never calm is checked all the same', async () => {
  await check(() => true, 500);
  expect(pages).toBe(3);
});

test('a row that the bot writes anew while its damaged copy is put aside stays', async () => {
  const write = (value: string) => sqlite.query(`UPDATE things SET value = ? WHERE key = 'things:7'`, value);
  await write('{');
  await sqlite.query(`UPDATE things SET value = '{' WHERE key = 'things:8'`);
  await checkLargeTables(['things'], {
    ...{ sqlite, dataDir: '', expendable: new Set(['things']), busy: () => false },
    signal: new AbortController().signal,
    putAside: {
      keep: async ({ key }) => {
        if (key === 'things:7') await write('{"value":{"new":true}}');
        return '';
      },
      ...{ forget: async () => {}, prune: async () => {} },
    },
  });
  const left = await sqlite.query(`SELECT value FROM things WHERE key IN ('things:7', 'things:8')`);
  expect(left).toEqual([{ value: '{"value":{"new":true}}' }]);
});
