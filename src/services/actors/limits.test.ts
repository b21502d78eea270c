import { beforeEach, describe, expect, test } from 'vitest';
import { type Limits, limitsMark, noLimits } from '../safety/limits/limits.ts';
import type { Actor } from './actor.ts';
import { limitsOf, mayReadLine } from './limits.ts';
import { actorsWorld, ana, ben, cleo, guildId } from './testing/actors-fixture.ts';

let world: Awaited<ReturnType<typeof actorsWorld>>;
let actor: Actor;
beforeEach(async () => {
  world = await actorsWorld('members');
  // Ana registers Ben, who has not agreed yet.
  actor = (await world.register({ subjectId: ben, agreed: false })).actor;
});

const fresh = limitsMark(noLimits);
const calm: Limits = { ...noLimits, violence: true };
const set = (memberId: string, limits: Limits, seen = fresh, id = actor.id) =>
  world.actors.setLimits(memberId, id, limits, seen);
const now = async () => limitsOf((await world.actors.byId(actor.id)) as Actor);

describe('limits', () => {
  test('are set by the person shown before they agree, and stay when they do and when it is shared', async () => {
    await set(ben, { ...calm, never: ' never   smoking ' });
    await world.grant({ memberId: ben }, actor.id);
    await world.actors.share(guildId, ben, actor.id, 'guild');
    expect(await now()).toEqual({ ...calm, never: 'never smoking' });
    await world.restart();
    expect(await now()).toEqual({ ...calm, never: 'never smoking' });
  });

  test('are nobody else’s to set: not the registrant’s, and not an admin’s', async () => {
    for (const member of [ana, cleo]) {
      await expect(set(member, calm)).rejects.toMatchObject({ code: 'not-allowed' });
      await expect(world.actors.limitable(member, actor.id)).rejects.toThrow(/Only the person shown/);
    }
    expect(await now()).toEqual(noLimits);
    await expect(set(ben, calm, fresh, 'gone')).rejects.toMatchObject({ code: 'gone' });
  });

  test('of somebody outside the server are set by who registered them', async () => {
    const statement = 'she said yes on the phone';
    const gran = (await world.register({ subjectId: undefined, statement, name: 'Gran' })).actor;
    await expect(set(ben, calm, fresh, gran.id)).rejects.toThrow(/Only the member who registered/);
    expect(limitsOf(await set(ana, calm, fresh, gran.id))).toEqual(calm);
  });

  test('sent twice change nothing the second time; sent from a form that is stale change nothing at all', async () => {
    await set(ben, calm);
    expect(limitsOf(await set(ben, calm))).toEqual(calm);
    await expect(set(ben, { ...calm, others: true })).rejects.toThrow(
      /have changed since you opened this form/,
    );
    expect(await now()).toEqual(calm);
    await set(ben, noLimits, limitsMark(calm));
    expect(await now()).toEqual(noLimits);
  });

  test('of two forms at once the first one holds', async () => {
    const both = await Promise.allSettled([set(ben, calm), set(ben, { ...noLimits, others: true })]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(await now()).toEqual(calm);
  });

  test.each(['never', 'only ever smoking, never smoking'])(
    'with the line %j are refused whole',
    async never => {
      await expect(set(ben, { ...calm, never })).rejects.toMatchObject({ code: 'bad-input' });
      expect(await now()).toEqual(noLimits);
    },
  );

  test('their line is for the person shown and admins', () => {
    expect([ben, ana].map(member => mayReadLine(actor, member, false))).toEqual([true, false]);
    expect(mayReadLine(actor, ana, true)).toBe(true);
  });
});
