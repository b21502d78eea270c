import { downloadFile, listFiles, modelInfo } from '@huggingface/hub';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { renderCastPhoto } from '../cast/cast.ts';
import { readSafetensors } from '../huggingface/hub/safetensors.ts';
import { type HuggingFace, startHuggingFace } from '../huggingface/server.ts';
import { type FakeBot, startFakeBot } from './colab-fixture.ts';
import { type Colab, startColab } from './server.ts';

let photos: Buffer[];
let hub: HuggingFace;
let colab: Colab;
let bot: FakeBot;
const types = () => bot.deliveries.map(({ body }) => body.type.replace('training.', ''));

beforeAll(async () => {
  hub = await startHuggingFace();
  colab = await startColab({
    hubUrl: hub.url,
    hfToken: hub.token,
    stepDelayMs: 1,
    backoffMs: [5, 10],
    terminalPatienceMs: 5_000,
  });
  photos = await Promise.all([0, 1].map(n => renderCastPhoto('nova', n)));
});
afterEach(() => bot?.close());
afterAll(async () => {
  await colab.close();
  await hub.close();
});

describe('a run against a bot and the embedded hub', () => {
  test('goes from the claim to a published stand-in LoRA', async () => {
    bot = await startFakeBot({ photos });
    const outcome = await colab.run(bot.jobCode).done;
    if (outcome.status !== 'completed') throw new Error(outcome.message);
    expect(outcome).toMatchObject({ repo: 'playground/actor-nova', delivered: true });

    expect(bot.forged).toBe(0);
    expect(types()[0]).toBe('started');
    expect(types().slice(-3)).toEqual(['verifying', 'uploading', 'completed']);
    for (const type of ['progress', 'sample', 'checkpoint']) expect(types()).toContain(type);
    const seqs = bot.deliveries.map(({ body }) => body.seq);
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
    expect(new Set(seqs).size).toBe(seqs.length);
    expect(new Set(bot.deliveries.map(({ id }) => id)).size).toBe(seqs.length);
    const losses = bot.deliveries.flatMap(({ body }) => (typeof body.loss === 'number' ? [body.loss] : []));
    expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) * 0.7);
    expect(bot.deliveries.at(-1)?.body).toMatchObject({
      repo: 'playground/actor-nova',
      revision: outcome.revision,
      standIn: true,
      step: 1000,
      totalSteps: 1000,
    });

    const from = { hubUrl: hub.url, accessToken: hub.token, repo: outcome.repo };
    const get = async (path: string, revision: string) => {
      const file = await downloadFile({ ...from, path, revision });
      if (!file) throw new Error(`${path} is not on the hub`);
      return new Uint8Array(await file.arrayBuffer());
    };
    const weights = readSafetensors(await get('pytorch_lora_weights.safetensors', outcome.revision));
    expect(weights.metadata).toEqual({
      stand_in: 'true',
      format: 'pt',
      trigger_word: 'novaxqz',
      base_model: 'stabilityai/stable-diffusion-xl-base-1.0',
    });
    const face = weights.tensors['stand_in.face'];
    expect(face).toMatchObject({ dtype: 'U8', shape: [256, 256, 3] });
    expect(Object.keys(weights.tensors)).toEqual(['stand_in.face']);
    // Nova is brown-skinned: the middle of her face is redder than it is blue.
    const middle = (128 * 256 + 128) * 3;
    expect(face?.data[middle]).toBeGreaterThan((face?.data[middle + 2] ?? 255) + 15);

    expect(outcome.images).toHaveLength(3);
    expect(new Set(outcome.images.map(({ prompt }) => prompt)).size).toBe(3);
    for (const image of outcome.images) {
      const { format, width } = await sharp(await get(image.path, image.revision)).metadata();
      expect({ format, width }).toEqual({ format: 'png', width: 640 });
    }
    const info = await modelInfo({ ...from, name: outcome.repo, additionalFields: ['cardData', 'tags'] });
    expect(info.private).toBe(true);
    expect(info.cardData).toMatchObject({
      base_model: 'stabilityai/stable-diffusion-xl-base-1.0',
      instance_prompt: 'photo of novaxqz person',
    });
    const paths: string[] = [];
    for await (const file of listFiles({ ...from })) paths.push(file.path);
    expect(paths).toContain('training.json');
    await expect(get('README.md', 'job-1')).rejects.toThrow();

    const sample = bot.deliveries.find(({ body }) => body.type === 'training.sample');
    const [image] = (sample?.body.images ?? []) as { path: string; revision: string }[];
    expect(image).toMatchObject({
      path: 'samples/step-000480.png',
      prompt: 'novaxqz person as an astronaut',
    });
  });

  test('trains the same actor again into the same repository', async () => {
    bot = await startFakeBot({ photos, spec: { repo: 'playground/actor-again' } });
    const first = await colab.run(bot.jobCode).done;
    const second = await colab.run(bot.jobCode).done;
    if (first.status !== 'completed' || second.status !== 'completed') throw new Error(second.message);
    expect(second.revision).not.toBe(first.revision);
  });

  test('retries with the same id and a fresh signature after 500 and 429, in order', async () => {
    bot = await startFakeBot({ photos, spec: { repo: 'playground/actor-retry' } });
    const failing = new Map([
      ['training.started', { status: 500 }],
      ['training.verifying', { status: 429, headers: { 'retry-after': '1' } }],
      ['training.completed', { status: 503 }],
    ]);
    const waits: number[] = [];
    bot.answer = ({ body }) => {
      const answer = failing.get(body.type);
      failing.delete(body.type);
      if (body.type === 'training.verifying') waits.push(performance.now());
      return answer;
    };
    const outcome = await colab.run(bot.jobCode).done;
    expect(outcome).toMatchObject({ status: 'completed', delivered: true });
    for (const type of ['training.started', 'training.verifying', 'training.completed']) {
      const tries = bot.deliveries.filter(({ body }) => body.type === type);
      expect(tries).toHaveLength(2);
      expect(new Set(tries.map(({ id }) => id)).size).toBe(1);
      expect(new Set(tries.map(({ body }) => body.seq)).size).toBe(1);
    }
    expect((waits[1] ?? 0) - (waits[0] ?? 0)).toBeGreaterThan(950);
    const [early, late] = bot.deliveries.filter(({ body }) => body.type === 'training.verifying');
    expect(late?.timestamp).toBeGreaterThan(early?.timestamp ?? Number.POSITIVE_INFINITY);
    expect(bot.forged).toBe(0);
    const seqs = bot.deliveries.map(({ body }) => body.seq);
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
  });

  test('keeps training while the bot is down, and skips progress that is out of date', async () => {
    bot = await startFakeBot({ photos, spec: { repo: 'playground/actor-down' } });
    bot.answer = ({ body }) =>
      body.type === 'training.progress' && Number(body.step) < 600 ? { status: 502 } : undefined;
    const outcome = await colab.run(bot.jobCode, { stepDelayMs: 3 }).done;
    expect(outcome).toMatchObject({ status: 'completed', delivered: true });
    expect(types().at(-1)).toBe('completed');
  });

  test('stops when the bot answers 410, and takes the branch away', async () => {
    bot = await startFakeBot({ photos, spec: { repo: 'playground/actor-gone' } });
    bot.answer = ({ body }) => (Number(body.step) > 600 ? { status: 410 } : undefined);
    const run = colab.run(bot.jobCode);
    const outcome = await run.done;
    expect(outcome.status).toBe('stopped');
    expect(run.progress.step).toBeLessThan(1000);
    expect(types()).not.toContain('failed');
    expect(types()).not.toContain('completed');
    const repo = { hubUrl: hub.url, accessToken: hub.token, repo: 'playground/actor-gone' };
    const listed = (async () => {
      for await (const _ of listFiles({ ...repo, revision: 'job-1' }));
    })();
    await expect(listed).rejects.toThrow();
  });

  test('reports a failure with its reason', async () => {
    bot = await startFakeBot({ photos, damaged: 1 });
    const outcome = await colab.run(bot.jobCode).done;
    expect(outcome).toMatchObject({ status: 'failed', delivered: true });
    expect(bot.deliveries.at(-1)?.body).toMatchObject({
      type: 'training.failed',
      reason: 'Photo 2 of 2 arrived damaged: its SHA-256 is not the one the bot promised.',
    });
  });

  test('says so when the hub refuses the token', async () => {
    bot = await startFakeBot({ photos, spec: { repo: 'someone-else/actor' } });
    const outcome = await colab.run(bot.jobCode).done;
    expect(outcome.status).toBe('failed');
    expect(outcome.message).toBe(
      'Could not make someone-else/actor: the Hugging Face token may not do that.',
    );
  });

  test('can be interrupted, and tells the bot', async () => {
    bot = await startFakeBot({ photos, spec: { repo: 'playground/actor-interrupted' } });
    const run = colab.run(bot.jobCode, { stepDelayMs: 60_000 });
    const started = new Promise<void>(resolve => {
      bot.answer = () => {
        resolve();
        return undefined;
      };
    });
    await started;
    run.cancel();
    expect(await run.done).toMatchObject({ status: 'stopped' });
    expect(types().at(-1)).toBe('failed');
  });

  test('can fall silent halfway, as a lost runtime does', async () => {
    bot = await startFakeBot({ photos, spec: { repo: 'playground/actor-lost' } });
    expect(await colab.run(bot.jobCode, { mishap: 'vanish' }).done).toMatchObject({ status: 'stopped' });
    expect(types()).not.toContain('failed');
    // What somebody would resume from.
    expect(types()).toEqual(expect.arrayContaining(['sample', 'checkpoint']));
  });
});

