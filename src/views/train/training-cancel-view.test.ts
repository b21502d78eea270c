import { expect, test } from 'vitest';
import { createTrainingWorld } from '../../services/training/testing/training-fixture.ts';
import { chooseCancelView } from './training-cancel-view.ts';

test('the label of a button fits, and is cut between characters', async () => {
  const world = await createTrainingWorld();
  await world.register();
  const { job } = await world.start('Nova');
  const labels = ['', 'x'].flatMap(before => [
    ...JSON.stringify(chooseCancelView([{ ...job, actorName: `${before}${'🦊'.repeat(60)}` }])).matchAll(
      /"label":"([^"]+)"/g,
    ),
  ]);
  expect(labels).toHaveLength(2);
  for (const [, label = ''] of labels) {
    expect(label).toMatch(/^Cancel x?(🦊)+…$/u);
    expect(label.length).toBeLessThanOrEqual(80);
  }
});
