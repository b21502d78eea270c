import { expect, test } from 'vitest';
import { retryAfterIn } from './retry-after.ts';

const now = Date.UTC(2026, 0, 1);

test.each<[Record<string, string>, number | undefined]>([
  [{}, undefined],
  [{ 'retry-after': '17' }, 17],
  [{ 'retry-after': 'Thu, 01 Jan 2026 00:02:00 GMT' }, 120],
  [{ 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' }, 0],
  [{ 'retry-after': 'soon' }, undefined],
  // As the hub sends them: huggingface.co/docs/hub/rate-limits.
  [{ ratelimit: '"api";r=0;t=246', 'ratelimit-policy': '"fixed window";"api";q=500;w=300' }, 246],
  [{ ratelimit: '"api"; r=0; t=55' }, 55],
  [{ ratelimit: '"pages";r=12;t=300, "api";r=0;t=40, "whoami";r=0;t=90' }, 90],
  [{ ratelimit: '"api";r=3;t=20' }, 20],
  [{ ratelimit: '"api";r=0' }, undefined],
  [{ ratelimit: 'nonsense;t=' }, undefined],
  // What is said in so many words comes first.
  [{ 'retry-after': '5', ratelimit: '"api";r=0;t=200' }, 5],
  [{ 'retry-after': 'soon', ratelimit: '"api";r=0;t=200' }, 200],
])('%o: %s', (headers, seconds) => {
  expect(retryAfterIn(new Headers(headers), now)).toBe(seconds);
});
