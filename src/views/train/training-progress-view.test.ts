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
  expect(words(trainingProgressView(jobWith(running, { etaSeconds: 90 })))).toContain(
    'about 2\u00a0min left',
  );
  expect(words(trainingProgressView(running))).toContain('about 5\u00a0min left');
  expect(words(trainingProgressView(jobWith(running, { step: 0 })))).not.toContain('left');
});

test('how alike its samples are is shown beside the best so far', async () => {
  const world = await createTrainingWorld();
  await world.register();
  const { job } = await world.start('Nova');
  const running = jobWith(job, { state: 'running', step: 750, startedAt: 0, lastEventAt: 1_000 });
  expect(words(trainingProgressView(running))).not.toContain('likeness');
  const probe = { likeness: 0.6123, best: 0.6301, bestStep: 500 };
  expect(words(trainingProgressView(jobWith(running, { probe })))).toContain(
    'likeness 0.61, best 0.63 at step 500',
  );
  const rising = { likeness: 0.6301, best: 0.6301, bestStep: 750 };
  expect(words(trainingProgressView(jobWith(running, { probe: rising })))).toMatch(
    /likeness 0\.63 ·|likeness 0\.63"|likeness 0\.63\\n/,
  );
});
