import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createAudit } from '../../services/audit/audit.ts';
import { entryIndexes, entrySchema, headIndexes, headSchema } from '../../services/audit/entry.ts';
import { createFileBlobs } from '../../services/storage/blobs.ts';
import { openDatabaseFile } from '../../services/storage/database-file.ts';
import { openStore } from '../../services/storage/store.ts';
import { checkStore } from './check-store.ts';

let data: string;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'actor-check-'));
});
afterEach(() => rm(data, { recursive: true, force: true }));

/** A record of a table that this bot does not know, with its picture; what would be mended of that. */
async function mendsOf(version?: number): Promise<string[]> {
  const store = await openStore(data);
  const blobs = createFileBlobs(join(data, 'blobs'));
  const sha256 = await blobs.put(Buffer.from('a picture'));
  await utimes(join(data, 'blobs', sha256.slice(0, 2), sha256), 1, 1);
  const films = await store.collection('films', z.object({ sha256: z.string() }));
  if (version === undefined) await films.put('one', { sha256 });
  await store.close();
  const database = await openDatabaseFile(join(data, 'bot.sqlite'));
  if (version !== undefined) await database.query(`PRAGMA user_version=${version}`);
  await database.close();
  const { findings, close } = await checkStore(data, Date.now());
  await close();
  return findings.flatMap(({ mend }) => (mend ? [mend.words] : []));
}

test('a picture of a record that only a newer bot knows is in use', async () => {
  expect(await mendsOf()).toEqual([]);
});

test('nothing is mended in a store of a newer version', async () => {
  expect(await mendsOf(99)).toEqual([]);
});

test('what the bot itself would put aside can be put aside', async () => {
  const store = await openStore(data);
  await store.collection('failures', z.object({ id: z.string() })).then(all => all.put('one', { id: 'one' }));
  await store.close();
  const { findings, close } = await checkStore(data, Date.now());
  await close();
  expect(findings.flatMap(({ mend }) => mend?.words ?? [])).toEqual([
    expect.stringContaining('put it aside'),
  ]);
});

test('says whether the log about people is whole, and names the first bad entry', async () => {
  const store = await openStore(data);
  const entries = await store.collection('audit', entrySchema, entryIndexes);
  const heads = await store.collection('audit_heads', headSchema, headIndexes);
  const audit = createAudit({ entries, heads, now: Date.now });
  const note = (id: string) =>
    ({ id, chain: '42', at: 1_000, what: 'agreed', person: 'p', by: 'p' }) as const;
  await audit.add(['one', 'two', 'three'].map(note));
  await store.close();
  const lines = async () => {
    const { findings, close } = await checkStore(data, 1_000);
    await close();
    return findings.filter(({ words }) => words.includes('log about people'));
  };
  expect(await lines()).toMatchObject([
    { state: 'good', words: 'The log about people is whole: 3 entries.' },
  ]);
  const database = await openDatabaseFile(join(data, 'bot.sqlite'));
  await database.query(
    "UPDATE audit SET value = replace(value, '\"agreed\"', '\"declined\"') WHERE key = 'audit:two'",
  );
  await database.close();
  expect(await lines()).toMatchObject([
    {
      state: 'wrong',
      words: expect.stringContaining(
        'server 42 is not as the bot wrote it. Entry 2 (audit:two): it was changed',
      ),
    },
  ]);
});
