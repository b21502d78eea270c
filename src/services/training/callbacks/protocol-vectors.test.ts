import { readFileSync } from 'node:fs';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createHttpServer } from '../../../http/server.ts';
import type { ActorsService } from '../../actors/actors-service.ts';
import { createSeal } from '../../storage/seal.ts';
import { openMemoryStore } from '../../storage/store.ts';
import { trainingJobSchema } from '../job/job.ts';
import { createJobBoard } from '../job/job-board.ts';
import { jobIndexes } from '../job/job-index.ts';
import { trainingJobRequest } from '../runners/hf-job.ts';
import {
  createTrainingWorld,
  decode,
  jobWith,
  logger,
  noRepos,
  nowhere,
} from '../testing/training-fixture.ts';
import { createTrainerCallbacks } from './callbacks.ts';

/** The same file as the trainer’s own tests verify (colab/tests/test_vectors.py). */
interface Vectors {
  toleranceSeconds: number;
  signatures: {
    name: string;
    valid: boolean;
    secret: string;
    id: string;
    timestamp: number;
    body: string;
    signature: string;
  }[];
  events: { valid: boolean; why?: string; event: { type: string; jobId: string; attempt: number } }[];
  hfJob: { jobCode: string; package: string; token: string; request: unknown };
  jobCodes: { name: string; code: string; valid: boolean; reads?: Record<string, string> }[];
}
const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../../../../colab/vectors/protocol.json', import.meta.url), 'utf8'),
);
const [first] = vectors.signatures;
if (!first) throw new Error('there are no vectors');

beforeEach(() => {
  vi.useFakeTimers({ now: first.timestamp * 1_000, toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** The callback server with job1 of the vectors at work, whose trainer was given `secret`. */
async function serverWith(secret: string) {
  const seal = createSeal('bot-token');
  const { training, register, start } = await createTrainingWorld();
  const { job: template } = await start((await register()).id);
  await training.stop();
  const job = jobWith(template, {
    id: 'job1',
    state: 'running',
    attempt: 2,
    sealedSecret: seal.seal(secret, 'job1'),
    spec: { ...template.spec, repo: 'playground/actor-nova-lora' },
    ...{ startedAt: 0, lastEventAt: 0 },
  });
  const board = await createJobBoard(
    await openMemoryStore().collection('jobs', trainingJobSchema, jobIndexes),
  );
  await board.add(job);
  const actors: Pick<ActorsService, 'byId'> = { byId: async () => undefined };
  const callbacks = createTrainerCallbacks({
    board,
    erased: async () => false,
    actors: actors as ActorsService,
    blobs: { get: async () => undefined } as never,
    seal,
    actorRepos: noRepos,
    relayRepos: { look: async () => ({ found: false }), deleteBranch: async () => {} },
    signedAddress: nowhere,
    addressFor: () => 'https://bot.example',
    now: Date.now,
    logger,
    onCompleted: () => {},
  });
  const { app } = createHttpServer({
    config: { HTTP_HOST: '127.0.0.1', HTTP_PORT: 0 },
    training: callbacks,
    logger,
  });
  const post = async (id: string, timestamp: number, signature: string, body: string) => {
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signature,
    };
    return (await app.inject({ method: 'POST', url: '/training/events', headers, payload: body })).statusCode;
  };
  return { post, job: () => board.byId('job1') };
}

describe('the callback server takes the test vectors as the trainer makes them', () => {
  test.each(vectors.signatures)(
    'signature: $name, valid: $valid',
    async ({ valid, secret, id, timestamp, body, signature }) => {
      const { post, job } = await serverWith(secret);
      expect(await post(id, timestamp, signature, body)).toBe(valid ? 204 : 401);
      expect(job()?.eventsSeen).toEqual(valid ? [id] : []);
    },
  );

  test.each([-1, 1])('a clock that is off by too much, direction %i', async direction => {
    const { post } = await serverWith(first.secret);
    const off = (seconds: number) => vi.setSystemTime((first.timestamp + direction * seconds) * 1_000);
    off(vectors.toleranceSeconds + 1);
    expect(await post(first.id, first.timestamp, first.signature, first.body)).toBe(401);
    off(vectors.toleranceSeconds - 1);
    expect(await post(first.id, first.timestamp, first.signature, first.body)).toBe(204);
  });

  test.each(vectors.events)('event: $event.type $why', async ({ valid, event }) => {
    const { post, job } = await serverWith(first.secret);
    const body = JSON.stringify(event);
    const signature = new Webhook(first.secret).sign('e1', new Date(), body);
    expect(await post('e1', Math.floor(Date.now() / 1_000), signature, body)).toBe(valid ? 204 : 422);
    if (valid) expect(job()).toMatchObject({ lastSeq: (event as { seq?: number }).seq });
  });

  test('job codes are written as the trainer reads them', async () => {
    const vector = vectors.jobCodes.find(({ name }) => name === 'a job code whose bot writes');
    const { register, start } = await createTrainingWorld();
    const { jobCode } = await start((await register()).id);
    // Only the id and the token differ from one code to the next.
    const { jobId, oneTimeToken } = decode(jobCode);
    const text = Buffer.from(jobCode, 'base64url')
      .toString('utf8')
      .replace(jobId, vector?.reads?.jobId ?? '')
      .replace(oneTimeToken, vector?.reads?.oneTimeToken ?? '');
    expect(Buffer.from(text).toString('base64url')).toBe(vector?.code);
  });

  test('a Hugging Face job is asked for as the trainer would', () => {
    const { jobCode, package: trainer, token, request } = vectors.hfJob;
    const asked = trainingJobRequest({ jobId: decode(jobCode).jobId, jobCode, trainer, token });
    expect(asked).toEqual(request);
    const { secrets: _secrets, ...open } = asked;
    expect(JSON.stringify(open)).not.toContain(jobCode);
    expect(JSON.stringify(open)).not.toContain(token);
  });
});
