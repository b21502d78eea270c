import { createRepo, modelInfo, uploadFiles } from '@huggingface/hub';
import { imageToImage, type TextToImageArgs, textToImage } from '@huggingface/inference';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { writeSafetensors } from '../hub/safetensors.ts';
import { type HuggingFace, startHuggingFace } from '../server.ts';

let server: HuggingFace;
const realFetch = globalThis.fetch;

/** The client's addresses are constants, and its polling uses the global fetch: both are pointed here. */
const rewritten: typeof fetch = (input, init) => {
  const address = input instanceof Request ? input.url : String(input);
  const local = address
    .replace('https://router.huggingface.co', server.routerUrl)
    .replace(/^https:\/\/huggingface\.co/, server.url);
  return realFetch(local, init);
};

beforeAll(async () => {
  server = await startHuggingFace();
  globalThis.fetch = rewritten;
});
afterEach(() => server.faults.clear());
afterAll(async () => {
  globalThis.fetch = realFetch;
  await server.close();
});

function generate(args: Partial<TextToImageArgs>, signal?: AbortSignal): Promise<Blob> {
  return textToImage(
    {
      model: 'black-forest-labs/FLUX.1-schnell',
      inputs: 'a lighthouse by the sea at sunset',
      accessToken: server.token,
      parameters: { width: 128, height: 96, seed: 7 },
      ...args,
    } as TextToImageArgs,
    { outputType: 'blob', retry_on_error: false, fetch: rewritten, ...(signal ? { signal } : {}) },
  );
}

const endpoint = (parameters: object = {}, token = server.endpointToken) =>
  generate({
    model: undefined,
    endpointUrl: server.endpointUrl,
    accessToken: token,
    parameters: { width: 128, height: 96, seed: 7, ...parameters },
  } as object);

async function sizeOf(image: Blob) {
  const { width, height, format } = await sharp(await image.arrayBuffer()).metadata();
  return { width, height, format };
}

async function errorOf(promise: Promise<unknown>) {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Error);
  return error as Error & { httpResponse?: { status: number; body: unknown } };
}

const red = new Uint8Array(256 * 256 * 3).map((_, index) => (index % 3 === 0 ? 230 : 10));

async function makeLora(
  name: string,
  visibility: 'public' | 'private',
  base = 'black-forest-labs/FLUX.1-dev',
) {
  const hub = { hubUrl: server.url, accessToken: server.token, repo: `${server.user}/${name}` };
  await createRepo({ ...hub, visibility });
  const card = `---\nbase_model: ${base}\nbase_model_relation: adapter\ntags:\n  - lora\n---\n`;
  const file = writeSafetensors(
    { 'stand_in.face': { dtype: 'U8', shape: [256, 256, 3], data: red } },
    { stand_in: 'true' },
  );
  const made = await uploadFiles({
    ...hub,
    files: [
      { path: 'README.md', content: new Blob([card]) },
      { path: 'pytorch_lora_weights.safetensors', content: new Blob([file as Uint8Array<ArrayBuffer>]) },
    ],
  });
  return { repo: hub.repo, revision: made?.commit.oid ?? '' };
}

