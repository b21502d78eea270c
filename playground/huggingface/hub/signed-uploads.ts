/**
 * Where large files are put: at addresses on a storage of their own, signed and good for a quarter of an hour. Whoever
 * has one needs no token. As strict as the S3 that the real hub's LFS batch leads to (the form of an address is in
 * huggingface/huggingface_hub#1311); stricter in one thing: S3 is told `UNSIGNED-PAYLOAD`, and this one checks the hash.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Repositories, type Repository, sha256Of } from './repositories.ts';

export interface SignedUploads {
  /** How long an address made from now on is good for, in milliseconds; tests shorten it. */
  lifeMs: number;
  /** Where an object of this hash and size can be put without a token for a while. */
  addressOf(repository: Repository, object: { oid: string; size: number }): string;
}

const quarterOfAnHourMs = 15 * 60_000;
/** A signature stands for these, in this order; the size is none of S3's, whose own check would be the hub's later. */
const signed = ['X-Amz-Date', 'X-Amz-Expires', 'x-size'] as const;

/** Makes the addresses, and takes what is put there. */
export function registerSignedUploads(
  app: FastifyInstance,
  { repositories, origin }: { repositories: Repositories; origin: () => string },
): SignedUploads {
  const secret = randomBytes(32);
  const sign = (words: string) => createHmac('sha256', secret).update(words).digest('hex');
  const covered = (key: string, oid: string, query: URLSearchParams) =>
    [key, oid, ...signed.map(name => query.get(name) ?? '')].join('\n');

  app.put('/lfs-storage/repos/:key/:oid', { onRequest: refuseEarly }, take);

  /** What S3 refuses before it reads a byte of the body. */
  async function refuseEarly(request: FastifyRequest, reply: FastifyReply) {
    const { key = '', oid = '' } = request.params as Record<string, string>;
    const query = new URL(request.url, origin()).searchParams;
    if (request.headers.authorization !== undefined) return fault(reply, 400, ...twoMechanisms);
    // A body of unknown length, as a client sends it that streams without saying how much.
    if (request.headers['transfer-encoding'] !== undefined) return fault(reply, 501, ...unknownLength);
    if (request.headers['content-length'] === undefined) return fault(reply, 411, ...noLength);
    const right = Buffer.from(sign(covered(key, oid, query)));
    const given = Buffer.from(query.get('X-Amz-Signature') ?? '');
    if (right.length !== given.length || !timingSafeEqual(right, given)) {
      return fault(reply, 403, ...wrongSignature);
    }
    const until = timeOf(query.get('X-Amz-Date') ?? '') + Number(query.get('X-Amz-Expires')) * 1_000;
    if (until <= Date.now()) return fault(reply, 403, 'AccessDenied', 'Request has expired');
  }

  async function take(request: FastifyRequest, reply: FastifyReply) {
    const { key = '', oid = '' } = request.params as Record<string, string>;
    const size = Number(new URL(request.url, origin()).searchParams.get('x-size'));
    const content = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const repository = repositories.byKey(key);
    if (!repository) return fault(reply, 404, 'NoSuchBucket', 'The specified bucket does not exist');
    if (content.byteLength !== size) {
      return fault(
        reply,
        400,
        'EntityTooLarge',
        'Your proposed upload is not of the size that was announced',
      );
    }
    if (sha256Of(content) !== oid) {
      return fault(
        reply,
        400,
        'XAmzContentSHA256Mismatch',
        'The provided SHA-256 does not match the content',
      );
    }
    repository.contents.set(oid, content);
    return reply.header('etag', `"${oid.slice(0, 32)}"`).send();
  }

  return {
    lifeMs: quarterOfAnHourMs,
    addressOf({ key }, { oid, size }) {
      const query = new URLSearchParams({
        'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
        'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD',
        'X-Amz-Credential': 'AKIAPLAYGROUND/20260101/us-east-1/s3/aws4_request',
        'X-Amz-Date': new Date().toISOString().replace(/[-:]|\.\d+/g, ''),
        'X-Amz-Expires': String(this.lifeMs / 1_000),
        'X-Amz-SignedHeaders': 'host',
        'x-id': 'PutObject',
        'x-size': String(size),
      });
      query.set('X-Amz-Signature', sign(covered(key, oid, query)));
      return `${origin()}/lfs-storage/repos/${key}/${oid}?${query}`;
    },
  };
}

/** `20260101T120000Z` in milliseconds since 1970; NaN for anything else. */
function timeOf(date: string): number {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** The codes and sentences of docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html. */
const twoMechanisms = [
  'InvalidArgument',
  'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
] as const;
const unknownLength = [
  'NotImplemented',
  'A header you provided implies functionality that is not implemented',
] as const;
const noLength = ['MissingContentLength', 'You must provide the Content-Length HTTP header.'] as const;
const wrongSignature = [
  'SignatureDoesNotMatch',
  'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
] as const;

const fault = (reply: FastifyReply, status: number, code: string, message: string) =>
  reply
    .code(status)
    .type('application/xml')
    .send(
      `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
    );
