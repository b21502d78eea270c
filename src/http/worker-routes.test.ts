import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSettingsService, guildSettingsSchema } from '../services/settings/settings-service.ts';
import { createSeal } from '../services/storage/seal.ts';
import { openMemoryStore } from '../services/storage/store.ts';
import { createWorkerDouble, type DoubleOptions } from '../services/workers/testing/worker-double.ts';
import { withoutWorkerKey, withWorkerKey } from '../services/workers/worker-keys.ts';
import { createWorkers, type Drawing, type Workers } from '../services/workers/workers-service.ts';
import { createHttpServer, type HttpServer } from './server.ts';

const model = 'stable-diffusion-v1-5/stable-diffusion-v1-5';
const address = 'https://bot.example/actors';
const png = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe, 0x00]),
  Buffer.alloc(2_000, 0xd8),
]);
const logger = pino({ level: 'silent' });

let settings: Awaited<ReturnType<typeof createSettingsService>>;
let workers: Workers;
let http: HttpServer;
let url: string;
const clock = { ms: Date.now() };

beforeEach(async () => {
  clock.ms = Date.now();
  settings = await createSettingsService({
    collection: await openMemoryStore().collection('guild_settings', guildSettingsSchema),
  });
  workers = createWorkers({
    ...{ settings, address, logger, seal: createSeal('a token of tests') },
    now: () => clock.ms,
  });
  http = createHttpServer({
    ...{ config: { HTTP_HOST: '127.0.0.1', HTTP_PORT: 0 }, training: {} as never, logger },
    workers: workers.calls,
  });
  ({ url } = await http.start());
});
afterEach(async () => {
  workers.stop();
  await http.stop();
});

async function makeKey(guildId = 'g', name = 'basement') {
  const { id, text } = workers.keys.fresh();
  await settings.update(guildId, withWorkerKey(id, { name, at: clock.ms }));
  return { id, text };
}

async function join(options: DoubleOptions & { guildId?: string; key?: string } = {}) {
  const { guildId = 'g', key = (await makeKey(guildId, options.name)).text, ...rest } = options;
  const worker = createWorkerDouble(url, key, { bases: [model], ...rest });
  expect((await worker.ask()).status).toBe(204);
  return worker;
}

/** A picture that somebody waits for; nothing of it is unhandled where the test does not look at it. */
function draw(changes: Partial<Drawing> = {}) {
  const places: number[] = [];
  const drawn = workers.draw({
    ...{ guildId: 'g', memberId: 'ana', mayStart: async () => {}, link: async () => undefined },
    request: { model, prompt: 'a lighthouse', width: 512, height: 512, steps: 20, guidance: 7, seed: 1 },
    onStart: () => {},
    onQueued: ahead => void places.push(ahead),
    ...changes,
  });
  drawn.catch(() => undefined);
  return { drawn, places };
}

