import { expect, test } from 'vitest';
import {
  ana,
  createTrainingWorld,
  decode,
  guildId,
} from '../../services/training/testing/training-fixture.ts';
import { trainingPlanView, trainingStartView } from './training-start-view.ts';

const words = (view: { components: unknown }) => JSON.stringify(view.components);

test('the start says the three steps, and the code can be copied as it is', async () => {
  const world = await createTrainingWorld();
  await world.register();
  const started = await world.start('Nova');
  started.job.actorName = '@everyone **Nova**';
  const said = words(trainingStartView(started));
  expect(said).toMatch(/\*\*1\.\*\*.*\*\*2\.\*\*.*\*\*3\.\*\*/);
  expect(said).toContain(`\`\`\`\\n${started.jobCode}\\n\`\`\``);
  expect(decode(started.jobCode).jobId).toBe(started.job.id);
  expect(said).toContain('https://colab.example/notebook');
  expect(said).toContain(`<t:${Math.floor(started.job.tokenExpiresAt / 1000)}:R>`);
  expect(said).not.toContain('@everyone');
});

test('the plan warns where nothing could serve the trained actor', async () => {
  const world = await createTrainingWorld();
  const { id } = await world.register();
  const plan = await world.training.plan({ guildId, memberId: ana, actor: id });
  expect(words(trainingPlanView(plan))).toMatch(/This bot has such an endpoint/);
  expect(words(trainingPlanView({ ...plan, servable: false }))).toMatch(/has no such endpoint yet/);
});
