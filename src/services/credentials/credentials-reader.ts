import type { Logger } from '../../logger.ts';
import { processWorker } from '../vision/workers/process-worker.ts';
import { createWorkerPool } from '../vision/workers/worker-pool.ts';
import { hasCredentials } from './has-credentials.ts';
import type { ReadManifest } from './read-manifest.ts';
import type { ReadAnswer } from './read-process.ts';

/**
 * What a file's credentials say of who signed it: this bot, and then also whether the picture is as it was; somebody
 * else; or nobody, because they do not hold. `claimed` is what the signer calls itself: anybody can write that.
 */
export type Signed =
  | { by: 'us'; unchanged: boolean }
  | { by: 'another'; claimed: string | undefined; holds: boolean }
  | { by: 'nobody'; claimsUs: boolean };

/** Reads the credentials of files that members show. */
export interface CredentialsReader {
  /** Undefined for a file without any. */
  read(file: Uint8Array): Promise<Signed | undefined>;
  stop(): Promise<void>;
}

/** What breaks the signature itself, rather than the bond with the picture. */
const unsigned = /^(claimSignature|claim\.|signingCredential|algorithm|general)/;

export function createCredentialsReader({
  known,
  logger,
}: {
  known: ReadonlySet<string>;
  logger: Logger;
}): CredentialsReader {
  const pool = createWorkerPool<Uint8Array, ReadAnswer>({
    start: processWorker({ script: new URL('./read-process.ts', import.meta.url), modules: true }),
    ...{ workers: 1, idleMs: 30_000, timeoutMs: 30_000, waitingMost: 50 },
  });
  return {
    async read(file) {
      if (!hasCredentials(file)) return undefined;
      const { credentials } = await pool.run(file).catch((error): ReadAnswer => {
        logger.warn({ err: error }, 'the credentials of a file could not be read');
        return {};
      });
      return credentials ? judged(credentials, known) : { by: 'nobody', claimsUs: false };
    },
    stop: pool.stop,
  };
}

function judged(
  { signer, fault, leavesOutMore, generator }: ReadManifest,
  known: ReadonlySet<string>,
): Signed {
  const isOurs = signer !== undefined && known.has(signer);
  if (fault && (unsigned.test(fault) || signer === undefined)) return { by: 'nobody', claimsUs: isOurs };
  if (isOurs) return { by: 'us', unchanged: fault === undefined && !leavesOutMore };
  return { by: 'another', claimed: generator, holds: fault === undefined };
}
