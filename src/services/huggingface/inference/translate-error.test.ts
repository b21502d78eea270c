import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type HuggingFace, startHuggingFace } from '@ai-actor/playground/huggingface';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createLogger } from '../../../logger.ts';
import { createDownloads } from '../../downloads/downloads.ts';
import type { Route } from './image-request.ts';
import { InferenceFailure } from './inference-failure.ts';
import { type InferenceAccount, makeImage } from './make-image.ts';

let server: HuggingFace;
let account: InferenceAccount;
beforeAll(async () => {
  server = await startHuggingFace({ token: 'hf_verysecretindeed', endpointToken: 'own-secret+1' });
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

const model = 'black-forest-labs/FLUX.1-schnell';
const routes: ['hf-inference' | 'fal-ai' | 'endpoint', Route][] = [
  ['hf-inference', { via: 'provider', provider: 'hf-inference', providerId: model }],
  ['fal-ai', { via: 'provider', provider: 'fal-ai', providerId: 'fal-ai/flux/schnell' }],
  ['endpoint', { via: 'endpoint' }],
];

test.each(routes)('a token that %s says back is in no message and not in the log', async (via, route) => {
  // A route can only give back what it was given.
  const sent = via === 'endpoint' ? server.endpointToken : server.token;
  const lines: string[] = [];
  const config = {
    LOG_LEVEL: 'info' as const,
    DISCORD_TOKEN: 'discord-token',
    HF_TOKEN: server.token,
    INFERENCE_ENDPOINT_TOKEN: server.endpointToken,
  };
  const logger = createLogger(config, { write: line => lines.push(line) });
  const said = `Bearer ${sent} is no good`;
  for (const status of [400, 401, 402, 403, 404, 422, 429, 500]) {
    for (const body of [{ error: said }, { detail: [{ msg: said, loc: ['headers'] }] }, said]) {
      server.faults.add({ kind: 'status', status, body, match: { via } });
      const failure = await makeImage(account, route, {
        model,
        prompt: 'a safe',
        width: 64,
        height: 64,
        steps: 1,
        guidance: 0,
        seed: 1,
      }).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(InferenceFailure);
      expect((failure as InferenceFailure).message, String(status)).not.toContain(sent);
      logger.info({ err: failure }, 'a call failed');
    }
  }
  expect(lines.join('')).toContain('a call failed');
  expect(lines.join('')).not.toContain(sent);
});

test('a name and a password in the endpoint’s address open it, and are in no message and not in the log', async () => {
  const asked: { url: string | undefined; authorization: string | undefined }[] = [];
  let answer = { status: 200, type: 'image/png', body: 'a picture' };
  const own = createServer((request, response) => {
    request.resume();
    asked.push({ url: request.url, authorization: request.headers.authorization });
    response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body);
  }).listen(0, '127.0.0.1');
  await once(own, 'listening');
  const { port } = own.address() as AddressInfo;
  const url = `http://studio:p%40ss-word-1@127.0.0.1:${port}/own?x=1`;
  const basic = Buffer.from('studio:p@ss-word-1').toString('base64');
  const lines: string[] = [];
  const logger = createLogger(
    {
      ...{ LOG_LEVEL: 'info' as const, DISCORD_TOKEN: 'discord-token', HF_TOKEN: server.token },
      ...{ INFERENCE_ENDPOINT_TOKEN: undefined, INFERENCE_ENDPOINT_URL: url },
    },
    { write: line => lines.push(line) },
  );
  const ask = () =>
    makeImage(
      { ...account, endpoint: { url, token: undefined } },
      { via: 'endpoint' },
      {
        ...{ model, prompt: 'a safe', width: 64, height: 64 },
        ...{ steps: 1, guidance: 0, seed: 1 },
      },
    );
  try {
    expect((await ask()).toString()).toBe('a picture');
    expect(asked).toEqual([{ url: '/own?x=1', authorization: `Basic ${basic}` }]);

    for (const status of [200, 401, 404, 422, 500]) {
      answer = {
        status,
        type: 'application/json',
        body: JSON.stringify({ error: `no: ${url} ${basic} p@ss-word-1` }),
      };
      const failure = await ask().catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(InferenceFailure);
      expect((failure as InferenceFailure).message).not.toMatch(/ss-word-1/);
      logger.error({ err: failure, url }, 'a call failed');
    }
    own.closeAllConnections();
    own.close();
    await once(own, 'close');
    logger.error({ err: await ask().catch((error: unknown) => error) }, `could not reach ${url}`);
    expect(lines).toHaveLength(6);
    for (const line of lines) expect(line).not.toMatch(/ss-word-1/);
    expect(lines.join('\n')).not.toContain(basic);
  } finally {
    own.close();
  }
});
