import { expect, test } from 'vitest';
import { ana, createTrainingWorld, guildId } from '../testing/training-fixture.ts';

const minute = 60_000;

/** A training that travels over the hub, and what is deleted there, in order. */
async function overTheHub() {
  const deleted: string[] = [];
  const repos = {
    publish: async () => {},
    look: async () => ({ found: false }) as const,
    deleteRepo: async () => void deleted.push('photos'),
    deleteBranch: async () => void deleted.push('branch'),
  };
  const addresses = { public: undefined, local: 'http://127.0.0.1:8787' };
  const world = await createTrainingWorld({ wiring: { repos, addresses } });
  const { job } = await world.start((await world.register()).id);
  await world.training.claimedOnHub({ jobId: job.id, attempt: 1, claimId: 'a-trainer-of-its-own' });
  return { world, jobId: job.id, deleted };
}

test('of a cancelled training the branch goes first: without its photos alone, a trainer takes itself for lost', async () => {
  const { world, jobId, deleted } = await overTheHub();
  await world.training.cancel({ guildId, jobId, memberId: ana, admin: false });
  await expect.poll(() => deleted).toEqual(['branch', 'photos']);
  await world.training.stop();
});

test('of a lost one the photos go, and the branch stays', async () => {
  const { world, jobId, deleted } = await overTheHub();
  world.clock.ms += 25 * minute;
  await world.training.sweep();
  await expect.poll(() => deleted).toEqual(['photos']);
  await world.training.stop();
  expect(deleted).toEqual(['photos']);
  expect(world.training.byId(jobId)).toMatchObject({ state: 'failed', lost: true });
});
