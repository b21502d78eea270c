import { open, rm } from 'node:fs/promises';
import type KeyvSqlite from '@keyv/sqlite';
import { createPrivate } from './data-folder.ts';

/**
 * Copies the whole database, as it is in one moment, into a new file of this user; it is on the disk then. Whoever
 * writes meanwhile goes on, and nothing that was deleted is in the copy. A failure leaves no file.
 */
export async function copyDatabase(query: KeyvSqlite['query'], to: string): Promise<void> {
  await rm(to, { force: true });
  // SQLite takes an empty file for none.
  await createPrivate(to);
  try {
    await query('VACUUM INTO ?', to);
    const file = await open(to, 'r+');
    await file.sync();
    await file.close();
  } catch (error) {
    await rm(to, { force: true });
    await rm(`${to}-journal`, { force: true });
    throw error;
  }
}
