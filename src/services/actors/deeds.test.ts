import { expect, test } from 'vitest';
import { createAudit } from '../audit/audit.ts';
import { entryIndexes, entrySchema, headIndexes, headSchema } from '../audit/entry.ts';
import { openMemoryStore } from '../storage/store.ts';
import type { Actor } from './actor.ts';
import { createActorsService } from './actors-service.ts';
import { seenMark } from './agreed-to.ts';
import { actorCollections } from './testing/actor-collections.ts';
import { actorsWorld, ana, ben, cleo, files, guildId } from './testing/actors-fixture.ts';

const deedsOf = async ({ audit }: Awaited<ReturnType<typeof actorsWorld>>, { id }: Actor) =>
  (await audit.ofActor(id))
    .reverse()
    .map(({ at: _at, seq: _seq, hash: _hash, actor: _actor, ...told }) => told);

test('what members do about an actor is in the log, with who did it and whom it concerns', async () => {
  const world = await actorsWorld();
  const { actor } = await world.register({ ownerId: ana, subjectId: ben });
  await world.grant({ memberId: ben }, actor.id);
  await world.actors.share(guildId, ben, actor.id, 'chosen', cleo);
  await world.actors.share(guildId, ben, actor.id, 'chosen', cleo);
  await world.actors.share(guildId, ben, actor.id, 'guild');
  // Nothing changed.
  await world.actors.share(guildId, ben, actor.id, 'guild');
  await world.actors.addPhotos(guildId, ben, actor.id, files('photo-six'), { replacing: ['photo-one'] });
  const version = {
    repo: 'r',
    revision: 'c',
    baseModel: 'b',
    steps: 1,
    trainedAt: 0,
    standIn: true,
    samples: [],
  };
  for (const jobId of ['one', 'two']) await world.actors.addVersion(actor.id, { ...version, jobId });
  await world.actors.promote({ guildId, memberId: ana, actorId: actor.id, number: 1 });
  await world.actors.removeVersion(actor.id, 2, ben);
  const person = ben;
  expect(await deedsOf(world, actor)).toEqual([
    { what: 'registered', person, by: ana },
    { what: 'asked', person, by: ana },
    { what: 'agreed', person, by: ben },
    { what: 'shared', person, by: ben, member: cleo, detail: 'added' },
    { what: 'shared', person, by: ben, member: cleo, detail: 'removed' },
    { what: 'shared', person, by: ben, detail: 'guild' },
    { what: 'photos-changed', person, by: ben, detail: '+1 -1' },
    { what: 'promoted', person, by: ana, detail: '1' },
    { what: 'version-deleted', person, by: ben, detail: '2' },
  ]);
  expect(await world.audit.faultsOf(guildId)).toEqual([]);
  expect(await world.actors.byId(actor.id)).not.toHaveProperty('unlogged');
});

test('of somebody outside the server it concerns the member who speaks for them', async () => {
  const world = await actorsWorld('admins');
  const { actor } = await world.register({ subjectId: undefined, statement: 'They said yes.' });
  await world.grant({ memberId: cleo, adminOf: guildId }, actor.id);
  expect(await deedsOf(world, actor)).toEqual([
    { what: 'registered', person: ana, by: ana },
    { what: 'asked', person: ana, by: ana },
    { what: 'agreed', person: ana, by: cleo, detail: 'outsider' },
  ]);
});

test('that somebody lets nobody ask them is theirs alone to read', async () => {
  const world = await actorsWorld();
  await world.actors.neverAsk(ben);
  await world.actors.letAsk(ben);
  expect((await world.audit.naming(ben)).map(({ what }) => what)).toEqual(['let-ask', 'never-ask']);
  expect(await world.audit.ofChain(guildId, 0)).toEqual([]);
});

test('what took effect is in the log later, if the log took nothing or the process was killed in between', async () => {
  const store = openMemoryStore();
  const people = await actorCollections(store, () => 1_000);
  const entries = await store.collection('audit', entrySchema, entryIndexes);
  const heads = await store.collection('audit_heads', headSchema, headIndexes);
  const full = createAudit({
    entries,
    heads: { ...heads, update: async () => Promise.reject(new Error('disk full')) },
    now: () => 1_000,
  });
  const photos = {
    take: async () => [
      { name: 'p', photo: { sha256: 'p', width: 512, height: 512, addedAt: 0, accepted: false } },
    ],
    thumbnail: async (bytes: Buffer) => bytes,
  };
  const blobs = { get: async () => undefined, delete: async () => {} };
  const open = (audit: typeof full) =>
    createActorsService({ ...people, audit, photos, blobs, now: () => 1_000 });
  const broken = await open(full);
  const { actor } = await broken.register({
    ...{ guildId, channelId: 'c', ownerId: ana, subjectId: ben, admin: false },
    ...{ name: 'Nova', files: files('p'), agreed: true },
  });
  await broken.grant({ memberId: ben }, actor.id, seenMark(actor));
  expect(await people.audit.ofActor(actor.id)).toEqual([]);
  await expect(broken.logDeeds()).rejects.toThrow('disk full');
  const mended = await open(people.audit);
  await mended.logDeeds();
  await mended.logDeeds();
  expect((await people.audit.ofActor(actor.id)).map(({ what }) => what)).toEqual([
    'agreed',
    'asked',
    'registered',
  ]);
  expect(await people.actors.get(actor.id)).not.toHaveProperty('unlogged');
});
