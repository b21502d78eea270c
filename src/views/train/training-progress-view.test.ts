import { expect, test } from 'vitest';
import { createTrainingWorld, jobWith } from '../../services/training/testing/training-fixture.ts';
import { trainingProgressView } from './training-progress-view.ts';

const words = (view: { components: unknown }) => JSON.stringify(view.components);

test('the time left is the trainer’s, or follows from the pace', async () => {
  const world = await createTrainingWorld();
  await world.register();
  const { job } = await world.start('Nova');
  const running = jobWith(job, {
    ...{ state: 'running', step: 200, startStep: 0 },
    ...{ startedAt: 0, lastEventAt: 100_000 },
  });
  expect(words(trainingProgressView(jobWith(running, { etaSeconds: 90 })))).toContain('about 2 min left');
  expect(words(trainingProgressView(running))).toContain('about 5 min left');
  expect(words(trainingProgressView(jobWith(running, { step: 0 })))).not.toContain('left');
});
