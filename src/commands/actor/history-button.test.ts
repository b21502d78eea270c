import { expect, test } from 'vitest';
import { actorsWorld, ana, ben, cleo, guildId } from '../../services/actors/testing/actors-fixture.ts';
import type { Services } from '../../services/index.ts';
import { testCaller } from '../testing/caller.ts';
import { actorHistory } from './history-button.ts';

test('the history of an actor is for the person shown and for admins of its server, and nobody else', async () => {
  const { actors, audit, register } = await actorsWorld();
  const { actor } = await register({ ownerId: ana, subjectId: ben });
  const services = { actors, audit } as unknown as Services;
  const look = async (caller: object, ref = actor.id) => {
    const given = { ref, services, caller: testCaller({ guildId, ...caller }), progress: () => {} };
    return JSON.stringify((await actorHistory.execute?.(given))?.components);
  };
  for (const caller of [{ memberId: ben }, { memberId: cleo, admin: true }])
    expect(await look(caller)).toMatch(/<t:1:f> <@1> · registered \*\*Nova\*\*, which shows <@2>/);
  for (const caller of [
    { memberId: ana },
    { memberId: cleo },
    { memberId: cleo, admin: true, guildId: 'other' },
  ])
    await expect(look(caller)).rejects.toMatchObject({ code: 'not-allowed' });
  await expect(look({ memberId: ben }, 'nobody')).rejects.toMatchObject({ code: 'not-allowed' });
});
