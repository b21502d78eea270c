import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openMemoryStore } from '../services/storage/store.ts';
import type { Claim } from '../services/training/callbacks/answers.ts';
import {
  ana,
  createTrainingWorld,
  decode,
  guildId,
  logger,
  signedEvent,
} from '../services/training/testing/training-fixture.ts';
import { createOpsServer } from './ops-server.ts';
import { createHttpServer, type HttpServer } from './server.ts';

let world: Awaited<ReturnType<typeof createTrainingWorld>>;
let server: HttpServer;
beforeEach(async () => {
  world = await createTrainingWorld();
  server = createHttpServer({
    config: { HTTP_HOST: '127.0.0.1', HTTP_PORT: 0 },
    training: world.training,
    logger,
  });
});
afterEach(async () => {
  vi.useRealTimers();
  await server.stop();
});

async function code() {
  const { id } = await world.register();
  const { jobCode } = await world.start(id);
  const { jobId, oneTimeToken: token } = decode(jobCode);
  return { jobId, token };
}
const claim = (payload: unknown) =>
  server.app.inject({ method: 'POST', url: '/training/claim', payload: payload as object });
const claimed = async (): Promise<Claim> => (await claim(await code())).json();
const post = ({ headers, body }: { headers: Record<string, string>; body: string }) =>
  server.app.inject({ method: 'POST', url: '/training/events', headers, payload: body });

describe('claims', () => {
  test('a code is worth a job once', async () => {
    const asked = await code();
    expect((await claim({ ...asked, token: 'guess' })).statusCode).toBe(401);
    expect((await claim({ ...asked, jobId: 'unknown' })).statusCode).toBe(401);
    const first = await claim(asked);
    expect(first.statusCode).toBe(200);
    expect(first.json()).toMatchObject({
      jobId: asked.jobId,
      attempt: 1,
      secret: expect.stringMatching(/^whsec_/),
      eventsUrl: 'https://bot.example/training/events',
      spec: { actorName: 'Nova' },
    });
    expect(first.json()).not.toHaveProperty('outcome');
    expect((await claim(asked)).statusCode).toBe(409);
  });

  test('of two at once one wins', async () => {
    const asked = await code();
    const answers = await Promise.all([claim(asked), claim(asked)]);
    expect(answers.map(answer => answer.statusCode).sort()).toEqual([200, 409]);
  });

  test('after an hour the code is worth nothing', async () => {
    const asked = await code();
    world.clock.ms += 60 * 60_000;
    expect((await claim(asked)).statusCode).toBe(410);
  });

  test.each([{}, { jobId: 1, token: 2 }, [], 'words'])('%j is not a claim', async payload => {
    const answer = await claim(payload);
    expect(answer.statusCode).toBe(422);
    expect(answer.json().error).toMatch(/jobId and token/);
  });

  test('the secret is not in the store in the clear', async () => {
    const { secret, jobId } = await claimed();
    expect(JSON.stringify(world.training.byId(jobId))).not.toContain(secret.replace('whsec_', ''));
  });
});

describe('photos', () => {
  const get = (url: string) => server.app.inject({ url: url.replace('https://bot.example', '') });

  test('come over their link, and no other', async () => {
    const { photos } = await claimed();
    expect(photos).toHaveLength(5);
    const [first, second] = photos;
    if (!first || !second) throw new Error('no photos');
    const answer = await get(first.url);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('image/jpeg');
    expect(answer.rawPayload).toEqual(await world.blobs.get(first.sha256));
    expect((await get(first.url.replace(first.sha256, second.sha256))).statusCode).toBe(401);
    expect((await get(first.url.replace(/expires=\d+/, 'expires=9999999999999'))).statusCode).toBe(401);
    expect((await get(first.url.split('?')[0] ?? '')).statusCode).toBe(401);
    world.clock.ms += 60 * 60_000;
    expect((await get(first.url)).statusCode).toBe(410);
  });

  test('are gone once the job is cancelled', async () => {
    const { photos, jobId } = await claimed();
    await world.training.cancel({ guildId, jobId, memberId: ana, admin: false });
    expect((await get(photos[0]?.url ?? '')).statusCode).toBe(410);
  });
});

