import { createHash } from 'node:crypto';
import { type HuggingFace, startHuggingFace } from '@ai-actor/playground/huggingface';
import { pino } from 'pino';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createActorRepos } from '../services/huggingface/hub/actor-repos.ts';
import { createRelayRepos } from '../services/huggingface/hub/relay-repos.ts';
import { createWeightsLinks } from '../services/huggingface/hub/weights-links.ts';
import type { CheckpointFiles, Claim, Committed, Places } from '../services/training/callbacks/answers.ts';
import {
  ana,
  createTrainingWorld,
  decode,
  guildId,
  signedEvent,
} from '../services/training/testing/training-fixture.ts';
import { createHttpServer, type HttpServer } from './server.ts';

let hub: HuggingFace;
let world: Awaited<ReturnType<typeof createTrainingWorld>>;
let training: typeof world.training;
let server: HttpServer;
let address: string;
let claim: Claim;
const logged: string[] = [];
const listening = pino({ level: 'trace' }, { write: line => void logged.push(line) });

beforeAll(async () => {
  hub = await startHuggingFace({ user: 'studio' });
});
afterAll(() => hub.close());

beforeEach(async () => {
  logged.length = 0;
  const at = { hubUrl: hub.url, token: hub.token };
  world = await createTrainingWorld({
    wiring: {
      actorRepos: createActorRepos(at),
      repos: createRelayRepos(at),
      signedAddress: createWeightsLinks(at).of,
      logger: listening,
    },
  });
  training = world.training;
  await listen();
  const { id } = await world.register();
  const { jobCode } = await world.start(id, { steps: 100 });
  claim = await claimed(jobCode);
});
afterEach(async () => {
  hub.faults.clear();
  await server.stop();
});

async function listen() {
  server = createHttpServer({
    config: { HTTP_HOST: '127.0.0.1', HTTP_PORT: 0 },
    training,
    logger: listening,
  });
  await server.start();
  const { port } = server.app.server.address() as { port: number };
  address = `http://127.0.0.1:${port}`;
}

/** Another process of the bot on the same store, as after a kill: nothing that was in memory is left. */
async function restart() {
  await server.stop();
  ({ training } = await world.open());
  await listen();
}

async function claimed(jobCode: string): Promise<Claim> {
  const { jobId, oneTimeToken: token } = decode(jobCode);
  const body = JSON.stringify({ jobId, token });
  const headers = { 'content-type': 'application/json' };
  return (
    await fetch(`${address}/training/claim`, { method: 'POST', body, headers })
  ).json() as Promise<Claim>;
}

let count = 0;
type Route = 'uploads' | 'commit' | 'checkpoint';
const typeOf = { uploads: 'uploads', commit: 'commit', checkpoint: 'checkpoint-files' } as const;

function signed(route: Route, more: object, { secret = claim.secret, id = `call-${count++}` } = {}) {
  const { jobId, attempt } = claim;
  const body = JSON.stringify({ type: `training.${typeOf[route]}`, jobId, attempt, ...more });
  const at = new Date();
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': new Webhook(secret).sign(id, at, body),
    },
  };
}

async function post<T = { error: string }>(route: Route, call: ReturnType<typeof signed>) {
  const answer = await fetch(`${address}/training/${route}`, { method: 'POST', ...call });
  return { status: answer.status, headers: answer.headers, said: (await answer.json()) as T };
}
const ask = <T = { error: string }>(route: Route, more: object, how = {}) =>
  post<T>(route, signed(route, more, how));

const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const pointer = (path: string, bytes: Buffer) => ({ path, size: bytes.length, sha256: sha(bytes) });
const weights = (about = '') => Buffer.from(`weights of ${claim.jobId} ${about}`);
const lora = 'pytorch_lora_weights.safetensors';
const webui = () => `webui/${claim.spec.repo.split('/')[1]}.safetensors`;

const largeFiles = (bytes: Buffer = weights()) => [
  pointer(lora, bytes),
  pointer(webui(), bytes),
  pointer('samples/01.png', bytes),
];
const texts = (version: string, bytes: Buffer = weights(), more = {}) => [
  { path: 'README.md', content: '# Nova\n' },
  {
    path: 'training.json',
    content: JSON.stringify({ jobId: claim.jobId, version, weightsSha256: sha(bytes), ...more }),
  },
];

