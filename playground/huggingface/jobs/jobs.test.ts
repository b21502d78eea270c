import { cancelJob, getJob, listJobHardware, listJobs, runJob, streamJobLogs } from '@huggingface/hub';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type HuggingFace, startHuggingFace } from '../server.ts';
import type { JobImage } from './jobs.ts';

const idle: JobImage = async () => 0;
/** As a container that ends when it is told to. */
const untilAborted: JobImage = ({ signal }) =>
  new Promise(resolve => signal.addEventListener('abort', () => resolve(143)));

let server: HuggingFace;
let image: ReturnType<typeof vi.fn<JobImage>>;

beforeAll(async () => {
  server = await startHuggingFace({
    organizations: ['studio'],
    jobs: { run: job => image(job) },
  });
});
beforeEach(() => {
  image = vi.fn<JobImage>(idle);
});
afterAll(() => server.close());

const account = (accessToken = server.token, namespace = server.user) => ({
  namespace,
  accessToken,
  hubUrl: server.url,
});

type RunOptions = Partial<Parameters<typeof runJob>[0]>;
const start = (options: RunOptions = {}) =>
  runJob({
    ...account(),
    flavor: 't4-small',
    dockerImage: 'python:3.12',
    command: ['python', 'train.py'],
    ...options,
  } as Parameters<typeof runJob>[0]);

const look = (jobId: string) => getJob({ ...account(), jobId });
const reaches = (jobId: string, stage: string) =>
  vi.waitFor(async () => {
    const job = await look(jobId);
    expect(job.status.stage).toBe(stage);
    return job;
  }, 60_000);

async function logsOf(jobId: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const { message } of streamJobLogs({ ...account(), jobId })) lines.push(message);
  return lines;
}

describe('a job', () => {
  it('is scheduled, runs and completes', async () => {
    let finish = (_code: number) => {};
    image.mockImplementation(
      () =>
        new Promise(resolve => {
          finish = resolve;
        }),
    );
    const job = await start({
      arguments: ['--steps', '10'],
      environment: { MODE: 'fast' },
      secrets: { CODE: 'quite-secret' },
      labels: { app: 'actor-lora' },
      timeoutSeconds: 7200,
    });
    expect(job).toMatchObject({
      type: 'job',
      status: { stage: 'SCHEDULING', message: null, failureCount: 0 },
      flavor: 't4-small',
      dockerImage: 'python:3.12',
      command: ['python', 'train.py'],
      arguments: ['--steps', '10'],
      environment: { MODE: 'fast' },
      labels: { app: 'actor-lora' },
      timeoutSeconds: 7200,
      secrets: ['CODE'],
      owner: { name: 'playground', type: 'user' },
      startedAt: null,
    });
    await reaches(job.id, 'RUNNING');
    expect(image).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({
        id: job.id,
        command: ['python', 'train.py', '--steps', '10'],
        environment: { MODE: 'fast' },
        secrets: { CODE: 'quite-secret' },
        flavor: 't4-small',
      }),
    );
    finish(0);
    const done = await reaches(job.id, 'COMPLETED');
    expect(done.finishedAt).toEqual(expect.any(String));
    const listed = await listJobs(account());
    expect(listed[0]?.id).toBe(job.id);
    expect(JSON.stringify([job, done, listed, server.jobs.all()])).not.toContain('quite-secret');
    expect(server.jobs.all().at(-1)).toMatchObject({ id: job.id, secretNames: ['CODE'] });
  });

  it('has 30 minutes unless it asks for more', async () => {
    expect((await start()).timeoutSeconds).toBe(1800);
    expect((await start({ timeoutSeconds: null })).timeoutSeconds).toBe(1800);
  });

  it('runs in an organisation, from a space', async () => {
    const own = account(server.token, 'studio');
    const job = await start({ ...own, spaceId: 'studio/trainer', dockerImage: '' });
    expect(job).toMatchObject({ spaceId: 'studio/trainer', dockerImage: null, owner: { type: 'org' } });
    expect((await listJobs(own)).map(({ id }) => id)).toEqual([job.id]);
    expect((await listJobs(account())).map(({ id }) => id)).not.toContain(job.id);
    await expect(look(job.id)).rejects.toMatchObject({ statusCode: 404 });
  });

  it('tells by its status why it failed', async () => {
    image.mockResolvedValue(3);
    const failed = await reaches((await start()).id, 'ERROR');
    expect(failed.status).toMatchObject({
      message: 'Job failed with exit code: 3. Reason: Error',
      failureCount: 1,
    });
    image.mockRejectedValue(new Error('the GPU fell out'));
    const thrown = await reaches((await start()).id, 'ERROR');
    expect(thrown.status.message).toBe('Job failed with exit code: 1. Reason: Error');
    expect((await logsOf(thrown.id)).at(-1)).toBe('Error: the GPU fell out');
  });

  it('is aborted when it is cancelled, and stays so', async () => {
    image.mockImplementation(untilAborted);
    const job = await start();
    await reaches(job.id, 'RUNNING');
    const canceled = await cancelJob({ ...account(), jobId: job.id });
    expect(canceled.status.stage).toBe('CANCELED');
    expect(image.mock.calls[0]?.[0].signal.aborted).toBe(true);
    await image.mock.results[0]?.value;
    expect((await cancelJob({ ...account(), jobId: job.id })).finishedAt).toBe(canceled.finishedAt);
    expect((await look(job.id)).status).toMatchObject({ stage: 'CANCELED', message: null });
  });

  it('is aborted when its time is over', async () => {
    image.mockImplementation(untilAborted);
    const job = await start({ timeoutSeconds: 1 });
    await vi.waitFor(() => expect(image.mock.calls[0]?.[0].signal.aborted).toBe(true), 60_000);
    expect((await look(job.id)).status).toMatchObject({ stage: 'ERROR', message: 'Job timeout' });
  });
});

