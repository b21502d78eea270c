import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ConfigError } from '../../config.ts';
import type { Collection } from '../storage/collection.ts';
import { privateFolder, replacePrivate } from '../storage/data-folder.ts';
import type { Seal } from '../storage/seal.ts';
import { credentialsFolder, ownKeyName } from './open-identity.ts';
import { makeIdentity } from './own-identity.ts';

/** The key that pictures are signed with, sealed. */
export const sharedKeySchema = z.object({ id: z.string(), sealed: z.string() });
export type SharedKey = z.infer<typeof sharedKeySchema>;

const id = 'own';

/**
 * Gives every process the same key of the bot's own: whichever comes first puts its key into the store, and the others
 * write that into their folder.
 * @throws ConfigError where it was sealed with another token, and this folder has none either
 */
export async function shareIdentity({
  keys,
  dataDir,
  seal,
  now,
}: {
  keys: Collection<SharedKey>;
  dataDir: string;
  seal: Pick<Seal, 'seal' | 'open'>;
  now: number;
}): Promise<void> {
  const folder = join(dataDir, credentialsFolder);
  const file = join(folder, ownKeyName);
  await mkdir(folder, { recursive: true, mode: privateFolder });
  const own = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  const opened = ({ sealed }: SharedKey): string | undefined => {
    try {
      return seal.open(sealed, `signing/${id}`);
    } catch {
      return undefined;
    }
  };
  const stored = await keys.update(id, async current => {
    if (current && opened(current) !== undefined) return undefined;
    if (current && own === undefined)
      throw new ConfigError([
        'The key that pictures are signed with was sealed with an earlier DISCORD_TOKEN. First start the process whose DATA_DIR has it (credentials/own.pem)',
      ]);
    return { id, sealed: seal.seal(own ?? (await newKey(now)), `signing/${id}`) };
  });
  const pem = stored && opened(stored);
  if (pem !== undefined && pem !== own) await replacePrivate(file, pem);
}

async function newKey(now: number): Promise<string> {
  const { key, certificates } = await makeIdentity(now);
  return `${key}${certificates}`;
}
