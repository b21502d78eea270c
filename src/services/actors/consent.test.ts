import { beforeEach, describe, expect, test } from 'vitest';
import { photosMark } from './actor.ts';
import { seenMark } from './agreed-to.ts';
import { listOf } from './testing/actor-collections.ts';
import { type ActorsWorld, actorsWorld, ana, ben, cleo, files, guildId } from './testing/actors-fixture.ts';

const statement = 'She signed the release form on 3 March.';
let world: ActorsWorld;
beforeEach(async () => {
  world = await actorsWorld();
});

describe('another member', () => {
  test('is asked, for seven days, and the answer is told once', async () => {
    const { actor } = await world.register({ subjectId: ben });
    expect(actor.request).toEqual({ channelId: 'studio', expiresAt: 1_000 + 7 * 24 * 3_600_000 });
    expect(await listOf(world.actors.dueRequests())).toHaveLength(1);
    await world.grant({ memberId: ben }, actor.id);
    await world.grant({ memberId: ben }, actor.id);
    expect(await listOf(world.actors.dueRequests())).toEqual([]);
    expect(world.answers).toEqual(['Nova granted by 2']);
  });

  test('what was agreed to, by whom, when and to which text is kept', async () => {
    const { actor } = await world.register({ subjectId: ben });
    const { consent } = await world.grant({ memberId: ben }, actor.id);
    expect(consent).toMatchObject({ state: 'granted', memberId: ben, textVersion: 5, at: 1_000 });
    expect(consent.text).toMatch(/for me and the member who registered me/);
  });

  test('agreement is to the photos that were seen, not to others that came meanwhile', async () => {
    const { actor } = await world.register({ subjectId: ben });
    const seen = seenMark(actor);
    await world.actors.addPhotos(guildId, ana, actor.id, files('photo-other'));
    await expect(world.actors.grant({ memberId: ben }, actor.id, seen)).rejects.toThrow(/have changed/);
    await expect(world.actors.usable(guildId, ana, actor.id)).rejects.toMatchObject({
      code: 'consent-needed',
    });
    await world.grant({ memberId: ben }, actor.id);
    await expect(world.actors.usable(guildId, ana, actor.id)).resolves.toBeDefined();
  });

  test('agreement is to the words that were seen, not to those that an update brought', async () => {
    const { actor } = await world.register({ subjectId: ben });
    // As buttons of earlier versions had it, and as another wording would.
    for (const seen of [photosMark(actor), `${photosMark(actor)}.00000000`]) {
      await expect(world.actors.grant({ memberId: ben }, actor.id, seen)).rejects.toThrow(/text has changed/);
    }
    expect(await world.actors.byId(actor.id)).toMatchObject({ consent: { state: 'pending' } });
  });

  test('an answer after agreeing does not undo it by the way', async () => {
    const { actor } = await world.register({ subjectId: ben });
    await world.grant({ memberId: ben }, actor.id);
    await expect(world.actors.decline({ memberId: ben }, actor.id)).rejects.toThrow(/actor delete/);
    expect(world.answers).toHaveLength(1);
  });

  test('an admin cannot answer for a member', async () => {
    const { actor } = await world.register({ subjectId: ben });
    const admin = { memberId: cleo, adminOf: guildId };
    await expect(world.grant(admin, actor.id)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(world.actors.decline(admin, actor.id)).rejects.toThrow(/Only the person shown/);
  });
});

describe('a refusal', () => {
  const ask = (ownerId: string, guild = guildId) =>
    world.register({ ownerId, guildId: guild, subjectId: ben }).then(
      ({ actor }) => actor.id,
      (error: { code?: string }) => error.code,
    );

  test('holds for 30 days against the same member, in every server and after a restart, and no longer', async () => {
    const id = await ask(ana);
    await world.actors.decline({ memberId: ben }, id ?? '');
    await world.actors.remove(id ?? '');
    await world.restart();
    expect(await ask(ana)).toBe('not-allowed');
    expect(await ask(ana, 'another')).toBe('not-allowed');
    expect(await ask(cleo)).not.toBe('not-allowed');
    await expect(world.register({ ownerId: ben, subjectId: ben, name: 'Ben' })).resolves.toBeDefined();
    world.clock.ms += 30 * 24 * 3_600_000;
    expect(await ask(ana, 'another')).not.toBe('not-allowed');
  });

  test('can be for good and against everybody, and names nobody where it is kept', async () => {
    await world.actors.neverAsk(ben);
    world.clock.ms += 400 * 24 * 3_600_000;
    await world.restart();
    expect(await ask(ana)).toBe('not-allowed');
    expect(await ask(cleo)).toBe('not-allowed');
    const kept = await world.declines.all();
    expect(kept).toHaveLength(1);
    expect(Object.keys(kept[0] ?? {})).toEqual(['id']);
    expect(kept[0]?.id).toMatch(/^[\w-]{43}$/);
  });
});

describe('a block', () => {
  const ask = (ownerId: string) =>
    world.register({ ownerId, guildId: 'another', subjectId: ben }).then(
      () => 'asked',
      (error: { code?: string }) => error.code,
    );

  test('holds for good, until that person takes it back, and names nobody where it is kept', async () => {
    await world.actors.block(ben, ana);
    await world.actors.block(ben, ana);
    await world.actors.block(ben, cleo);
    await world.actors.block(cleo, ana);
    world.clock.ms += 400 * 24 * 3_600_000;
    await world.restart();
    expect(await world.actors.isBlocked(ana, ben)).toBe(true);
    expect(await world.actors.isBlocked(ben, ana)).toBe(false);
    expect(await ask(ana)).toBe('not-allowed');
    expect(await world.actors.blockedBy(ben)).toBe(2);
    for (const kept of await world.declines.all())
      expect(Object.values(kept)).toEqual([
        expect.stringMatching(/^[\w-]{43}$/),
        expect.stringMatching(/^[\w-]{43}$/),
      ]);

    await world.actors.unblock(ben, ana);
    expect(await world.actors.blockedBy(ben)).toBe(1);
    expect(await ask(ana)).toBe('asked');
    await world.actors.unblock(ben);
    expect(await world.actors.isBlocked(cleo, ben)).toBe(false);
    expect(await world.actors.isBlocked(ana, cleo)).toBe(true);
    const logged = (await world.audit.naming(ben)).filter(({ what }) => what?.startsWith('asker-'));
    expect(logged.map(({ what, by, member }) => [what, by, member]).sort()).toEqual([
      ...Array.from({ length: 3 }, () => ['asker-blocked', ben, undefined]),
      ...Array.from({ length: 2 }, () => ['asker-unblocked', ben, undefined]),
    ]);
  });

  test('says no more to the one who asks than a refusal does', async () => {
    await world.actors.block(ben, ana);
    const blocked = await world.register({ ownerId: ana, subjectId: ben }).catch(error => error.message);
    await world.actors.unblock(ben);
    await world.actors.neverAsk(ben);
    const refused = await world.register({ ownerId: ana, subjectId: ben }).catch(error => error.message);
    expect(blocked).toBe(refused);
  });
});

describe('somebody outside the server', () => {
  const outsider = { subjectId: undefined, statement } as const;

  test('is not registered where the server does not allow it, and no photo is kept', async () => {
    await expect(world.register(outsider)).rejects.toMatchObject({ code: 'not-allowed' });
    expect(await world.everyActor()).toEqual([]);
  });

  test('needs a statement', async () => {
    world = await actorsWorld('members');
    await expect(world.register({ subjectId: undefined })).rejects.toMatchObject({ code: 'bad-input' });
  });

  test('needs an admin who approves, where the rule says so', async () => {
    world = await actorsWorld('admins');
    const { actor } = await world.register(outsider);
    await expect(world.actors.usable(guildId, ana, actor.id)).rejects.toMatchObject({
      code: 'consent-needed',
    });
    for (const nobody of [{ memberId: ana }, { memberId: cleo, adminOf: 'elsewhere' }]) {
      await expect(world.grant(nobody, actor.id)).rejects.toMatchObject({ code: 'not-allowed' });
    }
    const granted = await world.grant({ memberId: cleo, adminOf: guildId }, actor.id);
    expect(granted.consent).toMatchObject({ memberId: cleo, statement, textVersion: 3 });
    await expect(world.actors.usable(guildId, ana, actor.id)).resolves.toBeDefined();
    await expect(world.actors.find(guildId, cleo, actor.id)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('an admin who registers one has approved it', async () => {
    world = await actorsWorld('admins');
    const { actor } = await world.register({ ...outsider, admin: true });
    expect(actor.consent).toMatchObject({ state: 'granted', statement });
  });

  test('the admin who approved can be forgotten', async () => {
    world = await actorsWorld('admins');
    const { actor } = await world.register(outsider);
    await world.grant({ memberId: cleo, adminOf: guildId }, actor.id);
    await world.actors.forgetMember(cleo);
    expect(JSON.stringify(await world.everyActor())).not.toContain(`"${cleo}"`);
    await expect(world.actors.usable(guildId, ana, actor.id)).resolves.toBeDefined();
  });
});

describe('who may use it', () => {
  test('the person shown narrows it, and it takes effect at once', async () => {
    const { actor } = await world.register({ subjectId: ben });
    await world.grant({ memberId: ben }, actor.id);
    await expect(world.actors.usable(guildId, ana, actor.id)).resolves.toBeDefined();
    await world.actors.share(guildId, ben, actor.id, 'owner');
    await expect(world.actors.usable(guildId, ana, actor.id)).rejects.toMatchObject({ code: 'not-allowed' });
    expect(await world.actors.suggest(guildId, ana, '')).toEqual([]);
  });

  test('whoever registered them cannot widen it', async () => {
    const { actor } = await world.register({ subjectId: ben });
    await world.grant({ memberId: ben }, actor.id);
    await expect(world.actors.share(guildId, ana, actor.id, 'guild')).rejects.toMatchObject({
      code: 'not-allowed',
    });
  });

  test('a chosen member can use it until they are taken out', async () => {
    const { actor } = await world.register();
    await world.actors.share(guildId, ana, actor.id, 'chosen', cleo);
    await expect(world.actors.usable(guildId, cleo, 'Nova')).resolves.toBeDefined();
    await expect(world.actors.usable(guildId, ben, 'Nova')).rejects.toMatchObject({ code: 'not-found' });
    await world.actors.share(guildId, ana, actor.id, 'chosen', ben);
    await world.actors.share(guildId, ana, actor.id, 'chosen', cleo);
    await expect(world.actors.usable(guildId, cleo, 'Nova')).rejects.toMatchObject({ code: 'not-found' });
    await expect(world.actors.usable(guildId, ben, 'Nova')).resolves.toBeDefined();
  });

  test('chosen members need a member, and only they go with one', async () => {
    const { actor } = await world.register();
    const share = (...args: ['owner' | 'chosen' | 'guild', string?]) =>
      world.actors.share(guildId, ana, actor.id, ...args);
    await expect(share('chosen')).rejects.toThrow(/Choose who can use it/);
    await expect(share('guild', cleo)).rejects.toMatchObject({ code: 'bad-input' });
    await expect(share('chosen', ana)).rejects.toMatchObject({ code: 'bad-input' });
  });
});

describe('changing photos', () => {
  test('a replaced photo goes once the new one was taken, and stays where it was not', async () => {
    const { actor } = await world.register();
    const replacing = ['photo-two'];
    const failed = await world.actors.addPhotos(guildId, ana, actor.id, files('notes.txt'), { replacing });
    expect(failed.actor.photos).toHaveLength(5);
    const { actor: changed } = await world.actors.addPhotos(guildId, ana, actor.id, files('photo-six'), {
      replacing,
    });
    expect(changed.photos.map(photo => photo.sha256)).toEqual([
      'photo-one',
      'photo-three',
      'photo-four',
      'photo-five',
      'photo-six',
    ]);
    expect(world.deleted).toEqual(['photo-two']);
  });

  test('removed photos are gone from the disk, unless another actor has the same', async () => {
    const { actor } = await world.register();
    await world.register({ guildId: 'another', files: files('photo-one') });
    const { actor: left } = await world.actors.removePhotos(guildId, ana, actor.id, [
      'photo-one',
      'photo-two',
    ]);
    expect(left.photos).toHaveLength(3);
    expect(world.deleted).toEqual(['photo-two']);
  });

  test('photos that come for an actor that was deleted meanwhile leave nothing', async () => {
    const { actor } = await world.register();
    world.onTake = () => world.actors.remove(actor.id);
    const adding = world.actors.addPhotos(guildId, ana, actor.id, files('photo-late'));
    await expect(adding).rejects.toMatchObject({ code: 'not-found' });
    expect(world.deleted).toEqual(['photo-late']);
    expect(await world.everyActor()).toEqual([]);
  });
});
