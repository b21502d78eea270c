import { type HuggingFace, startHuggingFace } from '@ai-actor/playground/huggingface';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDownloads } from '../../downloads/downloads.ts';
import { catalogue } from '../../models/catalogue.ts';
import type { Model } from '../../models/model.ts';
import { createServedRoutes } from '../../models/served-routes.ts';
import { createHub } from '../hub/hub.ts';
import type { ImageRequest, Route } from './image-request.ts';
import type { InferenceFailure } from './inference-failure.ts';
import { type InferenceAccount, makeImage } from './make-image.ts';
import { picturesMostVia } from './provider-parameters.ts';
import { prepareRequest } from './send-request.ts';

let server: HuggingFace;
let account: InferenceAccount;
let photos: Buffer[];
const plain = (background: string) => sharp({ create: { width: 64, height: 64, channels: 3, background } });
beforeAll(async () => {
  const answer = plain('#777');
  server = await startHuggingFace({
    pictures: { png: await answer.png().toBuffer(), jpeg: await answer.jpeg().toBuffer() },
  });
  account = {
    origins: { hub: server.url, router: server.routerUrl },
    token: server.token,
    timeoutMs: 60_000,
    downloads: createDownloads(),
    pollEveryMs: 20,
  };
  photos = await Promise.all(
    ['#a66', '#6a6', '#66a', '#aa6', '#6aa'].map(color => plain(color).jpeg().toBuffer()),
  );
});
afterAll(async () => {
  await account.downloads.close();
  await server.close();
});

const editors = catalogue.filter(({ kind }) => kind === 'image-to-image');
const routesOf = async (model: Model): Promise<Route[]> => {
  const hub = createHub({ hubUrl: server.url, token: server.token, namespace: undefined });
  return (await createServedRoutes({ hub, hasEndpoint: false }).ask(model)).routes;
};
const modelNamed = (name: string) => editors.find(model => model.name === name) as Model;
const requestFor = (model: Model, count: number, change: Partial<ImageRequest> = {}): ImageRequest => ({
  ...{ model: model.id, prompt: 'the person in image 1 by the sea', negativePrompt: 'blurry', seed: 7 },
  ...{ ...model.sizes.portrait, steps: model.steps, guidance: model.guidance },
  references: { pictures: photos.slice(0, count) },
  ...change,
});
const through = (provider: string, providerId: string): Route => ({
  ...{ via: 'provider', provider, providerId },
  task: 'image-to-image',
});
const sentTo = async (model: Model, provider: string, count: number) => {
  const route = (await routesOf(model)).find(
    found => found.via === 'provider' && found.provider === provider,
  );
  const payer = { hubUrl: server.url, token: server.token };
  const { url, init } = await prepareRequest(payer, route as Route, requestFor(model, count));
  return { url, body: JSON.parse(String(init.body)) as Record<string, unknown> };
};
const dataUrls = (count: number) =>
  photos.slice(0, count).map(photo => `data:image/jpeg;base64,${photo.toString('base64')}`);

describe('every model that starts from pictures, through every provider that serves it', () => {
  test.each(editors.map(model => [model.name, model] as const))('%s', async (_name, model) => {
    const routes = await routesOf(model);
    expect(routes.length).toBeGreaterThan(0);
    for (const route of routes) {
      for (const count of new Set([1, model.picturesMost ?? 1])) {
        const bytes = await makeImage(account, route, requestFor(model, count));
        expect((await sharp(bytes).metadata()).width).toBe(64);
        expect(server.requests.at(-1)).toMatchObject({ model: model.id, status: 200 });
      }
    }
  });
});

