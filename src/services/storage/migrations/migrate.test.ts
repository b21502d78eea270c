import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, open as openFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import KeyvSqlite from '@keyv/sqlite';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ConfigError } from '../../../config.ts';
import { openStore } from '../store.ts';
import { migrate, storeVersion } from './migrate.ts';
import { type Step, steps } from './steps.ts';

let dir: string;
const open: KeyvSqlite[] = [];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'actor-migrate-'));
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.disconnect();
  await rm(dir, { recursive: true, force: true });
});

function connect(file = 'bot.sqlite'): KeyvSqlite {
  const sqlite = new KeyvSqlite({ uri: `sqlite://${join(dir, file)}`, table: 'things' });
  open.push(sqlite);
  return sqlite;
}
const put = (sqlite: KeyvSqlite, count: number) =>
  sqlite.query(
    `WITH RECURSIVE each(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM each WHERE n < ?)
     INSERT INTO things SELECT 'things:' || n, json_object('value', json_object('count', 1)) FROM each`,
    count,
  );
/** Adds one to every count. */
const addOne: Step = {
  what: 'one more',
  run: async query =>
    void (await query(
      "UPDATE things SET value = json_set(value, '$.value.count', json_extract(value, '$.value.count') + 1)",
    )),
};
const counts = async (sqlite: KeyvSqlite) =>
  (await sqlite.query(
    "SELECT json_extract(value, '$.value.count') AS count, count(*) AS many FROM things GROUP BY 1",
  )) as { count: number; many: number }[];
const version = async (sqlite: KeyvSqlite) =>
  ((await sqlite.query('PRAGMA user_version')) as { user_version: number }[])[0]?.user_version;
const failure = (work: Promise<unknown>) => work.then(() => undefined).catch((error: unknown) => error);
const copies = async () => (await readdir(dir)).filter(name => name.startsWith('before-update'));

test('each step is taken once, in order, and a copy from before is kept for this user alone', async () => {
  const sqlite = connect();
  await put(sqlite, 3);
  const lines: string[] = [];
  const logger = pino({}, { write: (line: string) => void lines.push(line) });
  const double: Step = {
    what: 'twice as much',
    run: async query =>
      void (await query(
        "UPDATE things SET value = json_set(value, '$.value.count', json_extract(value, '$.value.count') * 2)",
      )),
  };
  await migrate(sqlite, { dataDir: dir, steps: [addOne, double], logger });
  await migrate(sqlite, { dataDir: dir, steps: [addOne, double], logger });
  expect(await counts(sqlite)).toEqual([{ count: 4, many: 3 }]);
  expect(await version(sqlite)).toBe(2);
  expect(lines.map(line => JSON.parse(line).step)).toEqual(['one more', 'twice as much']);
  expect(await copies()).toEqual(['before-update-from-0.sqlite']);
  expect(await counts(connect('before-update-from-0.sqlite'))).toEqual([{ count: 1, many: 3 }]);
  expect((await stat(join(dir, 'before-update-from-0.sqlite'))).mode & 0o777).toBe(0o600);
});

test('a new store begins at the newest version, without a copy', async () => {
  const store = await openStore(dir);
  await store.close();
  expect(await version(connect())).toBe(storeVersion);
  expect(storeVersion).toBe(steps.length);
  expect(await copies()).toEqual([]);
});

test('a bot that is older than the store refuses it in words, and changes nothing', async () => {
  const sqlite = connect();
  await put(sqlite, 1);
  await sqlite.query(`PRAGMA user_version=${storeVersion + 1}`);
  const before = await sqlite.query('SELECT * FROM sqlite_master');
  const error = await failure(openStore(dir));
  expect(error).toBeInstanceOf(ConfigError);
  expect((error as ConfigError).problems).toEqual([
    expect.stringMatching(
      new RegExp(
        `newer version of the bot: its store has version ${storeVersion + 1}, and this bot knows versions up to ${storeVersion}.*Start the newer bot again`,
      ),
    ),
  ]);
  expect(await version(sqlite)).toBe(storeVersion + 1);
  expect(await counts(sqlite)).toEqual([{ count: 1, many: 1 }]);
  // Besides the table that each connection of the store makes.
  const after = (await sqlite.query('SELECT * FROM sqlite_master')) as { tbl_name: string }[];
  expect(after.filter(({ tbl_name }) => tbl_name !== 'upkeep')).toEqual(before);
});

