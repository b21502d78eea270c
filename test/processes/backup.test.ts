import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPlayground } from '@ai-actor/playground';
import { connectMember, ids } from '@ai-actor/playground/discord';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { backUp } from '../../src/operation/backup/back-up.ts';
import { readManifest } from '../../src/operation/backup/manifest.ts';
import { restore } from '../../src/operation/backup/restore.ts';
import { openErasedMarks } from '../../src/services/privacy/erased-marks.ts';
import { createFileBlobs } from '../../src/services/storage/blobs.ts';
import { openDatabaseFile } from '../../src/services/storage/database-file.ts';
import { openStore } from '../../src/services/storage/store.ts';
import { ask, patienceMs, press } from '../acting.ts';
import { end, startBot } from '../bot-process.ts';
import { keepPeople } from '../kept-person.ts';

vi.setConfig({ testTimeout: 600_000 });
const now = Date.now;
const logger = pino({ level: 'silent' });
const root = new URL('../..', import.meta.url).pathname;

let dir: string;
let data: string;
let backups: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'actor-backup-'));
  data = join(dir, 'data');
  backups = join(dir, 'backups');
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** `npm run backup`, `restore` or `doctor`. */
function operate(words: string[], env: Record<string, string> = {}) {
  const child = spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), join(root, 'src/operate.ts'), ...words],
    {
      cwd: dir,
      env: { PATH: process.env.PATH ?? '', DATA_DIR: data, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (said += chunk));
  return { child, done: once(child, 'close').then(([code]) => ({ code, said })) };
}
const filesBelow = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).map(entry => ({
    path: join(entry.parentPath, entry.name),
    isFile: entry.isFile(),
  }));
async function bytesBelow(folder: string): Promise<Buffer> {
  const files = (await filesBelow(folder)).filter(({ isFile }) => isFile);
  return Buffer.concat(await Promise.all(files.map(({ path }) => readFile(path))));
}
const only = async (folder: string) => join(folder, (await readdir(folder)).sort().at(-1) ?? '');

const post = { channelId: ids.channels.studio, messageId: '123456789012345678' };
const people = [
  { id: 'gone', name: 'Erased', memberId: ids.members.mara, repo: 'playground/gone', post },
  { id: 'stays', name: 'Kept', memberId: ids.members.priya, repo: 'playground/stays', post },
];

test('made beside a running bot; who was deleted since does not come back with it, and everybody else does', async () => {
  const playground = await startPlayground();
  const env = { ...playground.env, DATA_DIR: data, HTTP_PORT: '0' };
  await keepPeople(data, people);
  const bot = startBot(env, dir);
  const mara = await connectMember(playground.url, ids.members.mara);
  const bots = [bot];
  try {
    await bot.ready;
    const made = await operate(['backup', backups]).done;
    expect(made).toMatchObject({
      code: 0,
      said: expect.stringMatching(/14 pictures[\s\S]*photos of faces[\s\S]*not encrypted[\s\S]*\.env/),
    });
    const backup = await only(backups);
    for (const { path, isFile } of await filesBelow(backups))
      expect([path, (await stat(path)).mode & 0o777]).toEqual([path, isFile ? 0o600 : 0o700]);
    expect(await bytesBelow(backup)).toSatisfy((bytes: Buffer) => bytes.includes('Erased bytes'));

    const confirm = await ask(mara, '/privacy delete');
    await press(mara, confirm, 'Delete all of it', words => /Receipt|deleted/.test(words));
    await vi.waitUntil(async () => !(await bytesBelow(data)).includes('Erased bytes'), patienceMs);
    expect(await end(bot.child, 'SIGTERM')).toBe(0);

    const into = { DATA_DIR: join(dir, 'restored') };
    // Nobody may forget to say it.
    const asked = await operate(['restore', backup], into).done;
    expect(asked).toMatchObject({
      code: 1,
      said: expect.stringMatching(/Say who was deleted since the backup/),
    });
    const occupied = await operate(['restore', backup, '--erased', data]).done;
    expect(occupied).toMatchObject({
      code: 1,
      said: expect.stringMatching(/not empty, and nothing in it was changed/),
    });
    const restored = await operate(['restore', backup, '--erased', data], into).done;
    expect(restored).toMatchObject({
      code: 0,
      said: expect.stringMatching(/deletions? from since then will be carried out again/),
    });
    const again = startBot({ ...env, ...into }, dir);
    bots.push(again);
    await again.ready;
    expect(await end(again.child, 'SIGTERM')).toBe(0);
    const left = await bytesBelow(into.DATA_DIR);
    expect(left.includes('Erased')).toBe(false);
    expect(left.includes(ids.members.mara)).toBe(false);
    expect([left.includes('Kept bytes'), left.includes('Kept prompt')]).toEqual([true, true]);

    // The marks go on with the folder: the same backup once more, from what was restored.
    const third = { DATA_DIR: join(dir, 'third') };
    expect((await operate(['restore', backup, '--erased', into.DATA_DIR], third).done).said).toMatch(
      /deletions? from since then will/,
    );

    const blind = { DATA_DIR: join(dir, 'blind') };
    expect((await operate(['restore', backup, '--without-erased'], blind).done).said).toMatch(
      /EVERYBODY WHO WAS DELETED SINCE THEN IS BACK/,
    );
    expect((await bytesBelow(blind.DATA_DIR)).includes('Erased bytes')).toBe(true);
  } finally {
    for (const { child } of bots) await end(child, 'SIGKILL');
    await mara.close();
    await playground.close();
  }
});

