import { type HuggingFace, startHuggingFace } from '@ai-actor/playground/huggingface';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createLogger } from '../../../logger.ts';
import type { Route } from './image-request.ts';
import { InferenceFailure } from './inference-failure.ts';
import { type InferenceAccount, makeImage } from './make-image.ts';
import { redirectGlobally } from './redirected-fetch.ts';

let server: HuggingFace;
let account: InferenceAccount;
let undo: () => void;
beforeAll(async () => {
  server = await startHuggingFace({ token: 'hf_verysecretindeed', endpointToken: 'own-secret+1' });
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
