import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSettingsService, guildSettingsSchema } from '../services/settings/settings-service.ts';
import { createSeal } from '../services/storage/seal.ts';
import { openMemoryStore } from '../services/storage/store.ts';
import { colabRunner } from '../services/training/runners/colab.ts';
import type { Runner, Runners } from '../services/training/runners/runner.ts';
import { workerRunner } from '../services/training/runners/worker.ts';
import {
  ana,
  channelId,
  createTrainingWorld,
  guildId,
  logger,
} from '../services/training/testing/training-fixture.ts';
import { createWorkerDouble, type WorkerDouble } from '../services/workers/testing/worker-double.ts';
import type { Handed } from '../services/workers/work.ts';
import { withWorkerKey } from '../services/workers/worker-keys.ts';
import { createWorkers, type Workers } from '../services/workers/workers-service.ts';
import { createHttpServer, type HttpServer } from './server.ts';

/* Trainings that a computer of the server carries out: over real HTTP, claimed with the job code as any trainer does. */
const sdxl = 'stabilityai/stable-diffusion-xl-base-1.0';
const sd15 = 'stable-diffusion-v1-5/stable-diffusion-v1-5';

type World = Awaited<ReturnType<typeof createTrainingWorld>>;
let world: World;
let training: World['training'];
let workers: Workers;
let http: HttpServer;
let url: string;
let worker: WorkerDouble;
let key: string;
const clock = { ms: 0 };

const colab = colabRunner({ notebookUrl: 'https://colab.example/notebook' });
function runners(): Runners {
  const own = workerRunner({ workers, logger });
  return {
    chosen: colab,
    own: (guild, base = sdxl) => (workers.serves(guild, 'training', base) ? own : undefined),
    of: (backend): Runner => (backend === 'worker' ? own : colab),
  };
}

let settings: Awaited<ReturnType<typeof createSettingsService>>;

const openWorkers = () =>
  createWorkers({
    ...{ settings, address: 'https://bot.example', logger, seal: createSeal('a token of tests') },
    now: () => clock.ms,
  });

async function serve() {
  http = createHttpServer({
    ...{ config: { HTTP_HOST: '127.0.0.1', HTTP_PORT: 0 }, training, logger, workers: workers.calls },
  });
  ({ url } = await http.start());
}

/** The next process of the bot: it knows what was stored. */
async function restart() {
  workers.stop();
  await training.stop();
  await http.stop();
  workers = openWorkers();
  ({ training } = await world.open({ runners: runners() }));
  await serve();
}

const join = () => createWorkerDouble(url, key, { bases: [sdxl], kinds: ['image', 'training'] });

beforeEach(async () => {
  clock.ms = Date.now();
  settings = await createSettingsService({
    collection: await openMemoryStore().collection('guild_settings', guildSettingsSchema),
  });
  workers = openWorkers();
  world = await createTrainingWorld({ wiring: { runners: runners() } });
  ({ training } = world);
  await serve();
  const { id, text } = workers.keys.fresh();
  key = text;
  await settings.update(guildId, withWorkerKey(id, { name: 'basement', at: 0 }));
  worker = join();
  await worker.ask();
});
afterEach(async () => {
  workers.stop();
  await training.stop();
  await http.stop();
});

interface Code {
  jobId: string;
  apiUrl: string;
  oneTimeToken: string;
  hubToken: string;
}
const codeIn = (work: Handed | undefined): Code =>
  JSON.parse(Buffer.from(String(work?.jobCode), 'base64url').toString());

const claim = ({ jobId, oneTimeToken: token }: Code) =>
  fetch(`${url}/training/claim`, { method: 'POST', body: JSON.stringify({ jobId, token }) });

const start = (actor: string, more: object = {}) =>
  training.start({ ...{ guildId, channelId, memberId: ana, actor, base: sdxl }, ...more });

test('one that trains on the base gets the training, and claims it with its job code', async () => {
  const actor = await world.register();
  const plan = await training.plan({ guildId, memberId: ana, actor: actor.id, base: sdxl });
  expect([plan.backend, plan.relayed, plan.cost]).toEqual(['worker', false, undefined]);
  expect(plan.photosGo()).toContain('a computer that an admin of this server has connected');
  const { job, byHand } = await start(actor.id, { backend: plan.backend });
  expect(byHand).toBeUndefined();
  const [work] = await worker.take();
  expect(work).toMatchObject({
    id: expect.stringMatching(/^training-[\w-]+$/),
    kind: 'training',
    base: sdxl,
  });
  const code = codeIn(work);
  // It needs no token of the hub: the bot writes there for it.
  expect(code).toMatchObject({ jobId: job.id, apiUrl: 'https://bot.example', hubToken: 'none' });
  const claimed = await claim(code);
  expect(claimed.status).toBe(200);
  expect(await claimed.json()).toMatchObject({
    uploads: { commitUrl: expect.stringContaining('/training/commit') },
  });
  expect(training.byId(job.id)).toMatchObject({ state: 'running', backend: 'worker', attempt: 1 });
  await training.sweep();
  expect(training.byId(job.id)?.state).toBe('running');
  expect(workers.shown(guildId)[0]?.doing).toEqual(['training']);
});

test('cancelled, it is told to stop, and so is its trainer', async () => {
  const actor = await world.register();
  const { job } = await start(actor.id);
  const [work] = await worker.take();
  await claim(codeIn(work));
  await training.cancel({ guildId, memberId: ana, jobId: job.id, admin: false });
  const id = work?.id ?? '';
  await expect
    .poll(async () => (await (await worker.alive([id])).json()) as { cancelled: string[] })
    .toEqual({ cancelled: [id], forget: [] });
});

