import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import type { Audit } from '../audit/audit.ts';
import type { ErasureRequests } from './erasure-requests.ts';

export const restoredName = 'restored.json';

/** What a restore leaves for the next start: whose data was deleted since the backup. It is deleted after that. */
export const restoredSchema = z.object({
  erase: z.array(
    z.union([
      z.strictObject({ actorId: z.string() }),
      z.strictObject({ memberId: z.string(), guildId: z.string().optional() }),
      z.strictObject({ guildId: z.string() }),
    ]),
  ),
});
export type Restored = z.infer<typeof restoredSchema>;

/**
 * Deletes again whoever was deleted after the backup was made that this folder comes from. To be awaited before any
 * member can reach the bot. Resolves to how many deletions that were.
 */
export async function eraseAfterRestore(
  dataDir: string,
  { eraseActor, eraseMember, eraseGuild }: Pick<ErasureRequests, 'eraseActor' | 'eraseMember' | 'eraseGuild'>,
  { audit, now, logger }: { audit: Pick<Audit, 'add' | 'chains'>; now: () => number; logger: Logger },
): Promise<number> {
  const path = join(dataDir, restoredName);
  const text = await readFile(path, 'utf8').catch(absent);
  if (text === undefined) return 0;
  const { erase } = restoredSchema.parse(JSON.parse(text));
  // Of this restore once, also if the process is killed before the file is gone.
  const { mtimeMs } = await stat(path);
  const about = { at: now(), what: 'restored' } as const;
  await audit.add(
    (await audit.chains()).map(chain => ({ ...about, id: `restored-${mtimeMs}-${chain}`, chain })),
  );
  await Promise.all(
    erase.map(async one => {
      if ('memberId' in one) await eraseMember(one);
      else if ('guildId' in one) await eraseGuild(one.guildId);
      else
        await eraseActor({ actorId: one.actorId, why: 'deleted' }).catch(error => {
          // It went with its owner.
          if (!(error instanceof UserError)) throw error;
        });
    }),
  );
  // Each is stored by now, and goes on by itself where something could not be reached.
  await rm(path);
  if (erase.length > 0)
    logger.warn({ deletions: erase.length }, 'who was deleted since the backup was deleted again');
  return erase.length;
}

function absent(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
  throw error;
}