test('whatever the bot writes meanwhile, every record in the backup has its picture', async () => {
  const store = await openStore(data);
  const things = await store.collection('things', z.object({ sha256: z.string() }));
  const blobs = createFileBlobs(join(data, 'blobs'));
  let writing = true;
  let written = 0;
  const writer = (async () => {
    for (; writing; written++) {
      const sha256 = await blobs.put(Buffer.from(`picture ${written}`));
      await things.put(`t${written}`, { sha256 });
    }
  })();
  await vi.waitUntil(() => written > 50, patienceMs);
  const { path } = await backUp({ dataDir: data, to: backups, now });
  writing = false;
  await writer;
  const listed = new Set((await readManifest(path)).files.map(file => file.sha256));
  const copy = await openDatabaseFile(join(path, 'bot.sqlite'));
  const rows = (await copy.query("SELECT json_extract(value, '$.value.sha256') AS sha256 FROM things")) as {
    sha256: string;
  }[];
  await copy.close();
  expect(rows.length).toBeGreaterThan(50);
  expect(rows.filter(({ sha256 }) => !listed.has(sha256))).toEqual([]);
  await store.close();
});

test('the next backup shares its pictures with the one before, and deletes the oldest only when told to', async () => {
  await keepPeople(data, people);
  await mkdir(join(data, 'credentials'));
  await writeFile(join(data, 'credentials', 'own.pem'), 'a key');
  const first = await backUp({ dataDir: data, to: backups, now });
  const second = await backUp({ dataDir: data, to: backups, now: () => now() + 60_000 });
  expect([first.linked, second.linked, second.pictures]).toEqual([0, 14, 14]);
  const third = await backUp({ dataDir: data, to: backups, keep: 2, now: () => now() + 120_000 });
  expect([third.removed, (await readdir(backups)).length]).toEqual([1, 2]);
  await expect(readManifest(first.path)).rejects.toThrow('not a complete backup');
  // What was shared is still whole.
  const restored = await restore({
    ...{ backup: third.path, dataDir: join(dir, 'new'), since: 'unknown', now, logger },
  });
  expect(restored.pictures).toBe(14);
  expect(await readFile(join(dir, 'new', 'credentials', 'own.pem'), 'utf8')).toBe('a key');
});

test('a list on which nobody stands is a list, and another file is none', async () => {
  await keepPeople(data, people);
  await openErasedMarks(data, now());
  const { path } = await backUp({ dataDir: data, to: backups, now });
  const into = (name: string, list: string) =>
    restore({ backup: path, dataDir: join(dir, name), since: { lists: [list] }, now, logger });
  expect((await into('new', data)).erased).toBe(0);
  await expect(into('other', join(data, 'bot.sqlite'))).rejects.toThrow('is not a list of deletions');
  await expect(into('none', dir)).rejects.toThrow('There is no list of deletions at');
  // What is wrong with the words leaves nothing that a second attempt would stumble over.
  expect(await readdir(dir)).not.toEqual(expect.arrayContaining(['other']));
});

