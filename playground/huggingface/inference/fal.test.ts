import { createRepo, uploadFiles } from '@huggingface/hub';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSafetensors } from '../hub/safetensors.ts';
import { type HuggingFace, startHuggingFace } from '../server.ts';

let server: HuggingFace;
beforeAll(async () => {
  server = await startHuggingFace();
});
afterAll(() => server.close());

const sdxl = 'stabilityai/stable-diffusion-xl-base-1.0';
const size = { width: 256, height: 256 };

/** One request through the queue, until its result. */
async function ask(application: string, body: Record<string, unknown>) {
  const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' };
  const submitted = await fetch(`${server.routerUrl}/fal-ai/${application}?_subdomain=queue`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  if (!submitted.ok) return submitted;
  const { response_url: address } = (await submitted.json()) as { response_url: string };
  const place = address.replace('https://queue.fal.run', `${server.routerUrl}/fal-ai`);
  await expect
    .poll(async () => (await fetch(`${place}/status`, { headers })).status, { timeout: 60_000 })
    .toBe(200);
  return fetch(place, { headers });
}

type Detail = { detail: { loc: unknown[]; msg: string; type: string; url: string; input?: unknown }[] };
const problemOf = async (response: Response) => {
  expect(response.status).toBe(422);
  return ((await response.json()) as Detail).detail[0];
};

const red = new Uint8Array(256 * 256 * 3).map((_, index) => (index % 3 === 0 ? 230 : 10));
const weights = writeSafetensors(
  { 'stand_in.face': { dtype: 'U8', shape: [256, 256, 3], data: red } },
  { stand_in: 'true' },
);

/** A private repo, and where its file is without a token. */
async function privateFile(name: string, content: Uint8Array): Promise<string> {
  const hub = { hubUrl: server.url, accessToken: server.token, repo: `${server.user}/${name}` };
  await createRepo({ ...hub, visibility: 'private' });
  await uploadFiles({
    ...hub,
    files: [{ path: 'w.safetensors', content: new Blob([content as Uint8Array<ArrayBuffer>]) }],
  });
  const found = await fetch(`${server.url}/${hub.repo}/resolve/main/w.safetensors`, {
    headers: { authorization: `Bearer ${server.token}` },
    redirect: 'manual',
  });
  return found.headers.get('location') ?? '';
}

async function redness(response: Response): Promise<number> {
  const { images } = (await response.json()) as { images: { url: string }[] };
  const { channels } = await sharp(
    Buffer.from(await (await fetch(images[0]?.url ?? '')).arrayBuffer()),
  ).stats();
  return (channels[0]?.mean ?? 0) - (channels[1]?.mean ?? 0);
}

describe('fal loads a LoRA', () => {
  const body = { prompt: 'a portrait', model_name: sdxl, image_size: size, seed: 3 };

  it('from whatever address it is given, and keeps no more of a signed one than its place', async () => {
    const path = await privateFile('closed', weights);
    const without = await redness(await ask('fal-ai/lora', body));
    expect(await redness(await ask('fal-ai/lora', { ...body, loras: [{ path, scale: 1 }] }))).toBeGreaterThan(
      without + 10,
    );
    const log = JSON.stringify(server.requests);
    expect(log).not.toContain(new URL(path).searchParams.get('Signature'));
    expect(server.requests.at(-1)).toMatchObject({ model: sdxl, loras: [{ scale: 1 }], status: 200 });
  });

  it('of a public repo by its name, and of a private one not at all', async () => {
    const open = await ask('fal-ai/lora', { ...body, loras: [{ path: 'nerijs/pixel-art-xl' }] });
    expect(open.status).toBe(200);
    await privateFile('shut', weights);
    const path = `https://huggingface.co/${server.user}/shut/resolve/main/w.safetensors`;
    // https://docs.fal.ai/errors: `input` is "the input that caused the error", here the whole address.
    expect(await problemOf(await ask('fal-ai/lora', { ...body, loras: [{ path, scale: 1 }] }))).toEqual({
      loc: ['body', 'loras', 0, 'path'],
      msg: 'Failed to download the file. Please check if the URL is accessible and try again.',
      type: 'file_download_error',
      url: 'https://docs.fal.ai/errors#file_download_error',
      input: path,
    });
  });

  it('not from an address that has run out, nor from what is no LoRA', async () => {
    server.signedDownloads.lifeMs = -1_000;
    const late = await privateFile('late', weights);
    server.signedDownloads.lifeMs = 60 * 60_000;
    const loras = [{ path: late, scale: 1 }];
    expect(await problemOf(await ask('fal-ai/lora', { ...body, loras }))).toMatchObject({
      type: 'file_download_error',
      input: late,
    });
    const nonsense = [{ path: await privateFile('nonsense', new Uint8Array(64).fill(7)), scale: 1 }];
    expect(await problemOf(await ask('fal-ai/lora', { ...body, loras: nonsense }))).toMatchObject({
      loc: ['body', 'loras', 0, 'path'],
      type: 'value_error',
    });
  });

  it('only where its application has a field for it: elsewhere it is passed over in silence', async () => {
    const path = await privateFile('nowhere', weights);
    const answer = await ask('fal-ai/flux/dev', { prompt: 'x', image_size: size, loras: [{ path }] });
    expect(answer.status).toBe(200);
    expect(server.requests.at(-1)?.loras).toEqual([]);
  });
});

describe("fal's forms", () => {
  it.each([
    ['fal-ai/flux-lora', { num_inference_steps: 51 }, 'num_inference_steps', 'less_than_equal'],
    ['fal-ai/flux-lora', { guidance_scale: 36 }, 'guidance_scale', 'less_than_equal'],
    ['fal-ai/z-image/turbo/lora', { num_inference_steps: 9 }, 'num_inference_steps', 'less_than_equal'],
    ['fal-ai/flux/dev', { guidance_scale: 0 }, 'guidance_scale', 'greater_than_equal'],
    ['fal-ai/lora', { model_name: sdxl, image_size: { width: 1023, height: 64 } }, 'width', 'multiple_of'],
    ['fal-ai/lora', {}, 'model_name', 'missing'],
    ['fal-ai/lora', { model_name: sdxl, loras: [{ path: 'a/b', scale: 5 }] }, 'scale', 'less_than_equal'],
    ['fal-ai/qwen-image', { loras: Array(4).fill({ path: 'a/b' }) }, 'loras', 'too_long'],
    ['fal-ai/qwen-image', { image_size: 'huge' }, 'image_size', 'literal_error'],
  ])('%s refuses %o', async (application, body, field, type) => {
    const problem = await problemOf(await ask(application, { prompt: 'x', ...body }));
    expect(problem?.loc.at(-1)).toBe(field);
    expect(problem).toMatchObject({ type, url: `https://docs.fal.ai/errors#${type}` });
  });

  it('an id that no mapping names is unknown to the router', async () => {
    const answer = await ask('fal-ai/sd15-lora', { prompt: 'x' });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ error: 'Model not supported by provider fal-ai' });
  });

  it('the format is called otherwise for some, and another word for it does nothing', async () => {
    const format = async (application: string, body: object) => {
      const answer = await ask(application, { prompt: 'x', image_size: size, model_name: sdxl, ...body });
      return ((await answer.json()) as { images: { content_type: string }[] }).images[0]?.content_type;
    };
    expect(await format('fal-ai/lora', { output_format: 'jpeg' })).toBe('image/png');
    expect(await format('fal-ai/lora', { image_format: 'jpeg' })).toBe('image/jpeg');
    expect(await format('fal-ai/fast-sdxl', { output_format: 'png' })).toBe('image/jpeg');
  });
});