describe('inference, through @huggingface/inference', () => {
  it.each([
    ['hf-inference', 'jpeg'],
    ['together', 'jpeg'],
    ['fal-ai', 'jpeg'],
  ] as const)('answers through %s', async (provider, format) => {
    const image = await generate({ provider });
    const expected = provider === 'fal-ai' ? { width: 1024, height: 1024 } : { width: 128, height: 96 };
    expect(await sizeOf(image)).toEqual({ ...expected, format });
    expect(server.requests.at(-1)).toMatchObject({
      via: provider,
      model: 'black-forest-labs/FLUX.1-schnell',
      prompt: 'a lighthouse by the sea at sunset',
      loras: [],
      status: 200,
    });
  });

  it('takes a size from fal-ai in its own form', async () => {
    const parameters = { image_size: { width: 160, height: 128 }, output_format: 'png', seed: 1 };
    const image = await generate({ provider: 'fal-ai', parameters } as Partial<TextToImageArgs>);
    expect(await sizeOf(image)).toEqual({ width: 160, height: 128, format: 'png' });
  });

  it('draws the same picture for the same request, another for another seed, prompt or model', async () => {
    const bytes = async (args: Partial<TextToImageArgs>) =>
      Buffer.from(await (await generate({ provider: 'hf-inference', ...args })).arrayBuffer()).toString(
        'base64',
      );
    const first = await bytes({});
    expect(await bytes({})).toBe(first);
    expect(await bytes({ parameters: { width: 128, height: 96, seed: 8 } })).not.toBe(first);
    expect(await bytes({ inputs: 'a forest' })).not.toBe(first);
    expect(await bytes({ model: 'black-forest-labs/FLUX.1-dev' })).not.toBe(first);
  });

  it('paints the face of exactly the LoRA revision that the endpoint was asked for', async () => {
    const lora = await makeLora('endpoint-lora', 'private', 'stable-diffusion-v1-5/stable-diffusion-v1-5');
    const redness = async (loras: object[]) => {
      const image = await endpoint({
        model: 'stable-diffusion-v1-5/stable-diffusion-v1-5',
        width: 256,
        height: 256,
        loras,
      });
      const { channels } = await sharp(await image.arrayBuffer()).stats();
      return (channels[0]?.mean ?? 0) - (channels[1]?.mean ?? 0);
    };
    const without = await redness([]);
    expect(await redness([{ ...lora, scale: 1 }])).toBeGreaterThan(without + 10);
    expect(server.requests.at(-1)).toMatchObject({
      via: 'endpoint',
      model: 'stable-diffusion-v1-5/stable-diffusion-v1-5',
      loras: [{ ...lora, scale: 1 }],
      status: 200,
    });
    const missing = await errorOf(endpoint({ loras: [{ repo: lora.repo, revision: 'v9', scale: 1 }] }));
    expect(missing.httpResponse?.status).toBe(404);
    expect(missing.message).toContain('has no weights at revision v9');
  });

  it('keeps the endpoint shut to the Hugging Face token, and its log free of tokens', async () => {
    const error = await errorOf(endpoint({}, server.token));
    expect(error.httpResponse?.status).toBe(401);
    const log = JSON.stringify(server.requests);
    expect(log).not.toContain(server.token);
    expect(log).not.toContain(server.endpointToken);
  });

  it('serves a public LoRA through fal-ai, and a private one not at all', async () => {
    const open = await makeLora('open-lora', 'public');
    await generate({ provider: 'fal-ai', model: open.repo });
    expect(server.requests.at(-1)).toMatchObject({
      via: 'fal-ai',
      model: 'black-forest-labs/FLUX.1-dev',
      loras: [{ repo: open.repo, revision: 'main', scale: 1 }],
      status: 200,
    });
    const closed = await makeLora('closed-lora', 'private');
    const info = await modelInfo({
      hubUrl: server.url,
      accessToken: server.token,
      name: closed.repo,
      additionalFields: ['inferenceProviderMapping'],
    });
    expect(info.inferenceProviderMapping).toEqual([]);
    const path = `${server.url}/${closed.repo}/resolve/main/pytorch_lora_weights.safetensors`;
    const submitted = await realFetch(`${server.routerUrl}/fal-ai/fal-ai/flux-lora?_subdomain=queue`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ prompt: 'x', loras: [{ path, scale: 1 }] }),
    });
    const { response_url: address } = (await submitted.json()) as { response_url: string };
    await expect.poll(() => server.requests.at(-1)?.status).toBe(422);
    const result = await realFetch(address.replace('https://queue.fal.run', `${server.routerUrl}/fal-ai`), {
      headers: { authorization: `Bearer ${server.token}` },
    });
    expect(result.status).toBe(422);
    expect(await result.json()).toMatchObject({ detail: [{ type: 'file_download_error' }] });
  });

  it('paints over a photo in image-to-image', async () => {
    const inputs = new Blob([
      new Uint8Array(
        await sharp({ create: { width: 64, height: 64, channels: 3, background: '#c33' } })
          .png()
          .toBuffer(),
      ),
    ]);
    const image = await imageToImage(
      {
        endpointUrl: `${server.routerUrl}/hf-inference/models/stabilityai/stable-diffusion-xl-base-1.0`,
        accessToken: server.token,
        inputs,
        parameters: { prompt: 'as a portrait' },
      },
      { fetch: rewritten, retry_on_error: false },
    );
    expect(await sizeOf(image)).toMatchObject({ width: 1024, height: 1024 });
    expect(server.requests.at(-1)).toMatchObject({ prompt: 'as a portrait', status: 200 });
  });
});

