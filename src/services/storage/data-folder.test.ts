import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ConfigError } from '../../config.ts';
import { createFileBlobs } from './blobs.ts';
import { claimDataFolder } from './data-folder.ts';
import { openStore } from './store.ts';

const logger = pino({ level: 'silent' });
const claim = (dir: string) => claimDataFolder(dir, { logger });
let parent: string;
let dir: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'actor-folder-'));
  dir = join(parent, 'data');
});
afterEach(() => rm(parent, { recursive: true, force: true }));

/** Everything below the folder, with its mode, in octal. */
async function modes(): Promise<Record<string, string>> {
  const names = ['', ...(await readdir(dir, { recursive: true }))].sort();
  const entries = names.map(async name => [name, ((await stat(join(dir, name))).mode & 0o777).toString(8)]);
  return Object.fromEntries(await Promise.all(entries));
}

describe.skipIf(process.platform === 'win32')('what is in the folder is for its user alone', () => {
  test('also what an earlier version left, and what may be run stays so', async () => {
    await mkdir(join(dir, 'blobs', 'ab'), { recursive: true });
    await mkdir(join(dir, 'training'));
    for (const name of ['bot.sqlite', 'blobs/ab/picture', 'training/tool'])
      await writeFile(join(dir, name), '');
    for (const name of ['', 'blobs', 'blobs/ab', 'training', 'training/tool'])
      await chmod(join(dir, name), 0o755);
    for (const name of ['bot.sqlite', 'blobs/ab/picture']) await chmod(join(dir, name), 0o664);
    await writeFile(join(parent, 'elsewhere'), '', { mode: 0o644 });
    await symlink(join(parent, 'elsewhere'), join(dir, 'link'));
    const folder = await claim(dir);
    expect(await modes()).toMatchObject({
      '': '700',
      blobs: '700',
      'blobs/ab': '700',
      'blobs/ab/picture': '600',
      'bot.sqlite': '600',
      training: '700',
      'training/tool': '700',
    });
    expect(((await stat(join(parent, 'elsewhere'))).mode & 0o777).toString(8)).toBe('644');
    await folder.release();
  });

  test('where others cannot enter it, nothing in it is looked at, however much that is', async () => {
    await mkdir(join(dir, 'blobs'), { recursive: true, mode: 0o700 });
    await chmod(dir, 0o700);
    await writeFile(join(dir, 'blobs', 'picture'), '');
    await chmod(join(dir, 'blobs', 'picture'), 0o644);
    const folder = await claim(dir);
    expect(await modes()).toMatchObject({ '': '700', 'blobs/picture': '644' });
    await folder.release();
    // Somebody opened it meanwhile.
    await chmod(dir, 0o755);
    const again = await claim(dir);
    expect(await modes()).toMatchObject({ '': '700', 'blobs/picture': '600' });
    await again.release();
  });

  test('also what is written from then on, journals included', async () => {
    const before = process.umask(0o002);
    try {
      const folder = await claim(dir);
      const store = await openStore(dir);
      const things = await store.collection('things', z.object({ count: z.number() }));
      await things.put('a', { count: 1 });
      const sha256 = await createFileBlobs(join(dir, 'blobs')).put(Buffer.from('picture'));
      const found = await modes();
      expect(Object.keys(found)).toEqual(
        expect.arrayContaining(['bot.sqlite-wal', join('blobs', sha256.slice(0, 2), sha256)]),
      );
      for (const [name, mode] of Object.entries(found)) {
        const isFolder = !name.includes('.') && !name.endsWith(sha256);
        expect({ name, mode }).toEqual({ name, mode: isFolder ? '700' : '600' });
      }
      await store.close();
      await folder.release();
    } finally {
      process.umask(before);
    }
  });
});

/** Another process that claims the folder and then does nothing. */
async function holder() {
  const source = `
    import { claimDataFolder } from ${JSON.stringify(new URL('./data-folder.ts', import.meta.url).href)};
    await claimDataFolder(${JSON.stringify(dir)}, { logger: console });
    console.log('claimed');
    setInterval(() => {}, 1_000);`;
  const child = spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), '--input-type=module', '--eval', source],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [line] = await once(child.stdout, 'data');
  expect(String(line)).toContain('claimed');
  return child;
}

describe('one process a folder', () => {
  test('a second one is told who has it, and how to go on', async () => {
    const child = await holder();
    const error = await claim(dir).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as ConfigError).problems).toEqual([
      expect.stringMatching(
        new RegExp(
          `^DATA_DIR .* is in use by another bot: process ${child.pid} on .+, since 20.+Stop that one`,
        ),
      ),
    ]);
    child.kill('SIGKILL');
    await once(child, 'exit');
  });

  test('one that was killed leaves nothing that blocks, and neither do its files', async () => {
    const child = await holder();
    child.kill('SIGKILL');
    await once(child, 'exit');
    // As if its process id belonged to another process by now: this one.
    await writeFile(join(dir, 'in-use.json'), JSON.stringify({ pid: process.pid, host: 'x', since: 'y' }));
    const folder = await claim(dir);
    await folder.release();
  });

  test('one that is stopping is waited for, and the next has the folder as soon as it let go', async () => {
    const first = await claim(dir);
    await first.leaving();
    let waiting = () => {};
    const waits = new Promise<void>(resolve => {
      waiting = resolve;
    });
    const heard = pino({}, { write: (line: string) => line.includes('a bot that is stopping') && waiting() });
    const second = claimDataFolder(dir, { logger: heard });
    await waits;
    await first.release();
    await (await second).release();
  });

  test('of two in one process the second is refused too, until the first lets go', async () => {
    const first = await claim(dir);
    await expect(claim(dir)).rejects.toThrow(`process ${process.pid}`);
    await first.release();
    await (await claim(dir)).release();
  });
});
