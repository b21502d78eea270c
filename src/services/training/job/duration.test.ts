import { describe, expect, test } from 'vitest';
import { aJob, jobWith } from '../testing/training-fixture.ts';
import { estimateSeconds } from './duration.ts';
import type { TrainingJob } from './job.ts';

describe('how long it takes', () => {
  const past = (seconds: number, change: Record<string, unknown> = {}) => {
    const job = aJob();
    return jobWith(job, {
      ...{ state: 'succeeded', attempt: 1, backend: 'local', version: 1, step: 100 },
      ...{ startedAt: 1_000, endedAt: (seconds + 1) * 1_000 },
      result: { repo: 'r', revision: 'a', standIn: false },
      spec: { ...job.spec, baseModel: 'a/base' },
      ...change,
    });
  };
  const of = (...jobs: TrainingJob[]) =>
    estimateSeconds(jobs, 'local', { id: 'a/base', secondsAStep: 1 }, 200);

  test('follows from trainings like it, and from no others', () => {
    expect(of(past(50), past(100), past(900))).toEqual({ seconds: 200, of: 3 });
    expect(
      of(past(50, { state: 'failed' }), past(50, { attempt: 2 }), past(50, { backend: 'colab' })),
    ).toBeUndefined();
    const standIn = { repo: 'r', revision: 'a', standIn: true };
    expect(of(past(50, { result: standIn }))).toBeUndefined();
  });
});
