/** What a stranger, or a trainer gone wrong, may send to the callback server: by a seed, so that a run can be repeated. */
import { createHmac } from 'node:crypto';
import net from 'node:net';
import { performance } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { createRandom, type Random } from '@ai-actor/playground/huggingface';
import type { Client, Dispatcher } from 'undici';
import type { Claim } from '../../src/services/training/callbacks/answers.ts';
import { transition } from '../../src/services/training/job/changes.ts';
import type { TrainingJob } from '../../src/services/training/job/job.ts';
import { trainingEventSchema } from '../../src/services/training/job/training-event.ts';
import {
  ana,
  type createTrainingWorld,
  decode,
  guildId,
  revision,
  signedEvent,
  withCode,
} from '../../src/services/training/testing/training-fixture.ts';

type Headers = Record<string, string>;
interface SignedEvent {
  headers: Headers;
  body: string;
}
type Code = { jobId: string; token: string };
export type Accepted = SignedEvent & { id: string; seq: number; sentAt: number };

/** A job in every state that a job can be in, with what its trainer knows of it. */
export interface Targets {
  running: Claim;
  resumed: { first: Claim; second: Claim };
  ended: { cancelled: Claim; failed: Claim; erased: Claim };
  succeeded: Claim;
  claimed: { again: Code; cancelled: Code; failed: Code; erased: Code; replaced: Code };
  waiting: Code;
  expired: { code: Code; photos: Claim['photos'] };
}

export interface HostileRequest {
  kind: string;
  method: string;
  path: string;
  headers: Headers;
  body?: string | Buffer;
  /** Sent in pieces and without its length. */
  chunked?: boolean;
  /** Instead of all that: bytes of which no client would make a request. */
  raw?: string;
  /** The statuses that are right for it; 0 is a connection that was closed without an answer. */
  allowed: readonly number[];
}

/** Leads jobs into every state by what a member and a trainer do. The clock has to stand still afterwards. */
export async function prepareTargets(
  world: Awaited<ReturnType<typeof createTrainingWorld>>,
): Promise<Targets> {
  const { training, clock } = world;
  let made = 0;
  const codeOf = (jobCode: string): Code => {
    const { jobId, oneTimeToken: token } = decode(jobCode);
    return { jobId, token };
  };
  const start = async () =>
    codeOf((await world.start((await world.register({ name: `Nova ${++made}` })).id)).jobCode);
  const claim = async (code: Code): Promise<Claim> => {
    const answer = await training.claim(code);
    if (answer.outcome !== 'claimed') throw new Error(answer.why);
    return answer;
  };
  const tell = async (job: Claim, event: Record<string, unknown> & { type: string; seq: number }) => {
    const { headers, body } = signedEvent(job, event);
    const answer = await training.receive({ headers, body: Buffer.from(body) });
    if (answer.outcome !== 'stored') throw new Error(answer.why);
  };

  const { photos } = await claim(await start());
  const first = await claim(await start());
  await tell(first, { type: 'training.checkpoint', seq: 5, step: 50 });
  clock.ms += 60 * 60_000;
  await training.sweep();
  const resume = async () => withCode(await training.resume({ guildId, memberId: ana, jobId: first.jobId }));
  const resumed = await resume();
  const replaced = codeOf(resumed.jobCode);
  const again = codeOf((await resume()).jobCode);
  const second = await claim(again);
  const expired = await start();
  clock.ms += 60 * 60_000;
  const codes = { cancelled: await start(), failed: await start(), erased: await start() };
  const ended = {
    cancelled: await claim(codes.cancelled),
    failed: await claim(codes.failed),
    erased: await claim(codes.erased),
  };
  await training.cancel({ guildId, jobId: codes.cancelled.jobId, memberId: ana, admin: false });
  await tell(ended.failed, { type: 'training.failed', seq: 1, reason: 'out of memory' });
  await training.erase(codes.erased.jobId);
  const succeeded = await claim(await start());
  const end = world.next((job: TrainingJob) => job.id === succeeded.jobId && job.state === 'succeeded');
  await tell(succeeded, { type: 'training.completed', seq: 1, repo: succeeded.spec.repo, revision });
  await end;
  const running = await claim(await start());
  return {
    running,
    resumed: { first, second },
    ended,
    succeeded,
    claimed: { again, ...codes, replaced },
    waiting: await start(),
    expired: { code: expired, photos },
  };
}

