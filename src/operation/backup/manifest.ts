import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { jsonOf } from '../../json-of.ts';
import { privateFile } from '../../services/storage/data-folder.ts';
import { absent, OperationError } from '../words.ts';

/** What is in a backup, written last. A folder without it, or with another name than a backup has, is none. */
export const manifestSchema = z.object({
  format: z.literal(1),
  /** When the database was copied (ms since 1970). */
  madeAt: z.number(),
  storeVersion: z.number().int(),
  files: z.array(z.object({ path: z.string(), bytes: z.number().int(), sha256: z.string() })),
});
export type Manifest = z.infer<typeof manifestSchema>;
export type ListedFile = Manifest['files'][number];

export const manifestName = 'manifest.json';
export const partialEnding = '.partial';

/** Only these are taken from a backup: it may come from anywhere. */
const mayBeIn =
  /^(bot\.sqlite|erased\.jsonl|credentials\/(own\.pem|known\.json)|blobs\/[0-9a-f]{2}\/[0-9a-f]{64})$/;

/** @throws OperationError in words */
export async function readManifest(backup: string): Promise<Manifest> {
  const text = await readFile(join(backup, manifestName), 'utf8').catch(absent);
  if (backup.endsWith(partialEnding) || text === undefined) {
    throw new OperationError(
      `${backup} is not a complete backup: it was cut short, or it is some other folder. Use one without "${partialEnding}" in its name, and with a file ${manifestName} in it.`,
    );
  }
  const parsed = manifestSchema.safeParse(jsonOf(text));
  if (!parsed.success)
    throw new OperationError(`${manifestName} in ${backup} cannot be read. Use another backup.`);
  const strange = parsed.data.files.find(({ path }) => !mayBeIn.test(path));
  if (strange)
    throw new OperationError(`${backup} lists a file that no backup has: ${JSON.stringify(strange.path)}.`);
  return parsed.data;
}

/** SHA-256 and length of a file, read piece by piece. */
export async function measure(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(createReadStream(path), async function* (pieces) {
    for await (const piece of pieces) {
      bytes += piece.length;
      hash.update(piece);
    }
    yield* [];
  });
  return { bytes, sha256: hash.digest('hex') };
}

/** Copies a file and resolves to what was copied; it is on the disk then, for this user alone. */
export async function copyMeasured(from: string, to: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  const target = await open(to, 'w', privateFile);
  try {
    for await (const piece of createReadStream(from)) {
      hash.update(piece);
      bytes += piece.length;
      // All of it: `write` may take less, without an error.
      await target.writeFile(piece);
    }
    await target.sync();
  } finally {
    await target.close();
  }
  return { bytes, sha256: hash.digest('hex') };
}

export async function writeSynced(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', privateFile);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the names in a folder last, on systems that let a folder be opened. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

const isBackup = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ(-\d+)?$/;
const partialKeptMs = 24 * 60 * 60_000;

/** Whole backups in a folder, the newest first. */
export async function backupsIn(folder: string): Promise<string[]> {
  const names = (await readdir(folder).catch(absent)) ?? [];
  const whole: string[] = [];
  for (const name of names
    .filter(each => isBackup.test(each))
    .sort()
    .reverse())
    if (await stat(join(folder, name, manifestName)).catch(absent)) whole.push(join(folder, name));
  return whole;
}

/** Deletes what backups left that were cut short long ago. */
export async function removePartial(folder: string, now: number): Promise<void> {
  for (const name of (await readdir(folder).catch(absent)) ?? []) {
    const path = join(folder, name);
    if (!name.endsWith(partialEnding) || !isBackup.test(name.slice(0, -partialEnding.length))) continue;
    const facts = await stat(path).catch(absent);
    if (facts && facts.mtimeMs + partialKeptMs < now) await rm(path, { recursive: true, force: true });
  }
}
