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
  blobs: Pick<Blobs, 'pages' | 'delete' | 'removeUnfinished'>;
  /** Which of them some record refers to. Asked after files were listed, so that a file is never older than the answer. */
  inUse: (hashes: readonly string[]) => Promise<Set<string>>;
  now: () => number;
  logger: Logger;
}): Promise<number> {
  const before = now() - youngMs;
  let unused = 0;
  for await (const page of blobs.pages()) {
    const old = page.flatMap(({ sha256, modifiedAt }) => (modifiedAt < before ? [sha256] : []));
    const used = await inUse(old);
    for (const sha256 of old) {
      if (used.has(sha256)) continue;
      await blobs.delete(sha256);
      unused++;
    }
  }
  const unfinished = await blobs.removeUnfinished(before);
  const count = unused + unfinished;
  if (count > 0) logger.info({ unused, unfinished }, 'files that nobody needed were deleted');
  return count;
}
