/** Requests that are odd before their contents are read: headers, methods, and bytes that are not HTTP. */
import type { Kinds, Material } from './material.ts';
import { type Headers, text } from './signing.ts';

export function transport(material: Material): Kinds {
  const { random, running, signed, events, secretsOfOtherJobs } = material;
  const { pick, whole, chance } = random;
  return {
    'content type': () => {
      const type = pick([
        '',
        'text/plain',
        'application/xml',
        'multipart/form-data; boundary=x',
        ';;;',
        'a/b/c',
        'x'.repeat(5_000),
        'application/json; charset=utf-16',
      ]);
      const { headers, body } = signed(running, {}, { secret: pick(secretsOfOtherJobs) });
      const encoding: Headers = chance(0.3) ? { 'content-encoding': pick(['gzip', 'br', 'x']) } : {};
      return events({
        headers: { ...headers, 'content-type': type, ...encoding },
        body,
        allowed: [401, 422],
      });
    },
    'header flood': () => {
      const { headers, body } = signed(running, {}, { secret: pick(secretsOfOtherJobs) });
      const [many, long] = pick([
        [10, 1_000],
        [300, 20],
        [1_500, 1],
        [1, 15_000],
        [40, 1_000],
      ] as const);
      const flood = Object.fromEntries(
        Array.from({ length: many }, (_, n) => [`x-${n}`, text(random, long)]),
      );
      return events({ headers: { ...headers, ...flood }, body, allowed: [401, 431, 0] });
    },
    'forwarded address made up': () => {
      const { headers, body } = signed(running, {}, { secret: pick(secretsOfOtherJobs) });
      const address = pick([
        '127.0.0.1',
        '::1',
        'nobody',
        '',
        ', , ,',
        `${whole(1, 223)}.${whole(0, 255)}.${whole(0, 255)}.9, 127.0.0.1`,
        '1'.repeat(4_000),
        '::ffff:127.0.0.1',
        '999.1.1.1',
      ]);
      return events({
        headers: { ...headers, 'x-forwarded-for': address, forwarded: `for=${address.slice(0, 20)}` },
        body,
        // The local tunnel's header is believed, so the rate bound applies to the made-up address.
        allowed: [401, 429],
      });
    },
    method: () => {
      const { headers, body } = signed(running);
      const method = pick(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'LOCK']);
      const path = pick([
        '/training/events',
        '/training/claim',
        '/training/photos',
        '/',
        '/training/events/',
        '/TRAINING/EVENTS',
        '//training/events',
        '/metrics/x',
      ]);
      const readOnly = method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
      return { method, path, headers, ...(readOnly ? {} : { body }), allowed: [404, 422] };
    },
  };
}
