import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { replacePrivate } from '../services/storage/data-folder.ts';

/** That commands of other servers are still to be cleared. A start reads it, so that a kill in between leaves none there. */
export interface ClearingNote {
  isThere(): Promise<boolean>;
  write(): Promise<void>;
  drop(): Promise<void>;
}

export function clearingNoteIn(dataDir: string): ClearingNote {
  const path = join(dataDir, 'clearing-commands');
  return {
    isThere: () => stat(path).then(() => true, absent),
    write: () => replacePrivate(path, ''),
    drop: () => rm(path, { force: true }),
  };
}

function absent(error: unknown): false {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
  throw error;
}
