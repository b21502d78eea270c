import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far the sender's clock may be off, in seconds. */
const clockOffMost = 5 * 60;

/**
 * Whether whoever has this secret signed the body, as Standard Webhooks says, at most 5 minutes ago. `secret` starts with
 * `whsec_`. The library for it reads bodies as text, which pictures are not. `before` is signed with it, and not sent.
 */
export function isSigned(
  secret: string,
  headers: Record<string, string | string[] | undefined>,
  body: Buffer,
  before = '',
): boolean {
  const [id, at, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(name =>
    String(headers[name] ?? ''),
  ) as [string, string, string];
  if (!id || !/^\d{1,12}$/.test(at) || Math.abs(Date.now() / 1_000 - Number(at)) > clockOffMost) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const right = createHmac('sha256', key).update(`${id}.${at}.${before}`).update(body).digest();
  // A sender that changes its secret signs with both.
  return signatures.split(' ').some(one => {
    const [version, words = ''] = one.split(',');
    const given = Buffer.from(words, 'base64');
    return version === 'v1' && given.length === right.length && timingSafeEqual(given, right);
  });
}

/** A signature is good until 5 minutes after its timestamp, which may be 5 minutes ahead: until then its id is remembered. */
const rememberedMs = 11 * 60_000;
/** Of one caller: more than the busiest sends in that time. */
const mostIds = 20_000;

/** Remembers the ids of requests for as long as their signatures are good. Only what was signed is remembered. */
export function createReplayGuard(now: () => number): (caller: string, id: string) => boolean {
  const callers = new Map<string, { seenAt: Map<string, number>; latest: number }>();
  return (caller, id) => {
    const known = callers.get(caller);
    const seenAt = known?.seenAt ?? new Map<string, number>();
    // Whoever called last is last.
    callers.delete(caller);
    callers.set(caller, { seenAt, latest: now() });
    for (const [other, { latest }] of callers) {
      if (latest + rememberedMs > now()) break;
      callers.delete(other);
    }
    for (const [old, at] of seenAt) {
      if (seenAt.size <= mostIds && at + rememberedMs > now()) break;
      seenAt.delete(old);
    }
    if (seenAt.has(id)) return true;
    seenAt.set(id, now());
    return false;
  };
}
