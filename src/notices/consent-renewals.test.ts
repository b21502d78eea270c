import { DiscordAPIError } from 'discord.js';
import { pino } from 'pino';
import { beforeEach, expect, test } from 'vitest';
import { viewOf } from '../discord/testing/view-of.ts';
import { listOf } from '../services/actors/testing/actor-collections.ts';
import { type ActorsWorld, actorsWorld, ana } from '../services/actors/testing/actors-fixture.ts';
import { createConsentRenewalPosts } from './consent-renewals.ts';

const refusal = (code: number) =>
  new DiscordAPIError({ code, message: 'no' }, code, 403, 'POST', 'https://discord', {});

let world: ActorsWorld;
let id: string;
let said: { where: string; words: string; key: string }[];
let deleted: string[];
let fails: (where: string) => unknown;
let whileSending: () => Promise<unknown>;
beforeEach(async () => {
  world = await actorsWorld();
  const { actor } = await world.register({ agreed: true });
  id = actor.id;
  await world.store({ ...actor, consent: { ...actor.consent, textVersion: 3 } });
  await world.restart();
  said = [];
  deleted = [];
  fails = () => undefined;
  whileSending = async () => undefined;
});

function posts(consentBy: 'channel' | 'direct' = 'channel') {
  const take = async (where: string, view: unknown, key: string) => {
    const failure = fails(where);
    if (failure) throw failure;
    await whileSending();
    said.push({ where, words: JSON.stringify(view), key });
  };
  return createConsentRenewalPosts({
    actors: world.actors,
    consentBy: () => consentBy,
    messages: {
      async send(channelId, view, { key }) {
        await take(`#${channelId}`, await viewOf(view), key);
        return `message-${said.length}`;
      },
      async sendDirect(memberId, view, { key }) {
        await take(`@${memberId}`, await viewOf(view), key);
        return { channelId: 'direct', messageId: `message-${said.length}` };
      },
      edit: async () => {},
      find: async () => undefined,
      findDirect: async () => undefined,
      async delete(_channelId, messageId) {
        deleted.push(messageId);
        return 'deleted';
      },
    },
    logger: pino({ level: 'silent' }),
  });
}

test('the question goes where its use came up, with the text of today, and once', async () => {
  const renewals = posts();
  await renewals.sweep();
  expect(said).toEqual([]);
  await world.actors.askToRenew(id, 'studio');
  await renewals.sweep();
  await renewals.sweep();
  expect(said.map(({ where }) => where)).toEqual(['#studio']);
  expect(said[0]?.words).toContain('the trained model, through a link that expires');
  expect(said[0]?.words).toContain(`<@${ana}>`);
  // It goes with the actor.
  expect((await world.actors.byId(id))?.posts).toEqual([{ channelId: 'studio', messageId: 'message-1' }]);
});

test('by direct message where the server asks so, and in the channel for who takes none', async () => {
  await world.actors.askToRenew(id, 'studio');
  fails = where => (where.startsWith('@') ? refusal(50007) : undefined);
  await posts('direct').sweep();
  expect(said.map(({ where }) => where)).toEqual(['#studio']);
});

test('a channel that is closed is tried again, under the same key, until it is of no use any more', async () => {
  await world.actors.askToRenew(id, 'studio');
  fails = () => refusal(50013);
  const renewals = posts();
  await renewals.sweep();
  expect(await listOf(world.actors.openRenewals())).toHaveLength(1);
  fails = () => undefined;
  await renewals.sweep();
  expect(said).toHaveLength(1);
});

test('what was answered or withdrawn while it was being sent is taken back', async () => {
  await world.actors.askToRenew(id, 'studio');
  whileSending = () => world.actors.remove(id);
  await posts().sweep();
  expect(deleted).toEqual(['message-1']);
});
