import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type HuggingFace, startHuggingFace, writeSafetensors } from '@ai-actor/playground/huggingface';
import { createRepo, uploadFiles } from '@huggingface/hub';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createDownloads } from '../../downloads/downloads.ts';
import { createHub } from '../hub/hub.ts';
import type { ImageRequest, Route } from './image-request.ts';
import { type InferenceAccount, makeImage } from './make-image.ts';

let server: HuggingFace;
let account: InferenceAccount;
beforeAll(async () => {
  server = await startHuggingFace();
  const origins = { hub: server.url, router: server.routerUrl };
  account = {
    origins,
    token: server.token,
    endpoint: { url: server.endpointUrl, token: server.endpointToken },
    timeoutMs: 60_000,
    downloads: createDownloads(),
    pollEveryMs: 20,
  };
});
afterEach(() => server.faults.clear());
afterAll(async () => {
  await account.downloads.close();
  await server.close();
});

const request: ImageRequest = {
  model: 'black-forest-labs/FLUX.1-schnell',
  prompt: 'a lighthouse by the sea',
  negativePrompt: 'blurry',
  width: 192,
  height: 128,
  steps: 30,
  guidance: 0,
  seed: 7,
};
const through = (provider: string, providerId = request.model): Route => ({
  via: 'provider',
  provider,
  providerId,
});
const sizeOf = async (bytes: Buffer) => {
  const { width, height } = await sharp(bytes).metadata();
  return { width, height };
};

describe('each provider gets the same settings in its own form', () => {
  test('hf-inference', async () => {
    expect(await sizeOf(await makeImage(account, through('hf-inference'), request))).toEqual({
      width: 192,
      height: 128,
    });
    expect(server.requests.at(-1)).toMatchObject({
      via: 'hf-inference',
      model: request.model,
      prompt: request.prompt,
      parameters: {
        width: 192,
        height: 128,
        num_inference_steps: 30,
        guidance_scale: 0,
        seed: 7,
        negative_prompt: 'blurry',
      },
    });
  });

  test('fal-ai: its own size, no more steps than the application takes, no guidance of 0, a PNG', async () => {
    const bytes = await makeImage(account, through('fal-ai', 'fal-ai/flux/schnell'), request);
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 192, height: 128, format: 'png' });
    const { parameters } = server.requests.at(-1) ?? {};
    expect(parameters).toMatchObject({
      image_size: { width: 192, height: 128 },
      num_inference_steps: 12,
      num_images: 1,
      seed: 7,
      enable_safety_checker: true,
    });
    expect(parameters).not.toHaveProperty('guidance_scale');
    const zImage = { ...request, model: 'Tongyi-MAI/Z-Image-Turbo', steps: 9, guidance: 3 };
    await makeImage(account, through('fal-ai', 'fal-ai/z-image/turbo'), zImage);
    expect(server.requests.at(-1)?.parameters).toMatchObject({ num_inference_steps: 8, guidance_scale: 3 });
  });

  test('together', async () => {
    expect(await sizeOf(await makeImage(account, through('together'), request))).toEqual({
      width: 192,
      height: 128,
    });
    expect(server.requests.at(-1)).toMatchObject({ via: 'together', parameters: { steps: 30, seed: 7 } });
    expect(server.requests.at(-1)?.parameters).not.toHaveProperty('num_inference_steps');
  });

  test('nscale', async () => {
    expect(await sizeOf(await makeImage(account, through('nscale'), request))).toEqual({
      width: 192,
      height: 128,
    });
  });

  test('the endpoint: the base and the LoRA travel along, under the endpoint’s own secret', async () => {
    const { repo, revision } = await makeLora('own', 'private');
    const model = 'stable-diffusion-v1-5/stable-diffusion-v1-5';
    const lora = { repo, revision, scale: 0.9 };
    const bytes = await makeImage(account, { via: 'endpoint' }, { ...request, model, guidance: 7.5, lora });
    expect((await sharp(bytes).metadata()).format).toBe('png');
    expect(server.requests.at(-1)).toMatchObject({
      via: 'endpoint',
      model,
      loras: [lora],
      parameters: { width: 192, height: 128, num_inference_steps: 30, guidance_scale: 7.5, seed: 7 },
      status: 200,
    });
  });

  test('a provider that the bot cannot speak to is never sent anything', async () => {
    await expect(makeImage(account, through('replicate'), request)).rejects.toThrow();
  });
});

async function makeLora(name: string, visibility: 'public' | 'private') {
  const hub = { hubUrl: server.url, accessToken: server.token, repo: `${server.user}/${name}` };
  await createRepo({ ...hub, visibility });
  const card = '---\nbase_model: stabilityai/stable-diffusion-xl-base-1.0\ntags:\n  - lora\n---\n';
  const face = { dtype: 'U8' as const, shape: [256, 256, 3], data: new Uint8Array(256 * 256 * 3).fill(90) };
  const upload = async (words: string) => {
    const weights = writeSafetensors({ 'stand_in.face': face }, { stand_in: 'true', words });
    const { commit } =
      (await uploadFiles({
        ...hub,
        files: [
          { path: 'README.md', content: new Blob([card]) },
          {
            path: 'pytorch_lora_weights.safetensors',
            content: new Blob([weights as Uint8Array<ArrayBuffer>]),
          },
        ],
      })) ?? {};
    return commit?.oid ?? '';
  };
  const revision = await upload('first');
  return { repo: hub.repo, revision, upload };
}

