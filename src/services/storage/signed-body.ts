import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far the sender's clock may be off, in seconds. */
const clockOffMost = 5 * 60;

/**
 * Whether whoever has this secret signed the body, as Standard Webhooks says, at most 5 minutes ago. `secret` starts with
 * `whsec_`. The library for it reads bodies as text, which pictures are not.
 */
export function isSigned(
  secret: string,
  headers: Record<string, string | string[] | undefined>,
  body: Buffer,
): boolean {
  const [id, at, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(name =>
    String(headers[name] ?? ''),
  ) as [string, string, string];
  if (!id || !/^\d{1,12}$/.test(at) || Math.abs(Date.now() / 1_000 - Number(at)) > clockOffMost) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const right = createHmac('sha256', key).update(`${id}.${at}.`).update(body).digest();
  // A sender that changes its secret signs with both.
  return signatures.split(' ').some(one => {
    const [version, words = ''] = one.split(',');
    const given = Buffer.from(words, 'base64');
    return version === 'v1' && given.length === right.length && timingSafeEqual(given, right);
  });
}

/** A request is refused by its timestamp after 5 minutes; until then its id is remembered. */
const rememberedMs = 11 * 60_000;
const mostIds = 2_000;

/** Remembers the ids of requests for as long as their signatures are good. Only what was signed is remembered. */
export function createReplayGuard(now: () => number): (caller: string, id: string) => boolean {
  const seenAt = new Map<string, number>();
  return (caller, id) => {
    for (const [key, at] of seenAt) {
      if (seenAt.size <= mostIds && at + rememberedMs > now()) break;
      seenAt.delete(key);
    }
    const key = `${caller}/${id}`;
    if (seenAt.has(key)) return true;
    seenAt.set(key, now());
    return false;
  };
}