/** The trainer that goes on with the running job meanwhile: its next event at every call. */
export function createTrainer({ running }: Targets): () => Accepted {
  let seq = 0;
  return () => {
    const id = `msg_${++seq}`;
    const event = { type: 'training.progress', seq, step: seq, loss: 1 / seq };
    return { ...signedFast(running, event, { id }), id, seq, sentAt: performance.now() };
  };
}

/** The running job as its own trainer alone leads it on. The clock stands still, so that it is the same to the last bit. */
export const ledBy = (accepted: readonly Accepted[], job: TrainingJob): TrainingJob =>
  accepted.reduce(
    (current, { id, body }) =>
      transition(current, { ...trainingEventSchema.parse(JSON.parse(body)), id, at: job.lastEventAt ?? 0 }),
    job,
  );

const json: Headers = { 'content-type': 'application/json' };
const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-';
const noText: unknown[] = [null, 7, 1.5, true, [], {}, ['a'], { a: 1 }];
const noCount: unknown[] = [-1, 1.5, '1', null, [], {}, true, 2e9, 1e300];
/** What no field of an event may be. */
const wrong: Record<string, unknown[]> = {
  type: [...noText, 'training.danced', '__proto__', 'constructor', 'toString', ''],
  seq: noCount,
  step: noCount,
  totalSteps: noCount,
  attempt: [...noCount, 0, 1_001],
  loss: ['0.1', [], {}, true],
  lr: ['1e-4', [], {}, false],
  etaSeconds: [-1, 'soon', 1e9, {}, []],
};
const pathsOut = [
  '../x.png',
  '/etc/passwd.png',
  'a/../b.png',
  'x.safetensors',
  'a\u0000.png',
  '..%2f.png\n',
  '',
];

