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
