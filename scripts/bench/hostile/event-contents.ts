/** Signed training events at the wrong moment, or with the wrong contents. */
import { performance } from 'node:perf_hooks';
import { revision } from '../../../src/services/training/testing/training-fixture.ts';
import { type Kinds, type Material, noText } from './material.ts';
import { signBody } from './signing.ts';

const noCount: unknown[] = [-1, 1.5, '1', null, [], {}, true, 2e9, 1e300];
/** By field, values that the bot must refuse. */
const wrong: Record<string, unknown[]> = {
  type: [...noText, 'training.danced', '__proto__', 'constructor', 'toString', ''],
  seq: noCount,
  step: noCount,
  totalSteps: noCount,
  attempt: [...noCount, 0, 1_001],
  loss: ['0.1', [], {}, true],
  lr: ['1e-4', [], {}, false],
  etaSeconds: [-1, 'soon', 1e9, {}, []],
};
const pathsOut = [
  '../x.png',
  '/etc/passwd.png',
  'a/../b.png',
  'x.safetensors',
  'a\u0000.png',
  '..%2f.png\n',
  '',
];

export function eventContents(material: Material): Kinds {
  const { random, running, resumed, ended, succeeded, accepted, signed, events, freshId, recent } = material;
  const { pick, whole, chance } = random;
  return {
    replay: () => {
      const { headers, body, sentAt } = pick(accepted);
      const age = performance.now() - sentAt;
      return events({ headers, body, allowed: age < 270_000 ? [204] : age > 330_000 ? [401] : [204, 401] });
    },
    'replay, signed anew': () => {
      const { id, body } = pick(accepted);
      return events({ ...signBody(running.secret, body, id), allowed: [204] });
    },
    'id used before': () => events({ ...signed(running, {}, { id: recent().id }), allowed: [204] }),
    'out of order': () => events({ ...signed(running, { seq: whole(0, recent().seq) }), allowed: [204] }),
    'attempt not handed out': () =>
      events({ ...signed(pick([running, resumed.second]), { attempt: whole(3, 1_000) }), allowed: [422] }),
    'attempt that was replaced': () => events({ ...signed(resumed.second, { attempt: 1 }), allowed: [410] }),
    'after the end': () => events({ ...signed(pick(Object.values(ended))), allowed: [410] }),
    'after success': () => events({ ...signed(succeeded), allowed: [204] }),
    'end repeated': () =>
      events({
        ...signed(ended.failed, { type: 'training.failed', seq: 1 }, { id: 'msg_1' }),
        allowed: [204],
      }),
    'signed, but wrong': () => {
      const name = pick(Object.keys(wrong));
      const image = { path: pick(pathsOut) };
      const done = { type: 'training.completed', repo: running.spec.repo, revision };
      const odd = [
        () => signed(running, { [name]: pick(wrong[name] ?? []) }),
        () => signed(running, { type: 'training.sample', images: [image] }),
        () => signed(running, { type: 'training.sample', images: Array(17).fill({ path: 'a.png' }) }),
        () => signed(running, { type: 'training.sample', images: pick(noText.slice(0, 4)) }),
        () =>
          signed(running, {
            ...done,
            repo: pick(['someone/else', '', '../x', running.spec.repo.toUpperCase()]),
          }),
        () => signed(running, { ...done, revision: pick(['main', '', 'abc', '../../x', ...noText]) }),
        () => signed(running, { type: 'training.failed', reason: pick([7, [], 'x'.repeat(1_001)]) }),
        () => {
          const { body } = signed(running);
          return signBody(running.secret, body.replace('"step":', '"step":1e999,"was":'), freshId());
        },
      ];
      return events({ ...pick(odd)(), allowed: [422] });
    },
    'too large': () => {
      const padding = 'x'.repeat(chance(0.8) ? whole(20_400, 30_000) : whole(30_000, 300_000));
      // The server does not read the rest, so the connection may break before the answer arrives.
      return { ...events({ ...signed(running, { padding }), allowed: [413, 0] }), chunked: chance(0.5) };
    },
  };
}
