import { describe, expect, test } from 'vitest';
import { listOf } from './testing/actor-collections.ts';
import { actorsWorld, ana, ben, cleo, files, guildId } from './testing/actors-fixture.ts';

const faceOf = (person: number) => files(`photo-one#${person}`, `photo-number-two#${person}`);
const benAsHimself = { ownerId: ben, subjectId: ben, name: 'Ben', files: faceOf(2) };
const anaAsBen = { ownerId: ana, subjectId: ana, name: 'Nova', files: faceOf(2) };

describe('a face that is registered already', () => {
  test('by default is to be told, once, and hinders nothing', async () => {
    const world = await actorsWorld();
    const { actor: first } = await world.register(benAsHimself);
    const { actor } = await world.register(anaAsBen);
    expect(first.sameFace).toBeUndefined();
    expect(await world.actors.sharingFace(actor)).toMatchObject([
      { actor: { name: 'Ben' }, certainty: 'same' },
    ]);
    await expect(world.actors.usable(guildId, ana, actor.id)).resolves.toBeDefined();
    expect((await listOf(world.actors.facesToTell())).map(({ name }) => name)).toEqual(['Nova']);
    await world.restart();
    const [untold] = await listOf(world.actors.facesToTell());
    const notice = { channelId: 'admins', messageId: '9' };
    expect(await world.actors.noteFaceTold(actor.id, untold?.sameFace?.at ?? 0, notice)).toBe(true);
    expect(await listOf(world.actors.facesToTell())).toEqual([]);
    // The message names both, so it is deleted with either.
    for (const { posts } of await world.everyActor()) expect(posts).toEqual([notice]);
    await world.actors.addPhotos(guildId, ana, actor.id, files('photo-three#2'));
    expect(await listOf(world.actors.facesToTell())).toEqual([]);
  });

  test('in another server is nobody’s business here', async () => {
    const world = await actorsWorld('nobody', [], 'refuse');
    await world.register({ ...benAsHimself, guildId: 'elsewhere' });
    expect((await world.register(anaAsBen)).actor.sameFace).toBeUndefined();
  });

  test('is found where both are registered at the same moment', async () => {
    const world = await actorsWorld('nobody', [], 'refuse');
    const both = await Promise.allSettled([world.register(benAsHimself), world.register(anaAsBen)]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });

  test('that waits for an admin is used by nobody, whatever becomes of the other actor', async () => {
    const world = await actorsWorld('nobody', [], 'admins');
    const { actor: first } = await world.register(benAsHimself);
    const { actor } = await world.register(anaAsBen);
    await expect(world.actors.usable(guildId, ana, actor.id)).rejects.toMatchObject({ code: 'face-known' });
    const notice = { channelId: 'admins', messageId: '9' };
    await world.actors.noteFaceTold(actor.id, actor.sameFace?.at ?? 0, notice);
    await world.actors.remove(first.id);
    // Ben has left; that must not open the way to his face. The message that named him is gone, so the admins hear anew.
    await expect(world.actors.usable(guildId, ana, actor.id)).rejects.toMatchObject({ code: 'face-known' });
    expect((await listOf(world.actors.facesToTell())).map(({ sameFace }) => sameFace?.toldAt)).toEqual([
      undefined,
    ]);
    expect(JSON.stringify(await world.everyActor())).not.toContain(first.id);
    await world.restart();
    await world.actors.allowFace(actor.id, cleo);
    await world.actors.allowFace(actor.id, cleo);
    expect(world.answers).toEqual(['Nova allowed by 3']);
    await expect(world.actors.usable(guildId, ana, actor.id)).resolves.toBeDefined();
  });

  test('waits although its member agrees, and runs out after a week', async () => {
    const world = await actorsWorld('nobody', [], 'admins');
    await world.register(benAsHimself);
    const { actor } = await world.register({ ...anaAsBen, subjectId: cleo });
    await world.grant({ memberId: cleo }, actor.id);
    await expect(world.actors.usable(guildId, cleo, actor.id)).rejects.toMatchObject({ code: 'face-known' });
    expect(actor.sameFace?.expiresAt).toBe(1_000 + 7 * 24 * 3_600_000);
  });

  test('of the same member is let through by every rule', async () => {
    const world = await actorsWorld('nobody', [], 'refuse');
    await world.register(benAsHimself);
    const { actor } = await world.register({ ...benAsHimself, name: 'Ben at work' });
    expect(actor.sameFace).toMatchObject({ waits: false });
    // Somebody else may ask Ben, too: he decides himself.
    await expect(world.register({ ...anaAsBen, subjectId: ben })).resolves.toBeDefined();
  });

  test('that is refused leaves no photo behind', async () => {
    const world = await actorsWorld('nobody', [], 'refuse');
    const { actor: first } = await world.register({ ...benAsHimself, files: files('photo-of-ben#2') });
    await expect(world.register(anaAsBen)).rejects.toMatchObject({ code: 'face-known' });
    expect(world.deleted.sort()).toEqual(['photo-number-two#2', 'photo-one#2']);
    expect(world.refusedFaces).toEqual([{ guildId, memberId: ana, name: 'Nova', actorIds: [first.id] }]);
  });

  test('is found in photos that come later', async () => {
    const world = await actorsWorld('nobody', [], 'refuse');
    await world.register(benAsHimself);
    const { actor } = await world.register({ ...anaAsBen, files: faceOf(1) });
    const swapped = await world.actors.addPhotos(guildId, ana, actor.id, files('photo-three#2'), {
      replacing: actor.photos.map(({ sha256 }) => sha256),
    });
    expect(swapped.outcomes).toMatchObject([{ refused: expect.stringMatching(/registered with this face/) }]);
    expect(swapped.actor.photos).toEqual(actor.photos);
    expect(world.deleted).toEqual(['photo-three#2']);
  });

  test('is told once more where the message could not be noted in time', async () => {
    const world = await actorsWorld();
    const { actor: first } = await world.register(benAsHimself);
    const { actor } = await world.register(anaAsBen);
    await world.actors.remove(first.id);
    const notice = { channelId: 'admins', messageId: '9' };
    expect(await world.actors.noteFaceTold(actor.id, actor.sameFace?.at ?? 0, notice)).toBe(false);
  });
});
