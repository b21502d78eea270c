import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Logger } from '../../logger.ts';
import { joinMarks, marksKeptMs, marksName } from '../../services/privacy/erased-marks.ts';
import { type Restored, restoredName } from '../../services/privacy/restored.ts';
import {
  claimDataFolder,
  isEmptyFolder,
  privateFile,
  privateFolder,
  restoringName,
} from '../../services/storage/data-folder.ts';
import { databaseName, openDatabaseFile } from '../../services/storage/database-file.ts';
import { storeVersion } from '../../services/storage/migrations/migrate.ts';
import { absent, codeOf, counted, OperationError } from '../words.ts';
import { erasedIn, readMarks, rowsIn } from './erased-in.ts';
import { copyMeasured, type Manifest, measure, readManifest, syncFolder, writeSynced } from './manifest.ts';

export interface RestoredBackup {
  madeAt: number;
  pictures: number;
  /** Requests for images that waited when the backup was made, and are not taken up again. */
  requests: number;
  /** Deletions since then that the next start carries out again; undefined without a list of them. */
  erased: number | undefined;
}

/** Where it is known from who was deleted since the backup. */
export type ErasedSince = { lists: readonly string[] } | 'unknown';

/** Compares every file of a backup with its list. @throws OperationError that names what is wrong */
export async function checkBackup(backup: string): Promise<Manifest> {
  const manifest = await readManifest(backup);
  for (const file of manifest.files) {
    const found = await measure(join(backup, file.path)).catch(absent);
    if (!found)
      throw new OperationError(`${backup} is not complete: ${file.path} is missing. Use another backup.`);
    if (found.bytes !== file.bytes || found.sha256 !== file.sha256)
      throw new OperationError(
        `${backup} is damaged: ${file.path} is not what was backed up. Use another backup.`,
      );
  }
  return manifest;
}

/**
 * Fills an empty data folder from a backup. Every byte is compared before the first is written, and again while it is
 * copied. The database comes last, and a mark in the folder keeps a bot from starting before: cut short, the same
 * command begins again.
 * @throws OperationError in words
 */
export async function restore({
  backup,
  dataDir,
  since,
  now,
  logger,
}: {
  backup: string;
  dataDir: string;
  since: ErasedSince;
  now: () => number;
  logger: Logger;
}): Promise<RestoredBackup> {
  await requireEmpty(dataDir);
  const { madeAt, storeVersion: version, files } = await checkBackup(backup);
  if (version > storeVersion)
    throw new OperationError(
      `${backup} was made by a newer version of the bot: its store has version ${version}, and this bot knows versions up to ${storeVersion}. Restore it with that version.`,
    );
  if (since !== 'unknown' && madeAt + marksKeptMs < now())
    throw new OperationError(
      `${backup} is more than a year old, and the bot remembers deletions for a year only. To restore it anyway, use --without-erased: everybody who was deleted since then comes back.`,
    );
  const given = since === 'unknown' ? undefined : await readMarks(since.lists);
  // Before anything is written: a bot may have begun there while the backup was compared, which can take minutes.
  const folder = await claimDataFolder(dataDir, { logger, byHand: true });
  try {
    await requireEmpty(dataDir);
    await writeFile(join(dataDir, restoringName), '', { mode: privateFile });
    const copied = await place({ backup, dataDir, files });
    const own = await readFile(join(dataDir, marksName), 'utf8').catch(() => '');
    const marks = joinMarks([own, given ?? '']);
    // Without any mark, the file of the backup stays as it is, with its key.
    if (marks) await writeSynced(join(dataDir, marksName), marks);
    const { requests, erase } = await prepare(copied, marks, madeAt);
    await writeSynced(join(dataDir, restoredName), JSON.stringify({ erase } satisfies Restored));
    await rename(copied, join(dataDir, databaseName));
    await syncFolder(dataDir);
    await rm(join(dataDir, restoringName));
    const pictures = files.filter(({ path }) => path.startsWith('blobs/')).length;
    return { madeAt, pictures, requests, erased: given === undefined ? undefined : erase.length };
  } catch (error) {
    if (['ENOSPC', 'EDQUOT', 'SQLITE_FULL'].includes(codeOf(error)))
      throw new OperationError(
        `The disk of DATA_DIR ${dataDir} is full. Free some, and run the same command again.`,
        {
          cause: error,
        },
      );
    throw error;
  } finally {
    await folder.release();
  }
}

