import { pino } from 'pino';
import { expect, test } from 'vitest';
import { consentRequestLifeMs } from '../services/actors/new-actor.ts';
import { actorsWorld, ana, ben, guildId } from '../services/actors/testing/actors-fixture.ts';
import { createConsentRequests } from './consent-requests.ts';

test('a request that is answered while another runs out is not ended', async () => {
  const world = await actorsWorld();
  for (const name of ['One', 'Two']) await world.register({ ownerId: ana, subjectId: ben, name });
  world.clock.ms += consentRequestLifeMs;
  const requests = createConsentRequests({
    actors: world.actors,
    messages: {
      send: async () => 'm',
      sendDirect: async () => ({ channelId: 'dm', messageId: 'm' }),
      edit: async () => {},
      delete: async () => 'deleted',
      find: async () => undefined,
      findDirect: async () => undefined,
    },
    consentBy: () => 'channel',
    sheetOf: async () => Buffer.alloc(0),
    async expire(actorId) {
      await world.actors.remove(actorId);
      for (const { id } of await world.actors.ofGuild(guildId)) await world.grant({ memberId: ben }, id);
    },
    logger: pino({ level: 'silent' }),
    now: () => world.clock.ms,
  });
  await requests.sweep();
  const left = await world.everyActor();
  expect(left.map(({ consent }) => consent.state)).toEqual(['granted']);
});
