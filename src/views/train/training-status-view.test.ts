import { expect, test } from 'vitest';
import { createTrainingWorld, jobWith } from '../../services/training/testing/training-fixture.ts';
import { lossChart } from './loss-chart.ts';
import { trainingStatusView } from './training-status-view.ts';

const words = (view: { components: unknown }) => JSON.stringify(view.components);

test('six trainings with a chart fit in one message', async () => {
  const world = await createTrainingWorld();
  await world.register();
  const { job } = await world.start('Nova');
  const losses = [
    { step: 1, loss: 0.5 },
    { step: 2, loss: 0.25 },
  ];
  const png = await lossChart(losses);
  if (!png) throw new Error('no chart');
  const running = jobWith(job, { state: 'running', startedAt: 0, lastEventAt: 0, losses });
  const jobs = Array.from({ length: 9 }, () => running);
  const view = trainingStatusView(jobs, { job: running, png });
  const said = words(view);
  expect(said).toContain('0.5000 → 0.2500');
  expect(said).toContain('and 3 older');
  expect((said.match(/"type":/g) ?? []).length).toBeLessThanOrEqual(40);
  expect((said.match(/"content":"[^"]*"/g) ?? []).join('').length).toBeLessThan(4_000);
  expect(view.files).toHaveLength(1);
});