/** The next request at every call. `accepted` grows while the bot takes events of the running job in. */
export function createHostileRequests(
  seed: string,
  targets: Targets,
  accepted: readonly Accepted[],
): () => HostileRequest {
  const random = createRandom(seed);
  const { pick, whole, chance } = random;
  const { running, resumed, ended, succeeded, claimed, waiting, expired } = targets;
  const event = (more: Record<string, unknown> = {}) => ({
    type: pick([
      'training.progress',
      'training.sample',
      'training.checkpoint',
      'training.failed',
      'training.started',
    ]),
    seq: whole(1_000, 900_000_000),
    step: whole(0, 5_000),
    ...more,
  });
  const freshId = () => `msg_${text(random, 20)}`;
  const signed = (
    job: Claim,
    more: Record<string, unknown> = {},
    options: { id?: string; at?: Date; secret?: string } = {},
  ) => signedFast(job, event(more), { id: freshId(), ...options });
  const events = (request: Pick<HostileRequest, 'headers' | 'body' | 'allowed'>) => ({
    method: 'POST',
    path: '/training/events',
    ...request,
  });
  const claim = (body: unknown, ...allowed: number[]) => ({
    method: 'POST',
    path: '/training/claim',
    headers: json,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    allowed,
  });
  const photo = (url: string, ...allowed: number[]) => {
    const { pathname, search } = new URL(url);
    return { method: 'GET', path: pathname + search, headers: {}, allowed };
  };
  const photoOf = (job: Claim) => pick(job.photos).url;
  const recent = () => pick(accepted.slice(-20));
  const secrets = [resumed.second, ended.cancelled, ended.failed, ended.erased, succeeded].map(
    job => job.secret,
  );
  const otherJobs = [resumed.second, succeeded, ended.cancelled, ended.failed].map(job => job.jobId);

  const kinds: Record<string, () => Omit<HostileRequest, 'kind'>> = {
    'broken JSON': () => {
      const { headers, body } = signed(running);
      const broken = [
        () => body.slice(0, whole(0, body.length - 1)),
        () => text(random, whole(0, 300), '{}[]",:\\ \u0000é'),
        () => Buffer.from(Array.from({ length: whole(1, 300) }, () => whole(128, 255))),
        () => '['.repeat(whole(1, 20_000)),
        () => `\uFEFF${body}`,
        () => gzipSync(body),
      ];
      return events({ headers, body: pick(broken)(), allowed: [422] });
    },
    'no job named': () => {
      const jobId = pick([...noText, 'x'.repeat(whole(41, 9_000))]);
      const body = JSON.stringify(
        pick([chance(0.1) ? event() : { ...event(), jobId }, [event()], 'words', 7, null, true]),
      );
      return events({ headers: signed(running).headers, body, allowed: [422] });
    },
    'unknown job': () => {
      const jobId = pick([text(random, 10), '__proto__', 'constructor', '', '../..', `${running.jobId}_`]);
      return events({ ...signed({ ...running, jobId }), allowed: [401] });
    },
    'signature missing': () => {
      const { headers, body } = signed(running);
      const name = pick(['webhook-id', 'webhook-timestamp', 'webhook-signature']);
      return events({
        headers: chance(0.5) ? without(headers, name) : { ...headers, [name]: '' },
        body,
        allowed: [401],
      });
    },
    'signature made up': () => {
      const { headers, body } = signed(running);
      const one = () => `v1,${text(random, 43)}=`;
      const right = String(headers['webhook-signature']);
      const made = [
        one,
        () => Array.from({ length: whole(2, 250) }, one).join(' '),
        () => pick(['v1', 'v1,', ',', 'v1a,x', 'v1,=', 'null', '[object Object]', '0', 'v1,undefined']),
        () => right.replace('v1,', pick(['v2,', 'v1a,', 'V1,', ''])),
        () => right.slice(0, whole(0, right.length - 2)),
        () => `${right.toLowerCase()}x`,
        () => [...right].reverse().join(''),
      ];
      return events({ headers: { ...headers, 'webhook-signature': pick(made)() }, body, allowed: [401] });
    },
    "another job's secret": () =>
      events({ ...signed(running, {}, { secret: pick(secrets) }), allowed: [401] }),
    "an earlier attempt's secret": () =>
      events({
        ...signed(resumed.second, { attempt: whole(1, 2) }, { secret: resumed.first.secret }),
        allowed: [401],
      }),
    'changed after signing': () => {
      const { headers, body } = signed(running);
      const at = whole(0, body.length - 1);
      const changed = [
        () => ({ body: body.slice(0, at) + (body[at] === '7' ? '8' : '7') + body.slice(at + 1) }),
        () => ({ body: body.replace(/"step":\d+/, '"step":5001') }),
        () => ({ body: `${body} ` }),
        () => ({ body: signed(running).body }),
        () => ({ headers: { ...headers, 'webhook-id': freshId() } }),
        () => ({
          headers: {
            ...headers,
            'webhook-timestamp': String(Math.floor(Date.now() / 1_000) - 1 - whole(1, 200)),
          },
        }),
        () => ({
          headers: { ...headers, 'webhook-signature': String(signed(running).headers['webhook-signature']) },
        }),
      ];
      return events({ headers, body, allowed: [401, 422], ...pick(changed)() });
    },
    'timestamp off': () => {
      const off = pick([-1, 1]) * pick([330, 400, 3_600, 86_400, 1e8]) * 1_000;
      const { headers, body } = signed(running, {}, { at: new Date(Date.now() + off) });
      const odd = pick(['NaN', 'Infinity', '-1', '0', 'now', '1e99', '']);
      return events({
        headers: chance(0.2) ? { ...headers, 'webhook-timestamp': odd } : headers,
        body,
        allowed: [401],
      });
    },
    replay: () => {
      const { headers, body, sentAt } = pick(accepted);
      const age = performance.now() - sentAt;
      return events({ headers, body, allowed: age < 270_000 ? [204] : age > 330_000 ? [401] : [204, 401] });
    },
    'replay, signed anew': () => {
      const { id, body } = pick(accepted);
      return events({ ...signBody(running.secret, body, id), allowed: [204] });
    },
    'id used before': () => events({ ...signed(running, {}, { id: recent().id }), allowed: [204] }),
    'out of order': () => events({ ...signed(running, { seq: whole(0, recent().seq) }), allowed: [204] }),
    'attempt not handed out': () =>
      events({ ...signed(pick([running, resumed.second]), { attempt: whole(3, 1_000) }), allowed: [422] }),
    'attempt that was replaced': () => events({ ...signed(resumed.second, { attempt: 1 }), allowed: [410] }),
    'after the end': () => events({ ...signed(pick(Object.values(ended))), allowed: [410] }),
    'after success': () => events({ ...signed(succeeded), allowed: [204] }),
    'end repeated': () =>
      events({
        ...signed(ended.failed, { type: 'training.failed', seq: 1 }, { id: 'msg_1' }),
        allowed: [204],
      }),
    'signed, but wrong': () => {
      const name = pick(Object.keys(wrong));
      const image = { path: pick(pathsOut) };
      const done = { type: 'training.completed', repo: running.spec.repo, revision };
      const odd = [
        () => signed(running, { [name]: pick(wrong[name] ?? []) }),
        () => signed(running, { type: 'training.sample', images: [image] }),
        () => signed(running, { type: 'training.sample', images: Array(17).fill({ path: 'a.png' }) }),
        () => signed(running, { type: 'training.sample', images: pick(noText.slice(0, 4)) }),
        () =>
          signed(running, {
            ...done,
            repo: pick(['someone/else', '', '../x', running.spec.repo.toUpperCase()]),
          }),
        () => signed(running, { ...done, revision: pick(['main', '', 'abc', '../../x', ...noText]) }),
        () => signed(running, { type: 'training.failed', reason: pick([7, [], 'x'.repeat(1_001)]) }),
        () => {
          const { body } = signed(running);
          return signBody(running.secret, body.replace('"step":', '"step":1e999,"was":'), freshId());
        },
      ];
      return events({ ...pick(odd)(), allowed: [422] });
    },
    'too large': () => {
      const padding = 'x'.repeat(chance(0.8) ? whole(20_400, 30_000) : whole(30_000, 300_000));
      // The rest is not read, so that the connection may break before the answer is there.
      return { ...events({ ...signed(running, { padding }), allowed: [413, 0] }), chunked: chance(0.5) };
    },
    'content type': () => {
      const type = pick([
        '',
        'text/plain',
        'application/xml',
        'multipart/form-data; boundary=x',
        ';;;',
        'a/b/c',
        'x'.repeat(5_000),
        'application/json; charset=utf-16',
      ]);
      const { headers, body } = signed(running, {}, { secret: pick(secrets) });
      const encoding: Headers = chance(0.3) ? { 'content-encoding': pick(['gzip', 'br', 'x']) } : {};
      return events({
        headers: { ...headers, 'content-type': type, ...encoding },
        body,
        allowed: [401, 422],
      });
    },
    'header flood': () => {
      const { headers, body } = signed(running, {}, { secret: pick(secrets) });
      const [many, long] = pick([
        [10, 1_000],
        [300, 20],
        [1_500, 1],
        [1, 15_000],
        [40, 1_000],
      ] as const);
      const flood = Object.fromEntries(
        Array.from({ length: many }, (_, n) => [`x-${n}`, text(random, long)]),
      );
      return events({ headers: { ...headers, ...flood }, body, allowed: [401, 431, 0] });
    },
    'who is asking, made up': () => {
      const { headers, body } = signed(running, {}, { secret: pick(secrets) });
      const address = pick([
        '127.0.0.1',
        '::1',
        'nobody',
        '',
        ', , ,',
        `${whole(1, 223)}.${whole(0, 255)}.${whole(0, 255)}.9, 127.0.0.1`,
        '1'.repeat(4_000),
        '::ffff:127.0.0.1',
        '999.1.1.1',
      ]);
      return events({
        headers: { ...headers, 'x-forwarded-for': address, forwarded: `for=${address.slice(0, 20)}` },
        body,
        // Believed, as this machine's own tunnel is: the made-up address is what is bounded.
        allowed: [401, 429],
      });
    },
    method: () => {
      const { headers, body } = signed(running);
      const method = pick(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'LOCK']);
      const path = pick([
        '/training/events',
        '/training/claim',
        '/training/photos',
        '/',
        '/training/events/',
        '/TRAINING/EVENTS',
        '//training/events',
        '/metrics/x',
      ]);
      const readOnly = method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
      return { method, path, headers, ...(readOnly ? {} : { body }), allowed: [404, 422] };
    },
    'claim: token guessed': () => {
      const { jobId, token } = waiting;
      const guess = [
        () => text(random, 32),
        () => token.slice(0, whole(1, token.length - 1)),
        () => `${token}${pick([' ', 'A', '\u0000'])}`,
        () => pick([claimed.again, claimed.replaced, expired.code]).token,
        () => 'é'.repeat(whole(1, 100)),
      ];
      const others = [running.jobId, succeeded.jobId, '__proto__', text(random, 8)];
      return claim({ jobId: chance(0.6) ? jobId : pick(others), token: pick(guess)() }, 401);
    },
    'claim: token replaced': () => claim(claimed.replaced, 401),
    'claim: token used': () => claim(claimed.again, 409),
    'claim: token outdated': () =>
      claim(pick([expired.code, claimed.cancelled, claimed.failed, claimed.erased]), 410),
    'claim: token huge': () => claim({ ...waiting, token: text(random, pick([201, 5_000, 20_000])) }, 422),
    'claim: malformed': () => {
      const { jobId, token } = waiting;
      const odd = [
        { jobId },
        { token },
        { jobId: [jobId], token },
        { jobId, token: pick(noText) },
        { jobId, token: '' },
        [{ jobId, token }],
        { jobId: jobId.padEnd(41, 'x'), token },
      ];
      return claim(chance(0.5) ? JSON.stringify({ jobId, token }).slice(0, -whole(1, 20)) : pick(odd), 422);
    },
    'photo: link changed': () => {
      const url = photoOf(running);
      const other = pick([photoOf(succeeded), photoOf(resumed.second)]);
      const changed = [
        () => url.replace(/photos\/[^/]+/, `photos/${pick(otherJobs)}`),
        () => url.replace(/[0-9a-f]{64}/, text(random, 64, '0123456789abcdef')),
        () =>
          url.replace(/expires=\d+/, `expires=${pick(['9999999999999', '', '1e99', 'NaN', '-1', '0x1'])}`),
        () => url.replace(/signature=.*/, `signature=${pick([text(random, 43), '', 'undefined', '%00'])}`),
        () => url.replace(/signature=.*/, other.slice(other.indexOf('signature='))),
        () => url.slice(0, url.indexOf('?')),
        () => `${url}&signature=${text(random, 43)}`,
        () => url.replace('signature=', 'signature[]='),
      ];
      return { ...photo(pick(changed)(), 401), method: chance(0.1) ? 'HEAD' : 'GET' };
    },
    'photo: link outdated': () =>
      photo(
        pick([
          ...expired.photos.map(({ url }) => url),
          ...Object.values(ended).map(photoOf),
          photoOf(succeeded),
        ]),
        410,
      ),
    'photo: path traversal': () => {
      const steps = text(random, whole(1, 6), 'ab')
        .replaceAll('a', '../')
        .replaceAll('b', pick(['..%2f', '%2e%2e/', '..%5c', '....//', '%00/', '..%c0%af', '%252e%252e/']));
      const path = `/training/photos/${pick([steps, `${running.jobId}/${steps}`])}${pick(['bot.sqlite', 'etc/passwd', '%', '%zz', 'x'.repeat(whole(1, 9_000))])}`;
      return { method: 'GET', path, headers: {}, allowed: [400, 401, 404, 414, 422] };
    },
    'not HTTP': () => ({
      method: 'RAW',
      path: '',
      headers: {},
      raw: rawRequest(random),
      allowed: [0, 400, 401, 404, 405, 413, 414, 417, 422, 431],
    }),
  };
  const names = Object.keys(kinds);
  return () => {
    // Each of those costs a connection of its own.
    const kind = pick(names.filter(name => name !== 'not HTTP' || chance(0.1)));
    const make = kinds[kind];
    if (!make) throw new Error(kind);
    return { kind, ...make() };
  };
}

