import { type HuggingFace, startHuggingFace } from '@ai-actor/playground/huggingface';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createBilling } from './billing.ts';

let hub: HuggingFace;
let time: number;
beforeEach(async () => {
  // The middle of a month, for both sides.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 2, 15) });
  hub = await startHuggingFace();
  time = Date.now();
});
afterEach(async () => {
  vi.useRealTimers();
  await hub.close();
});

const logger = pino({ level: 'silent' });
const billingOf = (token = hub.token) => createBilling({ hubUrl: hub.url, token, now: () => time, logger });

async function draw(): Promise<void> {
  const response = await fetch(
    `${hub.routerUrl}/hf-inference/models/stabilityai/stable-diffusion-xl-base-1.0`,
    {
      method: 'POST',
      headers: { authorization: `Bearer ${hub.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ inputs: 'a lighthouse', parameters: { width: 64, height: 64 } }),
    },
  );
  expect(response.status).toBe(200);
  await response.arrayBuffer();
}

test('what the hub reports comes at the second look, and is asked anew after ten minutes, behind', async () => {
  const billing = billingOf();
  expect(billing.reported()).toBeUndefined();
  await billing.settled();
  expect(billing.reported()).toMatchObject({ at: time, usd: 0, includedUsd: 2, requests: 0 });
  await draw();
  const first = time;
  time += 599_000;
  expect(billing.reported()).toMatchObject({ at: first, requests: 0 });
  await billing.settled();
  expect(billing.reported()).toMatchObject({ at: first, requests: 0 });
  time += 1_000;
  expect(billing.reported()).toMatchObject({ at: first, requests: 0 });
  await billing.settled();
  expect(billing.reported()).toMatchObject({ at: time, usd: 0.012, requests: 1 });
});

test('where the token may not ask nothing is said, and what was said stays with its time when the hub is away', async () => {
  const stranger = billingOf('hf_stranger');
  stranger.reported();
  await stranger.settled();
  expect(stranger.reported()).toBeUndefined();

  const billing = billingOf();
  billing.reported();
  await billing.settled();
  const at = time;
  await hub.close();
  time += 600_000;
  billing.reported();
  await billing.settled();
  expect(billing.reported()).toMatchObject({ at, usd: 0 });
});

test('what was reported of a month that is over is not taken for this month’s', async () => {
  const billing = billingOf();
  billing.reported();
  await billing.settled();
  await hub.close();
  time += 32 * 86_400_000;
  expect(billing.reported()).toBeUndefined();
  await billing.settled();
});