describe('a LoRA through a provider', () => {
  test('is that of its commit and strength, not whatever main has by now', async () => {
    const { repo, revision, upload } = await makeLora('open', 'public');
    await upload('second');
    const hub = createHub({ hubUrl: server.url, token: server.token, namespace: undefined });
    const listing = (await hub.servedBy(repo))?.providers.find(entry => entry.provider === 'fal-ai');
    expect(listing).toMatchObject({
      providerId: 'fal-ai/lora',
      loraWeightsPath: 'pytorch_lora_weights.safetensors',
    });
    const model = 'stabilityai/stable-diffusion-xl-base-1.0';
    const route: Route = {
      via: 'provider',
      provider: 'fal-ai',
      providerId: listing?.providerId ?? '',
      weightsPath: listing?.loraWeightsPath ?? '',
    };
    await makeImage(account, route, { ...request, model, lora: { repo, revision, scale: 0.6 } });
    expect(server.requests.at(-1)).toMatchObject({
      via: 'fal-ai',
      model,
      loras: [{ repo, revision, scale: 0.6 }],
      parameters: { model_name: model },
      status: 200,
    });
  });

  test('that is private is not listed for any provider', async () => {
    const { repo } = await makeLora('closed', 'private');
    const hub = createHub({ hubUrl: server.url, token: server.token, namespace: undefined });
    expect((await hub.servedBy(repo))?.providers).toEqual([]);
  });
});

describe('what goes over the wire', () => {
  let wire: Server;
  let seen: { url: string; headers: IncomingHttpHeaders; body: Record<string, unknown> }[] = [];
  let wired: InferenceAccount;
  beforeAll(async () => {
    const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#777' } })
      .png()
      .toBuffer();
    wire = createServer((incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on('data', chunk => chunks.push(chunk));
      incoming.on('end', () => {
        const body = chunks.length ? JSON.parse(Buffer.concat(chunks).toString()) : {};
        seen.push({ url: incoming.url ?? '', headers: incoming.headers, body });
        if (incoming.url?.includes('/openai/')) {
          outgoing.setHeader('content-type', 'application/json');
          outgoing.end(JSON.stringify({ data: [{ b64_json: png.toString('base64') }] }));
        } else if (incoming.url?.startsWith('/router/wavespeed/') && incoming.method === 'POST') {
          outgoing.setHeader('content-type', 'application/json');
          outgoing.end(
            JSON.stringify({ data: { urls: { get: 'https://api.wavespeed.ai/api/v3/p/1/result' } } }),
          );
        } else if (incoming.url?.startsWith('/router/wavespeed/')) {
          outgoing.setHeader('content-type', 'application/json');
          const outputs = [`http://127.0.0.1:${(wire.address() as AddressInfo).port}/picture`];
          outgoing.end(JSON.stringify({ data: { status: 'completed', outputs } }));
        } else {
          outgoing.setHeader('content-type', 'image/png');
          outgoing.end(png);
        }
      });
    }).listen(0, '127.0.0.1');
    await once(wire, 'listening');
    const url = `http://127.0.0.1:${(wire.address() as AddressInfo).port}`;
    const origins = { hub: `${url}/hub`, router: `${url}/router` };
    wired = {
      origins,
      token: 'hf_wire',
      billTo: 'the-studio',
      endpoint: { url: `${url}/own`, token: undefined },
      timeoutMs: 60_000,
      downloads: account.downloads,
      pollEveryMs: 20,
    };
  });
  afterEach(() => {
    seen = [];
  });
  afterAll(async () => {
    wire.close();
    await once(wire, 'close');
  });

  test('the bill goes to whom the settings name, for providers only', async () => {
    await makeImage(wired, through('hf-inference'), request);
    await makeImage(wired, { via: 'endpoint' }, request);
    expect(seen.map(({ headers }) => headers['x-hf-bill-to'])).toEqual(['the-studio', undefined]);
  });

  test('an endpoint is asked for a PNG and never sees the Hugging Face token', async () => {
    await makeImage(wired, { via: 'endpoint' }, request);
    expect(seen[0]?.headers.accept).toBe('image/png');
    expect(JSON.stringify(seen[0])).not.toContain('hf_wire');
  });

  test('deepinfra and wavespeed get their own forms, each in one paid call', async () => {
    await makeImage(wired, through('deepinfra'), request);
    expect(seen.map(({ url }) => url)).toEqual(['/router/deepinfra/v1/openai/images/generations']);
    expect(seen[0]?.body).toMatchObject({ size: '192x128', n: 1, model: request.model });
    seen = [];
    await makeImage(wired, through('wavespeed', 'wavespeed-ai/flux-dev'), {
      ...request,
      steps: 60,
      guidance: 3.5,
    });
    expect(seen.map(({ url }) => url)).toEqual([
      '/router/wavespeed/api/v3/wavespeed-ai/flux-dev',
      '/router/wavespeed/api/v3/p/1/result',
      '/picture',
    ]);
    expect(seen[0]?.body).toMatchObject({
      prompt: request.prompt,
      size: '192*128',
      num_inference_steps: 50,
      guidance_scale: 3.5,
      negative_prompt: 'blurry',
    });
  });
});
