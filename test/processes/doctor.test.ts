import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPlayground } from '@ai-actor/playground';
import { ids } from '@ai-actor/playground/discord';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { storedRecords } from '../../src/services/opening/stored-records.ts';
import { createFileBlobs } from '../../src/services/storage/blobs.ts';
import { openDatabaseFile, recordTables } from '../../src/services/storage/database-file.ts';
import { end, startBot } from '../bot-process.ts';
import { keepPeople } from '../kept-person.ts';
import { freePort } from '../world.ts';

vi.setConfig({ testTimeout: 600_000 });
const root = new URL('../..', import.meta.url).pathname;

let dir: string;
let data: string;
let playground: Awaited<ReturnType<typeof startPlayground>>;
let env: Record<string, string>;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'actor-doctor-'));
  data = join(dir, 'data');
  playground = await startPlayground();
  env = { ...playground.env, DATA_DIR: data, HTTP_PORT: '0', OPS_PORT: '0' };
});
afterEach(async () => {
  await playground.close();
  await rm(dir, { recursive: true, force: true });
});

async function doctor(...words: string[]) {
  const child = spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), join(root, 'src/operate.ts'), 'doctor', ...words],
    { cwd: dir, env: { PATH: process.env.PATH ?? '', ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (said += chunk));
  const [code] = await once(child, 'close');
  return { code, said };
}
const repoOf = (id: string) => `playground/actor-${id}-lora`;
const post = { channelId: ids.channels.studio, messageId: '123456789012345678' };
const person = (id: string) => ({ id, name: id, memberId: ids.members.mara, repo: repoOf(id), post });

test('finds what is wrong between database, pictures, hub and settings, and mends what it can', async () => {
  await keepPeople(data, [person('ana'), person('ben')]);
  // Of the two versions, one has its repo, which somebody made public.
  playground.huggingFace.repositories.create({
    ...{ type: 'model', id: repoOf('ana'), private: false, author: 'playground' },
  });
  const blobs = createFileBlobs(join(data, 'blobs'));
  const [first, second] = await blobs.list();
  if (!first || !second) throw new Error('no pictures');
  const at = ({ sha256 }: { sha256: string }) => join(data, 'blobs', sha256.slice(0, 2), sha256);
  await writeFile(at(first), 'other bytes');
  await blobs.delete(second.sha256);
  const unused = await blobs.put(Buffer.from('nobody needs this'));
  const long = new Date(Date.now() - 2 * 60 * 60_000);
  await utimes(at({ sha256: unused }), long, long);
  const database = await openDatabaseFile(join(data, 'bot.sqlite'));
  await database.query('CREATE TABLE image_cache(key VARCHAR(255) PRIMARY KEY, value TEXT)');
  const cached = (sha256: string) => JSON.stringify({ value: { sha256, createdAt: 1 } });
  await database.query('INSERT INTO image_cache VALUES (?, ?)', 'image_cache:lost', cached('0'.repeat(64)));
  await database.query("INSERT INTO image_cache VALUES ('image_cache:broken', 'not JSON')");
  await database.query('CREATE TABLE failures(key VARCHAR(255) PRIMARY KEY, value TEXT)');
  await database.query("INSERT INTO failures VALUES ('failures:broken', 'not JSON')");
  await database.close();
  await chmod(data, 0o755);
  env.INFERENCE_ENDPOINT_URL = `http://127.0.0.1:${await freePort()}`;

  const found = await doctor();
  expect(found.code).toBe(1);
  const expected = [
    /✗ Other users of this machine can look into DATA_DIR/,
    new RegExp(`✗ Damaged: 1 picture \\(${first.sha256}\\)`),
    new RegExp(`✗ Missing: [^\\n]*${second.sha256.slice(0, 12)}`),
    /✗ 1 picture that no record mentions/,
    /✗ 1 cached image without a picture/,
    /✗ Record image_cache:broken cannot be read \(it is not JSON\)/,
    /✗ Record failures:broken cannot be read \(it is not JSON\)/,
    /✗ Gone on Hugging Face: playground\/actor-ben-lora \(actor ben\)/,
    /✗ PUBLIC on Hugging Face: playground\/actor-ana-lora/,
    /✗ INFERENCE_ENDPOINT_URL cannot be reached from here \(ECONNREFUSED\)/,
    /✓ Discord knows the bot/,
    /· The bot is not running/,
  ];
  for (const words of expected) expect(found.said).toMatch(words);
  expect(found.said.match(/--fix would: /g)).toHaveLength(6);
  // It only looked.
  expect([await blobs.size(unused), (await stat(data)).mode & 0o777]).toEqual([17, 0o755]);

  const mended = await doctor('--fix');
  expect(mended.said.match(/mended: /g)).toHaveLength(6);
  const after = await doctor();
  expect(after.said).not.toMatch(/--fix would/);
  expect((await stat(data)).mode & 0o777).toBe(0o700);
  expect(await blobs.size(unused)).toBeUndefined();
  expect(await readdir(join(data, 'damaged'))).toHaveLength(2);
  // The damaged picture counts as missing now, and no machine brings these back.
  expect(after.said).toMatch(new RegExp(`✗ Missing: [^\\n]*${first.sha256.slice(0, 12)}`));
  expect(after.code).toBe(1);
});

test('finds nothing wrong with a bot that runs, mends nothing under it, and knows every table that it makes', async () => {
  const bot = startBot(env, dir);
  try {
    await bot.ready;
    const found = await doctor();
    expect(found.said).toMatch(/The bot is running[\s\S]*Nothing is wrong/);
    expect(found.code).toBe(0);
    const refused = await doctor('--fix');
    expect([refused.code, refused.said]).toEqual([
      1,
      expect.stringMatching(/is in use by another bot.*Stop that one/),
    ]);
  } finally {
    await end(bot.child, 'SIGTERM');
  }
  const database = await openDatabaseFile(join(data, 'bot.sqlite'));
  // A new collection goes into src/services/opening/stored-records.ts. One process alone needs no table of what was
  // forgotten, and shares no key.
  const made = [...(await recordTables(database.query)), 'forgotten', 'signing_keys'];
  expect(made.sort()).toEqual(Object.keys(storedRecords).sort());
  await database.close();
});

test('says what is wrong with settings, a token, and a database that is none', async () => {
  await keepPeople(data, []);
  await writeFile(join(data, 'bot.sqlite'), 'this is no database at all, it is a sentence of some length');
  env.DISCORD_TOKEN = 'wrong.token';
  expect((await doctor()).said).toMatch(
    /✗ The database is damaged[^\n]*Restore it from a backup[\s\S]*✗ Discord refuses DISCORD_TOKEN/,
  );
  env.HTTP_PORT = 'eighty';
  env.BLOBS_URL = 'ftp://faces';
  expect((await doctor()).said).toMatch(
    /✗ BLOBS_URL must be folder, or an address such as s3:[\s\S]*✗ HTTP_PORT must be a whole number/,
  );
});