describe('logs', () => {
  it('come while the job runs, end with it, and can be read again', async () => {
    let log = (_line: string) => {};
    let finish = (_code: number) => {};
    image.mockImplementation(job => {
      log = job.log;
      return new Promise(resolve => {
        finish = resolve;
      });
    });
    const job = await start();
    const lines = streamJobLogs({ ...account(), jobId: job.id });
    const next = async () => (await lines.next()).value?.message;
    expect(await next()).toMatch(/^===== Job started at .+ =====$/);
    log('step 1');
    expect(await next()).toBe('step 1');
    log('äöü\n{"step": 2}');
    expect([await next(), await next()]).toEqual(['äöü', '{"step": 2}']);
    finish(0);
    expect((await lines.next()).done).toBe(true);
    log('after the end');
    expect((await logsOf(job.id)).slice(1)).toEqual(['step 1', 'äöü', '{"step": 2}']);
  });

  it('can be left by a reader without harm to the job', async () => {
    let finish = (_code: number) => {};
    image.mockImplementation(
      job =>
        new Promise(resolve => {
          finish = code => {
            job.log('last');
            resolve(code);
          };
        }),
    );
    const job = await start();
    const controller = new AbortController();
    const lines = streamJobLogs({
      ...account(),
      jobId: job.id,
      fetch: (input, init) => fetch(input, { ...init, signal: controller.signal }),
    });
    await lines.next();
    controller.abort();
    await expect(lines.next()).rejects.toThrow();
    finish(0);
    expect((await logsOf(job.id)).at(-1)).toBe('last');
  });
});

it('lists hardware with its prices per minute, to anybody', async () => {
  const hardware = await listJobHardware({ hubUrl: server.url });
  const named = (name: string) => hardware.find(item => item.name === name);
  expect(named('t4-small')).toMatchObject({
    unitCostMicroUSD: 6667,
    unitCostUSD: 0.006667,
    unitLabel: 'minute',
    accelerator: { type: 'gpu', model: 'T4', quantity: '1', vram: '16 GB', manufacturer: 'Nvidia' },
  });
  expect((named('l4x1')?.unitCostUSD ?? 0) * 60).toBeCloseTo(0.8, 3);
  expect(named('cpu-basic')?.accelerator).toBeNull();
});

describe('a server of its own', () => {
  const run = (own: HuggingFace) =>
    start({
      hubUrl: own.url,
      accessToken: own.token,
      namespace: own.user,
      secrets: { CODE: 'quite-secret' },
    });

  it('runs nothing unless told what, and says so', async () => {
    const own = await startHuggingFace();
    const { id: jobId } = await run(own);
    const lines: string[] = [];
    const params = { hubUrl: own.url, accessToken: own.token, namespace: own.user, jobId };
    for await (const { message } of streamJobLogs(params)) lines.push(message);
    expect(lines.at(-1)).toContain('nothing is run here');
    expect((await getJob(params)).status.stage).toBe('COMPLETED');
    await own.close();
  });

  it('forgets the oldest jobs that are over', async () => {
    const own = await startHuggingFace({ jobs: { run: idle, keep: 2 } });
    const ids: string[] = [];
    for (let i = 0; i < 4; i += 1) {
      ids.push((await run(own)).id);
      await vi.waitFor(() => expect(own.jobs.all().at(-1)?.status.stage).toBe('COMPLETED'), 60_000);
    }
    expect(own.jobs.all().map(({ id }) => id)).toEqual(ids.slice(2));
    await own.close();
  });

  it('aborts what runs when it closes, and waits for it', async () => {
    let ended = false;
    const own = await startHuggingFace({
      jobs: {
        run: async job => {
          await untilAborted(job);
          await new Promise(resolve => setTimeout(resolve, 50));
          ended = true;
          return 0;
        },
      },
    });
    await run(own);
    await vi.waitFor(() => expect(own.jobs.all()[0]?.status.stage).toBe('RUNNING'), 60_000);
    await own.close();
    expect(ended).toBe(true);
    expect(own.jobs.all()[0]?.status).toEqual({ stage: 'CANCELED', message: 'The server was closed' });
  });
});
