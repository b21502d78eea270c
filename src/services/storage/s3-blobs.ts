import { setTimeout as sleep } from 'node:timers/promises';
import type { GetObjectCommandOutput, S3Client } from '@aws-sdk/client-s3';
import pLimit from 'p-limit';
import { ConfigError } from '../../config.ts';
import { UserError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { said } from '../../words/words.ts';
import { type Blobs, diskFull, type StoredBlob, sha256Of } from './blobs.ts';
import type { S3Place } from './s3-place.ts';

/** Only there where an operator installed it: 22 MB, for those who keep pictures in an object store. */
export const s3Package = '@aws-sdk/client-s3';

type Sdk = typeof import('@aws-sdk/client-s3');

/** How long each thing may take. Tests have less patience. */
export interface S3Pace {
  attempts: number;
  connectMs: number;
  answerMs: number;
  /** The whole of a picture, however slowly it comes. */
  wholeMs: number;
}

const pace: S3Pace = { attempts: 8, connectMs: 5_000, answerMs: 30_000, wholeMs: 60_000 };
/** A picture whose bytes broke off is asked for again. */
const readTries = 3;
/** Fewer than the library opens connections: waiting for one counts as one that cannot be made. */
const atOnce = 32;
const betweenTriesMs = 200;

const isSha256 = /^[0-9a-f]{64}$/;
const statusOf = (error: unknown) =>
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
const nameOf = (error: unknown) => (error as Error).name;
const isMissing = (error: unknown) => ['NoSuchKey', 'NotFound'].includes(nameOf(error));
/** What stores of several makers say where a bucket may hold no more. */
const isFull = (error: unknown) =>
  statusOf(error) === 507 ||
  /^(QuotaExceeded|XMinioStorageFull|XMinioAdminBucketQuotaExceeded)$/.test(nameOf(error));

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
 * from wherever else Amazon's library looks for them. Writes, lists, reads and deletes a small object, to see that it can.
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
  const blobs = createS3Blobs({ sdk, client, place, given, logger });
  try {
    await requireNoVersions(sdk, client, place, logger);
    const probe = await blobs.put(Buffer.from('whether the bot may write here'));
    // Without the right to list, a picture that is not there cannot be told from one that may not be read.
    await client.send(
      new sdk.ListObjectsV2Command({ Bucket: place.bucket, Prefix: place.prefix, MaxKeys: 1 }),
    );
    await blobs.get(probe);
    await blobs.delete(probe);
  } catch (error) {
    client.destroy();
    throw error instanceof ConfigError ? error : explained(error);
  }
  return { ...blobs, close: () => client.destroy() };
}

/** A store that keeps what was deleted would break every promise to delete. @throws ConfigError */
async function requireNoVersions(
  { GetBucketVersioningCommand }: Sdk,
  client: S3Client,
  { bucket }: S3Place,
  logger: Logger | undefined,
): Promise<void> {
  try {
    const { Status } = await client.send(new GetBucketVersioningCommand({ Bucket: bucket }));
    if (Status !== 'Enabled') return;
  } catch (error) {
    if (nameOf(error) === 'NoSuchBucket') throw error;
    logger?.warn({ err: error }, 'the object store does not say whether it keeps versions; it must not');
    return;
  }
  throw new ConfigError([
    'BLOBS_URL names a bucket that keeps versions, so photos that members delete would stay. Use a bucket without versioning',
  ]);
}

function explained(error: unknown): unknown {
  const cause = error instanceof UserError ? error.cause : error;
  const { name, message, code } = cause as Error & { code?: string };
  const words = code ?? name;
  if (
    ['NoSuchBucket', 'AccessDenied', 'InvalidAccessKeyId', 'SignatureDoesNotMatch', 'Forbidden'].includes(
      name,
    )
  )
    return new ConfigError(
      [
        `BLOBS_URL was refused by the object store (${name}). Check bucket, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and rights`,
      ],
      { cause },
    );
  if (name === 'CredentialsProviderError')
    return new ConfigError(['BLOBS_URL needs keys: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY'], {
      cause,
    });
  return new ConfigError(
    [`BLOBS_URL names an object store that does not answer as expected (${words}: ${message})`],
    {
      cause,
    },
  );
}

const storeAway = (cause: unknown) => new UserError('store-away', said('storage.picturesAway'), { cause });

function createS3Blobs({
  sdk,
  client,
  place: { bucket, prefix },
  given,
  logger,
}: {
  sdk: Sdk;
  client: S3Client;
  place: S3Place;
  given: S3Pace;
  logger: Logger | undefined;
}): Blobs {
  const inTurn = pLimit(atOnce);
  /** The last write failed: before anybody pays for a picture, it is tried whether one works again. */
  let failed = false;

  const at = (sha256: string) => {
    if (!isSha256.test(sha256)) throw new Error('not a SHA-256');
    return { Bucket: bucket, Key: `${prefix}${sha256.slice(0, 2)}/${sha256}` };
  };

  async function write(bytes: Uint8Array, sha256: string): Promise<void> {
    const where = at(sha256);
    try {
      const sum = Buffer.from(sha256, 'hex').toString('base64');
      // Others see it whole or not at all, and a store that knows the sum refuses other bytes.
      await inTurn(() =>
        client.send(new sdk.PutObjectCommand({ ...where, Body: bytes, ChecksumSHA256: sum })),
      );
      failed = false;
    } catch (error) {
      failed = true;
      throw isFull(error) ? diskFull(error) : storeAway(error);
    }
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

  async function read(sha256: string): Promise<Buffer | undefined> {
    const where = at(sha256);
    for (let tries = 1; ; tries++) {
      let answer: GetObjectCommandOutput;
      try {
        answer = await inTurn(() => client.send(new sdk.GetObjectCommand(where)));
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw storeAway(error);
      }
      try {
        return await bytesOf(answer);
      } catch (error) {
        // The library tries again what was not answered; the bytes behind an answer are ours to try.
        if (tries >= readTries) throw storeAway(error);
        await sleep(betweenTriesMs * tries);
      }
    }
  }

  async function remove(sha256: string): Promise<void> {
    const where = at(sha256);
    await inTurn(() => client.send(new sdk.DeleteObjectCommand(where))).catch(error => {
      if (!isMissing(error)) throw storeAway(error);
    });
  }

  async function* pages(): AsyncIterable<StoredBlob[]> {
    for (let from: string | undefined; ; ) {
      const { Contents = [], NextContinuationToken } = await client
        .send(new sdk.ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: from }))
        .catch(error => {
          throw storeAway(error);
        });
      const page = Contents.flatMap(({ Key = '', LastModified }) => {
        const sha256 = Key.slice(prefix.length + 3);
        const ours = isSha256.test(sha256) && Key === `${prefix}${sha256.slice(0, 2)}/${sha256}`;
        return ours && LastModified ? [{ sha256, modifiedAt: LastModified.getTime() }] : [];
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
      await remove(sha256).catch(() => undefined);
      return undefined;
    },
    delete: remove,
    async size(sha256) {
      const where = at(sha256);
      try {
        return (await inTurn(() => client.send(new sdk.HeadObjectCommand(where)))).ContentLength;
      } catch (error) {
        if (isMissing(error) || statusOf(error) === 404) return undefined;
        throw storeAway(error);
      }
    },
    async requireRoom() {
      if (!failed) return;
      const probe = Buffer.from('whether there is room again');
      await write(probe, sha256Of(probe));
      await remove(sha256Of(probe));
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
