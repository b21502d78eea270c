import { cancelJob, getJob, type HubApiError, listJobs, runJob, streamJobLogs } from '@huggingface/hub';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type HuggingFace, startHuggingFace } from '../server.ts';
import type { JobImage } from './jobs.ts';

const image = vi.fn<JobImage>(async () => 0);
let server: HuggingFace;

beforeAll(async () => {
  server = await startHuggingFace({ otherTokens: { hf_other: 'other' }, jobs: { run: image } });
});
beforeEach(() => {
  image.mockClear();
});
afterEach(() => server.faults.clear());
afterAll(() => server.close());

const account = (accessToken = server.token) => ({
  namespace: server.user,
  accessToken,
  hubUrl: server.url,
});
const start = (options: Partial<Parameters<typeof runJob>[0]> = {}) =>
  runJob({
    ...account(),
    flavor: 't4-small',
    dockerImage: 'python:3.12',
    ...options,
  } as Parameters<typeof runJob>[0]);

async function refusal(promise: Promise<unknown>): Promise<{ status: number; message: string }> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason as HubApiError,
  );
  return { status: error?.statusCode ?? 0, message: error?.message ?? '' };
}

describe('refused are', () => {
  it('wrong tokens', async () => {
    const wrong = account('hf_wrong');
    const attempts = [
      start(wrong),
      listJobs(wrong),
      getJob({ ...wrong, jobId: 'x' }),
      cancelJob({ ...wrong, jobId: 'x' }),
      streamJobLogs({ ...wrong, jobId: 'x' }).next(),
    ];
    for (const { status } of await Promise.all(attempts.map(refusal))) expect(status).toBe(401);
    expect(image).not.toHaveBeenCalled();
  });

  it("other people's namespaces", async () => {
    const { id: jobId } = await start();
    await vi.waitFor(() => expect(image).toHaveBeenCalled(), 60_000);
    image.mockClear();
    const foreign = account('hf_other');
    const attempts = [
      start(foreign),
      listJobs(foreign),
      getJob({ ...foreign, jobId }),
      cancelJob({ ...foreign, jobId }),
      streamJobLogs({ ...foreign, jobId }).next(),
    ];
    for (const { status } of await Promise.all(attempts.map(refusal))) expect(status).toBe(403);
    expect(image).not.toHaveBeenCalled();
  });

  it('jobs that are not there', async () => {
    const unknown = { ...account(), jobId: '0123456789abcdef01234567' };
    const attempts = [getJob(unknown), cancelJob(unknown), streamJobLogs(unknown).next()];
    for (const { status, message } of await Promise.all(attempts.map(refusal))) {
      expect(status).toBe(404);
      expect(message).toContain('Job not found');
    }
  });

  it('bodies that make no job, without a word of what is in them', async () => {
    const before = server.jobs.all().length;
    const flavor = await refusal(start({ flavor: 'h9000' as 'l4x1', secrets: { CODE: 'quite-secret' } }));
    expect(flavor.status).toBe(400);
    expect(flavor.message).toContain('flavor');
    const post = (body: string) =>
      fetch(`${server.url}/api/jobs/${server.user}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
        body,
      });
    for (const body of [
      '',
      '{"secrets": "quite-secret',
      '[]',
      JSON.stringify({ flavor: 'l4x1', command: ['a'] }),
      JSON.stringify({ flavor: 'l4x1', dockerImage: 'a', spaceId: 'b/c' }),
      JSON.stringify({ flavor: 'l4x1', dockerImage: 'a', timeoutSeconds: -1 }),
      JSON.stringify({ flavor: 'l4x1', dockerImage: 'a', secrets: ['quite-secret'] }),
    ]) {
      const response = await post(body);
      expect(response.status).toBe(400);
      expect(await response.text()).not.toContain('quite-secret');
    }
    expect(server.jobs.all()).toHaveLength(before);
  });

  it('jobs that cannot be paid, when a fault says so', async () => {
    server.faults.add({
      kind: 'status',
      status: 402,
      match: { via: 'hub', method: 'POST', pathIncludes: '/api/jobs/' },
    });
    await listJobs(account());
    const unpaid = await refusal(start());
    expect(unpaid.status).toBe(402);
    expect(unpaid.message).toContain('Pre-paid credit balance is insufficient');
    expect((await start()).status.stage).toBe('SCHEDULING');
  });
});
