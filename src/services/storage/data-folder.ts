import { chmod, lstat, mkdir, open, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import KeyvSqlite from '@keyv/sqlite';
import { z } from 'zod';
import { ConfigError } from '../../config.ts';
import type { Logger } from '../../logger.ts';

/** The folder of one bot: no other process may use it, and no other user may read it. */
export interface DataFolder {
  /** Lets another bot have it. */
  release(): Promise<void>;
}

export const privateFolder = 0o700;
export const privateFile = 0o600;
const others = 0o077;

const lockName = 'in-use.lock';
const holderName = 'in-use.json';
const holderSchema = z.object({ pid: z.number(), host: z.string(), since: z.string() });

/**
 * Takes the folder for this process, and takes it away from other users. Who cannot enter it reaches nothing in it, so
 * what lies in it is looked at only where they could: with a million pictures that takes many seconds.
 * @throws ConfigError if another bot uses it
 */
export async function claimDataFolder(dataDir: string, { logger }: { logger: Logger }): Promise<DataFolder> {
  await mkdir(dataDir, { recursive: true, mode: privateFolder });
  const release = await lock(dataDir);
  try {
    await closeToOthers(dataDir);
  } catch (error) {
    // Some file systems know no modes, and the volumes of some containers belong to another user.
    logger.warn({ err: error }, 'other users of this machine may be able to read DATA_DIR');
  }
  return { release };
}

/**
 * An open transaction of SQLite is the lock. The system drops it when the process ends, however it ends, so that
 * nothing is left to be told apart from a live bot: not after a kill or a reboot, and not in another container, where
 * process ids mean something else.
 */
async function lock(dataDir: string): Promise<() => Promise<void>> {
  const path = join(dataDir, lockName);
  await createPrivate(path);
  const connection = new KeyvSqlite({ uri: `sqlite://${path}`, table: 'lock' });
  connection.on('error', () => undefined);
  try {
    await connection.query('BEGIN IMMEDIATE');
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'SQLITE_BUSY') throw error;
    throw new ConfigError([
      `DATA_DIR ${dataDir} is in use by another bot${await holderOf(dataDir)}. Stop that one first, or give this one a folder of its own`,
    ]);
  }
  const holder: z.infer<typeof holderSchema> = {
    pid: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
  };
  const beside = join(dataDir, `${holderName}.new`);
  await writeFile(beside, JSON.stringify(holder), { mode: privateFile });
  await rename(beside, join(dataDir, holderName));
  return async () => {
    await connection.query('ROLLBACK');
    await connection.disconnect();
  };
}

/** Who has the lock, as far as it is known. */
async function holderOf(dataDir: string): Promise<string> {
  try {
    const text = await readFile(join(dataDir, holderName), 'utf8');
    const { pid, host, since } = holderSchema.parse(JSON.parse(text));
    return `: process ${pid} on ${host}, since ${since}`;
  } catch {
    return '';
  }
}

/** Creates the file for this user alone, if there is none: SQLite gives its journals the same mode. */
export async function createPrivate(path: string): Promise<void> {
  try {
    // An existing file is not opened: closing it would drop the locks that this process holds on it.
    const file = await open(path, 'wx', privateFile);
    await file.close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Writes a small file for this user alone: whenever the bot is killed, it is there as it was or as it is now. */
export async function replacePrivate(path: string, text: string): Promise<void> {
  const beside = `${path}.new`;
  const file = await open(beside, 'w', privateFile);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
}

async function closeToOthers(folder: string): Promise<void> {
  const { mode } = await stat(folder);
  if (mode & others) await makePrivate(folder);
}

/** Takes the rights of everybody else away, from the folder and all in it. Links are not followed. */
async function makePrivate(path: string): Promise<void> {
  const facts = await lstat(path).catch(absent);
  if (!facts || facts.isSymbolicLink()) return;
  if (facts.mode & others) await chmod(path, facts.mode & 0o7777 & ~others).catch(absent);
  if (!facts.isDirectory()) return;
  for (const name of (await readdir(path).catch(absent)) ?? []) await makePrivate(join(path, name));
}

/** Something may go while the folder is walked: a trainer may still be at work in it. */
function absent(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
  throw error;
}
