import { link, mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { marksName } from '../../services/privacy/erased-marks.ts';
import { createFileBlobs } from '../../services/storage/blobs.ts';
import { copyDatabase } from '../../services/storage/copy-database.ts';
import { privateFolder } from '../../services/storage/data-folder.ts';
import { databaseName, faultsOf, openDatabaseFile } from '../../services/storage/database-file.ts';
import { noteBackup } from '../../services/storage/last-backup.ts';
import { versionOf } from '../../services/storage/migrations/migrate.ts';
import { patiently } from '../../services/storage/patience.ts';
import { absent, codeOf, counted, megabytes, OperationError } from '../words.ts';
import {
  backupsIn,
  copyMeasured,
  type ListedFile,
  type Manifest,
  manifestName,
  measure,
  partialEnding,
  removePartial,
  syncFolder,
  writeSynced,
} from './manifest.ts';

/** By which the bot knows its own pictures again. */
const signingFiles = ['credentials/own.pem', 'credentials/known.json'];

export interface BackedUp {
  /** Where it is. */
  path: string;
  bytes: number;
  pictures: number;
  /** Of these, how many are shared with the backup before, and take no room. */
  linked: number;
  /** SHA-256 of blobs that are damaged, and in no backup therefore. */
  damaged: string[];
  /** Older backups that were deleted. */
  removed: number;
  /** Whether the bot knows of it. */
  noted: boolean;
}

/**
 * Copies what the bot keeps into a new folder in `to`, while it runs: the database as it was in one moment, then the
 * pictures, then who was deleted. The folder gets its name only once everything in it is whole and on the disk.
 * @throws OperationError in words
 */
export async function backUp({
  dataDir,
  to,
  keep,
  now,
}: {
  dataDir: string;
  to: string;
  /** How many backups stay, this one included; all if absent. */
  keep?: number | undefined;
  now: () => number;
}): Promise<BackedUp> {
  const source = join(dataDir, databaseName);
  if (!(await stat(source).catch(absent)))
    throw new OperationError(`There is nothing to back up: DATA_DIR ${dataDir} has no ${databaseName}.`);
  try {
    await mkdir(to, { recursive: true, mode: privateFolder });
    await removePartial(to, now());
    const [previous] = await backupsIn(to);
    const path = await freeName(to, now());
    const beside = `${path}${partialEnding}`;
    await mkdir(beside, { mode: privateFolder });
    // Before the database: whoever is deleted after this moment is in the marks, which are copied last.
    const madeAt = now();
    const made = await fill(beside, { dataDir, source, previous, madeAt });
    await rename(beside, path);
    await syncFolder(to);
    const removed = await removeOld(to, keep);
    // The backup is whole, whatever becomes of the note: the disk of DATA_DIR may be another, and full.
    const noted = await noteBackup(dataDir, madeAt).then(
      () => true,
      () => false,
    );
    return { path, ...made, removed, noted };
  } catch (error) {
    if (['SQLITE_NOTADB', 'SQLITE_CORRUPT'].includes(codeOf(error))) throw damagedStore([String(error)]);
    if (['ENOSPC', 'EDQUOT', 'SQLITE_FULL'].includes(codeOf(error)))
      throw new OperationError(
        `The disk of ${to} is full, so no backup was made. Earlier ones are untouched.`,
        {
          cause: error,
        },
      );
    throw error;
  }
}

async function freeName(to: string, now: number): Promise<string> {
  const name = `${new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
  for (let nth = 1; ; nth++) {
    const path = join(to, nth === 1 ? name : `${name}-${nth}`);
    const taken = (await stat(path).catch(absent)) ?? (await stat(`${path}${partialEnding}`).catch(absent));
    if (!taken) return path;
  }
}

async function fill(
  beside: string,
  {
    dataDir,
    source,
    previous,
    madeAt,
  }: { dataDir: string; source: string; previous: string | undefined; madeAt: number },
): Promise<Omit<BackedUp, 'path' | 'removed' | 'noted'>> {
  const storeVersion = await copyStore(source, join(beside, databaseName));
  const files: ListedFile[] = [{ path: databaseName, ...(await measure(join(beside, databaseName))) }];
  const pictures = await copyPictures(dataDir, beside, previous);
  files.push(...pictures.files);
  for (const path of [...signingFiles, marksName]) {
    const [from, to] = [join(dataDir, path), join(beside, path)];
    if (!(await stat(from).catch(absent))) continue;
    await mkdir(dirname(to), { recursive: true, mode: privateFolder });
    files.push({ path, ...(await copyMeasured(from, to)) });
    await syncFolder(dirname(to));
  }
  const manifest: Manifest = { format: 1, madeAt, storeVersion, files };
  await writeSynced(join(beside, manifestName), JSON.stringify(manifest));
  await syncFolder(beside);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return { bytes, pictures: pictures.files.length, linked: pictures.linked, damaged: pictures.damaged };
}

async function copyStore(from: string, to: string): Promise<number> {
  const live = await openDatabaseFile(from);
  try {
    await patiently(() => copyDatabase(live.query, to));
  } finally {
    await live.close();
  }
  const copy = await openDatabaseFile(to);
  try {
    const faults = await faultsOf(copy.query);
    if (faults.length > 0) throw damagedStore(faults);
    return await versionOf(copy.query);
  } finally {
    await copy.close();
  }
}

const damagedStore = (faults: readonly string[]) =>
  new OperationError(
    `The database is damaged, so no backup was made: ${faults.join('; ')}. Keep the earlier backups, and run npm run doctor.`,
  );

async function copyPictures(dataDir: string, beside: string, previous: string | undefined) {
  const root = join(dataDir, 'blobs');
  const files: ListedFile[] = [];
  const damaged: string[] = [];
  let linked = 0;
  for await (const page of createFileBlobs(root).pages()) {
    for (const { sha256 } of page) {
      const path = `blobs/${sha256.slice(0, 2)}/${sha256}`;
      const [from, to] = [join(dataDir, path), join(beside, path)];
      await mkdir(dirname(to), { recursive: true, mode: privateFolder });
      const bytes = previous ? await linkedFrom(join(previous, path), from, to) : undefined;
      if (bytes !== undefined) {
        files.push({ path, bytes, sha256 });
        linked++;
        continue;
      }
      // Whoever it belongs to may have deleted it meanwhile.
      const copied = await copyMeasured(from, to).catch(absent);
      if (copied?.sha256 === sha256) files.push({ path, ...copied });
      else {
        if (copied) damaged.push(sha256);
        await rm(to, { force: true });
      }
    }
    for (const folder of new Set(page.map(({ sha256 }) => sha256.slice(0, 2))))
      await syncFolder(join(beside, 'blobs', folder));
  }
  return { files, damaged, linked };
}

/** The file of the backup before under another name, where it can have one: its bytes never change. Resolves to its size. */
async function linkedFrom(earlier: string, from: string, to: string): Promise<number | undefined> {
  const [before, current] = [await stat(earlier).catch(absent), await stat(from).catch(absent)];
  if (!before || !current || before.size !== current.size) return undefined;
  try {
    await link(earlier, to);
    return before.size;
  } catch {
    return undefined;
  }
}

async function removeOld(to: string, keep: number | undefined): Promise<number> {
  if (keep === undefined) return 0;
  const old = (await backupsIn(to)).slice(keep);
  for (const path of old) {
    // Without its list it is no backup any more, wherever this is cut short.
    await rm(join(path, manifestName), { force: true });
    await rm(path, { recursive: true, force: true });
  }
  return old.length;
}

/** What an operator reads after it. */
export const wordsForBackup = ({
  path,
  bytes,
  pictures,
  linked,
  damaged,
  removed,
  noted,
}: BackedUp): string =>
  [
    `Backed up to ${path}: the database and ${counted(pictures, 'picture')}, ${megabytes(bytes)}${linked > 0 ? ` (${linked} of the pictures take no room: they are shared with the backup before)` : ''}.`,
    ...(removed > 0 ? [`Deleted ${counted(removed, 'older backup')}.`] : []),
    ...(damaged.length > 0
      ? [`Not in it: ${counted(damaged.length, 'damaged picture')}; npm run doctor says which.`]
      : []),
    ...(noted ? [] : ['DATA_DIR cannot be written to, so /status does not know of this backup.']),
    'It holds photos of faces, face data, prompts and the key that pictures are signed with, and is not encrypted: keep it where only you can read it.',
    'Not in it: .env with the tokens, trainings on this computer, and requests that are still waiting. Keep .env somewhere safe.',
  ].join('\n');
