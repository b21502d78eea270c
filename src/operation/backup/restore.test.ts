import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { claimDataFolder } from '../../services/storage/data-folder.ts';
import { openDatabaseFile } from '../../services/storage/database-file.ts';
import { openStore } from '../../services/storage/store.ts';
import { backUp, wordsForBackup } from './back-up.ts';
import { restore } from './restore.ts';

const now = Date.now;
const logger = pino({ level: 'silent' });

let dir: string;
let data: string;
let target: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'actor-restore-'));
  data = join(dir, 'data');
  target = join(dir, 'target');
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function keep(words: string): Promise<void> {
  const store = await openStore(data);
  const things = await store.collection('things', z.string());
  for (let nth = 0; nth < 200; nth++) await things.put(`${nth}`, words.repeat(100));
  await store.close();
}
const backedUp = () => backUp({ dataDir: data, to: join(dir, 'backups'), now });
const into = (backup: string) => restore({ backup, dataDir: target, since: 'unknown', now, logger });

test('a bot that began in the folder meanwhile keeps it, and finds no sign of a restore', async () => {
  await keep('old');
  const { path } = await backedUp();
  const bot = await claimDataFolder(target, { logger });
  await expect(into(path)).rejects.toThrow('in use by another bot');
  await bot.release();
  expect(await readdir(target)).not.toContain('restoring');
});

test('what a killed restore left of another backup changes nothing in this one', async () => {
  await keep('one');
  const first = await backedUp();
  await keep('two');
  const second = await backedUp();
  // As a process leaves them that is killed while it changes the copy: with changes in the file, and their journal.
  await mkdir(target);
  const [copy, left] = [join(dir, 'copy.sqlite'), join(target, 'bot.sqlite.restoring')];
  await copyFile(join(first.path, 'bot.sqlite'), copy);
  const changing = await openDatabaseFile(copy);
  await changing.query('PRAGMA cache_size=1');
  await changing.query('BEGIN');
  await changing.query("UPDATE things SET value = upper(value) || 'x'");
  for (const ending of ['', '-journal']) await copyFile(`${copy}${ending}`, `${left}${ending}`);
  await changing.query('ROLLBACK');
  await changing.close();
  await claimDataFolder(target, { logger, byHand: true }).then(({ release }) => release());
  await copyFile(copy, join(target, 'restoring'));

  await into(second.path);
  const restored = await openStore(target);
  const things = await restored.collection('things', z.string());
  expect(new Set(await things.all())).toEqual(new Set(['two'.repeat(100)]));
  await restored.close();
});

test('a backup that cannot be noted in the data folder is one all the same', async () => {
  await keep('old');
  await mkdir(join(data, 'last-backup.txt.new'));
  const made = await backedUp();
  expect(wordsForBackup(made)).toContain('/status does not know of this backup');
  await into(made.path);
  expect(await readdir(target)).toContain('bot.sqlite');
});