async function put(bytes: Buffer, files = largeFiles(bytes), to = 'result'): Promise<Places> {
  const { status, said } = await ask<Places>('uploads', { to, files });
  expect(status).toBe(200);
  for (const { url } of said.places) {
    if (url) expect((await fetch(url, { method: 'PUT', body: new Uint8Array(bytes) })).status).toBe(200);
  }
  return said;
}
const commit = (bytes: Buffer = weights(), version = 'v1') =>
  ask<Committed>('commit', { to: 'result', files: [...largeFiles(bytes), ...texts(version, bytes)] });

const repository = () => hub.repositories.find('model', claim.spec.repo);
const filesAt = (name: string) => {
  const there = repository();
  const oid = there?.branches.get(name) ?? there?.tags.get(name) ?? '';
  return [...(there?.commits.get(oid)?.files.keys() ?? [])].sort();
};

describe('a trainer without a token', () => {
  test('is told at its claim where to ask', () => {
    expect(claim.uploads).toEqual({
      placesUrl: 'https://bot.example/training/uploads',
      commitUrl: 'https://bot.example/training/commit',
      checkpointUrl: 'https://bot.example/training/checkpoint',
    });
  });

  test('puts its result where the bot says, and the bot makes the private version', async () => {
    const said = await put(weights());
    expect(said).toMatchObject({ version: 'v1', places: [{ path: lora }, { path: webui() }, {}] });
    expect(said).not.toHaveProperty('outcome');
    const { status, said: done } = await commit();
    expect({ status, version: done.version }).toEqual({ status: 200, version: 'v1' });
    expect(repository()).toMatchObject({ private: true });
    expect(repository()?.tags).toEqual(new Map([['v1', done.revision]]));
    expect(filesAt('v1')).toEqual(
      ['.gitattributes', 'README.md', lora, 'samples/01.png', 'training.json', webui()].sort(),
    );
  });

  test('whose answer was lost makes one version, also when the bot was killed in between', async () => {
    await put(weights());
    // Killed after the commit and before the tag.
    hub.faults.add({ kind: 'status', status: 500, match: { via: 'hub', pathIncludes: '/tag/' } });
    expect((await commit()).status).toBe(503);
    expect(repository()?.tags.size).toBe(0);
    hub.faults.clear();
    await restart();
    expect(await put(weights())).toMatchObject({ version: 'v1', places: [{ path: lora }, {}, {}] });
    const [first, second] = await Promise.all([commit(), commit()]);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(first.said).toEqual(second.said);
    const there = repository();
    expect(there?.tags).toEqual(new Map([['v1', first.said.revision]]));
    // The hub's own first commit, and the version.
    expect(there?.commits.size).toBe(2);
  });

  test('killed between its upload and the commit the bot loses nothing', async () => {
    await put(weights());
    await restart();
    const { status, said } = await commit();
    expect({ status, version: said.version }).toEqual({ status: 200, version: 'v1' });
  });

  test('makes the next version, without what the one before left at main', async () => {
    await put(weights());
    await commit();
    const other = weights('again');
    const files = largeFiles(other).slice(0, 1);
    expect(await put(other, files)).toMatchObject({ version: 'v2' });
    const { said } = await ask<Committed>('commit', {
      to: 'result',
      files: [...files, ...texts('v2', other)],
    });
    expect(said.version).toBe('v2');
    expect(filesAt('v2')).toEqual(['.gitattributes', 'README.md', lora, 'training.json']);
    expect(filesAt('v1')).toContain('samples/01.png');
  });

  const checkpoint = async (step: string, bytes: Buffer, run = '{"step":50}') => {
    const files = [
      pointer(`checkpoints/${step}/${lora}`, bytes),
      pointer(`checkpoints/${step}/training-state.safetensors`, bytes),
    ];
    await put(bytes, files, 'branch');
    const more = [
      { path: `checkpoints/${step}/state.json`, content: '{}' },
      { path: 'run.json', content: run },
    ];
    return ask<Committed>('commit', { to: 'branch', files: [...files, ...more] });
  };

  test('with other settings begins anew, and no checkpoint of before stays on the branch', async () => {
    await checkpoint('step-000025', weights('25'));
    await checkpoint('step-000050', weights('50'), '{"step":50,"steps":[25,50]}');
    expect(filesAt(claim.spec.branch)).toContain(`checkpoints/step-000025/${lora}`);
    await checkpoint('step-000030', weights('30'), '{"step":30,"steps":[30]}');
    const left = filesAt(claim.spec.branch).filter(path => path.startsWith('checkpoints/'));
    expect([...new Set(left.map(path => path.split('/')[1]))]).toEqual(['step-000030']);
  });

  test('keeps checkpoints on the branch of its job, and the next attempt gets them without a token', async () => {
    expect((await checkpoint('step-000025', weights('25'))).said).not.toHaveProperty('version');
    expect((await checkpoint('step-000050', weights('50'))).status).toBe(200);
    const kept = [
      `checkpoints/step-000025/${lora}`,
      `checkpoints/step-000050/${lora}`,
      'checkpoints/step-000050/state.json',
      'checkpoints/step-000050/training-state.safetensors',
      'run.json',
    ];
    expect(filesAt(claim.spec.branch)).toEqual(expect.arrayContaining(kept));
    expect(filesAt(claim.spec.branch)).toHaveLength(kept.length + 1);
    const { said } = await ask<CheckpointFiles>('checkpoint', {});
    expect(said.files.map(({ path }) => path).sort()).toEqual(kept.sort());
    for (const file of said.files) {
      if ('content' in file) continue;
      const answer = await fetch(file.url);
      expect(answer.status).toBe(200);
      expect(sha(Buffer.from(await answer.arrayBuffer()))).toBe(file.sha256);
    }
    expect(said.files.filter(file => 'url' in file)).toHaveLength(3);
  });

  test('without any checkpoint yet is told so', async () => {
    expect((await ask<CheckpointFiles>('checkpoint', {})).said).toEqual({ files: [] });
  });
});

