import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, ConfigError } from '../../config.ts';
import type { Logger } from '../../logger.ts';
import { foldersBeside } from '../../shards.ts';
import { type AcceptedRequest, acceptedRequestSchema } from '../generation/requests/accepted-request.ts';
import { type Intake, openIntake } from '../generation/requests/intake.ts';
import { claimDataFolder } from '../storage/data-folder.ts';

export const intakeName = 'intake.jsonl';

/**
 * What processes noted and could not store that are not there: shards that were killed, or that there are no longer. For a
 * worker, what its own folder has from when it was a gateway's.
 */
export async function openLeftNotes(
  { DATA_DIR: dataDir, ROLE: role }: Pick<Config, 'DATA_DIR' | 'ROLE'>,
  logger: Logger,
): Promise<Intake<AcceptedRequest>[]> {
  if (role === 'worker') return (await hasNotes(dataDir)) ? [await openNotes(dataDir)] : [];
  const found: Intake<AcceptedRequest>[] = [];
  for (const folder of await foldersBeside(dataDir)) {
    if (!(await hasNotes(folder))) continue;
    try {
      found.push(await takeNotes(folder, logger));
    } catch (error) {
      // Its shard is there, and has them in hand.
      if (error instanceof ConfigError) continue;
      logger.warn({ err: error, folder }, 'requests that another shard noted could not be read');
    }
  }
  return found;
}

const openNotes = (folder: string) => openIntake(join(folder, intakeName), acceptedRequestSchema);
const hasNotes = (folder: string) =>
  stat(join(folder, intakeName)).then(
    ({ size }) => size > 0,
    () => false,
  );

/** Until they are closed, the folder is nobody else's. @throws ConfigError where it is a live shard's */
async function takeNotes(folder: string, logger: Logger): Promise<Intake<AcceptedRequest>> {
  const claim = await claimDataFolder(folder, { logger, byHand: true, waits: false });
  try {
    // A shard that starts now waits for it.
    await claim.leaving();
    const notes = await openNotes(folder);
    return { ...notes, close: () => notes.close().finally(claim.release) };
  } catch (error) {
    await claim.release();
    throw error;
  }
}