describe('the notebook over HTTP', () => {
  const post = (body: unknown) =>
    fetch(`${colab.url}/runs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  test('the page says what it is and loads nothing from elsewhere', async () => {
    const response = await fetch(`${colab.url}/notebook`);
    expect(response.headers.get('content-type')).toContain('text/html');
    const page = await response.text();
    expect(page).toContain('This is a stand-in for the Colab notebook.');
    expect(page).toContain('It trains nothing.');
    for (const [, address] of page.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect(address).toMatch(/^(\/notebook\.|data:,)/);
      if (address?.startsWith('/')) expect((await fetch(colab.url + address)).status).toBe(200);
    }
  });

  test.each([
    ['', 'Paste the job code'],
    ['not a code!', 'not a job code'],
    ['bm90IGpzb24', 'damaged'],
    [
      Buffer.from('{"apiUrl":"http://127.0.0.1:1"}').toString('base64url'),
      'incomplete (jobId, oneTimeToken)',
    ],
    [
      Buffer.from('{"apiUrl":"file:///etc","jobId":"1","oneTimeToken":"1"}').toString('base64url'),
      'incomplete (apiUrl)',
    ],
  ])('refuses the job code %j in words', async (jobCode, words) => {
    const response = await post({ jobCode });
    expect(response.status).toBe(400);
    expect(((await response.json()) as { error: string }).error).toContain(words);
  });

  test.each([
    [401, 'does not accept this job code'],
    [409, 'already running in another notebook'],
    [410, 'cancelled or is over'],
  ])('explains a claim answered with %i', async (status, words) => {
    bot = await startFakeBot({ photos });
    bot.claimStatus = status;
    const outcome = await colab.run(bot.jobCode).done;
    expect(outcome.status).toBe('refused');
    expect(outcome.message).toContain(words);
  });

  test('explains a bot that cannot be reached', async () => {
    bot = await startFakeBot({ photos });
    await bot.close();
    const outcome = await colab.run(bot.jobCode).done;
    expect(outcome.status).toBe('refused');
    expect(outcome.message).toMatch(/The bot at 127\.0\.0\.1:\d+ could not be reached/);
  });

  test('a run can be followed, and shows neither token nor secret', async () => {
    bot = await startFakeBot({ photos, spec: { repo: 'playground/actor-followed' } });
    const response = await post({ jobCode: `\`${bot.jobCode}\`\n` });
    expect(response.status).toBe(201);
    const { id } = (await response.json()) as { id: string };
    await colab.runs.find(run => run.id === id)?.done;
    const text = await (await fetch(`${colab.url}/runs/${id}`)).text();
    const state = JSON.parse(text);
    expect(state).toMatchObject({ phase: 'over', step: 1000, outcome: { status: 'completed' }, face: true });
    expect(state.lines.length).toBeGreaterThan(4);
    expect(text).not.toContain(hub.token);
    expect(text).not.toContain('whsec_');
    for (const path of ['face.png', 'samples/2']) {
      expect((await fetch(`${colab.url}/runs/${id}/${path}`)).headers.get('content-type')).toBe('image/png');
    }
    expect((await fetch(`${colab.url}/runs/none`)).status).toBe(404);
  });
});
