import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fault } from '@ai-actor/playground/huggingface';
import { type HuggingFace, startHuggingFace } from '@ai-actor/playground/huggingface';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { errorTable } from './error-table.ts';
import type { ImageRequest, Route } from './image-request.ts';
import { InferenceFailure } from './inference-failure.ts';
import { type InferenceAccount, makeImage } from './make-image.ts';
import { redirectGlobally } from './redirected-fetch.ts';

let server: HuggingFace;
let account: InferenceAccount;
let undo: () => void;
beforeAll(async () => {
  server = await startHuggingFace();
  const origins = { hub: server.url, router: server.routerUrl };
  undo = redirectGlobally(origins);
  account = {
    origins,
    token: server.token,
    endpoint: { url: server.endpointUrl, token: server.endpointToken },
    timeoutMs: 60_000,
  };
});
afterEach(() => server.faults.clear());
afterAll(async () => {
  undo();
  await server.close();
});

const request: ImageRequest = {
  model: 'black-forest-labs/FLUX.1-schnell',
  prompt: 'a lighthouse',
  width: 128,
  height: 128,
  steps: 4,
  guidance: 0,
  seed: 1,
};
const direct: Route = { via: 'provider', provider: 'hf-inference', providerId: request.model };
const queue: Route = { via: 'provider', provider: 'fal-ai', providerId: 'fal-ai/flux/schnell' };
const endpoint: Route = { via: 'endpoint' };

async function failure(
  route: Route,
  changes: Partial<InferenceAccount> = {},
  wanted: Partial<ImageRequest> = {},
): Promise<InferenceFailure> {
  const error = await makeImage({ ...account, ...changes }, route, { ...request, ...wanted }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InferenceFailure);
  return error as InferenceFailure;
}

type Expected = Partial<Pick<InferenceFailure, 'code' | 'cost' | 'elsewhere'>> & {
  retry?: unknown;
  message?: unknown;
};

describe('an answer that is an error, through the client', () => {
  const billing = { error: 'Pay-as-you-go is not enabled for provider fal-ai.' };
  const rows: [name: string, fault: Omit<Fault, 'kind'> & { kind?: Fault['kind'] }, expected: Expected][] = [
    ['auth: 401', { status: 401 }, { code: 'provider-refused', cost: 'free', elsewhere: false }],
    [
      'auth: 403 insufficient permissions',
      { status: 403 },
      { code: 'provider-refused', message: expect.stringMatching(/token/) },
    ],
    [
      'forbidden: 403 of a gated model',
      { status: 403, body: { error: 'Access to this model is restricted.' } },
      { code: 'provider-refused', elsewhere: true },
    ],
    ['quota: 402', { status: 402 }, { code: 'account-paused', cost: 'free', elsewhere: false }],
    [
      'provider billing: 402 pay-as-you-go',
      { status: 402, body: billing },
      { code: 'provider-refused', cost: 'free', elsewhere: true },
    ],
    [
      'model unavailable: 400 not supported',
      { status: 400, body: { error: 'Model not supported by provider hf-inference' } },
      { code: 'model-unavailable', cost: 'free', elsewhere: true },
    ],
    ['model unavailable: 404', { status: 404 }, { code: 'model-unavailable', elsewhere: true }],
    ['model unavailable: 410', { status: 410 }, { code: 'model-unavailable', elsewhere: true }],
    [
      'bad request: 400',
      { status: 400, body: { error: 'width must be a multiple of 8' } },
      { code: 'bad-input', cost: 'free', message: expect.stringContaining('width must be a multiple of 8') },
    ],
    [
      'bad request: 422 with a list',
      {
        status: 422,
        body: { detail: [{ loc: ['body'], msg: 'steps too high' }, { msg: 'seed is negative' }] },
      },
      { code: 'bad-input', message: expect.stringContaining('steps too high; seed is negative') },
    ],
    [
      'rate limited: 429 with Retry-After',
      { status: 429, retryAfterSeconds: 17 },
      { cost: 'free', retry: { kind: 'after', seconds: 17, warmingUp: false } },
    ],
    [
      'rate limited: 429 without',
      { status: 429 },
      { retry: { kind: 'after', seconds: 5, warmingUp: false } },
    ],
    [
      'warming up: 503 with estimated_time',
      { kind: 'warming-up', estimatedTime: 12 },
      { cost: 'free', retry: { kind: 'after', seconds: 12, warmingUp: true } },
    ],
    ...[500, 502, 503, 504].map(
      status =>
        [
          `transient: ${status}`,
          { status },
          { code: 'provider-failed', cost: 'free', retry: { kind: 'backoff' }, elsewhere: true },
        ] as [string, Fault & object, Expected],
    ),
    [
      'any other',
      { status: 418 },
      { code: 'provider-failed', cost: 'free', retry: undefined, elsewhere: true },
    ],
  ];

  test.each(rows)('%s', async (_name, fault, expected) => {
    server.faults.add({ kind: 'status', match: { via: 'hf-inference' }, times: 9, ...fault });
    const before = server.requests.length;
    expect(await failure(direct)).toMatchObject(expected);
    expect(server.requests.length - before, 'calls').toBe(1);
  });

  test('the endpoint is blamed for its own refusals', async () => {
    const refused = await failure(endpoint, { endpoint: { url: server.endpointUrl, token: 'wrong' } });
    expect(refused).toMatchObject({
      code: 'provider-refused',
      message: expect.stringMatching(/INFERENCE_ENDPOINT_TOKEN/),
    });
    const lora = { repo: 'nobody/nothing', revision: 'main', scale: 1 };
    expect(await failure(endpoint, {}, { lora })).toMatchObject({
      code: 'model-unavailable',
      message: expect.stringMatching(/version of the actor/),
    });
    expect((await failure(endpoint, { endpoint: undefined })).code).toBe('not-served');
  });
});