describe('each provider gets pictures in its own form', () => {
  // https://fal.ai/models/fal-ai/flux-2/klein/4b/edit and …/flux-2/edit: `image_urls`, 4 to 8 and 4 to 50 steps, no
  // word of what to leave out. https://fal.ai/models/fal-ai/qwen-image-edit-2511 and …-plus: `image_urls`.
  // https://fal.ai/models/fal-ai/qwen-image-edit/llms.txt: `image_url`. …/flux-kontext/dev/api: `image_url` and
  // `resolution_mode` instead of a size.
  test.each([
    ['FLUX.2 klein 4B', 4, { image_urls: 4, num_inference_steps: 4 }],
    ['FLUX.2 dev', 2, { image_urls: 2, num_inference_steps: 28, guidance_scale: 2.5 }],
    ['Qwen-Image-Edit 2511', 3, { image_urls: 3, num_inference_steps: 40, negative_prompt: 'blurry' }],
    ['Qwen-Image-Edit 2509', 1, { image_urls: 1, guidance_scale: 4 }],
    ['Qwen-Image-Edit', 1, { image_url: 1, image_size: { width: 832, height: 1216 } }],
    ['FLUX.1 Kontext dev', 1, { image_url: 1, resolution_mode: '2:3', guidance_scale: 2.5 }],
  ])('fal-ai, %s', async (name, count, expected) => {
    const { url, body } = await sentTo(modelNamed(name), 'fal-ai', count);
    expect(url).toMatch(/^https:\/\/router\.huggingface\.co\/fal-ai\/fal-ai\/.*\?_subdomain=queue$/);
    const { image_url, image_urls, ...rest } = expected as Record<string, unknown>;
    expect(body).toMatchObject({
      ...rest,
      prompt: 'the person in image 1 by the sea',
      seed: 7,
      output_format: 'png',
      ...(image_urls ? { image_urls: dataUrls(count) } : { image_url: dataUrls(1)[0] }),
    });
    expect(body).not.toHaveProperty(image_urls ? 'image_url' : 'image_urls');
    if (name.startsWith('FLUX')) expect(body).not.toHaveProperty('negative_prompt');
    if (name === 'FLUX.2 klein 4B') expect(body).not.toHaveProperty('guidance_scale');
    if (name === 'FLUX.1 Kontext dev') expect(body).not.toHaveProperty('image_size');
  });

  // https://wavespeed.ai/docs/docs-api/wavespeed-ai/flux-2-klein-9b-edit, …/flux-2-dev/edit, …/qwen-image-edit-plus:
  // `images`, `size` and `seed`. The client sends them as bare base64.
  test.each([
    ['FLUX.2 klein 4B', 4, 'wavespeed-ai/flux-2-klein-4b/edit'],
    ['FLUX.2 dev', 4, 'wavespeed-ai/flux-2-dev/edit'],
    ['Qwen-Image-Edit 2511', 3, 'wavespeed-ai/qwen-image/edit-2511'],
  ])('wavespeed, %s', async (name, count, id) => {
    const { url, body } = await sentTo(modelNamed(name), 'wavespeed', count);
    expect(url).toBe(`https://router.huggingface.co/wavespeed/api/v3/${id}`);
    expect(body).toEqual({
      prompt: 'the person in image 1 by the sea',
      images: photos.slice(0, count).map(photo => photo.toString('base64')),
      size: '832*1216',
      seed: 7,
    });
  });

  // https://docs.together.ai/docs/image-to-image: FLUX.1 Kontext takes `image_url`, FLUX.2 `reference_images`.
  test.each([
    ['FLUX.2 dev', 3, { reference_images: 3 }],
    ['FLUX.1 Kontext dev', 1, { image_url: 1 }],
  ])('together, %s', async (name, count, fields) => {
    const { body } = await sentTo(modelNamed(name), 'together', count);
    const several = 'reference_images' in fields;
    expect(body).toMatchObject({
      ...{ width: 832, height: 1216, steps: 28, seed: 7, guidance_scale: 2.5, response_format: 'base64' },
      ...(several ? { reference_images: dataUrls(count) } : { image_url: dataUrls(1)[0] }),
    });
    expect(body).not.toHaveProperty(several ? 'image_url' : 'reference_images');
  });

  // The client's own part: base64 where the words are otherwise, and the words among the parameters.
  test('hf-inference, one picture', async () => {
    const { body } = await sentTo(modelNamed('Qwen-Image-Edit'), 'hf-inference', 1);
    expect(body).toMatchObject({
      inputs: photos[0]?.toString('base64'),
      parameters: { prompt: 'the person in image 1 by the sea', seed: 7 },
    });
  });
});

test('an application that takes fewer pictures than the model, or that nobody knows, is no way to it', () => {
  expect(picturesMostVia('hf-inference', 'Qwen/Qwen-Image-Edit-2511')).toBe(1);
  expect(picturesMostVia('fal-ai', 'fal-ai/qwen-image-edit')).toBe(1);
  expect(picturesMostVia('fal-ai', 'fal-ai/somebody/else')).toBe(0);
  // Replicate's forms are known: `input_images`, four at most, for FLUX.2 dev; `image`, a list, for Qwen-Image-Edit Plus;
  // `input_image` for FLUX.1 Kontext dev; a ratio instead of a size in all three
  // (https://replicate.com/black-forest-labs/flux-2-dev/versions/7bba46bd…/api and the pages of the others).
  // It is not spoken all the same: with `Prefer: wait` a prediction that takes over a minute comes back unfinished, and
  // whether the router lets it be asked for afterwards could not be verified. It would be paid for and lost.
  expect(picturesMostVia('replicate', 'black-forest-labs/flux-2-dev')).toBe(0);
});

describe('what a provider refuses costs nothing, and is said', () => {
  const failureOf = async (route: Route, request: ImageRequest) => {
    const error = await makeImage(account, route, request).catch((reason: unknown) => reason);
    return error as InferenceFailure;
  };

  test('a picture that cannot be decoded', async () => {
    const model = modelNamed('FLUX.2 klein 4B');
    const half = (photos[0] as Buffer).subarray(0, 200);
    const broken = requestFor(model, 1, { references: { pictures: [half] } });
    for (const [provider, id] of [
      ['fal-ai', 'fal-ai/flux-2/klein/4b/edit'],
      ['wavespeed', 'wavespeed-ai/flux-2-klein-4b/edit'],
    ] as const) {
      const failure = await failureOf(through(provider, id), broken);
      expect(failure.cost, provider).toBe('free');
      expect(failure.message, provider).toMatch(/[Ff]ailed to load the image|image could not be read/);
    }
  });

  test('too many pictures', async () => {
    const model = modelNamed('FLUX.2 klein 4B');
    const failure = await failureOf(through('fal-ai', 'fal-ai/flux-2/klein/4b/edit'), requestFor(model, 5));
    expect(failure).toMatchObject({ cost: 'free' });
    expect(failure.message).toMatch(/at most 4 items/);
    // fal's FLUX.2 dev says nothing: "if more are provided, only the first 4 will be used".
    await makeImage(
      account,
      through('fal-ai', 'fal-ai/flux-2/edit'),
      requestFor(modelNamed('FLUX.2 dev'), 5),
    );
    expect(server.requests.at(-1)?.status).toBe(200);
  });

  test('steps beyond the form are never sent', async () => {
    const model = modelNamed('FLUX.2 klein 4B');
    for (const steps of [1, 30]) {
      await makeImage(
        account,
        through('fal-ai', 'fal-ai/flux-2/klein/4b/edit'),
        requestFor(model, 1, { steps }),
      );
      expect(server.requests.at(-1)?.parameters.num_inference_steps).toBe(steps === 1 ? 4 : 8);
    }
  });
});