test('requests that waited are not made a second time', async () => {
  await keepPeople(data, people);
  const store = await openStore(data);
  await (await store.collection('accepted_requests', z.unknown())).put('r1', { id: 'r1' });
  await store.close();
  const { path } = await backUp({ dataDir: data, to: backups, now });
  const into = join(dir, 'new');
  expect(await restore({ backup: path, dataDir: into, since: 'unknown', now, logger })).toMatchObject({
    requests: 1,
  });
  expect((await bytesBelow(into)).includes('accepted_requests:r1')).toBe(false);
});

describe('a backup that was cut short or damaged is never taken for whole', () => {
  let backup: string;
  beforeEach(async () => {
    await keepPeople(data, people);
    backup = (await backUp({ dataDir: data, to: backups, now })).path;
  });
  const into = () => restore({ backup, dataDir: join(dir, 'new'), since: 'unknown', now, logger });
  const nothingThere = async () => expect(await stat(join(dir, 'new')).catch(() => 'none')).toBe('none');

  test('killed while it is made', async () => {
    const { child, done } = operate(['backup', join(dir, 'others')]);
    await vi.waitUntil(async () => (await readdir(join(dir, 'others')).catch(() => [])).length > 0, {
      timeout: patienceMs,
      interval: 1,
    });
    child.kill('SIGKILL');
    await done;
    const [name = ''] = await readdir(join(dir, 'others'));
    // Faster than the kill, it is whole, and says so.
    if (!name.endsWith('.partial')) return;
    backup = join(dir, 'others', name);
    await expect(into()).rejects.toThrow('not a complete backup');
    await nothingThere();
  });

  test('without its list', async () => {
    await rm(join(backup, 'manifest.json'));
    await expect(into()).rejects.toThrow('not a complete backup');
    await nothingThere();
  });

  test('with a file that ends early, or is not there', async () => {
    const blob = (await readManifest(backup)).files.at(-1)?.path ?? '';
    await truncate(join(backup, blob), 100);
    await expect(into()).rejects.toThrow(/is damaged: .*blobs/);
    await rm(join(backup, blob));
    await expect(into()).rejects.toThrow(/is not complete: .*missing/);
    await nothingThere();
  });

  test('with a file that would go elsewhere', async () => {
    const manifest = await readManifest(backup);
    manifest.files.push({ path: '../outside', bytes: 1, sha256: 'x' });
    await writeFile(join(backup, 'manifest.json'), JSON.stringify(manifest));
    await expect(into()).rejects.toThrow('lists a file that no backup has');
  });

  test('of a newer bot', async () => {
    const manifest = await readManifest(backup);
    await writeFile(join(backup, 'manifest.json'), JSON.stringify({ ...manifest, storeVersion: 99 }));
    await expect(into()).rejects.toThrow('newer version of the bot');
    await nothingThere();
  });

  test('a restore that is killed keeps the bot from starting, and the same command ends it', async () => {
    const target = join(dir, 'new');
    // As it is left in the middle: the mark, and some of the files.
    await mkdir(target);
    await writeFile(join(target, 'restoring'), '');
    await cp(join(backup, 'blobs'), join(target, 'blobs'), { recursive: true });
    const bot = startBot({ DISCORD_TOKEN: 'x', HF_TOKEN: 'hf_x', DATA_DIR: target, HTTP_PORT: '0' }, dir);
    const [code] = await once(bot.child, 'exit');
    expect([code, bot.output()]).toEqual([
      1,
      expect.stringMatching(/was being filled from a backup.*Run npm run restore again/),
    ]);
    expect((await into()).pictures).toBe(14);
    expect((await readdir(target)).includes('restoring')).toBe(false);
  });
});

test('what an operator is told where there is nothing to do', async () => {
  expect(await operate(['backup', backups]).done).toMatchObject({
    code: 1,
    said: expect.stringMatching(/There is nothing to back up: DATA_DIR/),
  });
  expect(await operate(['backup', backups, '--keep', 'many']).done).toMatchObject({
    code: 1,
    said: expect.stringMatching(/npm run backup -- \[FOLDER\]/),
  });
  expect((await operate(['restore', join(dir, 'nowhere'), '--check']).done).said).toMatch(
    /not a complete backup/,
  );
});
