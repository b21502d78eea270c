import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RelayError, type RelayRepos } from '../../huggingface/hub/relay-repos.ts';
import { ana, createTrainingWorld, decode, guildId, withCode } from '../testing/training-fixture.ts';
import type { TrainingService } from '../training-service.ts';

/** A hub of which one sees what was asked; files are named `repo@revision/path`. */
function relayHub() {
  const files = new Map<string, string>();
  const hub = {
    files,
    asked: [] as string[],
    deleted: [] as string[],
    away: undefined as Error | undefined,
    repos: {
      async publish(name, put) {
        if (hub.away) throw hub.away;
        for (const key of files.keys()) if (key.startsWith(`${name}@`)) files.delete(key);
        for (const { path, content } of put) files.set(`${name}@main/${path}`, await content.text());
      },
      async look({ repo, revision, path }, seen) {
        const key = `${repo}@${revision}/${path}`;
        hub.asked.push(key);
        if (hub.away) throw hub.away;
        const text = files.get(key);
        if (text === undefined) return { found: false };
        const etag = createHash('sha256').update(text).digest('hex');
        return { found: true, etag, text: seen?.etag === etag ? undefined : text };
      },
      async deleteRepo(name) {
        if (hub.away) throw hub.away;
        hub.deleted.push(name);
        for (const key of files.keys()) if (key.startsWith(`${name}@`)) files.delete(key);
      },
      async deleteBranch(repo, branch) {
        if (hub.away) throw hub.away;
        hub.deleted.push(`${repo}@${branch}`);
      },
    } satisfies RelayRepos,
  };
  return hub;
}

const delays = { waiting: 5, running: 5, mostAfterFaults: 20 };
const claimId = 'c'.repeat(32);

let world: Awaited<ReturnType<typeof createTrainingWorld>>;
let hub: ReturnType<typeof relayHub>;
let training: TrainingService;
let actorId: string;
const opened: TrainingService[] = [];

async function open() {
  const service = await world.open({
    repos: hub.repos,
    addresses: { public: undefined, local: 'http://127.0.0.1' },
    pace: { retryDelaysMs: [1], relayDelaysMs: delays },
  });
  opened.push(service.training);
  return service.training;
}
beforeEach(async () => {
  world = await createTrainingWorld();
  hub = relayHub();
  actorId = (await world.register()).id;
  training = await open();
});
afterEach(async () => {
  for (const service of opened.splice(0)) await service.stop();
});

async function begin() {
  const started = withCode(await training.start({ guildId, channelId: 'c', memberId: ana, actor: actorId }));
  return {
    ...started,
    code: decode(started.jobCode) as unknown as { relayRepo: string; oneTimeToken: string },
  };
}

const jobOf = (id: string) => training.byId(id);
const until = (check: () => void) => vi.waitFor(check, { timeout: 60_000, interval: 5 });

async function claim(repo: string, attempt = 1, id = claimId) {
  hub.files.set(`${repo}@main/claim.json`, JSON.stringify({ claimId: id, attempt, claimedAt: 1 }));
}

function report(
  job: { id: string; spec: { repo: string; branch: string } },
  events: object[],
  more: object = {},
) {
  const status = { jobId: job.id, attempt: 1, claimId, updatedAt: 1, ...more };
  hub.files.set(
    `${job.spec.repo}@${job.spec.branch}/status.json`,
    JSON.stringify({
      ...status,
      events: events.map((event, seq) => ({
        ...{
          id: `e${status.attempt}-${seq}`,
          jobId: job.id,
          attempt: status.attempt,
          seq,
          step: seq * 10,
          totalSteps: 100,
        },
        ...event,
      })),
    }),
  );
}

const completed = (repo: string) => ({
  type: 'training.completed',
  repo,
  revision: 'a'.repeat(40),
  standIn: true,
});