describe('refused is', () => {
  const one = () => ({ to: 'result', files: [pointer(lora, weights())] });

  test.each(['uploads', 'commit', 'checkpoint'] as const)('a forged call of %s', async route => {
    const secret = `whsec_${Buffer.alloc(24).toString('base64')}`;
    const forged = await ask(route, one(), { secret });
    expect(forged.status).toBe(401);
    const changed = signed(route, one());
    changed.body = changed.body.replace(claim.jobId, `${claim.jobId} `);
    expect((await post(route, changed)).status).toBe(401);
    expect(repository()).toBeUndefined();
  });

  test.each(['uploads', 'commit', 'checkpoint'] as const)('a replayed call of %s', async route => {
    const call = signed(route, one());
    await post(route, call);
    const again = await post(route, call);
    expect(again.status).toBe(409);
    expect(again.said.error).toMatch(/answered before/);
  });

  test('a call that was signed for another route, or an event', async () => {
    expect((await post('commit', signed('uploads', one()))).status).toBe(422);
    const event = signedEvent(claim, { type: 'training.progress', seq: 1 });
    expect((await post('uploads', event as ReturnType<typeof signed>)).status).toBe(422);
  });

  test('a call for another job with this one’s secret', async () => {
    const { id } = await world.register({ name: 'Mei' });
    const other = await claimed((await world.start(id)).jobCode);
    const call = signed('uploads', { ...one(), jobId: other.jobId });
    expect((await post('uploads', call)).status).toBe(401);
  });

  test.each([
    ['another repo’s name', () => [pointer('webui/actor-other-lora.safetensors', weights())]],
    ['a way upwards', () => [pointer('samples/../../x.png', weights())]],
    ['an absolute path', () => [pointer('/samples/01.png', weights())]],
    ['a second file of weights', () => [pointer('other.safetensors', weights())]],
    ['code', () => [pointer('handler.py', weights())]],
    ['a checkpoint as a result', () => [pointer(`checkpoints/step-000050/${lora}`, weights())]],
    ['the same name twice', () => [pointer(lora, weights()), pointer(lora, weights('x'))]],
    ['more bytes than weights have', () => [{ ...pointer(lora, weights()), size: 3 * 1024 ** 3 }]],
    [
      'too many files',
      () => Array.from({ length: 60 }, (_, n) => pointer(`samples/${n + 10}.png`, weights())),
    ],
    ['what is no hash', () => [{ ...pointer(lora, weights()), sha256: 'A'.repeat(64) }]],
  ])('%s', async (_what, files) => {
    const { status, said } = await ask('uploads', { to: 'result', files: files() });
    expect(status).toBe(422);
    expect(said.error).toMatch(/^files/);
    expect(repository()).toBeUndefined();
  });

  test('a name that differs in its case only', async () => {
    const bytes = weights();
    await put(bytes);
    const files = [...largeFiles(bytes), ...texts('v1'), { path: 'readme.md', content: '' }];
    const { status, said } = await ask('commit', { to: 'result', files });
    expect({ status, error: said.error }).toEqual({ status: 422, error: 'files: readme.md is there twice' });
  });

  test('a body that is too large, on each route by its own limit', async () => {
    const content = 'x'.repeat(200 * 1024);
    const large = { to: 'result', files: [{ path: 'README.md', content }] };
    expect(await ask('uploads', large)).toMatchObject({
      status: 413,
      said: { error: expect.stringMatching(/24 KB/) },
    });
    const commitOf = (size: number) =>
      ask('commit', { to: 'result', files: [{ path: 'README.md', content: 'x'.repeat(size) }] });
    expect(await commitOf(200 * 1024)).toMatchObject({ status: 422 });
    expect((await commitOf(2 * 1024 * 1024)).status).toBe(413);
  });

  test('a commit without its weights, or of another job’s training', async () => {
    await put(weights());
    const without = await ask('commit', { to: 'result', files: texts('v1') });
    expect(without).toMatchObject({
      status: 422,
      said: { error: expect.stringMatching(/lora_weights.*missing/) },
    });
    for (const more of [{ jobId: 'other' }, { weightsSha256: 'b'.repeat(64) }, { version: 'v7' }]) {
      const files = [...largeFiles(), ...texts('v1', weights(), more)];
      const { status, said } = await ask('commit', { to: 'result', files });
      expect({ status, error: said.error }).toEqual({
        ...{ status: 422, error: expect.stringMatching(/^training\.json/) },
      });
    }
    expect(repository()?.commits.size).toBe(1);
  });

  test('a commit of what was never put, or not as announced', async () => {
    const { said } = await ask<Places>('uploads', { to: 'result', files: largeFiles() });
    const wrong = await fetch(said.places[0]?.url ?? '', { method: 'PUT', body: 'something else' });
    expect(wrong.status).toBe(400);
    const { status, said: refused } = await ask('commit', {
      to: 'result',
      files: [...largeFiles(), ...texts('v1')],
    });
    expect({ status, error: refused.error }).toEqual({
      status: 422,
      error: expect.stringMatching(/not put yet/),
    });
    expect(repository()?.tags.size).toBe(0);
  });

  test('everything once the job is cancelled, and nothing is left of its branch', async () => {
    const bytes = weights();
    const files = [pointer(`samples/step-000050.png`, bytes)];
    await put(bytes, files, 'branch');
    await put(bytes);
    await training.cancel({ guildId, jobId: claim.jobId, memberId: ana, admin: false });
    for (const [route, more] of [
      ['uploads', { to: 'branch', files }],
      ['commit', { to: 'branch', files }],
      ['commit', { to: 'result', files: [...largeFiles(), ...texts('v1')] }],
      ['checkpoint', {}],
    ] as const) {
      const { status, said } = await ask(route, more);
      expect({ route, status, error: said.error }).toMatchObject({
        status: 410,
        error: expect.stringMatching(/cancelled/),
      });
    }
    expect(repository()?.tags.size).toBe(0);
    expect(repository()?.commits.size).toBe(1);
  });

  test('a commit that is under way while the job is cancelled makes no version', async () => {
    await put(weights());
    hub.faults.add({ kind: 'delay', delayMs: 5_000, match: { via: 'hub', pathIncludes: '/commit/' } });
    const work = commit();
    await training.cancel({ guildId, jobId: claim.jobId, memberId: ana, admin: false });
    expect((await work).status).toBe(410);
  });

  test('an attempt whose notebook was replaced, and one that was never handed out', async () => {
    expect((await ask('uploads', { ...one(), attempt: 2 })).status).toBe(422);
  });

  test('a repo that somebody made public', async () => {
    await put(weights());
    const there = repository();
    if (there) there.private = false;
    const { status, said } = await ask('uploads', one());
    expect({ status, error: said.error }).toEqual({ status: 422, error: expect.stringMatching(/public/) });
  });

  test('a hub that is away, with the time to wait', async () => {
    hub.faults.add({ kind: 'status', status: 503, match: { via: 'hub' } });
    const { status, headers, said } = await ask('uploads', one());
    expect({ status, error: said.error }).toEqual({ status: 503, error: expect.stringMatching(/503/) });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

test('no address and no secret gets into the log', async () => {
  const { places } = await put(weights());
  await commit();
  hub.faults.add({ kind: 'status', status: 500, match: { via: 'hub' } });
  await ask('uploads', { to: 'result', files: largeFiles(weights('other')) });
  const log = logged.join('\n');
  expect(log).toMatch(/did not take/);
  for (const secret of [...places.flatMap(({ url }) => url ?? []), 'X-Amz', hub.token, claim.secret])
    expect(log).not.toContain(secret);
});
