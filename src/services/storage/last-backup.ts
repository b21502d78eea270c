import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { replacePrivate } from './data-folder.ts';

/** Holds when the newest backup was made, in milliseconds: the bot doesn't know where backups are. */
const lastBackupName = 'last-backup.txt';

export const noteBackup = (dataDir: string, madeAt: number): Promise<void> =>
  replacePrivate(join(dataDir, lastBackupName), String(madeAt));

/** When the data folder was last backed up, in milliseconds; undefined if never, or if it can't be told. */
export async function lastBackupAt(dataDir: string): Promise<number | undefined> {
  const text = await readFile(join(dataDir, lastBackupName), 'utf8').catch(() => '');
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
