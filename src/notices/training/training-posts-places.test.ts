import { DiscordAPIError } from 'discord.js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Told } from '../../discord/channel-messages.ts';
import { viewOf } from '../../discord/testing/view-of.ts';
import type { Claim } from '../../services/training/callbacks/answers.ts';
import {
  ana,
  channelId,
  createTrainingWorld,
  decode,
  guildId,
  logger,
  signedEvent,
} from '../../services/training/testing/training-fixture.ts';
import type { View } from '../../views/components.ts';
import { createTrainingPosts, type TrainingPosts } from './training-posts.ts';

const trainingChannel = '900000000000000777';
const direct = `direct:${ana}`;
const minute = 60_000;

/** Discord with places that take nothing. */
function places() {
  const closed = new Map<string, number>();
  const posts = new Map<string, { place: string; view: View }>();
  let count = 0;
  const refuse = (place: string) => {
    const code = closed.get(place);
    if (code) throw new DiscordAPIError({ code, message: 'no' }, code, 403, 'POST', 'https://discord', {});
  };
  const put = (place: string, view: View) => {
    refuse(place);
    const messageId = `${700_000_000_000_000_000n + BigInt(count++)}`;
    posts.set(messageId, { place, view });
    return messageId;
  };
  return {
    closed,
    posts,
    in: (place: string) =>
      [...posts.values()]
        .filter(post => post.place === place)
        .map(({ view }) => JSON.stringify(view.components)),
    messages: {
      send: async (channel: string, view: Told) => put(channel, await viewOf(view)),
      sendDirect: async (memberId: string, view: Told) => ({
        channelId: `direct:${memberId}`,
        messageId: put(`direct:${memberId}`, await viewOf(view)),
      }),
      async edit(channel: string, messageId: string, view: Told) {
        refuse(channel);
        posts.set(messageId, { place: channel, view: await viewOf(view) });
      },
      async delete(_channel: string, messageId: string) {
        return posts.delete(messageId) ? ('deleted' as const) : ('absent' as const);
      },
    },
  };
}

let world: Awaited<ReturnType<typeof createTrainingWorld>>;
let discord: ReturnType<typeof places>;
let events: TrainingPosts;
beforeEach(async () => {
  world = await createTrainingWorld();
  discord = places();
  events = createTrainingPosts({
    messages: discord.messages,
    training: world.training,
    channelFor: guild => (guild === guildId ? trainingChannel : undefined),
    logger,
    everyMs: 0,
  });
  world.onChange(events.changed);
});
afterEach(() => events.stop());

const until = (check: () => void) => vi.waitFor(check, { timeout: 60_000, interval: 5 });

async function take(jobCode: string): Promise<Claim> {
  const { jobId, oneTimeToken } = decode(jobCode);
  const claim = await world.training.claim({ jobId, token: oneTimeToken });
  if (claim.outcome !== 'claimed') throw new Error(claim.why);
  return claim;
}
const claimed = async () => take((await world.start((await world.register()).id)).jobCode);

async function fail(claim: Claim) {
  const { headers, body } = signedEvent(claim, { type: 'training.failed', seq: 5, reason: 'no memory' });
  await world.training.receive({ headers, body: Buffer.from(body) });
}

test('a training is shown in the training channel, not where it was started', async () => {
  const claim = await claimed();
  await until(() => expect(discord.in(trainingChannel)).toHaveLength(1));
  await fail(claim);
  await until(() => expect(discord.in(trainingChannel)).toHaveLength(2));
  expect(discord.in(channelId)).toEqual([]);
});

test.each([10003, 50001, 50013])(
  'where that takes nothing (%i), the channel where it was started does',
  async code => {
    discord.closed.set(trainingChannel, code);
    const claim = await claimed();
    await until(() => expect(discord.in(channelId)).toHaveLength(1));
    await fail(claim);
    await until(() => expect(discord.in(channelId).join()).toMatch(/failed/));
  },
);

test('a channel that goes while a training runs loses nothing', async () => {
  const claim = await claimed();
  await until(() => expect(discord.in(trainingChannel)).toHaveLength(1));
  discord.closed.set(trainingChannel, 10003);
  const { headers, body } = signedEvent(claim, { type: 'training.progress', seq: 1, step: 50 });
  await world.training.receive({ headers, body: Buffer.from(body) });
  await until(() => expect(discord.in(channelId).join()).toMatch(/step 50/));
});

test('an end that no channel takes goes to the requester, once, and to nobody where that fails too', async () => {
  discord.closed.set(trainingChannel, 10003).set(channelId, 50013);
  const claim = await claimed();
  await fail(claim);
  await until(() => expect(discord.in(direct).join()).toMatch(/failed/));
  await until(() => expect(world.training.unfinishedPosts()).toEqual([]));
  events.catchUp();
  await events.stop();
  expect(discord.posts.size).toBe(1);
});

test('an end that nobody takes is not tried for ever', async () => {
  discord.closed.set(trainingChannel, 10003).set(channelId, 50013).set(direct, 50007);
  await fail(await claimed());
  await until(() => expect(world.training.unfinishedPosts()).toEqual([]));
  expect(discord.posts.size).toBe(0);
});

test('an end that was told before a resume makes room for the next', async () => {
  const first = await claimed();
  world.clock.ms += 16 * minute;
  await world.training.sweep();
  await until(() => expect(discord.in(trainingChannel).join()).toMatch(/train-resume/));
  await until(() => expect(world.training.unfinishedPosts()).toEqual([]));
  const { byHand } = await world.training.resume({ guildId, memberId: ana, jobId: first.jobId });
  const second = await take(byHand?.jobCode ?? '');
  const { headers, body } = signedEvent(
    second,
    { type: 'training.failed', seq: 0, reason: 'x' },
    { id: 'second' },
  );
  await world.training.receive({ headers, body: Buffer.from(body) });
  await until(() => expect(discord.in(trainingChannel).join()).toMatch(/The trainer says: x/));
  await events.stop();
  expect(discord.in(trainingChannel).filter(words => /The training of .* failed/.test(words))).toHaveLength(
    1,
  );
});

test('a code that lies about is reminded of once, and the reminder goes when it is used', async () => {
  const { id } = await world.register();
  const { jobCode } = await world.start(id);
  world.clock.ms += 41 * minute;
  events.catchUp();
  await until(() => expect(discord.in(trainingChannel).join()).toMatch(/hasn’t been used yet/));
  events.catchUp();
  expect(discord.posts.size).toBe(1);
  await take(jobCode);
  await until(() => expect(discord.in(trainingChannel).join()).not.toMatch(/hasn’t been used yet/));
  events.catchUp();
  await events.stop();
  expect(discord.in(trainingChannel)).toHaveLength(1);
});