describe('events', () => {
  const progress = (seq: number, more = {}) => ({ type: 'training.progress', seq, step: seq * 10, ...more });

  test('a signed event is stored before the answer, and a replay changes nothing', async () => {
    const job = await claimed();
    const event = signedEvent(job, progress(1, { loss: 0.5 }));
    expect((await post(event)).statusCode).toBe(204);
    const stored = world.training.byId(job.jobId);
    expect(stored).toMatchObject({ step: 10, lastSeq: 1 });
    expect((await post(event)).statusCode).toBe(204);
    expect(world.training.byId(job.jobId)).toBe(stored);
  });

  test('a flood of replays does not reach the store, where it would keep others waiting', async () => {
    const store = openMemoryStore();
    let updates = 0;
    const counted: typeof store = {
      ...store,
      async collection(name, schema, indexes) {
        const collection = await store.collection(name, schema, indexes);
        const update: typeof collection.update = (id, change) => {
          updates++;
          return collection.update(id, change);
        };
        return { ...collection, update };
      },
    };
    const { training, register, start } = await createTrainingWorld({ store: counted });
    const { jobId, oneTimeToken: token } = decode((await start((await register()).id)).jobCode);
    const job = await training.claim({ jobId, token });
    if (job.outcome !== 'claimed') throw new Error(job.why);
    const [first, second] = [1, 2].map(seq => signedEvent(job, progress(seq)));
    if (!first || !second) throw new Error('no events');
    const receive = ({ headers, body }: typeof first) =>
      training.receive({ headers, body: Buffer.from(body) });
    await receive(first);
    await receive(second);
    const before = updates;
    expect(before).toBeGreaterThan(0);
    for (const event of [first, second]) expect((await receive(event)).outcome).toBe('stored');
    expect(updates).toBe(before);
  });

  test('an older event that comes late is taken and ignored', async () => {
    const job = await claimed();
    await post(signedEvent(job, progress(5)));
    expect((await post(signedEvent(job, progress(4)))).statusCode).toBe(204);
    expect(world.training.byId(job.jobId)?.step).toBe(50);
  });

  test('another secret, changed bytes, no signature, an unknown job: 401 and nothing changes', async () => {
    const job = await claimed();
    const before = world.training.byId(job.jobId);
    const good = signedEvent(job, progress(1));
    const other = `whsec_${Buffer.from('another secret of 24 byte').toString('base64')}`;
    const { 'webhook-signature': _none, ...unsigned } = good.headers;
    for (const event of [
      signedEvent(job, progress(1), { secret: other }),
      { ...good, body: good.body.replace('"step":10', '"step":99') },
      { ...good, headers: { ...good.headers, 'webhook-id': 'msg_other' } },
      { ...good, headers: unsigned },
      { ...good, headers: { ...good.headers, 'webhook-signature': 'v1' } },
      signedEvent({ ...job, jobId: 'unknown' }, progress(1)),
    ]) {
      expect((await post(event)).statusCode).toBe(401);
    }
    expect(world.training.byId(job.jobId)).toBe(before);
    expect((await post(good)).statusCode).toBe(204);
  });

  test.each([-6, 6])('a timestamp %i minutes off is refused', async minutes => {
    const job = await claimed();
    const at = new Date(Date.now() + minutes * 60_000);
    expect((await post(signedEvent(job, progress(1), { at }))).statusCode).toBe(401);
  });

  test('after a cancellation: 410, which stops the trainer', async () => {
    const job = await claimed();
    await world.training.cancel({ guildId, jobId: job.jobId, memberId: ana, admin: false });
    const answer = await post(signedEvent(job, progress(1)));
    expect(answer.statusCode).toBe(410);
    expect(answer.json()).toMatchObject({
      error: expect.stringMatching(/cancelled/),
      because: 'cancelled',
    });
  });

  test('a failed event ends the job; its replay is fine, more is not', async () => {
    const job = await claimed();
    const failed = signedEvent(job, { type: 'training.failed', seq: 2, reason: 'out of memory' });
    expect((await post(failed)).statusCode).toBe(204);
    expect((await post(failed)).statusCode).toBe(204);
    expect((await post(signedEvent(job, progress(3)))).statusCode).toBe(410);
    expect(world.training.byId(job.jobId)).toMatchObject({ state: 'failed', reason: 'out of memory' });
  });

  test.each([21_000, 200_000])('%i bytes are too many', async size => {
    const job = await claimed();
    const answer = await post(signedEvent(job, progress(1, { padding: 'x'.repeat(size) })));
    expect(answer.statusCode).toBe(413);
    expect(answer.json().error).toMatch(/at most/);
  });

  test('what cannot be understood: 422 with the reasons', async () => {
    const job = await claimed();
    const headers = { 'content-type': 'application/json' };
    expect((await post({ headers, body: '{' })).statusCode).toBe(422);
    expect((await post({ headers, body: '' })).statusCode).toBe(422);
    expect((await post({ headers, body: '[]' })).statusCode).toBe(422);
    const unknown = await post(signedEvent(job, { type: 'training.danced', seq: 1 }));
    expect(unknown.statusCode).toBe(422);
    const wrong = await post(signedEvent(job, progress(1, { step: -1 })));
    expect(wrong.json().error).toMatch(/step/);
    expect((await post(signedEvent(job, progress(1, { attempt: 2 })))).statusCode).toBe(422);
  });
});

