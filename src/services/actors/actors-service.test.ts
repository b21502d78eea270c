import { beforeEach, describe, expect, test } from 'vitest';
import type { Registration } from './new-actor.ts';
import {
  type ActorsWorld,
  actorsWorld,
  ana,
  ben,
  cleo,
  files,
  five,
  guildId,
} from './testing/actors-fixture.ts';

let world: ActorsWorld;
beforeEach(async () => {
  world = await actorsWorld();
});
const register = (form: Partial<Registration> = {}) => world.register(form);

describe('registering', () => {
  test('keeps the usable photos and names the others', async () => {
    const { actor, outcomes } = await register({ files: [...five, ...files('notes.txt')] });
    expect(actor.photos).toHaveLength(5);
    expect(outcomes.at(-1)).toEqual({ name: 'notes.txt', refused: 'is not an image.' });
    expect(actor.consent.state).toBe('granted');
  });

  test('with no usable file stores nothing and says why for each', async () => {
    await expect(register({ files: files('a.txt', 'b.txt') })).rejects.toThrow(
      /`a\.txt`: is not an image[\s\S]*`b\.txt`/,
    );
    expect(await world.actors.list(guildId, ana)).toEqual({ first: [], count: 0 });
  });

  test('the same name twice, at once or later, in whatever case, is one actor', async () => {
    const both = await Promise.allSettled([register(), register({ name: ' NOVA ' })]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(register({ name: 'nova' })).rejects.toMatchObject({ code: 'name-taken' });
    await expect(register({ guildId: 'another' })).resolves.toBeDefined();
  });

  test.each(['', '   ', '!!!', '@everyone', '**bold**', '<@1>', 'x'.repeat(33)])(
    'refuses the name %j',
    async name => {
      await expect(register({ name })).rejects.toMatchObject({ code: 'bad-input' });
    },
  );

  test.each([
    ['Nova Lee', 'Nova Lee'],
    ['xX_Lena_Xx', 'xX Lena Xx'],
    ['Lena 🌸', 'Lena'],
    ['Lena ❤️ Rose', 'Lena Rose'],
    ['Ben | they/them', 'Ben they them'],
    ['Tom (EU)', 'Tom EU'],
    ['𝓛𝓮𝓷𝓪', 'Lena'],
    ['.-’ Zoë -', 'Zoë'],
    ['Renée O’Neil Jr.', 'Renée O’Neil Jr.'],
    ['नीता', 'नीता'],
    [`${'x'.repeat(31)} yz`, 'x'.repeat(31)],
    ['\u0301🌸!?', ''],
  ])('of the member’s name %j it makes %j, which it takes', async (called, name) => {
    expect(await world.actors.nameFor(guildId, called)).toBe(name);
    if (name) await expect(register({ name })).resolves.toMatchObject({ actor: { name } });
  });

  test('a name that an actor has is suggested to nobody else', async () => {
    await register({ name: 'Lena' });
    expect(await world.actors.nameFor(guildId, 'lena 🌸')).toBe('');
    expect(await world.actors.nameFor('another', 'lena 🌸')).toBe('lena');
  });

  test('is closed to members whose limit admins have set to 0', async () => {
    world = await actorsWorld('nobody', [ana]);
    const refused = {
      code: 'not-allowed',
      message: expect.stringMatching(/admin.*turned off registering/),
    };
    await expect(register()).rejects.toMatchObject(refused);
    expect(() => world.actors.checkMayRegister(guildId, ana)).toThrow(expect.objectContaining(refused));
    await expect(register({ ownerId: ben, subjectId: ben })).resolves.toBeDefined();
  });

  test('a name is free again after a registration that failed', async () => {
    await expect(register({ files: files('a.txt') })).rejects.toThrow();
    await expect(register()).resolves.toBeDefined();
  });
});

describe('consent', () => {
  test('ticking the box for somebody else counts for nothing', async () => {
    const { actor } = await register({ subjectId: ben });
    expect(actor.consent.state).toBe('pending');
    await expect(world.actors.usable(guildId, ana, actor.id)).rejects.toMatchObject({
      code: 'consent-needed',
    });
    expect(await world.actors.suggest(guildId, ana, '')).toEqual([]);
  });

  test('only the person shown can answer', async () => {
    const { actor } = await register({ subjectId: ben });
    await expect(world.grant({ memberId: ana }, actor.id)).rejects.toMatchObject({
      code: 'not-allowed',
    });
    await expect(world.grant({ memberId: ben }, 'no-such-actor')).rejects.toMatchObject({
      code: 'gone',
    });
    await world.grant({ memberId: ben }, actor.id);
    expect(await world.actors.usable(guildId, ana, 'nova')).toMatchObject({ id: actor.id });
    expect(await world.actors.usable(guildId, ben, 'NOVA')).toMatchObject({ id: actor.id });
  });

  test('a stranger neither sees nor uses it', async () => {
    const { actor } = await register();
    await expect(world.actors.find(guildId, cleo, actor.id)).rejects.toMatchObject({ code: 'not-found' });
    expect(await world.actors.list(guildId, cleo)).toEqual({ first: [], count: 0 });
    await expect(world.actors.addPhotos(guildId, cleo, actor.id, five)).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('photos and versions', () => {
  test('what the person shown agreed to is not added to by somebody else', async () => {
    const { actor } = await register({ subjectId: ben });
    await world.grant({ memberId: ben }, actor.id);
    const more = files('photo6');
    await expect(world.actors.addPhotos(guildId, ana, actor.id, more)).rejects.toMatchObject({
      code: 'not-allowed',
    });
    expect((await world.actors.addPhotos(guildId, ben, actor.id, more)).actor.photos).toHaveLength(6);
  });

  test('two uploads at once: each is told what was kept', async () => {
    const { actor } = await register();
    const reports = await Promise.all([
      world.actors.addPhotos(guildId, ana, actor.id, files('photoA1', 'photoA2', 'photoA3', 'photoA4')),
      world.actors.addPhotos(guildId, ana, actor.id, files('photoB1', 'photoB2', 'photoB3', 'photoB4')),
    ]);
    const said = reports.flatMap(report => report.outcomes).filter(outcome => 'photo' in outcome);
    expect((await world.actors.byId(actor.id))?.photos).toHaveLength(10);
    expect(said).toHaveLength(5);
  });

  test('more photos are added up to ten, and the surplus is named', async () => {
    const { actor } = await register();
    const more = files('photo6', 'photo7', 'photo8', 'photo9', 'photo10', 'photo11');
    const report = await world.actors.addPhotos(guildId, ana, actor.id, more);
    expect(report.actor.photos).toHaveLength(10);
    expect(report.outcomes.at(-1)).toMatchObject({
      name: 'photo11',
      refused: expect.stringMatching(/at most 10/),
    });
  });

  test('a job adds one version, however often it says so', async () => {
    const { actor } = await register();
    const version = {
      jobId: 'job',
      repo: 'a/b',
      revision: 'c0ffee',
      baseModel: 'base',
      steps: 800,
      trainedAt: 5,
      standIn: true,
      samples: [],
    };
    const [one, two] = await Promise.all([
      world.actors.addVersion(actor.id, version),
      world.actors.addVersion(actor.id, version),
    ]);
    expect([one.number, two.number]).toEqual([1, 1]);
    expect((await world.actors.addVersion(actor.id, { ...version, jobId: 'job2' })).number).toBe(2);
    expect(await world.actors.byId(actor.id)).toMatchObject({ activeVersion: 2 });
  });

  test('everything is there again after a restart', async () => {
    const { actor } = await register();
    await world.restart();
    expect(await world.actors.list(guildId, ana)).toEqual({ first: [actor], count: 1 });
  });
});
