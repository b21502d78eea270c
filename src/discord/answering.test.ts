import { type ClientMessage, ids, type Member } from '@ai-actor/playground/discord';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { note } from '../views/components.ts';
import type { Acknowledged } from './acknowledge.ts';
import { type DiscordFixture, openDiscord } from './testing/discord-fixture.ts';

let discord: DiscordFixture;
beforeAll(async () => {
  discord = await openDiscord();
});
afterEach(() => discord.server.faults.clear());
afterAll(() => discord.close());

const said = (words: string) => (message: ClientMessage) =>
  JSON.stringify(message.components).includes(words);
const seen = (member: Member, words: string) => member.waitForMessage(said(words), 60_000);
const shown = (words: string) => ({
  view: note('plain', words),
  direct: note('plain', `${words}, to you alone`),
  hint: note('plain', `${words} is ready`),
});
const mentioned = (message: ClientMessage) => message.mentions.map(({ id }) => id);
const refuse = (path: string, code: number, status = 403) =>
  discord.server.faults.add({ path, status, body: { code, message: 'no' }, times: 20 });

describe('in time', () => {
  test('an answer stands where the bot was thinking', async () => {
    const to = await discord.asked(discord.mara, 'public');
    await discord.answering.progress(to, note('plain', 'half of a prompt answer'));
    const post = await discord.answering.show(to, shown('a prompt answer'));
    expect(post).toEqual(to.post);
    expect(await seen(discord.jonas, 'a prompt answer')).toMatchObject({ id: post.messageId });
  });

  test('why a public answer did not come is for the member alone', async () => {
    const to = await discord.asked(discord.mara, 'public');
    await discord.answering.tellWhyNot(to, note('bad', 'a private reason'), note('bad', 'no hint'));
    expect((await seen(discord.mara, 'a private reason')).ephemeral).toBe(true);
    expect((await discord.jonas.messages()).map(({ id }) => id)).not.toContain(to.post?.messageId);
  });

  test('why a private answer did not come stands in its place', async () => {
    const to = await discord.asked(discord.mara, 'private');
    await discord.answering.tellWhyNot(to, note('bad', 'a reason in place'), note('bad', 'no hint'));
    expect(await seen(discord.mara, 'a reason in place')).toMatchObject({
      ephemeral: true,
      interaction_metadata: { id: to.id },
    });
  });
});

// Which of these Discord sends depends on how the answer was lost; each means that there is nothing to edit.
describe.each([
  [10015, 404],
  [50027, 401],
  [10008, 404],
  [10062, 404],
])('once the answer is over (%i)', (code, status) => {
  const over = () => refuse('/webhooks/', code, status);

  test('a public one is a message in the channel, with a mention', async () => {
    const to = await discord.asked(discord.mara, 'public');
    over();
    const post = await discord.answering.show(to, shown(`late ${code}`));
    const late = await seen(discord.jonas, `late ${code}`);
    expect(late).toMatchObject({ id: post.messageId, channel_id: to.channelId });
    expect(mentioned(late)).toEqual([ids.members.mara]);
  });

  test('a private one is a direct message', async () => {
    const to = await discord.asked(discord.mara, 'private');
    over();
    const post = await discord.answering.show(to, shown(`secret ${code}`));
    const late = await seen(discord.mara, `secret ${code}, to you alone`);
    expect(late).toMatchObject({ id: post.messageId, channel_id: post.channelId });
    expect(post.channelId).not.toBe(to.channelId);
    expect((await discord.jonas.messages()).filter(said(`secret ${code}`))).toEqual([]);
  });
});

