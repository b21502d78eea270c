import { setTimeout } from 'node:timers/promises';
import { UserError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { said } from '../../words/words.ts';
import { threadWorker } from '../vision/workers/thread-worker.ts';
import { createWorkerPool, type WorkerPool } from '../vision/workers/worker-pool.ts';
import { hasCredentials } from './has-credentials.ts';
import { expiryOf, type Identity } from './identity.ts';
import type { Made } from './made.ts';
import type { SignAnswer, SignerData, SignTask } from './sign-protocol.ts';

/** Content Credentials (C2PA) of the pictures that models made. */
export interface Credentials {
  /**
   * Signed, so that it can be stored as it will leave; undefined where that does not work now. Never rejects. With the
   * picture's `thumbnail` it is not decoded.
   */
  trySign(picture: Uint8Array, made: Made, thumbnail?: Uint8Array): Promise<Buffer | undefined>;
  /**
   * The picture as it may leave the bot: as it is where it is signed already, else signed. Where that does not work
   * however often it is tried, it leaves without credentials, which the operator is told, or not at all.
   * @throws UserError unsigned
   */
  leaving(picture: Uint8Array, made: Made): Promise<Uint8Array>;
  /** A picture will come soon: the thread that signs starts now, or waits for it. */
  prepare(): void;
  /** How many pictures have left without credentials since the start. */
  unsigned(): number;
  stop(): Promise<void>;
}

/** What happens to a picture that can't be signed. */
export type WithoutCredentials = 'post' | 'withhold';

/** Between one try to sign a picture and the next. */
const waitsMs = [100, 1_000];

export function createCredentials({
  identity,
  version,
  without,
  pool = signers({ identity, version }),
  waits = waitsMs,
  now = Date.now,
  logger,
}: SignerData & {
  without: WithoutCredentials;
  pool?: WorkerPool<SignTask, SignAnswer>;
  waits?: readonly number[];
  now?: () => number;
  logger: Logger;
}): Credentials {
  let unsigned = 0;
  /** Signatures made later are invalid for everybody. */
  const until = expiryOf(identity);

  async function once(picture: Uint8Array, made: Made, thumbnail?: Uint8Array): Promise<Buffer> {
    const answer = await pool.run({ picture, made, thumbnail });
    if ('failed' in answer) throw new Error(answer.failed);
    return Buffer.from(answer.signed.buffer, answer.signed.byteOffset, answer.signed.byteLength);
  }

  async function signed(picture: Uint8Array, made: Made, thumbnail?: Uint8Array): Promise<Buffer> {
    const { copyOf, ...rest } = made;
    // A copy names the credentials of what it was made of.
    const parent = copyOf && !hasCredentials(copyOf) ? await once(copyOf, rest) : copyOf;
    return once(picture, parent ? { ...rest, copyOf: parent } : rest, thumbnail);
  }

  async function trySign(
    picture: Uint8Array,
    made: Made,
    thumbnail?: Uint8Array,
  ): Promise<Buffer | undefined> {
    if (now() >= until) {
      logger.error(
        'no picture is signed any more: the certificate has expired. Set C2PA_CERTIFICATE to a renewed one, or leave both settings empty, and restart the bot',
      );
      return undefined;
    }
    for (let tries = 0; ; tries++) {
      try {
        return await signed(picture, made, thumbnail);
      } catch (error) {
        const wait = waits[tries];
        if (wait === undefined) {
          logger.error({ err: error }, 'a picture could not be signed');
          return undefined;
        }
        logger.warn({ err: error }, 'a picture could not be signed; it is tried again');
        await setTimeout(wait);
      }
    }
  }

  return {
    trySign,
    async leaving(picture, made) {
      if (hasCredentials(picture)) return picture;
      const done = await trySign(picture, made);
      if (done) return done;
      if (without === 'withhold') throw new UserError('unsigned', said('credentials.withheld'));
      unsigned++;
      logger.error(
        { unsigned },
        'a picture leaves without credentials: law may require them. C2PA_FAILURE=withhold keeps such pictures back',
      );
      return picture;
    },
    prepare: () => pool.prepare({ picture: smallestPng, made: { from: 'model' } }),
    unsigned: () => unsigned,
    stop: () => pool.stop(),
  };
}

/** One thread: a picture takes it some 20 ms. */
export const signers = (data: SignerData): WorkerPool<SignTask, SignAnswer> =>
  createWorkerPool({
    start: threadWorker({ script: new URL('./sign-thread.ts', import.meta.url), data, heapMb: 128 }),
    ...{ workers: 1, idleMs: 60_000, timeoutMs: 20_000, waitingMost: 1_000 },
  });

/** Why a certificate that the operator gave does not do, found out by signing with it; undefined where it does. */
export async function faultInUse(identity: Identity, version: string): Promise<string | undefined> {
  const pool = signers({ identity, version });
  try {
    const answer = await pool.run({ picture: smallestPng, made: { from: 'model' }, check: true });
    return 'failed' in answer ? answer.failed : answer.fault;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await pool.stop();
  }
}

/** One pixel. */
const smallestPng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
