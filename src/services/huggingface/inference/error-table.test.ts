import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Fault } from '@ai-actor/playground/huggingface';
import { type HuggingFace, startHuggingFace } from '@ai-actor/playground/huggingface';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createDownloads } from '../../downloads/downloads.ts';
import { errorTable } from './error-table.ts';
import type { ImageRequest, Route } from './image-request.ts';
import { InferenceFailure } from './inference-failure.ts';
import { type InferenceAccount, makeImage } from './make-image.ts';

let server: HuggingFace;
let account: InferenceAccount;
beforeAll(async () => {
  server = await startHuggingFace();
  const origins = { hub: server.url, router: server.routerUrl };
  account = {
    origins,
    token: server.token,
    endpoint: { url: server.endpointUrl, token: server.endpointToken },
    timeoutMs: 60_000,
    downloads: createDownloads(),
    pollEveryMs: 20,
  };
});
afterEach(() => server.faults.clear());
afterAll(async () => {
  await account.downloads.close();
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

/**
 * What services really answer, word for word, with where it was seen. Where no source is given, the words are of no
 * matter: the status alone decides.
 */
describe('an answer that is an error, through the client', () => {
  type Sent = Omit<Fault, 'kind'> & { kind?: Fault['kind'] };
  const saying = (status: number, error: unknown): Sent => ({ status, body: { error } });
  const free = { cost: 'free', retry: undefined } as const;
  const rows: [name: string, sent: Sent, expected: Expected][] = [
    // huggingface_hub: `hf_raise_for_status` on a wrong token.
    [
      'auth: 401',
      saying(401, 'Invalid username or password.'),
      { ...free, code: 'provider-refused', elsewhere: false },
    ],
    // huggingface/agents-course#558; for an organisation huggingface/serge#56.
    ...['user AmirHagai', 'org huggingface'].map((whom): [string, Sent, Expected] => [
      `auth: 403 on behalf of ${whom}`,
      saying(
        403,
        `This authentication method does not have sufficient permissions to call Inference Providers on behalf of ${whom}`,
      ),
      { ...free, code: 'provider-refused', elsewhere: false, message: expect.stringMatching(/token/) },
    ]),
    // huggingface_hub: GatedRepoError, as in ariG23498/gemma3-object-detection#5.
    [
      'forbidden: 403 of a gated model',
      saying(
        403,
        'Access to model black-forest-labs/FLUX.1-dev is restricted and you are not in the authorized list. Visit https://huggingface.co/black-forest-labs/FLUX.1-dev to ask for access.',
      ),
      { ...free, code: 'provider-refused', elsewhere: true, message: expect.stringMatching(/terms/) },
    ],
    // huggingface/agents-course#386.
    [
      'quota: 402 exceeded',
      saying(
        402,
        'You have exceeded your monthly included credits for Inference Providers. Subscribe to PRO to get 20x more monthly included credits.',
      ),
      { ...free, code: 'account-paused', elsewhere: false },
    ],
    // What the router says since 2026, to free accounts that may buy credits.
    [
      'quota: 402 depleted',
      saying(
        402,
        'You have depleted your monthly included credits. Purchase pre-paid credits to continue using Inference Providers. Alternatively, subscribe to PRO to get 20x more included usage.',
      ),
      { ...free, code: 'account-paused', elsewhere: false },
    ],
    // The hub's words for credits that were bought, which it sends for Jobs.
    [
      'quota: 402 pre-paid',
      saying(402, 'Pre-paid credit balance is insufficient - add more credits to your account.'),
      { ...free, code: 'account-paused', elsewhere: false },
    ],
    // fal-ai/fal#1043: with that space, and one hyphen.
    [
      'provider billing: 402 pay-as-you go',
      saying(402, 'Pay-as-you go is not enabled for provider fal-ai yet.'),
      { ...free, code: 'provider-refused', elsewhere: true, message: expect.not.stringMatching(/credits/) },
    ],
    // huggingface/hub-docs#2392: Novita's code, which the router passes on.
    [
      'provider balance: 403 NOT_ENOUGH_BALANCE',
      {
        status: 403,
        body: { code: 403, reason: 'NOT_ENOUGH_BALANCE', message: 'not enough balance', metadata: {} },
      },
      {
        ...free,
        code: 'provider-refused',
        elsewhere: true,
        message: expect.stringMatching(/no credit at this provider/),
      },
    ],
    // fal-ai/fal#1112 and #1168.
    ...[
      'User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing.',
      'User is locked. Reason: Admin lock. Please contact support@fal.ai',
    ].map((detail): [string, Sent, Expected] => [
      `provider balance: 403 ${detail.slice(0, 40)}`,
      { status: 403, body: { detail } },
      {
        ...free,
        code: 'provider-refused',
        elsewhere: true,
        message: expect.stringMatching(/no credit at this provider/),
      },
    ]),
    // huggingface/huggingface.js#2225.
    [
      'model unavailable: 400 by this provider',
      saying(400, 'Model not supported by provider together'),
      { ...free, code: 'model-unavailable', elsewhere: true },
    ],
    // cline/cline#5098.
    [
      'model unavailable: 400 by any provider',
      saying(400, {
        message:
          "The requested model 'moonshotai/Kimi-K2-Instruct' is not supported by any provider you have enabled.",
        type: 'invalid_request_error',
        code: 'model_not_supported',
      }),
      { ...free, code: 'model-unavailable', elsewhere: true },
    ],
    // huggingface/huggingface_hub#3717.
    [
      'model unavailable: 404',
      { status: 404, body: 'Not Found' },
      { code: 'model-unavailable', elsewhere: true },
    ],
    [
      'model unavailable: 410',
      saying(410, 'The requested model is no longer available'),
      { code: 'model-unavailable', elsewhere: true },
    ],
    // diffusers' own check, as the containers of Inference Endpoints pass it on.
    [
      'bad request: 400',
      saying(400, '`height` and `width` have to be divisible by 8 but are 100 and 100.'),
      { ...free, code: 'bad-input', message: expect.stringContaining('divisible by 8 but are 100 and 100') },
    ],
    // FastAPI's form, which fal sends as well.
    [
      'bad request: 422 with a list',
      {
        status: 422,
        body: {
          detail: [
            {
              loc: ['body', 'num_inference_steps'],
              msg: 'Input should be less than or equal to 12',
              type: 'x',
            },
            { loc: ['body', 'seed'], msg: 'Input should be a valid integer', type: 'int_type' },
          ],
        },
      },
      {
        code: 'bad-input',
        message: expect.stringContaining(
          'Input should be less than or equal to 12; Input should be a valid integer',
        ),
      },
    ],
    [
      'rate limited: 429 with Retry-After',
      { status: 429, retryAfterSeconds: 17 },
      { cost: 'free', retry: { kind: 'after', seconds: 17, warmingUp: false } },
    ],
    // huggingface.co/docs/hub/rate-limits.
    [
      'rate limited: 429 with RateLimit',
      { status: 429, rateLimitSeconds: 123 },
      { cost: 'free', retry: { kind: 'after', seconds: 123, warmingUp: false } },
    ],
    [
      'rate limited: 429 without',
      { status: 429 },
      { retry: { kind: 'after', seconds: 5, warmingUp: false } },
    ],
    // huggingface/transformers#32665: {"error":"Model … is currently loading","estimated_time":20.0}.
    [
      'warming up: 503 with estimated_time',
      { kind: 'warming-up', estimatedTime: 12 },
      { cost: 'free', retry: { kind: 'after', seconds: 12, warmingUp: true } },
    ],
    ...[500, 502, 503, 504].map((status): [string, Sent, Expected] => [
      `transient: ${status}`,
      { status },
      { code: 'provider-failed', cost: 'free', retry: { kind: 'backoff' }, elsewhere: true },
    ]),
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
    expect((await failure(endpoint, own)).message).toMatch(/own endpoint can’t be reached/);
  });
});

describe('after a queue has taken the request', () => {
  const at = (pathIncludes: string) => ({ via: 'fal-ai' as const, pathIncludes, method: 'GET' as const });
  const media = { pathIncludes: '/fal-media/' };
  const made = () => server.requests.filter(({ via }) => via === 'fal-ai').length;

  test.each([
    ['the question about its status', { kind: 'status', status: 500, match: at('/status'), times: 3 }],
    ['the question about its status, too often', { kind: 'status', status: 429, match: at('/status') }],
    ['the question about its result', { kind: 'status', status: 502, match: at('/requests/'), times: 2 }],
    ['the download, with 500', { kind: 'status', status: 500, match: media, times: 2 }],
    ['the download, not there yet', { kind: 'status', status: 404, match: media }],
    ['the download, cut off', { kind: 'cut-body', match: { via: 'fal-ai' } }],
  ] satisfies [string, Fault][])('%s is repeated, the request is not', async (_what, fault) => {
    const before = made();
    server.faults.add(fault);
    const bytes = await makeImage(account, queue, request);
    expect((await sharp(bytes).metadata()).format).toBe('png');
    expect(server.faults.list()).toEqual([]);
    expect(made() - before).toBe(1);
  });

  const paid = { code: 'provider-failed', cost: 'unknown', retry: undefined, elsewhere: false } as const;

  test('a queue that stays silent may have been paid', async () => {
    const before = made();
    server.faults.add({ kind: 'status', status: 500, match: at('/status'), times: 99 });
    expect(await failure(queue)).toMatchObject(paid);
    expect(made() - before).toBe(1);
  });

  test('a picture that was made and can’t be fetched is called neither free nor saved', async () => {
    server.faults.add({ kind: 'status', status: 500, match: media, times: 99 });
    const lost = await failure(queue);
    expect(lost).toMatchObject(paid);
    expect(lost.message).toMatch(/made the picture.*counts against the budget/);
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
  let answer: { body: string | Buffer; type: string; encoding?: string } | 'hang up';
  let url = '';
  beforeAll(async () => {
    odd = createServer((incoming, outgoing) => {
      incoming.resume();
      if (answer === 'hang up') return void incoming.socket.destroy();
      outgoing.setHeader('content-type', answer.type);
      if (answer.encoding) outgoing.setHeader('content-encoding', answer.encoding);
      outgoing.end(answer.body);
    }).listen(0, '127.0.0.1');
    // On a busy machine an answer is read more slowly than connections are given up.
    odd.keepAliveTimeout = 0;
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

  test('200 with an error in words is told, as one of the endpoint or of the provider', async () => {
    answer = { type: 'application/json', body: '{"error":"CUDA out of memory. Tried to allocate 2 GiB"}' };
    const own = { endpoint: { url: `${url}/own`, token: undefined } };
    expect(await failure(endpoint, own)).toMatchObject({
      code: 'provider-failed',
      cost: 'free',
      message: expect.stringMatching(/own endpoint.*CUDA out of memory/),
    });
    expect(await failure(direct, at())).toMatchObject({
      cost: 'unknown',
      message: expect.stringMatching(/^The provider.*CUDA out of memory/),
    });
  });

  test.each([
    'http://169.254.169.254/latest/meta-data/',
    'https://169.254.169.254/x.png',
    'https://[::1]/x.png',
    'http://example.com/x.png',
  ])('a picture at %s is not fetched, by whatever answer it is named', async address => {
    for (const body of [
      { data: [{ url: address }] },
      { output: [address] },
      { images: [{ url: address }] },
    ]) {
      answer = { type: 'application/json', body: JSON.stringify(body) };
      const lost = await failure({ ...direct, provider: 'together' }, at());
      expect(lost).toMatchObject({ code: 'provider-failed', cost: 'unknown' });
      expect(lost.cause).toMatchObject({ why: 'forbidden' });
      const own = { endpoint: { url: `${url}/own`, token: undefined } };
      expect((await failure(endpoint, own)).cause).toMatchObject({ why: 'forbidden' });
    }
  });

  test('a few bytes that unpack without end are read up to the bound, and are no picture', async () => {
    const packed = gzipSync(Buffer.alloc(72 * 1024 * 1024), { level: 1 });
    for (const type of ['image/png', 'application/json']) {
      answer = { type, body: packed, encoding: 'gzip' };
      const refused = await failure(direct, at());
      expect(refused).toMatchObject({ cost: 'unknown' });
      expect(refused.cause).toBeInstanceOf(RangeError);
    }
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
    const said = words({ reason: '', how: 'refused', accepted: false, via: 'provider' })();
    expect(said, name).toMatch(/^[A-Z].*\.$/);
  }
  expect(new Set(errorTable.map(({ name }) => name)).size).toBe(errorTable.length);
});
