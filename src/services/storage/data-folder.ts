import { chmod, lstat, mkdir, open, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import KeyvSqlite from '@keyv/sqlite';
import { z } from 'zod';
import { ConfigError } from '../../config.ts';
import type { Logger } from '../../logger.ts';

/** The folder of one bot: no other process may use it, and no other user may read it. */
export interface DataFolder {
  /** Says to a bot that starts meanwhile that this one is about to let go, so that it waits. */
  leaving(): Promise<void>;
  /** Lets another bot have it. */
  release(): Promise<void>;
}

export const privateFolder = 0o700;
export const privateFile = 0o600;
const others = 0o077;

/** In a folder that is being filled from a backup. */
export const restoringName = 'restoring';
const lockName = 'in-use.lock';
const holderName = 'in-use.json';
/** Whether nothing is in a folder but what the lock, or the file system, keeps there. */
export const isEmptyFolder = (names: readonly string[]): boolean =>
  names.every(name => [lockName, `${lockName}-journal`, holderName, 'lost+found'].includes(name));
const holderSchema = z.object({
  pid: z.number(),
  host: z.string(),
  since: z.string(),
  /** It takes nothing new, and ends as soon as what runs has ended. */
  leaving: z.boolean().optional(),
});
type Holder = z.infer<typeof holderSchema>;

/** Longer than a stop may take. */
const waitWithinMs = 60_000;
const lookEveryMs = 250;

/**
 * Takes the folder for this process, and takes it away from other users. Nobody who can't enter it reaches what is in
 * it, so the files are looked at only where somebody could: with a million pictures that takes many seconds.
 * A bot that is stopping is waited for, unless `waits` is false. `byHand` is for whoever only needs to have it for itself,
 * such as an operator's command.
 * @throws ConfigError if another bot uses it, or if a restore into it was cut short
 */
export async function claimDataFolder(
  dataDir: string,
  { logger, byHand = false, waits = true }: { logger: Logger; byHand?: boolean; waits?: boolean },
): Promise<DataFolder> {
  await mkdir(dataDir, { recursive: true, mode: privateFolder });
  const { release, leaving } = await lock(dataDir, { logger, waits });
  if (byHand) return { release, leaving };
  if (await lstat(join(dataDir, restoringName)).catch(absent)) {
    await release();
    throw new ConfigError([
      `DATA_DIR ${dataDir} was being filled from a backup, and that was cut short. Run npm run restore again with the same words, or empty the folder`,
    ]);
  }
  try {
    await closeToOthers(dataDir);
  } catch (error) {
    // Some file systems know no modes, and the volumes of some containers belong to another user.
    logger.warn({ err: error }, 'other users of this machine may be able to read DATA_DIR');
  }
  return { release, leaving };
}

interface Claiming {
  logger: Logger;
  waits: boolean;
}

/**
 * An open transaction of SQLite is the lock. The system drops it when the process ends, however it ends, so that
 * nothing is left to be told apart from a live bot: not after a kill or a reboot, and not in another container, where
 * process ids mean something else.
 */
async function lock(dataDir: string, claiming: Claiming): Promise<DataFolder> {
  const path = join(dataDir, lockName);
  await createPrivate(path);
  const connection = new KeyvSqlite({ uri: `sqlite://${path}`, table: 'lock' });
  connection.on('error', () => undefined);
  try {
    await begin(connection, dataDir, claiming);
  } catch (error) {
    await connection.disconnect();
    throw error;
  }
  const holder: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
  await writeHolder(dataDir, holder);
  return {
    leaving: () => writeHolder(dataDir, { ...holder, leaving: true }),
    async release() {
      await connection.query('ROLLBACK');
      await connection.disconnect();
    },
  };
}

/** Begins the transaction that is the lock, after a bot that is stopping has ended. @throws ConfigError */
async function begin(connection: KeyvSqlite, dataDir: string, { logger, waits }: Claiming): Promise<void> {
  const until = performance.now() + (waits ? waitWithinMs : 0);
  let said = false;
  for (;;) {
    try {
      await connection.query('BEGIN IMMEDIATE');
      return;
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'SQLITE_BUSY') throw error;
    }
    const holder = await holderOf(dataDir);
    if (!holder?.leaving || performance.now() > until) {
      const who = holder ? `: process ${holder.pid} on ${holder.host}, since ${holder.since}` : '';
      throw new ConfigError([
        `DATA_DIR ${dataDir} is in use by another bot${who}. Stop that one first, or give this one a folder of its own`,
      ]);
    }
    if (!said) logger.info({ holder }, 'waiting for a bot that is stopping to let go of DATA_DIR');
    said = true;
    await sleep(lookEveryMs);
  }
}

async function writeHolder(dataDir: string, holder: Holder): Promise<void> {
  const beside = join(dataDir, `${holderName}.new`);
  await writeFile(beside, JSON.stringify(holder), { mode: privateFile });
  await rename(beside, join(dataDir, holderName));
}

/** Who has the lock, as far as it is known. */
async function holderOf(dataDir: string): Promise<Holder | undefined> {
  try {
    return holderSchema.parse(JSON.parse(await readFile(join(dataDir, holderName), 'utf8')));
  } catch {
    return undefined;
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
export async function makePrivate(path: string): Promise<void> {
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
