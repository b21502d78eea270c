import { randomUUID } from 'node:crypto';
import type { S3Client } from '@aws-sdk/client-s3';
import { ConfigError } from '../../config.ts';
import { sha256Of } from './blobs.ts';
import { objectOf, type S3Place, writtenAs } from './s3-place.ts';

export type Sdk = typeof import('@aws-sdk/client-s3');

/**
 * Writes, lists, reads and deletes a small object, to see that it can. Without the right to list, a picture that is not
 * there could not be told from one that may not be read.
 * @throws ConfigError in words
 */
export async function requireUsable(sdk: Sdk, client: S3Client, place: S3Place): Promise<void> {
  // Each has one of its own: several processes start together.
  const bytes = Buffer.from(`whether the bot may write here ${randomUUID()}`);
  const sha256 = sha256Of(bytes);
  const where = objectOf(place, sha256);
  try {
    const { VersionId } = await client.send(new sdk.PutObjectCommand(writtenAs(place, sha256, bytes)));
    await client.send(
      new sdk.ListObjectsV2Command({ Bucket: place.bucket, Prefix: place.prefix, MaxKeys: 1 }),
    );
    const { Body } = await client.send(new sdk.GetObjectCommand(where));
    await Body?.transformToByteArray();
    await client.send(new sdk.DeleteObjectCommand(where));
    requireNoVersions(VersionId);
  } catch (error) {
    throw error instanceof ConfigError ? error : explained(error);
  }
}

/** What a store names the version of an object whose bucket had versions once, and makes none any more. */
const suspended = 'null';

/**
 * A store that keeps what was deleted would break every promise to delete. It tells by the answer to a write: asking for the
 * bucket's settings takes a right that the bot does without.
 * @throws ConfigError
 */
function requireNoVersions(versionId: string | undefined): void {
  if (versionId === undefined) return;
  throw new ConfigError([
    versionId === suspended
      ? 'BLOBS_URL names a bucket whose versioning is suspended: it still keeps versions from before, also of photos that were deleted since. Use a bucket that never had versioning'
      : 'BLOBS_URL names a bucket that keeps versions, so photos that members delete would stay. Use a bucket without versioning',
  ]);
}

function explained(cause: unknown): unknown {
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
