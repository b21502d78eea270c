import type { Logger } from '../../logger.ts';
import type { Blobs } from '../storage/blobs.ts';

/** A photo is stored before its actor is: a younger file may belong to something that is being stored. */
const youngMs = 60 * 60_000;

/**
 * Deletes files that no record refers to any more, and unfinished ones: a killed process leaves both.
 * Resolves to how many were deleted.
 */
export async function sweepBlobs({
  blobs,
  inUse,
  now,
  logger,
}: {
  blobs: Pick<Blobs, 'list' | 'delete' | 'removeUnfinished'>;
  /** Asked after the files were listed, so that a file is never older than the answer. */
  inUse: () => Iterable<string>;
  now: () => number;
  logger: Logger;
}): Promise<number> {
  const before = now() - youngMs;
  const old = (await blobs.list()).filter(({ modifiedAt }) => modifiedAt < before);
  const used = new Set(inUse());
  const unused = old.filter(({ sha256 }) => !used.has(sha256));
  for (const { sha256 } of unused) await blobs.delete(sha256);
  const unfinished = await blobs.removeUnfinished(before);
  const count = unused.length + unfinished;
  if (count > 0) logger.info({ unused: unused.length, unfinished }, 'files that nobody needed were deleted');
  return count;
}
