import { ids } from '@ai-actor/playground/discord';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DiscordFixture, openDiscord } from '../discord/testing/discord-fixture.ts';
import { consentRequestLifeMs } from '../services/actors/new-actor.ts';
import {
  type ActorsWorld,
  actorsWorld,
  ana,
  ben,
  guildId,
} from '../services/actors/testing/actors-fixture.ts';
import type { GuildSettings } from '../services/settings/settings-service.ts';
import { createConsentRequests } from './consent-requests.ts';
import { createTellAdmins } from './tell-admins.ts';

const logger = pino({ level: 'silent' });

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
    guilds: () => [],
    tellAdmins: async () => ({ channelId: 'dm', messageId: 'm' }),
    sheetOf: async () => Buffer.alloc(0),
    async expire(actorId) {
      await world.actors.remove(actorId);
      for (const { id } of await world.actors.ofGuild(guildId)) await world.grant({ memberId: ben }, id);
    },
    logger,
    now: () => world.clock.ms,
  });
  await requests.sweep();
  const left = await world.everyActor();
  expect(left.map(({ consent }) => consent.state)).toEqual(['granted']);
});

describe('asked for real', () => {
  const { studio, gallery } = ids.channels;
  const { mara, jonas } = ids.members;
  let noticesChannelId: string | undefined;
  let discord: DiscordFixture;
  let world: ActorsWorld;
  let id: string;
  beforeEach(async () => {
    discord = await openDiscord();
    noticesChannelId = undefined;
    world = await actorsWorld('admins');
    const { actor } = await world.register({ channelId: studio, ownerId: mara, subjectId: jonas });
    id = actor.id;
  });
  /** Instead of the other one, somebody outside the server. */
  async function registerOutsider(): Promise<void> {
    await world.actors.remove(id);
    const outside = { subjectId: undefined, statement: 'She told me by letter.', ownerId: jonas };
    ({ id } = (await world.register({ ...outside, channelId: studio })).actor);
  }
  afterEach(() => discord.close());

  const requestsOf = () =>
    createConsentRequests({
      actors: world.actors,
      messages: discord.messages,
      consentBy: () => 'channel',
      guilds: () => [{ id: guildId, ownerId: mara }],
      tellAdmins: createTellAdmins({
        settings: { get: () => ({ noticesChannelId }) as GuildSettings },
        messages: discord.messages,
        logger,
      }),
      sheetOf: async () => Buffer.from('a sheet'),
      expire: actorId => world.actors.remove(actorId),
      logger,
      now: () => world.clock.ms,
    });
  const directTo = async (memberId: string) => (await discord.client.users.createDM(memberId)).id;
  /** What the bot has written there, each as it stands, the latest last. */
  const saidIn = async (channelId: string) => {
    const member = channelId === (await directTo(jonas)) ? discord.jonas : discord.mara;
    return (await member.messages(channelId)).map(({ components }) => JSON.stringify(components));
  };
  const shut = async (memberId: string) =>
    discord.server.faults.add({
      method: 'POST',
      path: `/channels/${await directTo(memberId)}/messages`,
      status: 403,
      body: { code: 50007, message: 'Cannot send messages to this user' },
      times: 9,
    });

  test.each(['access', 'permission'] as const)('the person is asked directly (%s)', async how => {
    discord.server.denyChannel(studio, how);
    await requestsOf().sweep();
    const direct = await directTo(jonas);
    const [asked] = await saidIn(direct);
    expect(asked).toMatch(/may I cast you as.*photos\.jpg.*consent-grant/);
    expect((await world.actors.byId(id))?.request?.posted?.channelId).toBe(direct);
  });

  test('who asked is told directly what came of it', async () => {
    discord.server.denyChannel(studio);
    const requests = requestsOf();
    await requests.sweep();
    const before = await world.actors.byId(id);
    const granted = await world.grant({ memberId: jonas }, id);
    if (before?.request) requests.answered({ ...granted, request: before.request }, 'granted');
    await requests.stop();
    const [told] = await saidIn(await directTo(mara));
    expect(told).toMatch(new RegExp(`<@${jonas}> agreed`));
    // Nothing can be made of an actor of a server there.
    expect(told).not.toMatch(/generate-actor/);
  });

  test('who asked is told directly that nobody answered', async () => {
    discord.server.denyChannel(studio);
    const requests = requestsOf();
    await requests.sweep();
    world.clock.ms += consentRequestLifeMs;
    await requests.sweep();
    expect((await saidIn(await directTo(mara)))[0]).toMatch(/wasn’t registered, and the photos were deleted/);
  });

  test('who asked is told once why nobody could be asked, and it is asked when it can be', async () => {
    discord.server.denyChannel(studio);
    await shut(jonas);
    const requests = requestsOf();
    await requests.sweep();
    await requests.sweep();
    const told = await saidIn(await directTo(mara));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(
      new RegExp(`can’t write in <#${studio}>, and <@${jonas}> takes no direct messages from me`),
    );
    discord.server.allowChannel(studio);
    await requests.sweep();
    expect((await saidIn(studio))[0]).toMatch(/may I cast you as/);
    expect((await world.actors.byId(id))?.request?.posted?.channelId).toBe(studio);
  });

  test.each(['the channel of their choice', 'direct messages to the owner'])(
    'somebody outside the server: the admins are told and reminded, in %s, and nobody reads the statement',
    async where => {
      await registerOutsider();
      noticesChannelId = where.startsWith('direct') ? undefined : gallery;
      const admins = noticesChannelId ?? (await directTo(mara));
      const requests = requestsOf();
      await requests.sweep();
      const [[told], [shown]] = [await saidIn(admins), await saidIn(studio)];
      for (const words of [told, shown]) {
        expect(words).toMatch(/An admin of this server has to allow it.*consent-photos/);
        expect(words).not.toMatch(/letter/);
      }
      world.clock.ms += consentRequestLifeMs / 2;
      await requests.sweep();
      await requests.sweep();
      const all = await saidIn(admins);
      expect(all).toHaveLength(2);
      expect(all.at(-1)).toMatch(new RegExp(`<@${jonas}> is still waiting for an admin`));
      const request = (await world.actors.byId(id))?.request;
      expect([request?.posted, request?.notice, request?.reminder].map(post => post?.channelId)).toEqual([
        studio,
        admins,
        admins,
      ]);
    },
  );

  test('for somebody outside the server the admins are asked, also where the channel is closed', async () => {
    await registerOutsider();
    discord.server.denyChannel(studio);
    await requestsOf().sweep();
    expect(await saidIn(await directTo(mara))).toHaveLength(1);
    expect((await world.actors.byId(id))?.request?.notice?.channelId).toBe(await directTo(mara));
    await shut(mara);
    await registerOutsider();
    await requestsOf().sweep();
    expect((await saidIn(await directTo(jonas)))[0]).toMatch(/no admin can be reached/);
  });
});
