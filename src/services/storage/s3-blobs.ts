import { setTimeout as sleep } from 'node:timers/promises';
import type { GetObjectCommandOutput, S3Client } from '@aws-sdk/client-s3';
import pLimit from 'p-limit';
import { ConfigError } from '../../config.ts';
import { UserError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { said } from '../../words/words.ts';
import { type Blobs, diskFull, type StoredBlob, sha256Of } from './blobs.ts';
import { areReadsPatient } from './patient-reads.ts';
import { createS3Patience, isFull, nameOf, statusOf } from './s3-patience.ts';
import { objectOf, type S3Place, sha256OfObject, writtenAs } from './s3-place.ts';
import { requireUsable, type Sdk } from './s3-probe.ts';

/** Only there where an operator installed it: 22 MB, for those who keep pictures in an object store. */
export const s3Package = '@aws-sdk/client-s3';

/** How long each thing may take. Tests have less patience. */
export interface S3Pace {
  attempts: number;
  connectMs: number;
  answerMs: number;
  /** The whole of a picture, however slowly it comes. */
  wholeMs: number;
  /**
   * How long a store that is away is waited for: by writes, and by reads within `withPatientReads`. What was paid for must
   * not be lost because it restarts.
   */
  awayMs: number;
}

const pace: S3Pace = {
  attempts: 8,
  connectMs: 5_000,
  answerMs: 30_000,
  wholeMs: 60_000,
  awayMs: 120_000,
};
/** A picture whose bytes broke off is asked for again. */
const readTries = 3;
/** Fewer than the library opens connections: waiting for one counts as one that cannot be made. */
const atOnce = 32;
const betweenTriesMs = 200;

/** @throws whatever does not say that it is not there */
function missing(error: unknown): undefined {
  if (!['NoSuchKey', 'NotFound'].includes(nameOf(error))) throw error;
}
/** A question without a body is answered by the status alone. */
function missingHead(error: unknown): undefined {
  if (statusOf(error) !== 404) throw error;
}

async function load(): Promise<Sdk> {
  try {
    return await import('@aws-sdk/client-s3');
  } catch (cause) {
    if ((cause as { code?: unknown }).code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    throw new ConfigError(
      [`BLOBS_URL is an object store, and ${s3Package} is not installed: npm run add -- s3 && npm run build`],
      { cause },
    );
  }
}

/**
 * Blobs as objects of a bucket, named `prefix/ab/abcdef…`. Keys come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or
 * from wherever else Amazon's library looks for them. It is tried first whether the bot can use them.
 * @throws ConfigError in words
 */
export async function openS3Blobs(
  place: S3Place,
  { logger, pace: given = pace }: { logger?: Logger | undefined; pace?: S3Pace } = {},
): Promise<Blobs & { close(): void }> {
  const sdk = await load();
  const client = new sdk.S3Client({
    region: place.region,
    ...(place.endpoint ? { endpoint: place.endpoint, forcePathStyle: true } : {}),
    // Not every maker's store knows the newer checksums; the SHA-256 below is checked by those that do.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: given.attempts,
    requestHandler: {
      connectionTimeout: given.connectMs,
      requestTimeout: given.answerMs,
      throwOnRequestTimeout: true,
    },
  });
  const stopping = new AbortController();
  const close = () => {
    stopping.abort();
    client.destroy();
  };
  try {
    await requireUsable(sdk, client, place);
  } catch (error) {
    close();
    throw error;
  }
  return { ...createS3Blobs({ sdk, client, place, given, stopping: stopping.signal, logger }), close };
}

const storeAway = (cause: unknown) => new UserError('store-away', said('storage.picturesAway'), { cause });
function toldAway(error: unknown): never {
  throw storeAway(error);
}

function createS3Blobs({
  sdk,
  client,
  place,
  given,
  stopping,
  logger,
}: {
  sdk: Sdk;
  client: S3Client;
  place: S3Place;
  given: S3Pace;
  stopping: AbortSignal;
  logger: Logger | undefined;
}): Blobs {
  const inTurn = pLimit(atOnce);
  const patiently = createS3Patience(stopping, logger);
  const readsWaitMs = () => (areReadsPatient() ? given.awayMs : 0);
  /** The last write failed: before anybody pays for a picture, it is tried whether one works again. */
  let failed = false;
  let keepsVersions = false;

  const at = (sha256: string) => objectOf(place, sha256);

  async function writeOnce(object: ReturnType<typeof writtenAs>): Promise<void> {
    try {
      const { VersionId } = await inTurn(() => client.send(new sdk.PutObjectCommand(object)));
      failed = false;
      // A start would refuse it. Somebody has changed the bucket since.
      if (VersionId !== undefined && !keepsVersions)
        logger?.error('the bucket keeps versions now, so what members delete stays: switch that off');
      keepsVersions = VersionId !== undefined;
    } catch (error) {
      failed = true;
      throw error;
    }
  }
  async function write(bytes: Uint8Array, sha256: string, waitsMs = given.awayMs): Promise<void> {
    const object = writtenAs(place, sha256, bytes);
    await patiently(waitsMs, () => writeOnce(object)).catch(error => {
      throw isFull(error) ? diskFull(error) : storeAway(error);
    });
  }

  /** All bytes, or an error: what broke off half-way is no picture that is damaged. */
  async function bytesOf({ Body, ContentLength }: GetObjectCommandOutput): Promise<Buffer> {
    const body = Body as (NodeJS.ReadableStream & { destroy(error: Error): void }) | undefined;
    if (!body) throw new Error('an answer without bytes');
    const timer = setTimeout(() => body.destroy(new Error('the bytes came too slowly')), given.wholeMs);
    try {
      const pieces: Buffer[] = [];
      for await (const piece of body) pieces.push(Buffer.from(piece as Uint8Array));
      const bytes = Buffer.concat(pieces);
      if (ContentLength !== undefined && bytes.length !== ContentLength)
        throw new Error('the bytes broke off');
      return bytes;
    } finally {
      clearTimeout(timer);
    }
  }

  async function readOnce(where: ReturnType<typeof at>): Promise<Buffer | undefined> {
    for (let tries = 1; ; tries++) {
      const answer = await inTurn(() => client.send(new sdk.GetObjectCommand(where))).catch(missing);
      if (!answer) return undefined;
      try {
        return await bytesOf(answer);
      } catch (error) {
        // The library tries again what was not answered; the bytes behind an answer are ours to try.
        if (tries >= readTries) throw error;
        await sleep(betweenTriesMs * tries);
      }
    }
  }
  async function read(sha256: string): Promise<Buffer | undefined> {
    const where = at(sha256);
    return patiently(readsWaitMs(), () => readOnce(where)).catch(toldAway);
  }

  async function remove(sha256: string, waitsMs = given.awayMs): Promise<void> {
    const where = at(sha256);
    await patiently(waitsMs, () =>
      inTurn(() => client.send(new sdk.DeleteObjectCommand(where))).catch(missing),
    ).catch(toldAway);
  }

  async function* pages(): AsyncIterable<StoredBlob[]> {
    for (let from: string | undefined; ; ) {
      const { Contents = [], NextContinuationToken } = await client
        .send(
          new sdk.ListObjectsV2Command({
            Bucket: place.bucket,
            Prefix: place.prefix,
            ContinuationToken: from,
          }),
        )
        .catch(toldAway);
      const page = Contents.flatMap(({ Key = '', LastModified }) => {
        const sha256 = sha256OfObject(place, Key);
        return sha256 !== undefined && LastModified ? [{ sha256, modifiedAt: LastModified.getTime() }] : [];
      });
      if (page.length > 0) yield page;
      if (!NextContinuationToken) return;
      from = NextContinuationToken;
    }
  }

  return {
    async put(bytes, known) {
      const sha256 = known ?? sha256Of(bytes);
      await write(bytes, sha256);
      return sha256;
    },
    async get(sha256) {
      // Twice, in case only the reading went wrong.
      for (let tries = 0; tries < 2; tries++) {
        const bytes = await read(sha256);
        if (!bytes || sha256Of(bytes) === sha256) return bytes;
      }
      logger?.error({ sha256 }, 'a stored picture is damaged; it counts as missing');
      await remove(sha256, 0).catch(() => undefined);
      return undefined;
    },
    delete: sha256 => remove(sha256),
    async size(sha256) {
      const where = at(sha256);
      const head = await patiently(readsWaitMs(), () =>
        inTurn(() => client.send(new sdk.HeadObjectCommand(where))).catch(missingHead),
      ).catch(toldAway);
      return head?.ContentLength;
    },
    async requireRoom() {
      if (!failed) return;
      const probe = Buffer.from('whether there is room again');
      await write(probe, sha256Of(probe), 0);
      await remove(sha256Of(probe), 0);
    },
    pages,
    async list() {
      const found = [];
      for await (const page of pages()) found.push(...page);
      return found;
    },
    // An object is there whole or not at all.
    removeUnfinished: async () => 0,
  };
}
