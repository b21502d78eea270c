import { DiscordAPIError } from 'discord.js';
import { pino } from 'pino';
import { beforeEach, expect, test } from 'vitest';
import type { Told } from '../discord/channel-messages.ts';
import { viewOf } from '../discord/testing/view-of.ts';
import { listOf } from '../services/actors/testing/actor-collections.ts';
import {
  type ActorsWorld,
  actorsWorld,
  ana,
  ben,
  files,
  guildId,
} from '../services/actors/testing/actors-fixture.ts';
import { createFaceNotices } from './face-notices.ts';

const logger = pino({ level: 'silent' });
// Discord's table of JSON error codes: 50007 "Cannot send messages to this user".
const closed = () =>
  new DiscordAPIError(
    { code: 50007, message: 'Cannot send messages to this user' },
    50007,
    403,
    'POST',
    'https://discord',
    {},
  );

let world: ActorsWorld;
let sent: string[];
let deleted: string[];
/** Who takes no direct messages. */
let closedTo: string[];
let onAdminsTold: () => Promise<void>;
let onExpire: () => Promise<void>;
let notices: ReturnType<typeof createFaceNotices>;
let fails: unknown;
beforeEach(async () => {
  world = await actorsWorld('nobody', [], 'admins');
  [sent, deleted, closedTo, fails] = [[], [], [], undefined];
  onAdminsTold = async () => {};
  onExpire = async () => {};
  await world.register({ ownerId: ben, subjectId: ben, name: 'Ben', files: files('photo-of-ben#2') });
  await world.register({ ownerId: ana, subjectId: ana, name: 'Nova', files: files('photo-of-nova#2') });
  const direct = async (memberId: string, view: Told) => {
    if (closedTo.includes(memberId)) throw closed();
    sent.push(`@${memberId} ${JSON.stringify((await viewOf(view)).components)}`);
    return { channelId: `dm-${memberId}`, messageId: String(sent.length) };
  };
  notices = createFaceNotices({
    actors: world.actors,
    guilds: () => [{ id: guildId, ownerId: 'owner' }],
    async tellAdmins(_guild, view) {
      if (fails) throw fails;
      const post = await direct('owner', view(false));
      await onAdminsTold();
      return post;
    },
    messages: {
      sendDirect: direct,
      async send(channelId, view) {
        sent.push(`#${channelId} ${JSON.stringify((await viewOf(view)).components)}`);
        return 'm';
      },
      edit: async (channelId, messageId, view) =>
        void sent.push(`edit ${channelId}/${messageId} ${JSON.stringify((await viewOf(view)).components)}`),
      async delete(channelId, messageId) {
        deleted.push(`${channelId}/${messageId}`);
        return 'deleted';
      },
    },
    async expire(actorId) {
      await world.actors.remove(actorId);
      await onExpire();
    },
    logger,
    now: () => world.clock.ms,
  });
});

test('the admins and the person whose face it is are told once each, what is waited for included', async () => {
  await Promise.all([notices.sweep(), notices.sweep()]);
  await notices.sweep();
  expect(sent).toEqual([
    expect.stringMatching(/^@2 .*Your face was registered again.*\*\*Ben\*\*.*until an admin allows it/),
    expect.stringMatching(/^@owner .*Nova.*Ben.*face-allow/),
  ]);
  // Who did it is for the admins to know.
  expect(sent[0]).not.toMatch(/Nova|<@1>/);
  // It names Ben, so it goes with him.
  const ben = (await world.everyActor()).find(({ name }) => name === 'Ben');
  expect(ben?.posts).toContainEqual({ channelId: 'dm-2', messageId: '1' });
});

test('over a restart in between nobody is told twice, and nobody is left out', async () => {
  fails = new Error('no answer');
  await notices.sweep();
  expect(sent.map(words => words.slice(0, 3))).toEqual(['@2 ']);
  await world.restart();
  fails = undefined;
  await notices.sweep();
  expect(sent.map(words => words.split(' ')[0])).toEqual(['@2', '@owner']);
});

test('who takes no direct messages is not waited for', async () => {
  closedTo = [ben];
  await notices.sweep();
  await notices.sweep();
  expect(sent.map(words => words.split(' ')[0])).toEqual(['@owner']);
});

test('a fault of Discord is tried again, a refusal is not', async () => {
  fails = new Error('no answer');
  await notices.sweep();
  expect((await listOf(world.actors.facesToTell()))[0]?.sameFace?.toldAt).toBeUndefined();
  fails = closed();
  await notices.sweep();
  fails = undefined;
  await notices.sweep();
  expect(sent.filter(words => words.startsWith('@owner'))).toEqual([]);
  expect(await world.actors.waitingForAdmin(guildId)).toMatchObject({ count: 1 });
});

test('a message about an actor that went while it was sent is taken back', async () => {
  onAdminsTold = async () => {
    onAdminsTold = async () => {};
    const ben = (await world.everyActor()).find(({ name }) => name === 'Ben');
    await world.actors.remove(ben?.id ?? '');
  };
  await notices.sweep();
  expect(deleted).toEqual(['dm-owner/2']);
  await notices.sweep();
  expect(sent.at(-1)).toMatch(/an actor that has since been deleted/);
  expect(sent.at(-1)).not.toMatch(/Ben/);
});

test('what an admin allowed is told to who registered it, and the notice says who did', async () => {
  await notices.sweep();
  const [waiting] = (await world.actors.waitingForAdmin(guildId)).first;
  const actor = await world.actors.allowFace(waiting?.id ?? '', 'owner');
  notices.allowed(actor, 'owner');
  await notices.stop();
  expect(sent.slice(2)).toEqual([
    expect.stringMatching(/^edit dm-owner\/2 .*<@owner> allowed/),
    expect.stringMatching(/^@1 .*Nova.*was allowed/),
  ]);
});

test('after a week without an answer it is deleted, which a channel hears without the name', async () => {
  closedTo = [ana];
  world.clock.ms += 7 * 24 * 3_600_000;
  await notices.sweep();
  expect((await world.everyActor()).map(({ name }) => name)).toEqual(['Ben']);
  expect(sent).toEqual([expect.stringMatching(/^#studio .*wasn’t allowed within a week/)]);
  expect(sent[0]).not.toMatch(/Nova/);
});

test('one that is allowed while another runs out stays', async () => {
  await world.register({ ownerId: ana, subjectId: ana, name: 'Zed', files: files('photo-of-zed#2') });
  world.clock.ms += 7 * 24 * 3_600_000;
  onExpire = async () => {
    for (const { id } of (await world.actors.waitingForAdmin(guildId)).first)
      await world.actors.allowFace(id, 'owner');
  };
  await notices.sweep();
  expect((await world.everyActor()).map(({ name }) => name)).toHaveLength(2);
});