/** Long ones repeat themselves, for they are many. */
function text(random: Random, length: number, alphabet = letters): string {
  let made = '';
  for (let n = 0; n < Math.min(length, 64); n++) made += alphabet[random.whole(0, alphabet.length - 1)];
  return made.padEnd(length, made);
}

function without(headers: Headers, name: string): Headers {
  const { [name]: _gone, ...rest } = headers;
  return rest;
}

/** As `signedEvent` of the tests does it, in a tenth of the time: the server is to be busy, and not this side. */
function signedFast(
  { jobId, attempt, secret: own }: Claim,
  event: Record<string, unknown>,
  { id, at, secret = own }: { id: string; at?: Date; secret?: string },
): SignedEvent {
  return signBody(secret, JSON.stringify({ jobId, attempt, step: 0, totalSteps: 800, ...event }), id, at);
}

function signBody(secret: string, body: string, id: string, at = new Date()): SignedEvent {
  const seconds = String(Math.floor(at.getTime() / 1_000));
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
  return {
    headers: {
      ...json,
      'webhook-id': id,
      'webhook-timestamp': seconds,
      'webhook-signature': `v1,${signature}`,
    },
    body,
  };
}

function rawRequest(random: Random): string {
  const { pick, whole } = random;
  const line = 'POST /training/events HTTP/1.1\r\nHost: bot\r\n';
  return pick([
    () => text(random, whole(10, 400), '\u0000\u0001 \r\n:{}abcPOST/\u00ff'),
    () => `${line}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    () => `${line}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello`,
    () => `${line}Content-Length: ${pick(['-1', '1e3', '99999999999999999999', 'x'])}\r\n\r\nhello`,
    () =>
      `${line}Transfer-Encoding: ${pick(['gzip', 'chunked, chunked', 'xchunked'])}\r\n\r\n5\r\nhello\r\n0\r\n\r\n`,
    () =>
      `${line}Transfer-Encoding: chunked\r\n\r\n${pick(['zz', '-5', 'fffffffffffffffff', '5;'.padEnd(20_000, 'x')])}\r\nhello\r\n`,
    () => `${line}Content-Length: 99999999\r\n\r\n{`,
    () => `${line}Expect: ${pick(['100-continue', 'wonders'])}\r\nContent-Length: 2\r\n\r\n{}`,
    () =>
      `${line}Connection: Upgrade\r\nUpgrade: ${pick(['websocket', 'h2c'])}\r\nContent-Length: 2\r\n\r\n{}`,
    () => `${line}X: a\u0000b\r\n\r\n`,
    () => `${line} folded: line\r\n\r\n`,
    () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    () => 'CONNECT internal:22 HTTP/1.1\r\nHost: internal:22\r\n\r\n',
    () => `GET http://${pick(['internal', '[::1'])}/training/photos/a/b HTTP/1.1\r\nHost: x\r\n\r\n`,
    () => 'POST /training/events HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}',
    () => `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: bot\r\n\r\n`,
    () => `\u0016\u0003\u0001\u0002\u0000\u0001${text(random, 200)}\r\n\r\n`,
  ])();
}

function inPieces(body: string | Buffer): Readable {
  const bytes = Buffer.from(body);
  const pieces = Array.from({ length: Math.ceil(bytes.length / 8_192) }, (_, n) =>
    bytes.subarray(n * 8_192, (n + 1) * 8_192),
  );
  return Readable.from(pieces);
}

/** Sends it, and resolves to the status of the answer: 0 where the connection ended without, -1 where none came. */
export async function send(
  client: Client,
  request: HostileRequest,
  at: { url: string; localAddress?: string },
): Promise<number> {
  if (request.raw !== undefined) return sendRaw(request.raw, at);
  const status = await sendOnce(client, request);
  // The request before it may have cost the connection, which is then only found out with this one.
  return status === 0 && !request.allowed.includes(0) ? sendOnce(client, request) : status;
}

async function sendOnce(client: Client, request: HostileRequest): Promise<number> {
  const { method, path, headers, body = null, chunked } = request;
  try {
    const answer = await client.request({
      method: method as Dispatcher.HttpMethod,
      path,
      headers,
      body: body !== null && chunked ? inPieces(body) : body,
    });
    await answer.body.dump();
    return answer.statusCode;
  } catch (error) {
    const { code = '' } = error as { code?: string };
    if (/^(UND_ERR_SOCKET|ECONNRESET|EPIPE)$/.test(code)) return 0;
    if (/TIMEOUT/.test(code)) return -1;
    throw error;
  }
}

async function sendRaw(
  raw: string,
  { url, localAddress = '127.0.0.1' }: { url: string; localAddress?: string },
): Promise<number> {
  const { hostname: host, port } = new URL(url);
  const socket = net.connect({ host, port: Number(port), localAddress });
  socket.on('error', () => {});
  // What is not a whole request is ended here: how long the server would wait is another question.
  socket.write(raw, 'latin1', () => setTimeout(() => socket.end(), 50).unref());
  const answer = new Promise<number>(resolve => {
    socket.once('data', bytes => {
      const status = Number(
        /^HTTP\/1\.1 (\d{3})/.exec(bytes.toString('latin1').replace(/^HTTP\/1\.1 100 .*\r\n\r\n/, ''))?.[1] ??
          0,
      );
      resolve(status);
    });
    socket.once('close', () => resolve(0));
    socket.setTimeout(10_000, () => resolve(-1));
  });
  return answer.finally(() => socket.destroy());
}