describe('a computer of a server', () => {
  test('gets what is to be drawn, exactly as an endpoint would, and brings the picture', async () => {
    const worker = await join();
    expect(workers.serves('g', 'image', model)).toBe(true);
    const { drawn } = draw();
    const [work] = await worker.take();
    expect(work).toMatchObject({
      ...{ kind: 'image', leaseS: 60 },
      call: {
        inputs: 'a lighthouse',
        parameters: { model, width: 512, height: 512, num_inference_steps: 20, guidance_scale: 7, seed: 1 },
      },
    });
    const id = work?.id ?? '';
    expect(workers.shown('g')).toMatchObject([
      { name: 'basement', device: 'NVIDIA T4', isHere: true, doing: ['image'] },
    ]);
    expect((await worker.result(id, png)).status).toBe(204);
    expect(await drawn).toEqual(png);
    // The answer was lost on the way.
    expect((await worker.result(id, png)).status).toBe(204);
    expect(workers.shown('g')[0]?.doing).toEqual([]);
  });

  test('is told at once while it waits, and after as long as it asked to wait where there is nothing', async () => {
    const worker = await join();
    const asked = worker.ask({ waitS: 20 });
    const { drawn } = draw();
    const { work } = (await (await asked).json()) as { work: { id: string }[] };
    await worker.result(work[0]?.id ?? '', png);
    expect(await drawn).toEqual(png);
    const later = worker.ask({ waitS: 0.2 });
    await Promise.resolve();
    setTimeout(() => {
      clock.ms += 300;
    }, 50);
    expect((await later).status).toBe(204);
  });

  test('gets the private weights by a path of the bot’s own address', async () => {
    const worker = await join();
    const lora = { repo: 'owner/nova', revision: 'c0ffee', scale: 0.9 };
    draw({
      request: { model, prompt: 'ohwx', width: 512, height: 512, steps: 20, guidance: 7, seed: 1, lora },
      link: async () => `${address}/weights/pytorch_lora_weights.safetensors?link=abc`,
    });
    const [work] = await worker.take();
    expect(work?.call).toMatchObject({
      parameters: { loras: [{ ...lora, weights: '/weights/pytorch_lora_weights.safetensors?link=abc' }] },
    });
  });

  test('is told at once which trained models to drop, once', async () => {
    const worker = await join();
    const asked = worker.ask({ waitS: 25 });
    await new Promise(resolve => setTimeout(resolve, 100));
    workers.calls.forget('owner/nova');
    expect(await (await asked).json()).toEqual({ work: [], forget: ['owner/nova'] });
    workers.calls.forget('owner/orla');
    expect(await (await worker.alive([])).json()).toEqual({ cancelled: [], forget: ['owner/orla'] });
    expect((await worker.ask()).status).toBe(204);
  });

  test('gets nothing more once its key is revoked, whatever it still waits for', async () => {
    const { id, text } = await makeKey();
    const worker = await join({ key: text });
    const other = await join({ name: 'attic' });
    const asked = worker.ask({ waitS: 2 });
    await new Promise(resolve => setTimeout(resolve, 100));
    await settings.update('g', withoutWorkerKey(id));
    const { drawn } = draw();
    expect((await asked).status).toBe(204);
    const [work] = await other.take();
    await other.result(work?.id ?? '', png);
    expect(await drawn).toEqual(png);
  });

  test('loses what it was drawing as soon as its key is revoked: another one gets it', async () => {
    const { id, text } = await makeKey();
    const worker = await join({ key: text });
    const { drawn } = draw();
    const [work] = await worker.take();
    const other = await join({ name: 'attic' });
    await settings.update('g', withoutWorkerKey(id));
    const [again] = await other.take();
    expect(again?.id).toBe(work?.id);
    expect((await worker.result(work?.id ?? '', png)).status).toBe(401);
    await other.result(work?.id ?? '', png);
    expect(await drawn).toEqual(png);
  });

  test('gets nothing whose key is revoked while it is found out whether the picture may be drawn', async () => {
    const { id, text } = await makeKey();
    const worker = await join({ key: text });
    draw({ mayStart: () => settings.update('g', withoutWorkerKey(id)).then(() => {}) });
    expect((await worker.ask({ waitS: 1 })).status).toBe(204);
  });

  test('works for its own server only, with what it has', async () => {
    const worker = await join({ guildId: 'other', name: 'elsewhere' });
    await join({ bases: ['another/model'], name: 'small' });
    expect(workers.serves('g', 'image', model)).toBe(false);
    draw();
    expect((await worker.ask()).status).toBe(204);
    expect(workers.shown('g').map(({ name }) => name)).toEqual(['small']);
  });

  test('takes several at once, and members take turns', async () => {
    const worker = await join();
    const first = draw();
    draw();
    draw();
    draw({
      memberId: 'ben',
      request: { model, prompt: 'ben', width: 8, height: 8, steps: 1, guidance: 1, seed: 1 },
    });
    expect(first.places).toEqual([0]);
    const work = await worker.take({ free: { image: 2 } });
    expect(work.map(one => (one.call as { inputs: string }).inputs)).toEqual(['a lighthouse', 'ben']);
  });
});

