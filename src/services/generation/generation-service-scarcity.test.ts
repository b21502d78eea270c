import { afterEach, expect, test } from 'vitest';
import { UserError } from '../../errors.ts';
import {
  ana,
  createGenerationWorld,
  type GenerationWorld,
  trainedActor,
} from './testing/generation-fixture.ts';

let world: GenerationWorld;
afterEach(() => world.close());

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'ok',
    (error: unknown) => (error instanceof UserError ? error.code : String(error)),
  );
const count = (codes: string[]) =>
  Object.fromEntries(
    [...new Set(codes)].sort().map(code => [code, codes.filter(one => one === code).length]),
  );

test('30 at once with a budget for 4: 4 calls, 4 pictures, 26 told', async () => {
  world = await createGenerationWorld({ dailyTokens: 4 * 3 });
  const codes = await Promise.all(
    Array.from({ length: 30 }, (_, index) => codeOf(world.ask({ prompt: 'one red kite', seed: index }))),
  );
  expect(count(codes)).toEqual({ 'budget-spent': 26, ok: 4 });
  expect(world.huggingFace.requests).toHaveLength(4);
  expect(await codeOf(world.ask({ prompt: 'one red kite', seed: codes.indexOf('ok') }))).toBe('ok');
});

test('a full queue refuses and refunds', async () => {
  world = await createGenerationWorld({ maxConcurrent: 1, queueMax: 2 });
  world.huggingFace.faults.add({ kind: 'delay', delayMs: 150, match: { via: 'endpoint' } });
  const codes = await Promise.all(
    Array.from({ length: 6 }, (_, index) => codeOf(world.ask({ prompt: 'a kite', seed: index }))),
  );
  expect(count(codes)).toEqual({ ok: 3, 'queue-full': 3 });
  expect(world.huggingFace.requests).toHaveLength(3);
  expect(await world.spent()).toBe(3 * 2);
});

test('a restart tells those who wait, and counts nothing for them', async () => {
  world = await createGenerationWorld({ maxConcurrent: 1 });
  world.huggingFace.faults.add({ kind: 'delay', delayMs: 200, match: { via: 'endpoint' } });
  let begun = () => {};
  const started = new Promise<void>(resolve => {
    begun = resolve;
  });
  const first = codeOf(world.ask({ prompt: 'a kite' }, ({ started: yes }) => yes && begun()));
  await started;
  let queued = () => {};
  const place = new Promise<void>(resolve => {
    queued = resolve;
  });
  const second = codeOf(world.ask({ prompt: 'a balloon' }, ({ ahead }) => ahead !== undefined && queued()));
  await place;
  await world.limiter.stop();
  expect(await second).toBe('gone');
  expect(await first).toBe('ok');
  expect(await world.spent()).toBe(2);
});

test('an actor whose LoRA nothing serves is refused with what would help', async () => {
  const version = {
    number: 1,
    jobId: 'j',
    repo: 'playground/actor-nova-lora',
    revision: 'a'.repeat(40),
    baseModel: 'stable-diffusion-v1-5/stable-diffusion-v1-5',
    steps: 800,
    trainedAt: 0,
    standIn: false,
    samples: [],
  };
  world = await createGenerationWorld({
    hasEndpoint: false,
    actors: [trainedActor({ versions: [version], activeVersion: 1 })],
  });
  const asked = world.ask({ prompt: 'Nova', actor: 'Nova', model: undefined });
  await expect(asked).rejects.toThrow(
    /Stable Diffusion 1\.5\*\*, but nothing can serve it.*INFERENCE_ENDPOINT_URL/,
  );
  expect(world.huggingFace.requests).toEqual([]);
});

test('an outcome that is not known is never repeated, and counts as perhaps spent', async () => {
  world = await createGenerationWorld({ timeoutMs: 300 });
  world.huggingFace.faults.add({ kind: 'hang', match: { via: 'endpoint' }, times: 9 });
  expect(await codeOf(world.ask({ prompt: 'a moor' }))).toBe('timed-out');
  expect(world.huggingFace.requests).toHaveLength(1);
  expect(await world.quota.today(ana)).toMatchObject({ used: 2, unknown: 2 });
});
