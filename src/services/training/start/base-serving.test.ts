import { describe, expect, test } from 'vitest';
import { ana, createTrainingWorld, guildId } from '../testing/training-fixture.ts';
import { type BaseServing, createBases } from './base-serving.ts';

const served = (by: Record<string, BaseServing>) => async (base: { key: string }) =>
  by[base.key] ?? { by: 'nobody' as const };
const keys = async (bases: Promise<{ base: { key: string } }[]>) => (await bases).map(({ base }) => base.key);

const provider: BaseServing = { by: 'provider', provider: 'fal-ai' };
const endpoint: BaseServing = { by: 'endpoint' };

describe('the bases of a training', () => {
  test('are proposed by what is served now: what leads nowhere comes last', async () => {
    expect(await keys(createBases(served({ sdxl: provider })).proposed('g'))).toEqual([
      ...['sdxl', 'sd15', 'sd21', 'z-image-turbo', 'z-image', 'flux2-klein'],
    ]);
    const all = createBases(async () => endpoint);
    expect((await keys(all.proposed('g'))).slice(0, 3)).toEqual(['sd15', 'sd21', 'sdxl']);
    const silent = createBases(served({ sd21: { by: 'unknown' }, sdxl: provider }));
    expect((await keys(silent.proposed('g'))).slice(0, 3)).toEqual(['sdxl', 'sd21', 'sd15']);
    // Untried on a GPU: behind what is known to work, before what leads nowhere.
    const today = createBases(served({ sdxl: provider, 'z-image-turbo': provider, 'flux2-klein': provider }));
    expect(await keys(today.proposed('g'))).toEqual([
      ...['sdxl', 'z-image-turbo', 'flux2-klein', 'sd15', 'sd21', 'z-image'],
    ]);
  });

  test('are listed at once where the hub takes its time', async () => {
    const bases = createBases(base => (base.key === 'sdxl' ? new Promise(() => {}) : served({})(base)));
    expect(await bases.atHand('g')).toMatchObject([
      { base: { key: 'sdxl' }, serving: { by: 'unknown' } },
      { base: { key: 'sd15' }, serving: { by: 'nobody' } },
      { base: { key: 'sd21' }, serving: { by: 'nobody' } },
      { base: { key: 'z-image-turbo' }, serving: { by: 'nobody' } },
      { base: { key: 'z-image' }, serving: { by: 'nobody' } },
      { base: { key: 'flux2-klein' }, serving: { by: 'nobody' } },
    ]);
  });
});

describe('a training', () => {
  const planWith = async (servingOf: (base: { key: string }) => Promise<BaseServing>, base?: string) => {
    const world = await createTrainingWorld();
    const { id } = await world.register();
    const { training } = await world.open({ servingOf });
    const request = { guildId, memberId: ana, actor: id, ...(base ? { base } : {}) };
    return { plan: await training.plan(request), training, request };
  };

  test('is on a base that can be used afterwards, unless another is asked for', async () => {
    const { plan } = await planWith(served({ sdxl: provider }));
    expect(plan).toMatchObject({ base: { key: 'sdxl' }, serving: provider, steps: 1_000 });
    expect(plan.instead).toBeUndefined();
    expect((await planWith(async () => endpoint)).plan.base.key).toBe('sd15');
  });

  test('on one that leads nowhere is not refused, and another is named', async () => {
    const { plan, training, request } = await planWith(served({ sdxl: provider }), 'Stable diffusion 1.5');
    expect(plan).toMatchObject({
      base: { key: 'sd15' },
      serving: { by: 'nobody' },
      instead: { key: 'sdxl' },
    });
    const { job } = await training.start({ ...request, channelId: 'c' });
    expect(job.spec.baseModel).toBe('stable-diffusion-v1-5/stable-diffusion-v1-5');
  });

  test('where everything leads nowhere is on the first, and says so', async () => {
    const { plan } = await planWith(served({}));
    expect(plan).toMatchObject({ base: { key: 'sd15' }, serving: { by: 'nobody' } });
    expect(plan.instead).toBeUndefined();
  });

  test('says whether the person shown has yet to be asked', async () => {
    expect((await planWith(served({ sdxl: provider }))).plan.maySend).toBe(true);
  });
});
