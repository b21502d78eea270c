/** Training events whose signature, sender or timestamp is wrong. */
import type { Kinds, Material } from './material.ts';
import { text, without } from './signing.ts';

export function eventSignatures(material: Material): Kinds {
  const { random, running, resumed, signed, events, freshId, secretsOfOtherJobs } = material;
  const { pick, whole, chance } = random;
  return {
    'signature missing': () => {
      const { headers, body } = signed(running);
      const name = pick(['webhook-id', 'webhook-timestamp', 'webhook-signature']);
      return events({
        headers: chance(0.5) ? without(headers, name) : { ...headers, [name]: '' },
        body,
        allowed: [401],
      });
    },
    'signature made up': () => {
      const { headers, body } = signed(running);
      const one = () => `v1,${text(random, 43)}=`;
      const right = String(headers['webhook-signature']);
      const made = [
        one,
        () => Array.from({ length: whole(2, 250) }, one).join(' '),
        () => pick(['v1', 'v1,', ',', 'v1a,x', 'v1,=', 'null', '[object Object]', '0', 'v1,undefined']),
        () => right.replace('v1,', pick(['v2,', 'v1a,', 'V1,', ''])),
        () => right.slice(0, whole(0, right.length - 2)),
        () => `${right.toLowerCase()}x`,
        () => [...right].reverse().join(''),
      ];
      return events({ headers: { ...headers, 'webhook-signature': pick(made)() }, body, allowed: [401] });
    },
    "another job's secret": () =>
      events({ ...signed(running, {}, { secret: pick(secretsOfOtherJobs) }), allowed: [401] }),
    "an earlier attempt's secret": () => {
      const attempt = whole(1, 2);
      return events({
        ...signed(resumed.second, { attempt }, { secret: resumed.first.secret }),
        // Who says that they are the earlier one hears that another goes on.
        allowed: [attempt === 1 ? 410 : 401],
      });
    },
    'changed after signing': () => {
      const { headers, body } = signed(running);
      const at = whole(0, body.length - 1);
      const changed = [
        () => ({ body: body.slice(0, at) + (body[at] === '7' ? '8' : '7') + body.slice(at + 1) }),
        () => ({ body: body.replace(/"step":\d+/, '"step":5001') }),
        () => ({ body: `${body} ` }),
        () => ({ body: signed(running).body }),
        () => ({ headers: { ...headers, 'webhook-id': freshId() } }),
        () => ({
          headers: {
            ...headers,
            'webhook-timestamp': String(Math.floor(Date.now() / 1_000) - 1 - whole(1, 200)),
          },
        }),
        () => ({
          headers: { ...headers, 'webhook-signature': String(signed(running).headers['webhook-signature']) },
        }),
      ];
      return events({ headers, body, allowed: [401, 422], ...pick(changed)() });
    },
    'timestamp off': () => {
      const off = pick([-1, 1]) * pick([330, 400, 3_600, 86_400, 1e8]) * 1_000;
      const { headers, body } = signed(running, {}, { at: new Date(Date.now() + off) });
      const odd = pick(['NaN', 'Infinity', '-1', '0', 'now', '1e99', '']);
      return events({
        headers: chance(0.2) ? { ...headers, 'webhook-timestamp': odd } : headers,
        body,
        allowed: [401],
      });
    },
  };
}
