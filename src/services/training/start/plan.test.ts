import { beforeEach, describe, expect, test } from 'vitest';
import { timeoutSeconds } from '../job/duration.ts';
import { colabRunner } from '../runners/colab.ts';
import { always, ana, ben, createTrainingWorld, guildId } from '../testing/training-fixture.ts';

let world: Awaited<ReturnType<typeof createTrainingWorld>>;
beforeEach(async () => {
  world = await createTrainingWorld();
});

const plan = (
  actor: string,
  more: { memberId?: string; base?: string; steps?: number } = {},
  training = world.training,
) => training.plan({ guildId, memberId: ana, actor, ...more });

describe('a plan', () => {
  test('says what would happen, and nothing has happened', async () => {
    const { id } = await world.register({ photos: 7 });
    expect(await plan(id)).toMatchObject({
      ...{
        steps: 1_050,
        licence: 'creativeml-openrail-m',
        backend: 'colab',
        relayed: false,
        cost: undefined,
      },
      base: { key: 'sd15' },
      photos: { usable: 7, all: 7 },
      time: { of: 0 },
    });
    expect(world.training.all()).toEqual([]);
  });

  test('counts what is billed, and until when', async () => {
    const { id } = await world.register();
    const runner = {
      ...colabRunner({ notebookUrl: 'x' }),
      backend: 'hf-jobs' as const,
      hourlyPrice: async () => 0.4,
    };
    const { training } = await world.open({ runners: always(runner) });
    const { cost, time } = await plan(id, { steps: 1_000 }, training);
    expect(cost).toEqual({
      dollars: (0.4 * Number(time?.seconds)) / 3_600,
      most: (0.4 * timeoutSeconds(time)) / 3_600,
    });
    const away = await world.open({ runners: always({ ...runner, hourlyPrice: async () => null }) });
    expect((await plan(id, {}, away.training)).cost).toBe('unknown');
  });

  test('is refused with the same words as a start', async () => {
    const { id } = await world.register();
    await expect(plan(id, { memberId: ben })).rejects.toMatchObject({ code: 'not-found' });
    await expect(plan(id, { base: 'no/such' })).rejects.toMatchObject({ code: 'bad-input' });
    await expect(plan(id, { steps: 5 })).rejects.toMatchObject({ code: 'bad-input' });
    world.hub.mayWrite = async () => false;
    await expect(plan(id)).rejects.toThrow(/token can’t write/);
    world.hub.mayWrite = async () => true;
    world.hub.modelPage = async () => undefined;
    await expect(plan(id)).rejects.toThrow(/no longer on Hugging Face/);
    world.hub.modelPage = () => Promise.reject(new TypeError('fetch failed'));
    await expect(plan(id)).rejects.toMatchObject({ code: 'training-unavailable' });
    expect(world.training.all()).toEqual([]);
  });

  test('and a start as well, by what the admins of the server decided', async () => {
    const { id } = await world.register();
    const other = await world.register({ name: 'Mei' });
    const rules = { paused: false, atOnce: 1, limitOf: () => undefined as number | undefined };
    const { training } = await world.open({ rules: () => rules });
    await training.start({ guildId, channelId: 'c', memberId: ana, actor: id });
    await expect(plan(other.id, {}, training)).rejects.toThrow(/its admins allow no more at a time/);
    // One's own unused code can be had again.
    await plan(id, {}, training);
    rules.atOnce = 0;
    await expect(plan(id, {}, training)).rejects.toThrow(/don’t allow training/);
    rules.atOnce = 5;
    rules.limitOf = () => 0;
    await expect(plan(id, {}, training)).rejects.toThrow(/your limit/);
    rules.paused = true;
    await expect(plan(id, {}, training)).rejects.toMatchObject({ code: 'server-paused' });
  });
});
