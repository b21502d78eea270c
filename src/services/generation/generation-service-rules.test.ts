import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  ana,
  ben,
  createGenerationWorld,
  type GenerationWorld,
  guildId,
  quickModel,
  smallPictures,
} from './testing/generation-fixture.ts';

const artist = '900000000000000401';
const casting = '900000000000000402';
let world: GenerationWorld;
beforeAll(async () => {
  world = await createGenerationWorld({ pictures: await smallPictures() });
});
afterEach(() => world.guildSettings.remove(guildId));
afterAll(() => world.close());

const calls = () => world.huggingFace.requests.length;
const rules = (roles: Record<string, object>) =>
  world.guildSettings.update(guildId, current => ({
    ...current,
    roles: Object.fromEntries(
      Object.entries(roles).map(([id, rule]) => [id, { may: [], ...rule }]),
    ) as typeof current.roles,
  }));

test('images a day end half-way through a request, and the cache stays free', async () => {
  await rules({ [artist]: { images: 3 } });
  const asked = { prompt: 'a heron', memberId: ben, roleIds: [artist], count: 4 };
  const { images, missing, record } = await world.ask(asked);
  expect(images).toHaveLength(3);
  expect(missing.map(why => why())).toEqual([
    expect.stringMatching(/made your 3 new images for today in this server/),
  ]);
  await expect(world.ask({ ...asked, prompt: 'an owl', count: 1 })).rejects.toThrow(/made your 3 new images/);
  const before = calls();
  // Which of the four found no room depends on who was first.
  const made = record.images[0]?.seed;
  expect((await world.ask({ ...asked, count: 1, seed: made })).record.cached).toBe(1);
  expect(calls()).toBe(before);
  // The most generous role holds, and roles bind no admin.
  await rules({ [artist]: { images: 3 }, [casting]: { images: 4 } });
  expect(
    (await world.ask({ ...asked, roleIds: [artist, casting], prompt: 'a wren', count: 1 })).images,
  ).toHaveLength(1);
  expect((await world.ask({ ...asked, admin: true, prompt: 'a tern', count: 1 })).images).toHaveLength(1);
});

test('requests that wait are counted as they are taken, however many come at once', async () => {
  await rules({ [guildId]: { waiting: 2 } });
  const request = { guildId, channelId: 'c', memberId: ana, prompt: 'a fox' };
  const taken = await Promise.allSettled(
    Array.from({ length: 5 }, (_, nth) =>
      world.generation.accept({ ...request, prompt: `fox ${nth}` }, 'answer'),
    ),
  );
  const accepted = taken.flatMap(one => (one.status === 'fulfilled' ? [one.value.id] : []));
  expect(accepted).toHaveLength(2);
  await expect(world.generation.accept(request, 'answer')).rejects.toThrow(/You have 2 requests under way/);
  await world.generation.accept({ ...request, memberId: ben }, 'answer');
  await world.generation.told(accepted[0] ?? '');
  await world.generation.accept(request, 'answer');
});

test('what was accepted is judged again at its turn: a block stops it, and costs nothing', async () => {
  await rules({ [artist]: { may: ['generate'] } });
  await expect(world.ask({ prompt: 'a stoat' })).rejects.toThrow(/you need the role <@&900000000000000401>/);
  const spent = await world.spent();
  const accepted = await world.generation.accept(
    { guildId, channelId: 'c', memberId: ben, prompt: 'a marten', roleIds: [artist] },
    'answer',
  );
  await world.guildSettings.update(guildId, world.guildSettings.decide('blocked', ben, { reason: 'spam' }));
  await expect(world.generation.generate(accepted, () => {})).rejects.toThrow(/blocked you.*Reason: spam/);
  expect(await world.spent()).toBe(spent);
});

test.each([
  ['a channel', { channelId: 'dark' }],
  ['a private thread of it', { channelId: 'thread', placeId: 'dark' }],
])('what admins lower in %s holds at the turn of what was asked before', async (_where, place) => {
  const words = { prompt: 'a nude statue of a couple having sex', adultChannel: true, ...place };
  await world.guildSettings.update(guildId, current => ({ ...current, adult: true }));
  expect((await world.ask(words)).images).toHaveLength(1);
  const accepted = await world.generation.accept(
    { guildId, memberId: ana, model: quickModel, ...words, prompt: `${words.prompt}, at night` },
    'answer',
  );
  await world.guildSettings.update(guildId, current => ({
    ...current,
    channels: { dark: { everyday: true } },
  }));
  await expect(world.generation.generate(accepted, () => {})).rejects.toThrow(
    /only in channels that Discord restricts|age-restricted/,
  );
});
