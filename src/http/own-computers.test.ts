import { setTimeout } from 'node:timers/promises';
import { writeSafetensors } from '@ai-actor/playground/huggingface';
import { createRepo, uploadFiles } from '@huggingface/hub';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { consentText } from '../services/actors/consent-text.ts';
import {
  ana,
  createGenerationWorld,
  type GenerationWorld,
  guildId,
  smallPictures,
  trainedActor,
} from '../services/generation/testing/generation-fixture.ts';
import { createSeal } from '../services/storage/seal.ts';
import { createWorkerDouble, type WorkerDouble } from '../services/workers/testing/worker-double.ts';
import { withWorkerKey } from '../services/workers/worker-keys.ts';
import { createWorkers, type Workers } from '../services/workers/workers-service.ts';
import { createHttpServer, type HttpServer } from './server.ts';

/*
 * Images that computers of a server draw: the real generation service and hub on one side, real requests of a worker on
 * the other. FLUX.1-schnell is a model that providers serve for money too.
 */
const flux = 'black-forest-labs/FLUX.1-schnell';
const sdxl = 'stabilityai/stable-diffusion-xl-base-1.0';
const address = 'https://bot.example';
const silent = pino({ level: 'silent' });
const weights = writeSafetensors({}, { stand_in: 'true', words: 'of Nova' });

let world: GenerationWorld;
let workers: Workers;
let http: HttpServer;
let url: string;
let worker: WorkerDouble;
let key: string;
let backWithinMs = 0;
let pictures: Awaited<ReturnType<typeof smallPictures>>;
const clock = { ms: Date.now() };
let seed = 1;
let asked = 0;

beforeAll(async () => {
  pictures = await smallPictures();
  const consent = (textVersion: number) => ({ ...trainedActor().consent, textVersion });
  world = await createGenerationWorld({
    actors: [
      trainedActor({ id: 'nova', name: 'Nova', consent: consent(consentText.version) }),
      trainedActor({ id: 'orla', name: 'Orla', consent: consent(3) }),
    ],
    ...{ hasEndpoint: false, publicUrl: address, pictures, unpostedMost: 2 },
    workers: settings =>
      createWorkers({
        ...{ settings, address, backWithinMs, logger: silent, seal: createSeal('a token') },
        now: () => clock.ms,
      }),
  });
  if (!world.workers) throw new Error('no workers');
  workers = world.workers;
  const { url: hubUrl, token: accessToken, user } = world.huggingFace;
  for (const id of ['nova', 'orla']) {
    const repo = `${user}/actor-${id}-lora`;
    await createRepo({ repo, visibility: 'private', hubUrl, accessToken });
    const files = [
      { path: 'pytorch_lora_weights.safetensors', content: new Blob([weights as Uint8Array<ArrayBuffer>]) },
    ];
    const revision = (await uploadFiles({ repo, hubUrl, accessToken, files }))?.commit.oid ?? '';
    await world.actors.addVersion(id, {
      ...{ jobId: `job-${id}`, repo, revision, baseModel: sdxl, standIn: true, samples: [] },
      ...{ steps: 800, trainedAt: 0 },
    });
  }
  http = createHttpServer({
    ...{ config: { HTTP_HOST: '127.0.0.1', HTTP_PORT: 0 }, training: {} as never, logger: silent },
    ...{ workers: workers.calls, weights: world.door },
  });
  ({ url } = await http.start());
  const { id, text } = workers.keys.fresh();
  await world.guildSettings.update(guildId, withWorkerKey(id, { name: 'basement', at: 0 }));
  key = text;
  worker = createWorkerDouble(url, text, { bases: [flux, sdxl] });
});
beforeEach(async () => {
  asked = world.huggingFace.requests.length;
  clock.ms += 120_000;
  await worker.ask();
});
afterAll(async () => {
  workers.stop();
  await http.stop();
  await world.close();
});

/** Calls for pictures since the test began. */
const calls = () => world.huggingFace.requests.slice(asked).filter(({ via }) => via !== undefined);

const ask = (changes: object) => world.ask({ prompt: 'a lighthouse', seed: seed++, ...changes });

test('one draws what providers would be paid for: nothing is sent to them, no dollar counted', async () => {
  const before = await world.quota.spent(guildId, ana);
  const answer = ask({ model: flux });
  const [work] = await worker.take();
  expect(work?.call).toMatchObject({ inputs: 'a lighthouse', parameters: { model: flux } });
  await worker.result(work?.id ?? '', pictures.png);
  const { images } = await answer;
  expect(images).toHaveLength(1);
  expect(calls()).toEqual([]);
  expect(await world.quota.spent(guildId, ana)).toEqual(before);
  const listed = (await world.models.list(guildId)).find(({ model }) => model.id === flux);
  expect(listed?.routes).toEqual([{ via: 'worker' }]);
  // Another server has no part in it.
  const elsewhere = (await world.models.list('another')).find(({ model }) => model.id === flux);
  expect(elsewhere?.routes.every(({ via }) => via === 'provider')).toBe(true);
});

