import sharp from 'sharp';
import { expect, test } from 'vitest';
import {
  ana,
  createTrainingWorld,
  decode,
  guildId,
} from '../../services/training/testing/training-fixture.ts';
import { lossChart } from './loss-chart.ts';
import { trainingEndView } from './training-end-view.ts';
import { trainingProgressView } from './training-progress-view.ts';
import { trainingPlanView, trainingStartView } from './training-start-view.ts';
import { trainingStatusView } from './training-status-view.ts';

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

test('the time left is the trainer’s, or follows from the pace', async () => {
  const world = await createTrainingWorld();
  await world.register();
  const { job } = await world.start('Nova');
  const running = {
    ...job,
    state: 'running' as const,
    step: 200,
    startStep: 0,
    startedAt: 0,
    lastEventAt: 100_000,
  };
  expect(words(trainingProgressView({ ...running, etaSeconds: 90 }))).toContain('about 2 min left');
  expect(words(trainingProgressView(running))).toContain('about 5 min left');
  expect(words(trainingProgressView({ ...running, step: 0 }))).not.toContain('left');
});

test('only a stand-in’s result says that nothing was trained', async () => {
  const world = await createTrainingWorld();
  await world.register();
  const { job } = await world.start('Nova');
  const result = { repo: 'r', revision: 'abcdef1', standIn: false };
  const real = words(trainingEndView({ ...job, state: 'succeeded', version: 2, result }, []));
  expect(real).not.toContain('stand-in');
  expect(real).toContain('version 2');
  const drawn = trainingEndView({ ...job, state: 'succeeded', result: { ...result, standIn: true } }, []);
  expect(words(drawn)).toContain('nothing was trained');
});

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
  const jobs = Array.from({ length: 9 }, () => ({ ...job, state: 'running' as const, losses }));
  const view = trainingStatusView(jobs, { job: { ...job, losses }, png });
  const said = words(view);
  expect(said).toContain('0.5000 → 0.2500');
  expect(said).toContain('and 3 older');
  expect((said.match(/"type":/g) ?? []).length).toBeLessThanOrEqual(40);
  expect((said.match(/"content":"[^"]*"/g) ?? []).join('').length).toBeLessThan(4_000);
  expect(view.files).toHaveLength(1);
});

test('a chart needs two points, and shows its line', async () => {
  expect(await lossChart([])).toBeUndefined();
  expect(await lossChart([{ step: 1, loss: 1 }])).toBeUndefined();
  const png = await lossChart(Array.from({ length: 100 }, (_, step) => ({ step, loss: 1 / (step + 1) })));
  const { width, height, format } = await sharp(png).metadata();
  expect({ width, height, format }).toEqual({ width: 720, height: 260, format: 'png' });
  const { dominant } = await sharp(png).stats();
  expect(dominant.b).toBeLessThan(80);
  const flat = await lossChart([
    { step: 1, loss: 1 },
    { step: 2, loss: 1 },
  ]);
  expect(flat).toBeDefined();
});
