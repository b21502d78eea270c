import type { FastifyReply } from 'fastify';

export interface MessageBuckets {
  /** Counts one request of the bucket and sets its headers. False when it must be refused with 429. */
  allow(key: string, reply: FastifyReply): boolean;
}

/** Discord's own bucket of a channel's messages: `limit` requests per window. */
export function createMessageBuckets(limit: number, windowMs: number): MessageBuckets {
  const windows = new Map<string, { start: number; used: number }>();
  return {
    allow(key, reply) {
      const now = Date.now();
      let window = windows.get(key);
      if (!window || now - window.start >= windowMs) {
        window = { start: now, used: 0 };
        windows.set(key, window);
      }
      window.used += 1;
      const resetAfter = (window.start + windowMs - now) / 1000;
      void reply.headers({
        'x-ratelimit-limit': limit,
        'x-ratelimit-remaining': Math.max(0, limit - window.used),
        'x-ratelimit-reset': ((window.start + windowMs) / 1000).toFixed(3),
        'x-ratelimit-reset-after': resetAfter.toFixed(3),
        'x-ratelimit-bucket': Buffer.from(key.replace(/\d+/, '')).toString('hex').slice(0, 32),
      });
      if (window.used <= limit) return true;
      sendRateLimit(reply, resetAfter, 'user');
      return false;
    },
  };
}

/** 429 in Discord's shape; seconds. */
export function sendRateLimit(reply: FastifyReply, retryAfter: number, scope: 'user' | 'shared'): void {
  void reply
    .status(429)
    .headers({ 'retry-after': String(Math.ceil(retryAfter)), 'x-ratelimit-scope': scope })
    .send({ message: 'You are being rate limited.', retry_after: retryAfter, global: false });
}