describe('refusals and faults', () => {
  it('refuses a wrong token, and a model that a provider does not serve', async () => {
    const wrong = await errorOf(generate({ provider: 'hf-inference', accessToken: 'hf_wrong' }));
    expect(wrong.httpResponse?.status).toBe(401);
    const answer = await realFetch(`${server.routerUrl}/hf-inference/models/prompthero/openjourney`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
      body: '{"inputs":"x"}',
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ error: 'Model not supported by provider hf-inference' });
    const huge = await errorOf(generate({ provider: 'hf-inference', parameters: { width: 90_000 } }));
    expect(huge.httpResponse?.status).toBe(400);
  });

  it('gives an armed status as often as it was armed for, and notes it in the log', async () => {
    server.faults.add({
      kind: 'status',
      status: 429,
      retryAfterSeconds: 3,
      match: { via: 'hf-inference' },
      times: 1,
    });
    let retryAfter: string | null = null;
    const watching: typeof fetch = async (input, init) => {
      const response = await rewritten(input, init);
      retryAfter ??= response.headers.get('retry-after');
      return response;
    };
    const args = {
      model: 'black-forest-labs/FLUX.1-schnell',
      inputs: 'x',
      accessToken: server.token,
    } as const;
    const options = { retry_on_error: false, fetch: watching } as const;
    const error = await errorOf(textToImage({ ...args, provider: 'hf-inference' }, options));
    expect(error.httpResponse?.status).toBe(429);
    expect(retryAfter).toBe('3');
    expect(server.requests.at(-1)).toMatchObject({ via: 'hf-inference', status: 429, prompt: 'x' });
    expect(server.faults.list()).toEqual([]);
    expect((await generate({ provider: 'hf-inference' })).size).toBeGreaterThan(500);
  });

  it('says that a model is warming up, for that model only', async () => {
    const model = 'stabilityai/stable-diffusion-xl-base-1.0';
    server.faults.add({ kind: 'warming-up', estimatedTime: 12, match: { model }, times: 5 });
    const error = await errorOf(generate({ provider: 'hf-inference', model }));
    expect(error.httpResponse).toMatchObject({ status: 503, body: { estimated_time: 12 } });
    expect((await generate({ provider: 'hf-inference' })).size).toBeGreaterThan(500);
  });

  it.each(['hf-inference', 'fal-ai'] as const)('cuts the image of %s off', async provider => {
    server.faults.add({ kind: 'cut-body', match: { via: provider } });
    await errorOf(generate({ provider }));
    expect((await generate({ provider })).size).toBeGreaterThan(500);
  });

  it('answers with a black image and status 200', async () => {
    server.faults.add({ kind: 'black-image' });
    const image = await endpoint();
    const { channels } = await sharp(await image.arrayBuffer()).stats();
    expect(Math.max(...channels.map(channel => channel.max))).toBe(0);
  });

  it('hangs until the client gives up', async () => {
    server.faults.add({ kind: 'hang', match: { via: 'together' } });
    const error = await errorOf(generate({ provider: 'together' }, AbortSignal.timeout(150)));
    expect(error.name).toBe('TimeoutError');
    expect(server.requests.at(-1)).toMatchObject({ via: 'together', status: 0 });
  });

  it('arms faults over HTTP, for the hub by path', async () => {
    const send = (method: string, body?: unknown) =>
      realFetch(`${server.url}/faults`, {
        method,
        ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
      });
    expect((await send('PUT', { kind: 'nonsense' })).status).toBe(400);
    await send('PUT', { kind: 'status', status: 502, match: { pathIncludes: '/api/whoami' } });
    await send('PUT', { kind: 'status', status: 500, match: { via: 'hub' } });
    expect(await (await send('GET')).json()).toHaveLength(2);
    expect((await realFetch(`${server.url}/api/whoami-v2`)).status).toBe(502);
    expect((await realFetch(`${server.url}/api/whoami-v2`)).status).toBe(500);
    expect((await realFetch(`${server.url}/api/whoami-v2`)).status).toBe(401);
    await send('PUT', [{ kind: 'hang' }]);
    expect((await send('DELETE')).status).toBe(204);
    expect(server.faults.list()).toEqual([]);
  });
});
