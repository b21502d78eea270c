import { expect, test } from 'vitest';
import type { Services } from '../../services/index.ts';
import type { TrainingJob } from '../../services/training/job/job.ts';
import type { ResumePlan } from '../../services/training/start/resume-job.ts';
import { aJob, jobWith } from '../../services/training/testing/training-fixture.ts';
import { testCaller } from '../testing/caller.ts';
import { trainButtons } from './train-buttons.ts';

const lost: TrainingJob = jobWith(aJob(), {
  ...{ state: 'failed', lost: true, reason: 'no answer', attempt: 1, step: 40 },
  ...{ startedAt: 0, endedAt: 1, backend: 'hf-jobs' },
});
const caller = testCaller({ memberId: 'ana', roleIds: ['cast'] });

/** What pressing a button shows, and the attempts that it began. */
async function press(name: string, ref: string, plan: ResumePlan | undefined) {
  const begun: object[] = [];
  const services = {
    training: {
      planResume: async () => plan,
      async resume(request: object) {
        begun.push(request);
        return { job: { ...lost, state: 'waiting' }, actor: {}, byHand: undefined, before: 0 };
      },
    },
  } as unknown as Services;
  const button = trainButtons.find(one => one.name === name);
  const shown = await button?.execute?.({ ref, services, caller } as never);
  return { words: JSON.stringify(shown), begun };
}

const paid: ResumePlan = {
  ...{ job: lost, backend: 'hf-jobs', where: () => 'on a machine' },
  ...{ time: { seconds: 600, of: 0 }, cost: { dollars: 0.1, most: 0.7 } },
};

test('Resume shows what a machine costs before one is rented', async () => {
  const { words, begun } = await press('train-resume', 'job1', paid);
  expect(words).toMatch(/Nothing has started yet.*about \$0\.10.*switched off at \$0\.70.*train-go-on/s);
  expect(begun).toEqual([]);
});

test('and rents it once that was agreed to, there alone', async () => {
  const { begun } = await press('train-go-on', 'job1/hf-jobs', paid);
  const { guildId, memberId, roleIds, admin } = caller;
  expect(begun).toEqual([{ guildId, memberId, roleIds, admin, jobId: 'job1', backend: 'hf-jobs' }]);
  await expect(press('train-go-on', 'job1/elsewhere', paid)).rejects.toMatchObject({ code: 'bad-input' });
});

test('where nothing is billed it goes on at once', async () => {
  const { words, begun } = await press('train-resume', 'job1', undefined);
  expect(begun).toHaveLength(1);
  expect(words).toContain('Resume the training of Nova');
});
