import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, ownShards } from '../../config.ts';
import type { Logger } from '../../logger.ts';
import { foldersLeft } from '../../shards.ts';
import { type AcceptedRequest, acceptedRequestSchema } from '../generation/requests/accepted-request.ts';
import { type Intake, openIntake } from '../generation/requests/intake.ts';
import { claimDataFolder } from '../storage/data-folder.ts';

export const intakeName = 'intake.jsonl';

/** What shards noted and could not store, which there are no longer, because there are fewer now. */
export async function openLeftNotes(
  config: Pick<Config, 'DATA_DIR' | 'SHARDS'>,
  logger: Logger,
): Promise<Intake<AcceptedRequest>[]> {
  const found: Intake<AcceptedRequest>[] = [];
  for (const folder of await foldersLeft(config.DATA_DIR, ownShards(config).count)) {
    const path = join(folder, intakeName);
    if (!(await stat(path).catch(() => undefined))) continue;
    try {
      const claim = await claimDataFolder(folder, { logger, byHand: true });
      const notes = await openIntake(path, acceptedRequestSchema);
      const close = async () => {
        await notes.close();
        await claim.release();
      };
      found.push({ ...notes, close });
    } catch (error) {
      logger.warn({ err: error, folder }, 'requests that a former shard noted could not be read');
    }
  }
  return found;
}