test('a base that it can’t train runs as the operator has set, and a plan that no longer holds starts nothing', async () => {
  const actor = await world.register();
  const plan = await training.plan({ guildId, memberId: ana, actor: actor.id, base: sd15 });
  expect(plan.backend).toBe('colab');
  const own = await training.plan({ guildId, memberId: ana, actor: actor.id, base: sdxl });
  clock.ms += 61_000;
  await expect(start(actor.id, { backend: own.backend })).rejects.toMatchObject({ code: 'gone' });
  expect(training.all()).toEqual([]);
  expect((await start(actor.id)).byHand?.jobCode).toBeDefined();
});

test('a worker that vanishes before the claim: the next one gets it with a fresh code, and the old one is void', async () => {
  const actor = await world.register();
  const { job } = await start(actor.id);
  const [work] = await worker.take();
  const old = codeIn(work);
  clock.ms += 61_000;
  await expect.poll(() => workers.length()).toBe(0);
  await training.sweep();
  const [again] = await worker.take();
  expect(codeIn(again).jobId).toBe(job.id);
  expect((await claim(old)).status).toBe(401);
  expect((await claim(codeIn(again))).status).toBe(200);
});

test('a worker that vanishes afterwards ends nothing: its trainer may go on, and the watchdog looks after it', async () => {
  const actor = await world.register();
  const { job } = await start(actor.id);
  const [work] = await worker.take();
  await claim(codeIn(work));
  clock.ms += 61_000;
  await expect.poll(() => workers.length()).toBe(0);
  await training.sweep();
  expect(training.byId(job.id)).toMatchObject({ state: 'running', attempt: 1 });
  // Nor does a restart of the bot, after which it does not know what the worker has: the worker isn't told to stop.
  expect(await (await worker.alive(['training-of-before'])).json()).toEqual({ cancelled: [], forget: [] });
});

test('where its process can’t be started, the member is told why, and it isn’t tried again and again', async () => {
  const actor = await world.register();
  const { job } = await start(actor.id);
  const [work] = await worker.take();
  expect((await worker.failed(work?.id ?? '', 422, 'not enough memory')).status).toBe(204);
  await expect.poll(() => workers.length()).toBe(0);
  await training.sweep();
  const failed = await training.find(job.id);
  expect(failed).toMatchObject({
    state: 'failed',
    why: [{ what: 'not-started' }, { what: 'last-words', words: 'not enough memory' }],
  });
  expect((await worker.ask()).status).toBe(204);
});

test('one that ends without a word is started again', async () => {
  const actor = await world.register();
  const { job } = await start(actor.id);
  const [work] = await worker.take();
  await claim(codeIn(work));
  await worker.result(work?.id ?? '', Buffer.from('{"exitCode":1}'), 'application/json');
  await training.sweep();
  const [again] = await worker.take();
  expect(codeIn(again).jobId).toBe(job.id);
  expect((await claim(codeIn(again))).status).toBe(200);
  expect(training.byId(job.id)).toMatchObject({ state: 'running', attempt: 2 });
});

test('one that is switched off gives it back: the next one goes on with a fresh code', async () => {
  const actor = await world.register();
  const { job } = await start(actor.id);
  const [work] = await worker.take();
  await claim(codeIn(work));
  await worker.failed(work?.id ?? '', 503, 'This computer is switched off.', { handedBack: true });
  await training.sweep();
  const [again] = await worker.take();
  expect(codeIn(again).jobId).toBe(job.id);
  expect((await claim(codeIn(again))).status).toBe(200);
});

test('one that waits for its computer is still there after restarts of the bot, however many', async () => {
  const actor = await world.register();
  const { job } = await start(actor.id);
  for (let at = 0; at < 5; at++) {
    await restart();
    await training.sweep();
  }
  expect(training.byId(job.id)?.state).toBe('waiting');
  const [work] = await join().take();
  expect((await claim(codeIn(work))).status).toBe(200);
});

test('resumed, it goes where the member was told, and nowhere else', async () => {
  const actor = await world.register();
  const other = await world.register({ name: 'Orla' });
  const { job } = await start(actor.id);
  const [work] = await worker.take();
  await claim(codeIn(work));
  const byHand = await start(other.id, { base: sd15 });
  await claim(codeIn({ jobCode: byHand.byHand?.jobCode } as unknown as Handed));
  // Neither is heard again.
  world.clock.ms += 16 * 60_000;
  await training.sweep();
  // The computer is switched off: another place may cost money, and wasn't spoken of.
  clock.ms += 61_000;
  await expect(training.resume({ guildId, memberId: ana, jobId: job.id })).rejects.toMatchObject({
    code: 'gone',
    message: expect.stringContaining('/train start'),
  });
  expect(training.byId(job.id)).toMatchObject({ state: 'failed', backend: 'worker' });
  // One is connected meanwhile that trains on the other base, too.
  await createWorkerDouble(url, key, { bases: [sdxl, sd15], kinds: ['training'] }).ask();
  const onColab = await training.resume({ guildId, memberId: ana, jobId: byHand.job.id });
  expect([onColab.job.backend, onColab.byHand?.jobCode]).toEqual(['colab', expect.any(String)]);
  const again = await training.resume({ guildId, memberId: ana, jobId: job.id });
  expect(again.job).toMatchObject({ state: 'waiting', backend: 'worker' });
});
