/**
 * Where the bytes of large files lie: at addresses on a storage of their own, signed and good for about an hour. Whoever
 * has one needs no token, as with the real hub's CDN (cdn-lfs*.hf.co and cas-bridge.xethub.hf.co).
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Repositories, Repository, StoredFile } from './repositories.ts';
import { sendRange } from './send-range.ts';

export interface SignedDownloads {
  /** How long an address made from now on is good for, in milliseconds; tests shorten it. */
  lifeMs: number;
  /** Where the file can be fetched without a token for a while. */
  addressOf(repository: Repository, file: StoredFile, path: string): string;
}

const hourMs = 60 * 60_000;

/** Makes the addresses, and answers at them. */
export function registerSignedDownloads(
  app: FastifyInstance,
  { repositories, origin }: { repositories: Repositories; origin: () => string },
): SignedDownloads {
  const secret = randomBytes(32);
  const sign = (words: string) => createHmac('sha256', secret).update(words).digest('base64url');
  const isSigned = (words: string, given: string) => {
    const right = Buffer.from(sign(words));
    const other = Buffer.from(given);
    return right.length === other.length && timingSafeEqual(right, other);
  };
  const covered = (key: string, oid: string, disposition: string, expires: string) =>
    `${key}\n${oid}\n${disposition}\n${expires}`;

  app.get('/cdn-lfs/repos/:key/:oid', async (request, reply) => {
    const { key = '', oid = '' } = request.params as Record<string, string>;
    const query = request.query as Record<string, string | undefined>;
    const expires = query.Expires ?? '';
    const disposition = query['response-content-disposition'] ?? '';
    const whole = isSigned(covered(key, oid, disposition, expires), query.Signature ?? '');
    const repository = repositories.byKey(key);
    const content = repository?.contents.get(oid);
    if (!whole || Number(expires) * 1_000 <= Date.now() || !content) {
      // As in huggingface/huggingface_hub#4430.
      return reply
        .code(403)
        .type('application/xml')
        .send('<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>');
    }
    reply
      .type('application/octet-stream')
      .header('etag', `"${oid}"`)
      .header('accept-ranges', 'bytes')
      .header('content-disposition', disposition)
      .header('x-content-type-options', 'nosniff');
    return sendRange(request, reply, content);
  });

  return {
    lifeMs: hourMs,
    addressOf({ key }, { sha256 }, path) {
      const name = path.split('/').at(-1) ?? path;
      const disposition = `inline; filename*=UTF-8''${encodeURIComponent(name)}; filename="${name.replace(/[^\w.-]/g, '_')}";`;
      // Whole seconds, as in the real ones.
      const expires = String(Math.ceil((Date.now() + this.lifeMs) / 1_000));
      const query = new URLSearchParams({
        'response-content-disposition': disposition,
        Expires: expires,
        Signature: sign(covered(key, sha256, disposition, expires)),
        'Key-Pair-Id': 'K2FPYV99P2N66Q',
      });
      return `${origin()}/cdn-lfs/repos/${key}/${sha256}?${query}`;
    },
  };
}
