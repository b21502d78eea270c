import { beforeEach, describe, expect, test } from 'vitest';
import type { Verification } from './actor.ts';
import { type ActorsWorld, actorsWorld, ana, ben, cleo, guildId } from './testing/actors-fixture.ts';

const failed: Verification = { trainer: { verdict: 'failed', reasons: ['too soft'] } };
let world: ActorsWorld;
let actorId: string;
beforeEach(async () => {
  world = await actorsWorld();
  actorId = (await world.register()).actor.id;
});

const train = (jobId: string, verification?: Verification) =>
  world.actors.addVersion(actorId, {
    ...{ jobId, repo: 'studio/nova', revision: jobId.padEnd(40, '0'), baseModel: 'a/base', steps: 800 },
    ...{ trainedAt: 0, standIn: false, samples: [], ...(verification ? { verification } : {}) },
  });
const promote = (number: number, { memberId = ana as string, belowGate = false } = {}) =>
  world.actors.promote({ guildId, memberId, actorId, number, belowGate });
const active = async () => (await world.actors.byId(actorId))?.activeVersion;

describe('promoting', () => {
  test('another version is used from then on, and back again, through a restart', async () => {
    await train('one');
    await train('two');
    expect(await active()).toBe(2);
    expect(await promote(1)).toMatchObject({ version: { number: 1 }, previous: { number: 2 }, done: true });
    await world.restart();
    expect(await active()).toBe(1);
    expect(await promote(1)).toMatchObject({ previous: { number: 1 }, done: true });
    await promote(2);
    expect(await active()).toBe(2);
  });

  test('one below the gate is used only where that is wanted all the same', async () => {
    await train('one');
    await train('two', failed);
    expect(await promote(2)).toMatchObject({ version: { number: 2 }, previous: { number: 1 }, done: false });
    expect(await active()).toBe(1);
    expect(await promote(2, { belowGate: true })).toMatchObject({ done: true });
    expect(await active()).toBe(2);
    // In use already: there is nothing to ask.
    expect(await promote(2)).toMatchObject({ done: true });
  });

  test('is for whoever the actor is of, and for versions that there are', async () => {
    await expect(promote(1)).rejects.toMatchObject({ code: 'not-trained' });
    await train('one');
    await world.actors.share(guildId, ana, actorId, 'chosen', ben);
    await expect(promote(1, { memberId: ben })).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(promote(1, { memberId: cleo })).rejects.toMatchObject({ code: 'not-found' });
    await expect(promote(2)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('needs consent', async () => {
    const { actor } = await world.register({ name: 'Other', subjectId: ben });
    const request = { guildId, memberId: ana, actorId: actor.id, number: 1 };
    await expect(world.actors.promote(request)).rejects.toMatchObject({ code: 'consent-needed' });
  });
});

describe('taking a version out', () => {
  test('of one in use, the newest that passes the gate follows, or none', async () => {
    await train('one');
    await train('two', failed);
    await train('three');
    expect(await world.actors.removeVersion(actorId, 3)).toMatchObject({ activeVersion: 1 });
    const after = await world.actors.removeVersion(actorId, 1);
    expect(after.versions.map(({ number }) => number)).toEqual([2]);
    expect(after.activeVersion).toBeUndefined();
  });

  test('of another, the one in use stays; twice is once', async () => {
    await train('one');
    await train('two');
    await promote(1);
    const after = await world.actors.removeVersion(actorId, 2);
    expect(after.activeVersion).toBe(1);
    expect(await world.actors.removeVersion(actorId, 2)).toEqual(after);
    await expect(promote(2)).rejects.toMatchObject({ code: 'gone' });
  });

  test('its number is never another one’s, through a restart', async () => {
    await train('one');
    await train('two');
    await world.actors.removeVersion(actorId, 2);
    await world.actors.removeVersion(actorId, 1);
    await world.restart();
    expect(await train('three')).toMatchObject({ number: 3 });
    expect(await active()).toBe(3);
  });
});
