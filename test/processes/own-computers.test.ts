import { setTimeout } from 'node:timers/promises';
import { ids } from '@ai-actor/playground/discord';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { smallPictures } from '../../src/services/generation/testing/generation-fixture.ts';
import { hasRedis } from '../../src/services/queue/testing/redis-server.ts';
import { hasPostgres } from '../../src/services/storage/testing/postgres-server.ts';
import { createWorkerDouble } from '../../src/services/workers/testing/worker-double.ts';
import type { Handed } from '../../src/services/workers/work.ts';
import { ask, attached, patienceMs, photos, press } from '../acting.ts';
import { end } from '../bot-process.ts';
import { startManyBots, startShared } from '../many-bots.ts';
import { freePort, picturesOf, wordsOf } from '../world.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 });

const { studio, backlot } = ids.channels;
const model = 'runwayml/stable-diffusion-v1-5';
const base = 'stable-diffusion-v1-5/stable-diffusion-v1-5';

/* Computers connect to the process with shard 0; what they do for a server is asked for in another one. */
describe('computers of servers, with several processes', () => {
  if (!hasPostgres || !hasRedis) {
    test.skip('NOT TESTED: PostgreSQL or Redis is not installed here');
    return;
  }
  let shared: Awaited<ReturnType<typeof startShared>>;
  let world: Awaited<ReturnType<typeof startManyBots>>;
  let { start, gate, mara, env } = {} as typeof world;
  let pictures: Awaited<ReturnType<typeof smallPictures>>;
  let address: string;
  const computers: { stop(): void }[] = [];
  beforeAll(async () => {
    [shared, pictures] = await Promise.all([startShared(), smallPictures()]);
  });
  afterAll(() => shared.close());
  beforeEach(async () => {
    const sharding = { shards: 2, paced: true, guildsMost: 1 };
    world = await startManyBots(shared, { annex: true, sharding });
    ({ start, gate, mara, env } = world);
    const port = await freePort();
    address = `http://127.0.0.1:${port}`;
    Object.assign(env, { HTTP_PORT: String(port), PUBLIC_URL: address, HF_MAX_CONCURRENT: '1' });
  });
  afterEach(async context => {
    for (const { stop } of computers.splice(0)) stop();
    await world.close(context.task.result?.state === 'fail');
  });

  async function begin() {
    const leader = start('gateway', 'leader', { SHARDS: '0/2' });
    await leader.ready;
    const second = start('gateway', 'second', { SHARDS: '1/2' });
    const worker = start('worker');
    await Promise.all([second.ready, worker.ready]);
    return { leader, second, worker };
  }
  async function makeKey(name: string): Promise<string> {
    const made = wordsOf(await ask(mara, '/settings workers', { new: name }, backlot));
    expect(made).toContain(`--bot ${address}`);
    return /wk_[\w-]+/.exec(made)?.[0] ?? '';
  }
  /** The second process knows it once the first has written it down. */
  async function listed(words: RegExp): Promise<void> {
    await expect
      .poll(async () => wordsOf(await ask(mara, '/settings workers', {}, backlot)), { timeout: patienceMs })
      .toMatch(words);
  }
  /** Asks for work on and on, as a worker does, with room for one thing at a time. */
  function connect(key: string, name: string, kinds = ['image']) {
    const double = createWorkerDouble(address, key, { bases: [base], kinds, name });
    const works: Handed[] = [];
    const cancelled: string[] = [];
    let inHand: string | undefined;
    async function askOnce(): Promise<void> {
      if (inHand !== undefined) {
        const answer = (await (await double.alive([inHand])).json()) as { cancelled?: string[] };
        cancelled.push(...(answer.cancelled ?? []));
        if (cancelled.includes(inHand)) inHand = undefined;
        else await setTimeout(500);
        return;
      }
      const answer = await double.ask({ waitS: 5 });
      if (answer.status > 204) return setTimeout(500);
      if (answer.status !== 200) return;
      const { work } = (await answer.json()) as { work: Handed[] };
      inHand = work[0]?.id;
      works.push(...work);
    }
    let isOn = true;
    void (async () => {
      // The bot may be away.
      while (isOn) await askOnce().catch(() => setTimeout(500));
    })();
    const computer = {
      ...{ double, cancelled },
      async next(): Promise<Handed> {
        await vi.waitUntil(() => works.length > 0, patienceMs);
        return works.shift() as Handed;
      },
      async bring({ id }: Handed): Promise<void> {
        expect((await double.result(id, pictures.png)).status).toBe(204);
        inHand = undefined;
      },
      stop() {
        isOn = false;
      },
    };
    computers.push(computer);
    return computer;
  }
  const generate = (prompt: string, channelId: string = backlot) =>
    mara.command('/generate', { prompt, model }, channelId);
  const shown = async (prompt: string, channelId: string = backlot) =>
    (await mara.messages(channelId)).filter(message =>
      picturesOf(message).some(({ alt }) => alt.includes(prompt)),
    );
  const isShown = (prompt: string, channelId: string = backlot) =>
    vi.waitUntil(async () => (await shown(prompt, channelId)).length === 1, patienceMs);

  test('draw what is asked for anywhere, beside the calls that are paid for, and are listed everywhere', async () => {
    const { leader, second, worker } = await begin();
    const key = await makeKey('attic');
    const computer = connect(key, 'attic');
    await listed(/🟢 \*\*attic\*\*/);
    expect(wordsOf(await ask(mara, '/status', {}, backlot))).toContain('NVIDIA T4');
    expect(wordsOf(await ask(mara, '/status', {}, studio))).not.toContain('NVIDIA T4');

    // Another server's call has the only place.
    await generate('a red fox', studio);
    await vi.waitUntil(() => gate.calls() === 1, patienceMs);
    await generate('a barn owl');
    const owl = await computer.next();
    expect(owl).toMatchObject({ kind: 'image', call: { parameters: { model: base } } });
    await listed(/drawing 1 image/);
    await computer.bring(owl);
    await isShown('a barn owl');
    expect(gate.calls()).toBe(1);
    gate.open();
    await isShown('a red fox', studio);

    // What waits for its turn there can be called off here.
    await generate('a green frog');
    const frog = await computer.next();
    await generate('a blue heron');
    const waiting = () =>
      mara.messages(backlot).then(messages => messages.find(message => /next|ahead/i.test(wordsOf(message))));
    await vi.waitUntil(waiting, patienceMs);
    await mara.click((await waiting()) as never, 'Cancel');
    await vi.waitUntil(
      async () => (await mara.messages(backlot)).some(message => /Cancelled/.test(wordsOf(message))),
      patienceMs,
    );

    // An admin ends the key in one process: another computer gets what it had.
    const other = connect(await makeKey('basement'), 'basement');
    await listed(/🟢 \*\*basement\*\*/);
    await ask(mara, '/settings workers', { revoke: 'attic' }, backlot);
    const again = await other.next();
    expect(again.id).toBe(frog.id);
    expect((await computer.double.ask()).status).toBe(401);
    await other.bring(again);
    await isShown('a green frog');

    // With none there, it is made as anywhere else.
    other.stop();
    expect((await other.double.bye()).status).toBe(204);
    await vi.waitUntil(
      async () => !/🟢/.test(wordsOf(await ask(mara, '/settings workers', {}, backlot))),
      patienceMs,
    );
    await generate('a white swan');
    await isShown('a white swan');
    expect(gate.calls()).toBe(2);
    expect(await shown('a blue heron')).toEqual([]);
    for (const bot of [worker, second, leader]) {
      expect(await end(bot.child, 'SIGTERM')).toBe(0);
      expect(bot.output()).not.toContain('"level":50');
      expect(bot.output()).not.toContain(key.slice(15));
    }
  });

  test('lose nothing where the process that they connect to is killed: it is drawn again, and shown once', async () => {
    const { leader } = await begin();
    const computer = connect(await makeKey('attic'), 'attic');
    await listed(/🟢/);
    await generate('a barn owl');
    const { id } = await computer.next();
    await end(leader.child, 'SIGKILL');
    // Asked for while nobody can hand it out.
    await generate('a red fox');
    const again = start('gateway', 'leader', { SHARDS: '0/2' });
    await again.ready;
    // Whoever is at them finds the computer away, and waits for it. It drops what it had, and gets both in turn.
    for (let nth = 0; nth < 2; nth++) await computer.bring(await computer.next());
    expect(computer.cancelled).toEqual([id]);
    expect((await computer.double.result(id, pictures.png)).status).toBe(410);
    await Promise.all([isShown('a barn owl'), isShown('a red fox')]);
    expect(gate.calls()).toBe(0);
    // Nothing comes after it: what is under way here is over.
    expect(await end(again.child, 'SIGTERM')).toBe(0);
    expect(await shown('a barn owl')).toHaveLength(1);
  });

  test('train what was started in another process, and stop what is called off there', async () => {
    await begin();
    const computer = connect(await makeKey('attic'), 'attic', ['image', 'training']);
    await listed(/trains/);
    const form = { name: 'Nova', ...attached(await photos('nova', 5)) };
    const registered = await ask(mara, '/actor register', form, backlot);
    await press(mara, registered, 'These photos show me, and I agree', words => /agreed/.test(words));
    const plan = await ask(mara, '/train start', { actor: 'Nova', base, steps: 100 }, backlot);
    await press(mara, plan, 'Confirm', words => /It starts/.test(words));
    const work = await computer.next();
    expect(work).toMatchObject({ kind: 'training', base, jobCode: expect.any(String) });
    await listed(/🟢 \*\*attic\*\*.* · training/);
    await ask(mara, '/train cancel', {}, backlot);
    await expect.poll(() => computer.cancelled, { timeout: patienceMs }).toEqual([work.id]);
  });
});
