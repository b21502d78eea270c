import { describe, expect, test } from 'vitest';
import { findBase } from '../../services/training/job/bases.ts';
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

describe('the plan', () => {
  const planned = async () => {
    const world = await createTrainingWorld();
    const { id } = await world.register();
    return world.training.plan({ guildId, memberId: ana, actor: id });
  };
  const idsIn = (view: { components: unknown }) =>
    [...words(view).matchAll(/"custom_id":"([^"]+)"/g)].map(([, id = '']) => id);

  test('says where images will come from', async () => {
    const plan = await planned();
    expect(words(trainingPlanView(plan))).toMatch(/come from the bot’s own endpoint/);
    const provider = { by: 'provider', provider: 'fal-ai' } as const;
    const linked = words(trainingPlanView({ ...plan, serving: provider }));
    expect(linked).toMatch(/come from fal-ai, which gets the private model through a link/);
    expect(linked).not.toMatch(/ask the person shown first/);
    expect(words(trainingPlanView({ ...plan, serving: provider, maySend: false }))).toMatch(
      /ask the person shown first/,
    );
  });

  test('for a base that leads nowhere takes one more click, and offers one that leads somewhere', async () => {
    const plan = { ...(await planned()), serving: { by: 'nobody' } as const };
    const instead = findBase('sdxl');
    const view = trainingPlanView({ ...plan, instead });
    expect(words(view)).toMatch(/Nothing can make images with it right now/);
    expect(idsIn(view).map(id => id.split(':')[0])).toEqual(['train-base', 'train-anyway', 'train-drop']);
    expect(words(view)).toContain('Use Stable Diffusion XL instead');
    expect(idsIn(trainingPlanView(plan)).join()).not.toContain('train-base');
    expect(idsIn(trainingPlanView({ ...plan, instead }, { anyway: true })).join()).toContain('train-confirm');
  });
});

test('who can run the notebook is said with the plan, before there is a code', async () => {
  const world = await createTrainingWorld();
  const { id } = await world.register();
  const plan = await world.training.plan({ guildId, memberId: ana, actor: id });
  expect(words(trainingPlanView(plan))).not.toMatch(/token/);
  const relayed = words(trainingPlanView({ ...plan, relayed: true }));
  expect(relayed).toMatch(/Only somebody with a Hugging Face token that can write for studio can run it/);
  expect(relayed).toMatch(/PUBLIC_URL.*hf-jobs/);
  expect(words(trainingPlanView({ ...plan, gated: true }))).toMatch(
    /accepted this base’s terms.*huggingface\.co/,
  );
  // The bot starts it with its own token.
  expect(words(trainingPlanView({ ...plan, relayed: true, backend: 'hf-jobs' }))).not.toMatch(/token/);
});

test('the notebook needs no token where it can reach the bot, and the code tells the notebook', async () => {
  const world = await createTrainingWorld();
  await world.register();
  const started = await world.start('Nova');
  expect(words(trainingStartView(started))).toMatch(/don’t need a Hugging Face account or token/);
  expect(decode(started.jobCode)).toMatchObject({ hubToken: 'none' });
  const relay = { repo: 'studio/actor-job-1' };
  const overTheHub = words(trainingStartView({ ...started, job: { ...started.job, relay } }));
  expect(overTheHub).toMatch(/HF_TOKEN.*write access to \*\*studio/);
});

test('a gated base takes a token of somebody who accepted its terms, and the code says so', async () => {
  const world = await createTrainingWorld();
  await world.register();
  const page = await world.hub.modelPage('x');
  world.hub.modelPage = async () => page && { ...page, gated: true };
  const started = await world.start('Nova');
  expect(words(trainingStartView(started))).toMatch(/account that has accepted the terms/);
  expect(decode(started.jobCode)).toMatchObject({ hubToken: 'read' });
});