describe('nothing is lost', () => {
  test('where a worker vanishes: another one gets it, and what comes late is refused', async () => {
    const gone = await join({ name: 'gone' });
    const { drawn } = draw();
    const [work] = await gone.take();
    const id = work?.id ?? '';
    clock.ms += 61_000;
    const other = await join({ name: 'other' });
    const [again] = await other.take();
    expect(again?.id).toBe(id);
    expect((await gone.result(id, png)).status).toBe(410);
    expect((await gone.alive([id])).status).toBe(200);
    expect(await (await gone.alive([id])).json()).toEqual({ cancelled: [id], forget: [] });
    await other.result(id, png);
    expect(await drawn).toEqual(png);
  });

  test('where a worker says that it lives, it keeps its work', async () => {
    const worker = await join();
    const { drawn } = draw();
    const [work] = await worker.take();
    const id = work?.id ?? '';
    for (let at = 0; at < 5; at++) {
      clock.ms += 40_000;
      expect(await (await worker.alive([id])).json()).toEqual({ cancelled: [], forget: [] });
    }
    expect((await worker.result(id, png)).status).toBe(204);
    expect(await drawn).toEqual(png);
  });

  test('where the line breaks while it waits: the next one gets the work at once', async () => {
    const worker = await join();
    const cut = new AbortController();
    const asked = worker.ask({ waitS: 25 }, { signal: cut.signal });
    asked.catch(() => undefined);
    let begin = () => {};
    const begun = new Promise<void>(resolve => {
      begin = resolve;
    });
    let waits = true;
    const { drawn } = draw({
      async mayStart() {
        begin();
        if (!waits) return;
        waits = false;
        cut.abort();
        await asked.catch(() => undefined);
        // The bot hears of it a moment later.
        await new Promise(resolve => setTimeout(resolve, 300));
      },
    });
    await begun;
    const [work] = await worker.take();
    await worker.result(work?.id ?? '', png);
    expect(await drawn).toEqual(png);
  });

  test('where it is handed back, or one fails: another gets it, and after three the member is told', async () => {
    const one = await join({ name: 'one' });
    const two = await join({ name: 'two' });
    const { drawn } = draw();
    const [work] = await one.take();
    const id = work?.id ?? '';
    expect((await one.failed(id, 503, 'It is busy.')).status).toBe(204);
    expect((await one.ask()).status).toBe(204);
    expect((await two.take())[0]?.id).toBe(id);
    await two.failed(id, 500, 'CUDA out of memory at https://secret.example/x');
    // Both have failed: whoever asks first tries once more.
    expect((await one.take())[0]?.id).toBe(id);
    await one.failed(id, 500, 'CUDA out of memory');
    await expect(drawn).rejects.toMatchObject({
      ...{ code: 'provider-failed', cost: 'free', elsewhere: true },
      message: expect.stringContaining('CUDA out of memory'),
    });
    expect((await one.failed(id, 500)).status).toBe(204);
  });

  test('where computers are switched off one after the other, however many, none of them has failed', async () => {
    const { drawn } = draw();
    const { text } = await makeKey();
    for (let at = 0; at < 4; at++) {
      const worker = createWorkerDouble(url, text, { bases: [model] });
      const [work] = await worker.take();
      await worker.failed(work?.id ?? '', 503, 'I am going.', { handedBack: true });
      await worker.bye();
    }
    const last = createWorkerDouble(url, text, { bases: [model] });
    const [work] = await last.take();
    await last.result(work?.id ?? '', png);
    expect(await drawn).toEqual(png);
  });

  test('where it can’t be drawn as asked, the member is told why, without addresses', async () => {
    const worker = await join();
    const { drawn } = draw();
    const [work] = await worker.take();
    await worker.failed(work?.id ?? '', 422, 'Width: must be a multiple of 8, see https://evil.example');
    await expect(drawn).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('multiple of 8, see …'),
    });
  });

  test('where no computer is left, the member is told after a while', async () => {
    await join();
    const { drawn } = draw();
    clock.ms += 61_000;
    await new Promise(resolve => setTimeout(resolve, 1_200));
    clock.ms += 21_000;
    await expect(drawn).rejects.toMatchObject({ code: 'provider-failed', elsewhere: true });
  });

  test('where one never ends, it is taken from it after ten minutes', async () => {
    const worker = await join();
    const { drawn } = draw();
    const [work] = await worker.take();
    const id = work?.id ?? '';
    for (let at = 0; at < 13; at++) {
      clock.ms += 50_000;
      await worker.alive([id]);
      if (at < 11) await new Promise(resolve => setTimeout(resolve, 0));
    }
    await expect(drawn).rejects.toMatchObject({ code: 'timed-out', cost: 'free' });
    expect(await (await worker.alive([id])).json()).toEqual({ cancelled: [id], forget: [] });
  });

  test('where a worker leaves, what it had goes to another', async () => {
    const leaving = await join({ name: 'leaving' });
    const other = await join({ name: 'other' });
    draw();
    const [work] = await leaving.take();
    // What it asked for meanwhile is answered too.
    const asked = leaving.ask({ bases: [], waitS: 25 });
    await new Promise(resolve => setTimeout(resolve, 100));
    expect((await leaving.bye()).status).toBe(204);
    expect((await asked).status).toBe(204);
    expect(workers.shown('g').map(({ name }) => name)).toEqual(['other']);
    expect((await other.take())[0]?.id).toBe(work?.id);
  });

  test('what may not be made any more, or is cancelled, is not handed out', async () => {
    const worker = await join();
    const no = draw({
      mayStart: async () => {
        throw new Error('withdrawn');
      },
    });
    const cancel = new AbortController();
    const cancelled = draw({ signal: cancel.signal });
    cancel.abort(new Error('cancelled'));
    expect((await worker.ask()).status).toBe(204);
    await expect(no.drawn).rejects.toThrow('withdrawn');
    await expect(cancelled.drawn).rejects.toThrow('cancelled');
    expect(workers.length()).toBe(0);
  });

  test('a stop of the bot ends every wait', async () => {
    const worker = await join();
    const asked = worker.ask({ waitS: 25 });
    const other = await join({ name: 'other', bases: [] });
    const held = draw();
    await new Promise(resolve => setTimeout(resolve, 100));
    const waiting = draw({
      request: { model: 'x/y', prompt: 'p', width: 8, height: 8, steps: 1, guidance: 1, seed: 1 },
    });
    const polling = other.ask({ waitS: 25 });
    await asked;
    await new Promise(resolve => setTimeout(resolve, 100));
    workers.stop();
    expect((await polling).status).toBe(204);
    await expect(held.drawn).rejects.toMatchObject({ code: 'gone' });
    await expect(waiting.drawn).rejects.toMatchObject({ code: 'gone' });
  });
});