describe('late', () => {
  test('a private answer to a member who takes no direct messages leaves a hint in the channel', async () => {
    const direct = await discord.messages.sendDirect(ids.members.mara, note('plain', 'hello'), {
      key: 'hello',
    });
    const to = await discord.asked(discord.mara, 'private');
    discord.expire();
    refuse(`/channels/${direct.channelId}/messages`, 50007);
    await discord.answering.show(to, shown('a well kept secret'));
    const hint = await seen(discord.jonas, 'a well kept secret is ready');
    expect(mentioned(hint)).toEqual([ids.members.mara]);
  });

  test('a public answer in a channel that is closed to the bot reaches the member directly', async () => {
    const to = await discord.asked(discord.jonas, 'public');
    discord.expire();
    refuse(`/channels/${to.channelId}/messages`, 50013);
    await discord.answering.show(to, shown('an answer on another way'));
    expect(await seen(discord.jonas, 'an answer on another way, to you alone')).toBeDefined();
  });

  test('a reason why not reaches the member directly, and what waited in public goes', async () => {
    const to = await discord.asked(discord.jonas, 'public');
    discord.expire();
    await discord.answering.tellWhyNot(to, note('bad', 'a late reason'), note('bad', 'no hint'));
    expect((await seen(discord.jonas, 'a late reason')).channel_id).not.toBe(to.channelId);
    expect((await discord.mara.messages()).filter(said('a late reason'))).toEqual([]);
  });

  test('a reason why not is the member’s alone after a restart, too', async () => {
    const to = await discord.asked(discord.jonas, 'public');
    const again = { ...to, again: true };
    await discord.answering.tellWhyNot(
      again,
      note('bad', 'a reason of an earlier start'),
      note('bad', 'no hint'),
    );
    expect((await seen(discord.jonas, 'a reason of an earlier start')).ephemeral).toBe(true);
    expect((await discord.mara.messages()).filter(said('a reason of an earlier start'))).toEqual([]);
  });

  test('what all may read of it stands in the answer, however often it is told', async () => {
    const to = { ...(await discord.asked(discord.jonas, 'public')), again: true };
    const words = [note('bad', 'why, in one’s own words'), note('bad', 'no hint')] as const;
    for (let times = 0; times < 2; times++)
      await discord.answering.tellWhyNot(to, ...words, note('bad', 'there was a restart'));
    expect((await discord.mara.messages()).filter(said('there was a restart'))).toHaveLength(1);
    expect((await discord.jonas.messages()).filter(said('in one’s own words'))).toEqual([]);
  });

  test('an answer that an earlier process had sent already is not sent again', async () => {
    const to = await discord.asked(discord.mara, 'public');
    discord.expire();
    const view = shown('mark:one');
    const marks = { waiting: 'cancel:one', shown: 'mark:one' };
    const { components } = view.view;
    const button = { type: 2, style: 2, custom_id: 'mark:one', label: 'Details' } as const;
    const marked = {
      ...view,
      view: { components: [...components, { type: 1 as const, components: [button] }] },
    };
    const first = await discord.answering.show({ ...to, marks }, marked);
    const again = await discord.answering.show({ ...to, id: `${to.id}x`, marks, again: true }, marked);
    expect(again).toEqual(first);
  });
});

describe('a further message', () => {
  const marked = (mark: string, words: string) => {
    const button = { type: 2, style: 2, custom_id: mark, label: 'Details' } as const;
    const { view, ...others } = shown(words);
    return {
      ...others,
      view: { components: [...view.components, { type: 1 as const, components: [button] }] },
    };
  };
  const further = (to: Acknowledged, words: string, id = words) =>
    discord.answering.showFurther(to, { id, mark: id }, marked(id, words));
  const begun = async (member: Member, place: 'public' | 'private') => {
    const to = await discord.asked(member, place);
    await discord.answering.progress(to, note('plain', 'half-way'));
    return to;
  };

  test('stands beside the answer and pings nobody, in time and late', async () => {
    const to = await begun(discord.mara, 'public');
    const post = await further(to, 'one of eight');
    const seenByAll = await seen(discord.jonas, 'one of eight');
    expect(seenByAll.id).toBe(post?.messageId);
    expect(seenByAll.id).not.toBe(to.post?.messageId);
    discord.expire();
    expect((await further(to, 'two of eight'))?.channelId).toBe(to.channelId);
    expect(mentioned(await seen(discord.jonas, 'two of eight'))).toEqual([]);
  });

  test('that an earlier process had sent is not sent again, whether in time or late', async () => {
    const to = await begun(discord.mara, 'public');
    const first = await further(to, 'three of eight');
    const again = { ...to, again: true };
    expect(await further(again, 'three of eight')).toEqual(first);
    discord.expire();
    expect(await further(again, 'three of eight')).toEqual(first);
    expect((await discord.jonas.messages()).filter(said('three of eight'))).toHaveLength(1);
  });

  test('is the member’s alone where the answer is, in time and late', async () => {
    const to = await begun(discord.mara, 'private');
    expect(await further(to, 'four of eight')).toBeUndefined();
    expect((await seen(discord.mara, 'four of eight')).ephemeral).toBe(true);
    discord.expire();
    await further(to, 'five of eight');
    expect((await seen(discord.mara, 'five of eight, to you alone')).channel_id).not.toBe(to.channelId);
    expect((await discord.jonas.messages()).filter(said('of eight, to you'))).toEqual([]);
  });

  test('in a channel that is closed to the bot, it reaches the member directly', async () => {
    const to = await begun(discord.jonas, 'public');
    discord.expire();
    refuse(`/channels/${to.channelId}/messages`, 50013);
    await further(to, 'six of eight');
    expect(await seen(discord.jonas, 'six of eight, to you alone')).toBeDefined();
  });
});
