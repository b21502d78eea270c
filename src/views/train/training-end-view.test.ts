import { expect, test } from 'vitest';
import { createTrainingWorld, jobWith } from '../../services/training/testing/training-fixture.ts';
import { trainingEndView } from './training-end-view.ts';

const words = (view: { components: unknown }) => JSON.stringify(view.components);

test('only a stand-in’s result says that nothing was trained', async () => {
  const world = await createTrainingWorld();
  await world.register();
  const { job } = await world.start('Nova');
  const result = { repo: 'r', revision: 'abcdef1', standIn: false };
  const succeeded = jobWith(job, { state: 'succeeded', version: 2, result, startedAt: 0, endedAt: 1 });
  const real = words(trainingEndView(succeeded, []));
  expect(real).not.toContain('stand-in');
  expect(real).toContain('version 2');
  const drawn = trainingEndView(jobWith(succeeded, { result: { ...result, standIn: true } }), []);
  expect(words(drawn)).toContain('nothing was trained');
});