describe('no answer, or half of one', () => {
  test('timeout: perhaps billed, never repeated', async () => {
    server.faults.add({ kind: 'hang', match: { via: 'hf-inference' }, times: 9 });
    const before = server.requests.length;
    expect(await failure(direct, { timeoutMs: 150 })).toMatchObject({
      code: 'timed-out',
      cost: 'unknown',
      retry: undefined,
      elsewhere: false,
    });
    expect(server.requests.length - before).toBe(1);
  });

  test('timeout while polling a queue', async () => {
    server.faults.add({ kind: 'hang', match: { via: 'fal-ai', pathIncludes: '/status' }, times: 9 });
    expect(await failure(queue, { timeoutMs: 900 })).toMatchObject({ code: 'timed-out', cost: 'unknown' });
  });

  test('cut-off: damaged, refunded, not repeated', async () => {
    server.faults.add({ kind: 'cut-body', match: { via: 'hf-inference' } });
    const expected = { code: 'picture-unusable', cost: 'free', retry: undefined, elsewhere: false };
    expect(await failure(direct)).toMatchObject(expected);
    server.faults.add({ kind: 'cut-body', match: { via: 'together' } });
    const together: Route = { ...direct, provider: 'together' };
    expect(await failure(together)).toMatchObject(expected);
    server.faults.add({ kind: 'cut-body', match: { via: 'fal-ai' } });
    expect(await failure(queue)).toMatchObject(expected);
  });

  test('not connected: nothing was sent, so it is free and may be tried again', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const nobody = `http://127.0.0.1:${(closed.address() as AddressInfo).port}`;
    closed.close();
    await once(closed, 'close');
    const origins = { hub: server.url, router: nobody };
    expect(await failure(direct, { origins })).toMatchObject({
      code: 'provider-failed',
      cost: 'free',
      retry: { kind: 'backoff' },
    });
    const own = { endpoint: { url: `${nobody}/own`, token: undefined } };
    expect((await failure(endpoint, own)).message).toMatch(/own endpoint cannot be reached/);
  });
});

describe('after a queue has taken the request', () => {
  test('a fault at polling may have been billed: never repeated', async () => {
    server.faults.add({ kind: 'status', status: 500, match: { via: 'fal-ai', pathIncludes: '/status' } });
    expect(await failure(queue)).toMatchObject({ cost: 'unknown', retry: undefined, elsewhere: false });
  });

  test('a refusal in the result is told in its own words, and free', async () => {
    expect(await failure(queue, {}, { width: 4_000 })).toMatchObject({
      code: 'bad-input',
      cost: 'free',
      message: expect.stringContaining('width and height must be whole numbers from 64 to 2048'),
    });
  });
});

describe('answers that no real service should give', () => {
  let odd: Server;
  let answer: { body: string; type: string } | 'hang up';
  let url = '';
  beforeAll(async () => {
    odd = createServer((incoming, outgoing) => {
      incoming.resume();
      if (answer === 'hang up') return void incoming.socket.destroy();
      outgoing.setHeader('content-type', answer.type);
      outgoing.end(answer.body);
    }).listen(0, '127.0.0.1');
    await once(odd, 'listening');
    url = `http://127.0.0.1:${(odd.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    odd.close();
    await once(odd, 'close');
  });
  const at = () => ({ origins: { hub: url, router: url } });

  test('unreadable: JSON without a picture, and JSON that is none', async () => {
    answer = { type: 'application/json', body: '{"data":[]}' };
    const together: Route = { ...direct, provider: 'together' };
    expect(await failure(together, at())).toMatchObject({ code: 'provider-failed', cost: 'unknown' });
    answer = { type: 'application/json', body: '{"data"' };
    expect(await failure(together, at())).toMatchObject({ code: 'provider-failed', cost: 'unknown' });
  });

  test('network: a connection that breaks without an answer may have been billed', async () => {
    answer = 'hang up';
    expect(await failure(direct, at())).toMatchObject({
      cost: 'unknown',
      retry: undefined,
      elsewhere: false,
    });
  });
});

test('somebody else’s words are quoted as one plain line, without addresses or tokens', async () => {
  const error = `See https://evil.example/x **now**\n# @everyone <@1> \`hf_secretsecret\` ${'and so on '.repeat(60)}`;
  server.faults.add({ kind: 'status', status: 422, body: { error }, match: { via: 'hf-inference' } });
  const { message } = await failure(direct);
  expect(message).not.toMatch(/https?:|hf_|[*#@<>`\n]/);
  expect(message.length).toBeLessThan(300);
});

test('every row says something of its own and ends as a sentence', () => {
  for (const { name, words } of errorTable) {
    const said = words({ reason: '', how: 'refused', accepted: false, via: 'provider' });
    expect(said, name).toMatch(/^[A-Z].*\.$/);
  }
  expect(new Set(errorTable.map(({ name }) => name)).size).toBe(errorTable.length);
});