describe('a job over the hub', () => {
  test('lies there with its photos and its code has no address', async () => {
    const { job, code } = await begin();
    expect(code).toEqual({
      relayRepo: `studio/actor-job-${job.id}`,
      jobId: job.id,
      oneTimeToken: expect.any(String),
    });
    const sheet = JSON.parse(hub.files.get(`${code.relayRepo}@main/job.json`) ?? '{}');
    expect(sheet).toMatchObject({ jobId: job.id, attempt: 1, spec: { repo: job.spec.repo } });
    expect(sheet.tokenHash).toBe(createHash('sha256').update(code.oneTimeToken).digest('hex'));
    expect(sheet.photos).toHaveLength(5);
    for (const { notes } of sheet.photos) expect(notes).toMatchObject({ framing: 'from the waist up' });
    for (const { path } of sheet.photos) expect(hub.files.has(`${code.relayRepo}@main/${path}`)).toBe(true);
  });

  test('is claimed, followed and ended, and nothing of it stays', async () => {
    const { job, code } = await begin();
    await claim(code.relayRepo);
    await until(() => expect(jobOf(job.id)).toMatchObject({ state: 'running', attempt: 1 }));
    report(job, [{ type: 'training.started' }, { type: 'training.progress', loss: 0.2 }]);
    await until(() => expect(jobOf(job.id)).toMatchObject({ step: 10 }));
    report(job, [{ type: 'training.started' }, { type: 'training.verifying' }, completed(job.spec.repo)]);
    await until(() => expect(jobOf(job.id)).toMatchObject({ state: 'succeeded' }));
    await until(() => expect(hub.deleted).toContain(`${job.spec.repo}@${job.spec.branch}`));
    await until(() => expect(jobOf(job.id)?.leftovers).toEqual({}));
    expect([...hub.files.keys()].filter(file => file.startsWith(code.relayRepo))).toEqual([]);
    const { length } = hub.asked;
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(hub.asked).toHaveLength(length);
  });

  test('goes on after a restart', async () => {
    const { job, code } = await begin();
    await training.stop();
    await claim(code.relayRepo);
    training = await open();
    await training.sweep();
    await until(() => expect(jobOf(job.id)).toMatchObject({ state: 'running' }));
  });

  test('takes no word of another attempt, another trainer or another job', async () => {
    const { job, code } = await begin();
    await claim(code.relayRepo, 7);
    await new Promise(resolve => setTimeout(resolve, 30));
    expect(jobOf(job.id)).toMatchObject({ state: 'waiting' });
    await claim(code.relayRepo);
    await until(() => expect(jobOf(job.id)).toMatchObject({ state: 'running' }));
    for (const wrong of [{ attempt: 2 }, { claimId: 'd'.repeat(32) }, { jobId: 'other' }]) {
      report(job, [completed(job.spec.repo)], wrong);
      const { length } = hub.asked;
      await until(() => expect(hub.asked.length).toBeGreaterThan(length + 1));
    }
    for (const damaged of ['{', '[]', '{"events": 3}']) {
      hub.files.set(`${job.spec.repo}@${job.spec.branch}/status.json`, damaged);
      const { length } = hub.asked;
      await until(() => expect(hub.asked.length).toBeGreaterThan(length + 1));
    }
    report(job, [completed('somebody/else')]);
    const { length } = hub.asked;
    await until(() => expect(hub.asked.length).toBeGreaterThan(length + 1));
    expect(jobOf(job.id)).toMatchObject({ state: 'running', lastSeq: -1 });
  });

  test('asks less often while the hub is away, and clears up once it is back', async () => {
    const { job, code } = await begin();
    hub.away = new RelayError(429, 200);
    await until(() => expect(hub.asked.length).toBeGreaterThan(0));
    const { length } = hub.asked;
    await new Promise(resolve => setTimeout(resolve, 100));
    expect(hub.asked.length).toBeLessThanOrEqual(length + 1);
    await training.cancel({ guildId, jobId: job.id, memberId: ana, admin: false });
    expect(hub.deleted).toEqual([]);
    hub.away = undefined;
    await until(async () => {
      await training.sweep();
      expect(hub.deleted).toContain(code.relayRepo);
    });
  });

  test('that could not be laid out says so, and can be asked for again', async () => {
    hub.away = new TypeError('fetch failed');
    await expect(begin()).rejects.toMatchObject({ code: 'training-unavailable' });
    hub.away = undefined;
    const [job] = training.all();
    const again = withCode(await training.resume({ guildId, memberId: ana, jobId: String(job?.id) }));
    expect(hub.files.has(`${job?.relay?.repo}@main/job.json`)).toBe(true);
    expect(decode(again.jobCode).jobId).toBe(job?.id);
  });

  test('a lost one loses its photos and keeps its branch, to be resumed from', async () => {
    const { job, code } = await begin();
    await claim(code.relayRepo);
    await until(() => expect(jobOf(job.id)).toMatchObject({ state: 'running' }));
    world.clock.ms += 26 * 60_000;
    await training.sweep();
    expect(jobOf(job.id)).toMatchObject({ state: 'failed', lost: true });
    await until(() => expect(hub.deleted).toEqual([code.relayRepo]));
    const again = withCode(await training.resume({ guildId, memberId: ana, jobId: job.id }));
    expect(JSON.parse(hub.files.get(`${code.relayRepo}@main/job.json`) ?? '{}')).toMatchObject({
      attempt: 2,
    });
    expect(again.job).toMatchObject({ attempt: 1, state: 'waiting' });
    await claim(code.relayRepo, 2, 'e'.repeat(32));
    await until(() => expect(jobOf(job.id)).toMatchObject({ state: 'running', attempt: 2 }));
  });
});
