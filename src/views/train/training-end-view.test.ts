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

test('the alt text of a sample is cut between characters', async () => {
  const world = await createTrainingWorld();
  await world.register();
  const { job } = await world.start('Nova');
  const result = { repo: 'r', revision: 'abcdef1', standIn: false };
  for (const before of [0, 1]) {
    const prompt = `${'x'.repeat(before)}${'🦊'.repeat(600)}`;
    const ended = jobWith(job, { state: 'succeeded', version: 1, result, startedAt: 0, endedAt: 1 });
    const { files } = trainingEndView(ended, [{ bytes: Buffer.from('x'), prompt }]);
    expect(files?.[0]?.description).toMatch(/^x?(🦊)+…$/u);
    expect(files?.[0]?.description?.length).toBeLessThanOrEqual(1_024);
  }
});

test('why it failed is said from what is kept; of an earlier record the sentence itself is told', async () => {
  const world = await createTrainingWorld();
  await world.register();
  const { job } = await world.start('Nova');
  const failed = jobWith(job, {
    ...{ state: 'failed', endedAt: 1, reason: 'In English.', reasonFrom: 'bot' },
    why: [{ what: 'trainer-lost', minutes: 15 }, { what: 'resume-goes-on' }],
  });
  const said = words(trainingEndView(failed, []));
  expect(said).toMatch(/nothing came from it for 15 minutes\. \*\*Resume\*\* continues/);
  expect(said).not.toContain('In English.');
  expect(words(trainingEndView(jobWith(failed, { why: undefined }), []))).toContain('In English.');
});