describe('the privacy page', () => {
  test('is PRIVACY.md, complete, with nothing that runs or is fetched', async () => {
    const answer = await server.app.inject({ url: '/privacy' });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toMatch(/text\/html; charset=utf-8/);
    const policy = String(answer.headers['content-security-policy']);
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+'/);
    const style = /<style>([\s\S]*)<\/style>/.exec(answer.body)?.[1] ?? '';
    expect(policy).toContain(createHash('sha256').update(style).digest('base64'));
    expect(answer.body).not.toMatch(/<script|src=|@import|url\(|\son\w+=/i);
    const source = await readFile(new URL('../../PRIVACY.md', import.meta.url), 'utf8');
    const headings = [...source.matchAll(/^##? (.+)$/gm)].map(match => match[1]);
    expect(headings.length).toBeGreaterThan(5);
    for (const heading of headings) expect(answer.body).toMatch(new RegExp(`<h[12]>${heading}</h[12]>`));
    expect(answer.body).toContain(`<title>${headings[0]}</title>`);
    // Every row of the table is there, and nothing of its markdown is.
    expect(answer.body.match(/<tr>/g)).toHaveLength((source.match(/^\|/gm) ?? []).length - 1);
    expect(answer.body).not.toMatch(/^\||\*\*/m);
  });
});

describe('monitoring, faults and floods', () => {
  const get = (url: string) => server.app.inject({ url });

  test('health, readiness and metrics are on a port of their own', async () => {
    let isReady = false;
    const ops = createOpsServer({
      config: { OPS_HOST: '127.0.0.1', OPS_PORT: 0 },
      ready: () => isReady,
      metrics: server.metrics,
      logger,
    });
    const ask = (url: string) => ops.app.inject({ url });
    expect((await ask('/healthz')).statusCode).toBe(200);
    expect((await ask('/readyz')).statusCode).toBe(503);
    isReady = true;
    expect((await ask('/readyz')).statusCode).toBe(200);
    expect((await ask('/training/claim')).statusCode).toBe(404);
    await post(signedEvent(await claimed(), { type: 'training.started', seq: 0 }));
    const { body } = await ask('/metrics');
    expect(body).toMatch(/training_events_total\{outcome="stored"\} 1/);
    expect(body).toMatch(/training_claims_total\{outcome="claimed"\} 1/);
    await ops.stop();
    // What a tunnel opens to the internet tells only that the bot lives.
    expect((await get('/healthz')).json()).toEqual({ ok: true });
    for (const url of ['/metrics', '/readyz']) expect((await get(url)).statusCode).toBe(404);
  });

  test('a fault inside is told without its inside', async () => {
    const broken = createHttpServer({
      config: { HTTP_HOST: '127.0.0.1', HTTP_PORT: 0 },
      training: {
        ...world.training,
        claim: () => Promise.reject(new Error('sqlite at /secret/path is locked')),
      },
      logger,
    });
    const answer = await broken.app.inject({
      method: 'POST',
      url: '/training/claim',
      payload: { jobId: 'a', token: 'b' },
    });
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toMatch(/sqlite|secret|at .*:\d+/);
    await broken.stop();
  });

  test('it really listens, and stops', async () => {
    const { url } = await server.start();
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    await server.stop();
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  });

  test.each([
    ['says nothing', ''],
    ['never ends its headers', 'POST /training/events HTTP/1.1\r\nHost: bot\r\n'],
    ['never ends its body', 'POST /training/events HTTP/1.1\r\nHost: bot\r\nContent-Length: 9\r\n\r\n{'],
  ])('it stops though somebody %s', async (_what, words) => {
    const { url } = await server.start();
    const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => {});
    const closed = once(socket, 'close');
    await once(socket, 'connect');
    socket.write(words);
    // Answered after the words have been read, and over a connection of its own.
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    await server.stop();
    await closed;
  });

  /** A server with other bounds, and connections to it that say nothing but these words. */
  async function open(
    bounds: Pick<Parameters<typeof createHttpServer>[0], 'headersMs' | 'connections'>,
    config: Parameters<typeof createHttpServer>[0]['config'] = { HTTP_HOST: '127.0.0.1', HTTP_PORT: 0 },
  ) {
    const bounded = createHttpServer({ ...{ config, training: world.training, logger }, ...bounds });
    const { url } = await bounded.start();
    const sockets: Socket[] = [];
    const say = async (words: string, localAddress = '127.0.0.1') => {
      const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', localAddress });
      sockets.push(socket.on('error', () => {}));
      const closed = once(socket, 'close');
      await once(socket, 'connect');
      socket.write(words);
      return { socket, closed };
    };
    const stop = () => {
      for (const socket of sockets) socket.destroy();
      return bounded.stop();
    };
    return { say, stop };
  }

  test.each([
    ['says nothing', ''],
    ['never ends its headers', 'GET /healthz HTTP/1.1\r\nHost: bot\r\n'],
    ['has no second request', 'GET /healthz HTTP/1.1\r\nHost: bot\r\n\r\n'],
  ])('a connection that %s is closed', async (_what, words) => {
    const { say, stop } = await open({ headersMs: 300 });
    const { socket, closed } = await say(words);
    socket.resume();
    await closed;
    await stop();
  });

  test.each([
    ['from one address', { most: 9, ofAddress: 1, ofProxy: 2 }, ['127.0.0.1', '127.0.0.1'], '127.0.0.2'],
    ['in all', { most: 2, ofAddress: 1, ofProxy: 9 }, ['127.0.0.1', '127.0.0.2'], undefined],
  ])('connections are bounded %s', async (_what, connections, addresses, other) => {
    const { say, stop } = await open({ connections });
    const [first, second] = await Promise.all(addresses.map(address => say('', address)));
    // Closed unheard, while those before it go on.
    await (await say('', '127.0.0.1')).closed;
    expect([first?.socket.closed, second?.socket.closed]).toEqual([false, false]);
    const isAnswered = async (address: string) => {
      const { socket } = await say('GET /healthz HTTP/1.1\r\nHost: bot\r\n\r\n', address);
      return Promise.race([once(socket, 'data').then(() => true), once(socket, 'close').then(() => false)]);
    };
    if (other) expect(await isAnswered(other)).toBe(true);
    first?.socket.destroy();
    await first?.closed;
    // The server hears of it a moment later.
    await expect.poll(() => isAnswered('127.0.0.1')).toBe(true);
    await stop();
  });

  // Behind a port that a container publishes, everybody comes from the address of its bridge.
  test('what proxies pass on counts for whom they name, and nobody else is believed', async () => {
    const behind = createHttpServer({
      config: { HTTP_HOST: '127.0.0.1', HTTP_PORT: 0, TRUSTED_PROXIES: 'loopback,uniquelocal' },
      ...{ training: world.training, logger, perMinute: 1 },
    });
    const ask = async (remoteAddress: string, client: string) => {
      const headers = { 'x-forwarded-for': client };
      const asked = { method: 'POST', url: '/training/claim', payload: {}, headers, remoteAddress } as const;
      return (await behind.app.inject(asked)).statusCode;
    };
    for (const client of ['203.0.113.1', '203.0.113.2']) {
      expect(await ask('172.18.0.1', client)).toBe(422);
      expect(await ask('172.18.0.1', client)).toBe(429);
    }
    expect(await ask('203.0.113.9', '203.0.113.3')).toBe(422);
    expect(await ask('203.0.113.9', '203.0.113.4')).toBe(429);
    await behind.stop();
  });

  test('a proxy that is not on this machine may have as many connections as one that is', async () => {
    const connections = { most: 9, ofAddress: 1, ofProxy: 2 };
    const config = { HTTP_HOST: '127.0.0.1', HTTP_PORT: 0, TRUSTED_PROXIES: '127.0.0.2' };
    const { say, stop } = await open({ connections }, config);
    const [first, second] = [await say('', '127.0.0.2'), await say('', '127.0.0.2')];
    await (await say('', '127.0.0.2')).closed;
    const alone = await say('');
    await (await say('')).closed;
    for (const { socket } of [first, second, alone]) expect(socket.closed).toBe(false);
    await stop();
  });

  test('one address cannot flood it', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const strict = createHttpServer({
      config: { HTTP_HOST: '127.0.0.1', HTTP_PORT: 0 },
      training: world.training,
      logger,
      perMinute: 1,
    });
    const ask = (remoteAddress = '127.0.0.1') =>
      strict.app.inject({ method: 'POST', url: '/training/claim', payload: {}, remoteAddress });
    expect((await ask()).statusCode).toBe(422);
    vi.setSystemTime(Date.now() + 20_000);
    const second = await ask();
    expect(second.statusCode).toBe(429);
    expect(second.headers['retry-after']).toBe('40');
    expect(second.json()).toEqual({ error: 'Too many requests. Try again in 40 s.' });
    expect((await ask('203.0.113.9')).statusCode).toBe(422);
    // What is open to everybody is not free, except what says that the bot lives.
    for (const url of ['/metrics', '/privacy', '/nothing']) {
      expect((await strict.app.inject({ url })).statusCode).toBe(429);
    }
    expect((await strict.app.inject({ url: '/healthz' })).statusCode).toBe(200);
    vi.setSystemTime(Date.now() + 40_000);
    expect((await ask()).statusCode).toBe(422);
    await strict.stop();
  });
});