describe('strangers', () => {
  test('with another key, a revoked one or a wrong signature learn and get nothing', async () => {
    const { id, text } = await makeKey();
    const worker = createWorkerDouble(url, text, { bases: [model] });
    const { drawn } = draw();
    const forged = createWorkerDouble(url, `wk_${id}_${'A'.repeat(43)}`, { bases: [model] });
    const unknown = createWorkerDouble(url, `wk_aaaaaaaaaa_${'A'.repeat(43)}`, { bases: [model] });
    for (const one of [forged, unknown]) {
      const answer = await one.ask();
      expect(answer.status).toBe(401);
      expect(await answer.json()).toEqual({ error: expect.stringContaining('/settings workers') });
      expect((await one.alive([])).status).toBe(401);
      expect((await one.bye()).status).toBe(401);
      expect((await one.result('image-1', png)).status).toBeGreaterThanOrEqual(401);
    }
    const [work] = await worker.take();
    const taken = work?.id ?? '';
    expect((await forged.result(taken, png)).status).toBe(401);
    expect((await forged.failed(taken, 422)).status).toBe(401);
    // Another computer with the same key is another holder.
    const sibling = createWorkerDouble(url, text, { bases: [model] });
    expect((await sibling.result(taken, png)).status).toBe(410);
    await settings.update('g', withoutWorkerKey(id));
    expect((await worker.ask()).status).toBe(401);
    expect((await worker.result(taken, png)).status).toBe(401);
    expect(workers.shown('g')).toEqual([]);
    workers.stop();
    await expect(drawn).rejects.toMatchObject({ code: 'gone' });
  });

  test('can’t repeat a request, nor use an old one', async () => {
    const worker = await join();
    const said = worker.says();
    const headers = worker.signed('/workers/work', JSON.stringify(said));
    expect((await worker.post('/workers/work', said, { headers })).status).toBe(204);
    expect((await worker.post('/workers/work', said, { headers })).status).toBe(409);
    const old = worker.signed(
      '/workers/work',
      JSON.stringify(said),
      'old',
      new Date(Date.now() - 6 * 60_000),
    );
    expect((await worker.post('/workers/work', said, { headers: old })).status).toBe(401);
    const early = worker.signed(
      '/workers/work',
      JSON.stringify(said),
      'early',
      new Date(Date.now() + 6 * 60_000),
    );
    expect((await worker.post('/workers/work', said, { headers: early })).status).toBe(401);
  });

  test('who listen can’t send what was signed to another place, nor in the name of another worker', async () => {
    const worker = await join();
    const { text } = await makeKey('g', 'attic');
    const other = createWorkerDouble(url, text, { bases: [model] });
    draw();
    draw();
    const [first, second] = await worker.take({ free: { image: 2 } });
    const [one = '', two = ''] = [first?.id, second?.id];
    const alive = { worker: worker.id, running: [one, two] };
    const heard = { headers: worker.signed('/workers/alive', JSON.stringify(alive)) };
    // A sign of life, as word that it goes.
    expect((await worker.post('/workers/bye', alive, heard)).status).toBe(401);
    expect((await worker.post('/workers/alive', alive, heard)).status).toBe(200);
    const failed = { worker: worker.id, status: 422, error: 'no' };
    const path = (id: string) => `/workers/work/${id}/failed`;
    const ofOne = { headers: worker.signed(path(one), JSON.stringify(failed)) };
    expect((await worker.post(path(two), failed, ofOne)).status).toBe(401);
    expect((await worker.post(path(one), failed, ofOne)).status).toBe(204);
    expect((await worker.post(path(one), failed, ofOne)).status).toBe(409);
    const renamed = { headers: { ...worker.signed(path(two), png), 'x-worker': other.id } };
    expect((await worker.post(path(two), failed, renamed)).status).toBe(401);
    expect((await worker.post('/workers/bye', { worker: other.id })).status).toBe(422);
    const bye = { headers: worker.signed('/workers/bye', JSON.stringify({ worker: worker.id })) };
    expect((await worker.post('/workers/bye', { worker: worker.id }, bye)).status).toBe(204);
    await worker.ask();
    expect((await worker.post('/workers/bye', { worker: worker.id }, bye)).status).toBe(409);
    expect(workers.shown('g').filter(({ isHere }) => isHere)).toHaveLength(1);
  });

  test('are bounded: polls, computers, bodies, names', async () => {
    const worker = await join();
    const polls = Array.from({ length: 2 }, () => worker.ask({ waitS: 25 }));
    await new Promise(resolve => setTimeout(resolve, 200));
    expect((await worker.ask()).status).toBe(429);
    // Other computers with the same key are heard all the same.
    const { text } = await makeKey('g', 'shared');
    const five = Array.from({ length: 5 }, () => createWorkerDouble(url, text).ask());
    expect((await Promise.all(five)).map(({ status }) => status)).toEqual([204, 204, 204, 204, 204]);
    for (const _poll of polls) draw();
    await Promise.all(polls);
    expect((await worker.ask({ name: 'n'.repeat(61) })).status).toBe(422);
    expect((await worker.ask({ bases: Array.from({ length: 65 }, () => model) })).status).toBe(422);
    expect((await worker.ask({ worker: 'me' })).status).toBe(422);
    expect((await worker.post('/workers/work', { ...worker.says(), more: 'x'.repeat(25_000) })).status).toBe(
      413,
    );
    draw();
    const [work] = await worker.take();
    const id = work?.id ?? '';
    expect((await worker.result(id, Buffer.alloc(0))).status).toBe(422);
    expect((await worker.result(id, png, 'text/html')).status).toBe(422);
    const large = await worker.result(id, Buffer.alloc(33 * 1024 * 1024)).catch(() => ({ status: 413 }));
    expect(large.status).toBe(413);
    // Of a stranger nothing is read: the answer comes before the body has.
    const stranger = createWorkerDouble(url, `wk_bbbbbbbbbb_${'A'.repeat(43)}`);
    const refused = await stranger.result(id, Buffer.alloc(31 * 1024 * 1024)).catch(() => ({ status: 401 }));
    expect(refused.status).toBe(401);
    // It says what it is on one line, whatever it says.
    await worker.ask({ name: 'a\nb\u202e', device: 'x\u0000y' });
    expect(workers.shown('g')[0]).toMatchObject({ name: 'a b', device: 'x y' });
  });

  test('can’t fill the list of a server’s computers', async () => {
    const { text } = await makeKey();
    for (let at = 0; at < 16; at++) {
      expect((await createWorkerDouble(url, text, { name: `n${at}` }).ask()).status).toBe(204);
    }
    expect((await createWorkerDouble(url, text, { name: 'more' }).ask()).status).toBe(429);
    // Those that are gone make room.
    clock.ms += 61_000;
    expect((await createWorkerDouble(url, text, { name: 'more' }).ask()).status).toBe(204);
    expect(workers.shown('g').length).toBeLessThanOrEqual(16);
  });
});