describe('a step that does not end', () => {
  test('because its process is killed half-way: the next start takes it, once', async () => {
    const sqlite = connect();
    await put(sqlite, 2_000);
    const source = `
      import KeyvSqlite from '@keyv/sqlite';
      import { migrate } from ${JSON.stringify(new URL('./migrate.ts', import.meta.url).href)};
      const sqlite = new KeyvSqlite({ uri: ${JSON.stringify(`sqlite://${join(dir, 'bot.sqlite')}`)}, table: 'things' });
      await sqlite.query('PRAGMA journal_mode=WAL');
      await migrate(sqlite, { dataDir: ${JSON.stringify(dir)}, steps: [{ what: 'half', async run(query) {
        await query("UPDATE things SET value = json_set(value, '$.value.count', 50)");
        console.log('half');
        await new Promise(resolve => setTimeout(resolve, 1e6));
      } }] });`;
    const child = spawn(
      process.execPath,
      ['--import', import.meta.resolve('tsx'), '--input-type=module', '--eval', source],
      { stdio: ['ignore', 'pipe', 'inherit'], cwd: process.cwd() },
    );
    const [line] = await once(child.stdout, 'data');
    expect(String(line)).toContain('half');
    child.kill('SIGKILL');
    await once(child, 'exit');
    // As if an earlier one had been killed while it copied.
    await writeFile(join(dir, 'before-update-from-0.sqlite.partial'), 'half a copy');

    expect(await counts(sqlite)).toEqual([{ count: 1, many: 2_000 }]);
    await migrate(sqlite, { dataDir: dir, steps: [addOne] });
    expect(await counts(sqlite)).toEqual([{ count: 2, many: 2_000 }]);
    expect(await copies()).toEqual(['before-update-from-0.sqlite']);
    expect(await counts(connect('before-update-from-0.sqlite'))).toEqual([{ count: 1, many: 2_000 }]);
  });

  test('because it fails: the steps before it hold, it left nothing, and the next start goes on', async () => {
    const sqlite = connect();
    await put(sqlite, 10);
    const fails: Step = {
      what: 'fails',
      async run(query) {
        await addOne.run(query);
        throw new Error('on purpose');
      },
    };
    await expect(migrate(sqlite, { dataDir: dir, steps: [addOne, fails] })).rejects.toThrow('on purpose');
    expect([await counts(sqlite), await version(sqlite)]).toEqual([[{ count: 2, many: 10 }], 1]);
    await migrate(sqlite, { dataDir: dir, steps: [addOne, addOne] });
    expect(await counts(sqlite)).toEqual([{ count: 3, many: 10 }]);
    // What was before the first, and what was before the second.
    expect((await copies()).sort()).toEqual(['before-update-from-0.sqlite', 'before-update-from-1.sqlite']);
  });

  test('because the disk is full: nothing is lost, and a sentence says what to do', async () => {
    const sqlite = connect();
    await put(sqlite, 1_000);
    await sqlite.query('PRAGMA max_page_count=1');
    const grow: Step = {
      what: 'grows',
      run: async query =>
        void (await query("UPDATE things SET value = json_set(value, '$.more', hex(zeroblob(4000)))")),
    };
    const error = await failure(migrate(sqlite, { dataDir: dir, steps: [grow] }));
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toMatch(
      /no room[\s\S]*Free some and start again; the store has version 0.*before-update-from-0/,
    );
    expect([await counts(sqlite), await version(sqlite)]).toEqual([[{ count: 1, many: 1_000 }], 0]);
    await sqlite.query('PRAGMA max_page_count=1000000');
    await migrate(sqlite, { dataDir: dir, steps: [grow] });
    expect(await version(sqlite)).toBe(1);
  });

  test.skipIf(process.platform === 'win32')('because there is no room for the copy either', async () => {
    const sqlite = connect();
    await sqlite.query('CREATE TABLE upkeep(key VARCHAR(255) PRIMARY KEY, value TEXT)');
    await put(sqlite, 5_000);
    const source = `
      import { openStore } from ${JSON.stringify(new URL('../store.ts', import.meta.url).href)};
      await openStore(${JSON.stringify(dir)}).catch(error => console.log(error.name, error.message));`;
    const words = [
      process.execPath,
      '--import',
      import.meta.resolve('tsx'),
      '--input-type=module',
      '--eval',
      source,
    ];
    // No file may grow beyond 64 KiB: what a full disk is, to this process alone.
    const child = spawn('bash', ['-c', 'ulimit -f 64; exec "$@"', 'bash', ...words], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', chunk => (said += chunk));
    await once(child, 'close');
    expect(said).toMatch(/^ConfigError .*no room.*nothing was changed/);
    expect([await counts(sqlite), await version(sqlite)]).toEqual([[{ count: 1, many: 5_000 }], 0]);
    expect(await copies()).toEqual([]);
  });
});

test('a damaged file is not touched', async () => {
  const sqlite = connect();
  await put(sqlite, 5_000);
  await sqlite.disconnect();
  open.splice(0);
  const { size } = await stat(join(dir, 'bot.sqlite'));
  const file = await openFile(join(dir, 'bot.sqlite'), 'r+');
  await file.write(Buffer.alloc(8192, 7), 0, 8192, Math.floor(size / 8192 / 2) * 8192);
  await file.close();
  const error = await failure(openStore(dir));
  expect(String(error)).toMatch(/damaged database.*nothing was changed/);
  expect(await copies()).toEqual([]);
});

describe('the copy goes', () => {
  const things = z.object({ count: z.number() });
  async function updated() {
    const sqlite = connect();
    await put(sqlite, 1);
    const store = await openStore(dir);
    await store.collection('things', things);
    expect(await copies()).toEqual(['before-update-from-0.sqlite']);
    return store;
  }

  test('after a week', async () => {
    const store = await updated();
    await store.putAside.prune(Date.now());
    expect(await copies()).toHaveLength(1);
    const old = new Date(Date.now() - 8 * 24 * 60 * 60_000);
    await utimes(join(dir, 'before-update-from-0.sqlite'), old, old);
    await store.putAside.prune(Date.now());
    expect(await copies()).toEqual([]);
    await store.close();
  });

  test('with the first deletion of somebody’s data', async () => {
    const store = await updated();
    await mkdir(join(dir, 'before-update-notes'));
    await store.putAside.forget(['somebody']);
    expect(await copies()).toEqual(['before-update-notes']);
    await store.close();
  });
});