test('what it can’t draw is told, and no provider is paid instead; once it is gone, providers are asked', async () => {
  const answer = ask({ model: flux });
  answer.catch(() => undefined);
  for (let at = 0; at < 3; at++) {
    const [work] = await worker.take();
    await worker.failed(work?.id ?? '', 500, 'CUDA out of memory');
  }
  await expect(answer).rejects.toMatchObject({
    code: 'provider-failed',
    message: expect.stringContaining('CUDA out of memory'),
  });
  expect(calls()).toEqual([]);
  clock.ms += 61_000;
  await ask({ model: flux });
  expect(calls().some(({ via }) => via !== 'endpoint')).toBe(true);
});

test('however long one takes, what others ask for is made meanwhile', async () => {
  const answers = [ask({ model: flux }), ask({ model: flux })];
  const works = [...(await worker.take()), ...(await worker.take())];
  const { images } = await ask({ guildId: 'another', model: flux });
  expect(images).toHaveLength(1);
  for (const { id } of works) await worker.result(id, pictures.png);
  await Promise.all(answers);
});

test('a trained actor: it fetches the weights at the bot, for as long as the person agrees', async () => {
  const answer = ask({ model: undefined, actor: 'nova', using: 'trained', prompt: 'Nova at sea' });
  const [work] = await worker.take();
  const { parameters } = (work?.call ?? {}) as {
    parameters?: { loras: { repo: string; weights: string }[] };
  };
  const loras = parameters?.loras ?? [];
  expect(loras).toMatchObject([
    { repo: `${world.huggingFace.user}/actor-nova-lora`, weights: expect.stringMatching(/^\/weights\//) },
  ]);
  const fetched = await fetch(`${url}${loras[0]?.weights}`);
  expect(Buffer.from(await fetched.arrayBuffer())).toEqual(Buffer.from(weights));
  await worker.result(work?.id ?? '', pictures.png);
  expect((await answer).images).toHaveLength(1);
  // Nothing of it stands in a log.
  expect(world.logged.join('\n')).not.toContain('link=');
});

test('a trained actor whose person agreed to an earlier text stays with the bot', async () => {
  await expect(
    ask({ model: undefined, actor: 'orla', using: 'trained', prompt: 'Orla at sea' }),
  ).rejects.toMatchObject({
    code: 'consent-needed',
    message: expect.stringContaining('this server’s own computer'),
  });
  expect((await worker.ask()).status).toBe(204);
});

describe('what was under way when the bot was restarted', () => {
  async function underWay(prompt: string) {
    const request = {
      guildId,
      channelId: '900000000000000002',
      memberId: ana,
      prompt,
      model: flux,
      seed: 77,
    };
    const accepted = await world.generation.accept(request, 'answer');
    await accepted.store();
    world.generation.generate(accepted, () => {}).catch(() => undefined);
    await worker.take();
    await workers.settle(guildId);
    const again = await world.open();
    const stored = (await again.generation.untold()).find(({ id }) => id === accepted.id);
    if (!stored || !again.workers) throw new Error('nothing was kept');
    const server = createHttpServer({
      ...{ config: { HTTP_HOST: '127.0.0.1', HTTP_PORT: 0 }, training: {} as never, logger: silent },
      workers: again.workers.calls,
    });
    const { url: addressNow } = await server.start();
    return {
      answer: again.generation.generate(stored, () => {}),
      back: createWorkerDouble(addressNow, key, { bases: [flux, sdxl] }),
      async close() {
        await again.generation.told(stored.id);
        again.workers?.stop();
        await Promise.all([server.stop(), again.limiter.stop()]);
      },
    };
  }

  test('is drawn again by the same computer, which asks a moment later: no provider is paid', async () => {
    backWithinMs = 60_000;
    const { answer, back, close } = await underWay('again');
    // The bot is at it, and has nobody yet.
    expect(await Promise.race([answer, setTimeout(300, 'waits')])).toBe('waits');
    const [work] = await back.take();
    await back.result(work?.id ?? '', pictures.png);
    expect((await answer).images).toHaveLength(1);
    expect(calls()).toEqual([]);
    await close();
  });

  test('is made by a provider where the computer does not come back in time', async () => {
    backWithinMs = 300;
    const { answer, close } = await underWay('once more');
    expect((await answer).images).toHaveLength(1);
    expect(calls().some(({ via }) => via !== 'endpoint')).toBe(true);
    await close();
  });
});