/** A folder that a restore was cut short in counts as empty: no bot has started on it. */
async function requireEmpty(dataDir: string): Promise<void> {
  const names = (await readdir(dataDir).catch(absent)) ?? [];
  if (isEmptyFolder(names) || names.includes(restoringName)) return;
  throw new OperationError(
    `DATA_DIR ${dataDir} is not empty, and nothing in it was changed. Stop the bot, move the folder away (do not delete it yet), and run this again; --erased can then read from it who was deleted.`,
  );
}

/** Copies everything; the database under a name that no bot opens. Resolves to its path. */
async function place({
  backup,
  dataDir,
  files,
}: {
  backup: string;
  dataDir: string;
  files: Manifest['files'];
}): Promise<string> {
  const database = join(dataDir, `${databaseName}.restoring`);
  // SQLite would roll the copy back by what a restore left that was killed while it changed another one.
  for (const ending of ['-journal', '-wal', '-shm']) await rm(`${database}${ending}`, { force: true });
  const folders = new Set<string>();
  for (const { path, bytes, sha256 } of files) {
    const to = path === databaseName ? database : join(dataDir, path);
    await mkdir(dirname(to), { recursive: true, mode: privateFolder });
    folders.add(dirname(to));
    const copied = await copyMeasured(join(backup, path), to);
    if (copied.bytes !== bytes || copied.sha256 !== sha256)
      throw new OperationError(
        `${path} changed while it was copied. Is something else writing to ${backup}?`,
      );
  }
  for (const each of folders) await syncFolder(each);
  return database;
}

/** Before any bot opens it: what must not be done again, and who must not come back. */
async function prepare(path: string, marks: string, madeAt: number) {
  const database = await openDatabaseFile(path);
  try {
    const [table] = (await database.query(
      "SELECT count(*) AS many FROM sqlite_master WHERE type = 'table' AND name = 'accepted_requests'",
    )) as { many: number }[];
    let requests = 0;
    if (table?.many) {
      const [row] = (await database.query('SELECT count(*) AS many FROM accepted_requests')) as {
        many: number;
      }[];
      requests = row?.many ?? 0;
      // They were answered since, or will be asked again: made once more they would be paid for twice.
      await database.query('DELETE FROM accepted_requests');
      await database.query('VACUUM');
    }
    return { requests, erase: marks ? await erasedIn(rowsIn(database), marks, madeAt) : [] };
  } finally {
    await database.close();
  }
}

/** What an operator reads after it. */
export const wordsForRestore = ({ madeAt, pictures, requests, erased }: RestoredBackup): string =>
  [
    `Restored as it was on ${new Date(madeAt).toISOString()}: the database and ${counted(pictures, 'picture')}.`,
    erased === undefined
      ? 'EVERYBODY WHO WAS DELETED SINCE THEN IS BACK, with photos and face data: this command was not told who they are. Ask your members, and delete them again with /privacy delete member:.'
      : erased > 0
        ? `${counted(erased, 'deletion')} from since then will be carried out again at the next start, before anybody can reach the bot.`
        : 'According to the list you gave, nobody in it was deleted since then.',
    'Single images, photos and versions that were deleted since then are back. Settings, and how much of the budget was used, are as they were then.',
    ...(requests > 0
      ? [
          `${counted(requests, 'request')} that waited then ${requests === 1 ? 'is' : 'are'} dropped: members have to ask again.`,
        ]
      : []),
    'Start the bot now. npm run doctor tells you whether anything is missing.',
  ].join('\n');
