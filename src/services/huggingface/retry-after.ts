/** One limit of a `RateLimit` header: its name, then what is left of it and in how many seconds it is full again. */
const limit = /"[^"]*"((?:\s*;\s*[a-z]+\s*=\s*"?[\w.-]+"?)*)/g;
const numberOf = (parameters: string, name: string): number | undefined => {
  const [, digits] = new RegExp(`;\\s*${name}\\s*=\\s*(\\d+)`).exec(parameters) ?? [];
  return digits === undefined ? undefined : Number(digits);
};

/**
 * Seconds until the limits that are used up are full again, by `RateLimit: "api";r=0;t=123`. Of several limits the one
 * that lasts longest; where none is said to be used up, all count, because an answer of 429 says that one is.
 * Source: draft-ietf-httpapi-ratelimit-headers-09; the hub's own are described at huggingface.co/docs/hub/rate-limits.
 */
function secondsInRateLimit(value: string): number | undefined {
  const limits = [...value.matchAll(limit)].map(([, parameters = '']) => ({
    left: numberOf(parameters, 'r'),
    seconds: numberOf(parameters, 't'),
  }));
  const usedUp = limits.filter(({ left }) => left === 0);
  const seconds = (usedUp.length > 0 ? usedUp : limits).flatMap(one => one.seconds ?? []);
  return seconds.length > 0 ? Math.max(...seconds) : undefined;
}

/** How many seconds the other side asks to wait: by Retry-After, a number of them or a date, or by a used-up limit. */
export function retryAfterIn(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after');
  if (value && /^\d+$/.test(value)) return Number(value);
  const at = value ? Date.parse(value) : Number.NaN;
  if (!Number.isNaN(at)) return Math.max(0, Math.ceil((at - now) / 1_000));
  return secondsInRateLimit(headers.get('ratelimit') ?? '');
}
