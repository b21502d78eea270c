import { createHmac, randomUUID } from 'node:crypto';
import type { Handed } from '../work.ts';

export interface DoubleOptions {
  bases?: string[];
  kinds?: string[];
  name?: string;
}

/** A computer of a server as the bot meets it: real HTTP, real signatures. What it does with its work is the test's. */
export function createWorkerDouble(
  url: string,
  key: string,
  { bases = [], kinds = ['image'], name = 'basement' }: DoubleOptions = {},
) {
  const [, id = '', secret = ''] = /^wk_([a-z0-9]{10})_(.+)$/.exec(key) ?? [];
  const worker = randomUUID();

  const signed = (
    path: string,
    body: string | Buffer,
    messageId: string = randomUUID(),
    at = new Date(),
  ) => ({
    'x-worker-key': id,
    'x-worker': worker,
    'webhook-id': messageId,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': `v1,${createHmac('sha256', Buffer.from(secret, 'base64url'))
      .update(`${messageId}.${Math.floor(at.getTime() / 1_000)}.POST ${path}\n${worker}\n`)
      .update(body)
      .digest('base64')}`,
  });

  const post = (
    path: string,
    said: object,
    { headers = signed(path, JSON.stringify(said)), signal = AbortSignal.timeout(40_000) } = {},
  ) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(said),
      signal,
    });

  const says = (changes: object = {}) => ({
    ...{ worker, name, version: '1.0', device: 'NVIDIA T4', memoryBytes: 16e9, bases, kinds },
    ...{ free: { image: 1, training: 1 }, waitS: 0, running: [] },
    ...changes,
  });

  return {
    id: worker,
    keyId: id,
    signed,
    post,
    says,
    /** The answer to asking for work. */
    ask: (changes: object = {}, options: { signal?: AbortSignal } = {}) =>
      post('/workers/work', says(changes), options),
    /** Asks until there is some. */
    async take(changes: object = {}): Promise<Handed[]> {
      for (;;) {
        const response = await post('/workers/work', says({ waitS: 5, ...changes }));
        if (response.status === 200) return ((await response.json()) as { work: Handed[] }).work;
        if (response.status !== 204) throw new Error(`${response.status}: ${await response.text()}`);
      }
    },
    alive: (running: string[]) => post('/workers/alive', { worker, running }),
    bye: () => post('/workers/bye', { worker }),
    failed: (work: string, status: number, error = '', more: object = {}) =>
      post(`/workers/work/${work}/failed`, { worker, status, error, ...more }),
    result(work: string, bytes: Buffer, type = 'image/png') {
      const path = `/workers/work/${work}/result`;
      return fetch(`${url}${path}`, {
        method: 'POST',
        headers: { 'content-type': type, ...signed(path, bytes) },
        body: new Uint8Array(bytes),
      });
    },
  };
}

export type WorkerDouble = ReturnType<typeof createWorkerDouble>;
