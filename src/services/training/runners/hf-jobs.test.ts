import { type HuggingFace, startHuggingFace } from '@ai-actor/playground/huggingface';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createHubJobs } from '../../huggingface/hub/hub-jobs.ts';
import { aJob, jobWith, logger } from '../testing/training-fixture.ts';
import { hfJobsRunner } from './hf-jobs.ts';
import type { Launcher } from './runner.ts';

let hub: HuggingFace;
let launcher: Launcher;
const clock = { ms: 0 };
beforeAll(async () => {
  hub = await startHuggingFace({
    jobs: {
      run: ({ signal }) => new Promise(resolve => signal.addEventListener('abort', () => resolve(143))),
    },
  });
  const runner = hfJobsRunner({
    jobs: createHubJobs({ hubUrl: hub.url, token: hub.token }),
    namespace: async () => hub.user,
    ...{ trainer: 'https://example/trainer.whl', token: hub.token, flavor: 't4-small' },
    ...{ timeoutSecondsOf: () => 3_600, now: () => clock.ms, logger },
  });
  if (!runner.launcher) throw new Error('there is no launcher');
  launcher = runner.launcher;
});
afterEach(() => hub.faults.clear());
afterAll(() => hub.close());

test('machines of trainings that are over are ended, however they were forgotten; others are left alone', async () => {
  const start = async (id: string) => {
    const run = await launcher.launch(jobWith(aJob(), { id }), 'code');
    return { id, run: run.kind === 'hf-jobs' ? run.id : '' };
  };
  const needed = await start('needed');
  const over = await start('over');
  const unknown = await start('unknown');
  const more = await Promise.all(Array.from({ length: 25 }, (_, n) => start(`needed${n}`)));
  const stages = () => new Map(hub.jobs.all().map(({ id, status }) => [id, status.stage]));
  const prune = () => launcher.prune(async id => (id === 'over' || id === 'unknown' ? id : 'needed'));
  await prune();
  expect(stages().get(over.run)).toBe('CANCELED');
  for (const { run } of [needed, unknown, ...more]) expect(stages().get(run)).not.toBe('CANCELED');
  // The hub is not asked again with every sweep.
  const again = await start('over');
  await prune();
  expect(stages().get(again.run)).not.toBe('CANCELED');
  clock.ms += 15 * 60_000;
  await prune();
  expect(stages().get(again.run)).toBe('CANCELED');
});

test('a hub that does not answer holds no sweep up', async () => {
  clock.ms += 15 * 60_000;
  hub.faults.add({ kind: 'status', status: 500, match: { via: 'hub', pathIncludes: '/api/jobs/' } });
  await expect(launcher.prune(async () => 'over')).resolves.toBeUndefined();
});

describe('a machine that Hugging Face refuses', () => {
  const refused = (status: number, error: string) => {
    const match = { via: 'hub', method: 'POST', pathIncludes: '/api/jobs/' } as const;
    hub.faults.add({ kind: 'status', status, body: { error }, match });
    return launcher.launch(aJob(), 'code');
  };
  const money = /no credit left/;

  test.each([
    // As the hub sends it for Jobs.
    [402, 'Pre-paid credit balance is insufficient - add more credits to your account to use Jobs.', money],
    [403, 'NOT_ENOUGH_BALANCE', money],
    [403, 'Your account balance is insufficient', money],
    [403, 'You do not have enough credits', money],
    [403, 'This token has no permission to start jobs', /token can’t start machines/],
    [401, 'Invalid username or password.', /token can’t start machines/],
  ])('with %i “%s” is told in its words, and not tried again', async (status, error, words) => {
    await expect(refused(status, error)).rejects.toMatchObject({
      name: 'LaunchError',
      final: true,
      message: expect.stringMatching(words),
    });
  });

  test('for a moment is tried again', async () => {
    await expect(refused(500, 'Internal Server Error')).rejects.toMatchObject({ final: false });
    await expect(refused(429, 'Too Many Requests')).rejects.toMatchObject({ final: false });
  });
});
