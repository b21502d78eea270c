import { ConfigError } from '../../config.ts';

/** Where in an object store. */
export interface S3Place {
  bucket: string;
  /** Empty, or with a slash at its end. */
  prefix: string;
  /** Undefined for Amazon's own. */
  endpoint: string | undefined;
  region: string;
}

const isSha256 = /^[0-9a-f]{64}$/;

/** The object that has the bytes with this SHA-256: `prefix/ab/abcdef…`. */
export function objectOf({ bucket, prefix }: S3Place, sha256: string): { Bucket: string; Key: string } {
  if (!isSha256.test(sha256)) throw new Error('not a SHA-256');
  return { Bucket: bucket, Key: `${prefix}${sha256.slice(0, 2)}/${sha256}` };
}

/** As it is written: others see it whole or not at all, and a store that knows the sum refuses other bytes. */
export const writtenAs = (place: S3Place, sha256: string, bytes: Uint8Array) => ({
  ...objectOf(place, sha256),
  Body: bytes,
  ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64'),
});

/** The SHA-256 that an object is named after; undefined for what is none of the bot's. */
export function sha256OfObject(place: S3Place, key: string): string | undefined {
  const sha256 = key.slice(place.prefix.length + 3);
  return isSha256.test(sha256) && key === objectOf(place, sha256).Key ? sha256 : undefined;
}

/** `s3://bucket/prefix?endpoint=https://…&region=…` @throws ConfigError */
export function parseS3Url(url: string): S3Place {
  const { hostname, port, pathname, searchParams, username, password } = new URL(url);
  const problems: string[] = [];
  if (username || password)
    problems.push('BLOBS_URL must not contain keys: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY instead');
  if (port)
    problems.push(
      'BLOBS_URL must begin with the bucket; the address of the object store goes behind ?endpoint=',
    );
  const path = decoded(pathname)?.replace(/^\/+|\/+$/g, '');
  if (path === undefined)
    problems.push('BLOBS_URL has a per cent sign that stands for nothing: write it as %25');
  const unknown = [...searchParams.keys()].filter(name => !['endpoint', 'region'].includes(name));
  if (unknown.length > 0)
    problems.push('BLOBS_URL may say endpoint and region behind its question mark, and nothing else');
  const endpoint = searchParams.get('endpoint') ?? undefined;
  if (endpoint !== undefined && !(URL.canParse(endpoint) && /^https?:$/.test(new URL(endpoint).protocol)))
    problems.push('BLOBS_URL must name an http:// or https:// address as its endpoint');
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    bucket: hostname,
    prefix: path ? `${path}/` : '',
    endpoint,
    region: searchParams.get('region') ?? process.env.AWS_REGION ?? 'us-east-1',
  };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
