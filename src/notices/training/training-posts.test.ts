import { setImmediate } from 'node:timers/promises';
import { DiscordAPIError } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChannelMessages } from '../../discord/channel-messages.ts';
import { viewOf } from '../../discord/testing/view-of.ts';
import type { Claim } from '../../services/training/callbacks/answers.ts';
import type { TrainingJob } from '../../services/training/job/job.ts';
import { postsOf } from '../../services/training/job/posts.ts';
import {
  ana,
  ben,
  channelId,
  createTrainingWorld,
  decode,
  guildId,
  logger,
  picture,
  revision,
  signedEvent,
} from '../../services/training/testing/training-fixture.ts';
import type { TrainingService } from '../../services/training/training-service.ts';
import type { View } from '../../views/components.ts';
import { createTrainingPosts, type TrainingPosts } from './training-posts.ts';

const discordError = (code: number) =>
  new DiscordAPIError({ code, message: 'no' }, code, 404, 'POST', 'https://discord', {});

/** A channel that keeps Discord's rule: the same key again is the same message. */
function fakeChannel() {
  const posted = new Map<string, View>();
  const byNonce = new Map<string, string>();
  const channel = {
    posted,
    sends: 0,
    edits: 0,
    failSend: undefined as Error | undefined,
    failEdit: undefined as Error | undefined,
    /** An edit takes until this resolves. */
    held: Promise.resolve(),
    /** Runs after each operation, to count it. */
    changed: () => {},
    messages: {
      async send(channel_, view, { key }) {
        expect(channel_).toBe(channelId);
        if (channel.failSend) throw channel.failSend;
        channel.sends++;
        const id = byNonce.get(key) ?? `${700_000_000_000_000_000n + BigInt(posted.size)}`;
        if (!byNonce.has(key)) posted.set(id, await viewOf(view));
        byNonce.set(key, id);
        channel.changed();
        return id;
      },
      async sendDirect() {
        throw discordError(50007);
      },
      async edit(_channel, messageId, view) {
        await channel.held;
        if (channel.failEdit) throw channel.failEdit;
        channel.edits++;
        posted.set(messageId, await viewOf(view));
        channel.changed();
      },
      async delete(_channel, messageId) {
        posted.delete(messageId);
        channel.changed();
        return 'deleted';
      },
    } satisfies Pick<ChannelMessages, 'send' | 'sendDirect' | 'edit' | 'delete'>,
    words: () => [...posted.values()].map(view => JSON.stringify(view.components)),
    /** Resolves after the next operations that make the condition true. */
    until: (condition: () => boolean) =>
      new Promise<void>(resolve => {
        const check = () => {
          if (condition()) resolve();
        };
        channel.changed = check;
        check();
      }),
  };
  return channel;
}

let world: Awaited<ReturnType<typeof createTrainingWorld>>;
let channel: ReturnType<typeof fakeChannel>;
let events: TrainingPosts;
let told: (job: TrainingJob) => void;
beforeEach(async () => {
  world = await createTrainingWorld();
  channel = fakeChannel();
  events = follow(world.training);
  told = events.changed;
  world.onChange(job => told(job));
});
afterEach(() => events.stop());

function follow(training: TrainingService, everyMs = 0): TrainingPosts {
  return createTrainingPosts({ messages: channel.messages, training, logger, everyMs });
}

async function claimed(): Promise<Claim> {
  const { id } = await world.register();
  const { jobId, oneTimeToken } = decode((await world.start(id)).jobCode);
  const claim = await world.training.claim({ jobId, token: oneTimeToken });
  if (claim.outcome !== 'claimed') throw new Error(claim.why);
  return claim;
}

async function send(claim: Claim, event: Parameters<typeof signedEvent>[1]) {
  const { headers, body } = signedEvent(claim, event);
  expect(await world.training.receive({ headers, body: Buffer.from(body) })).toEqual({ outcome: 'stored' });
}

async function complete(claim: Claim) {
  world.hub.files.set('s/1.png', await picture(1)).set('s/2.png', await picture(2));
  const images = ['s/1.png', 's/2.png'].map(path => ({ path, prompt: 'a portrait', seed: 1 }));
  const done = world.next(job => job.state === 'succeeded');
  await send(claim, {
    type: 'training.completed',
    seq: 99,
    step: 800,
    repo: claim.spec.repo,
    revision,
    standIn: true,
    images,
  });
  await done;
}

describe('the progress message', () => {
  test('appears with the claim, moves with the events, and is one', async () => {
    const claim = await claimed();
    await channel.until(() => channel.sends === 1);
    await send(claim, { type: 'training.progress', seq: 1, step: 400, loss: 0.123 });
    await channel.until(() => channel.edits > 0);
    expect(channel.posted.size).toBe(1);
    expect(channel.words()[0]).toMatch(/step 400 of 800.*loss 0\.1230/);
    expect(channel.words()[0]).toContain(`train-cancel:${claim.jobId}`);
  });

  test('takes many events as few edits, and shows the latest', async () => {
    const claim = await claimed();
    await channel.until(() => channel.sends === 1);
    let release = () => {};
    channel.held = new Promise(resolve => {
      release = resolve;
    });
    for (let seq = 1; seq <= 50; seq++) await send(claim, { type: 'training.progress', seq, step: seq * 10 });
    release();
    await channel.until(() => channel.words()[0]?.includes('step 500 of 800') ?? false);
    // One may have been under way before the first of the fifty, one was held, and one shows the latest.
    expect(channel.edits).toBeLessThanOrEqual(3);
  });

  test.each([10008, 30046])('that cannot be edited any more (%i) is sent anew', async code => {
    const claim = await claimed();
    await channel.until(() => channel.sends === 1);
    await events.stop();
    events = follow(world.training);
    told = events.changed;
    channel.failEdit = discordError(code);
    await send(claim, { type: 'training.progress', seq: 1, step: 10 });
    await channel.until(() => channel.sends === 2);
    expect(channel.posted.size).toBe(2);
  });
});

describe('the end', () => {
  test('is a new message that mentions the requester, with samples and what to do next', async () => {
    const claim = await claimed();
    await channel.until(() => channel.sends === 1);
    await complete(claim);
    await channel.until(() => channel.posted.size === 2 && channel.edits > 0);
    const [progress, end] = [...channel.posted.values()];
    expect(end?.pings).toEqual([ana]);
    expect(end?.files).toHaveLength(2);
    const words = JSON.stringify(end?.components);
    expect(words).toContain(`generate-actor:${world.training.byId(claim.jobId)?.actorId}`);
    expect(words).toMatch(/stand-in trainer: nothing was trained/);
    expect(JSON.stringify(progress?.components)).not.toContain('train-cancel');
  });

  test('is told once, however often one asks', async () => {
    const claim = await claimed();
    await channel.until(() => channel.sends === 1);
    await complete(claim);
    await channel.until(() => channel.posted.size === 2);
    await events.stop();
    const sends = channel.sends;
    expect((await world.training.find(claim.jobId))?.shown).toBe('succeeded');
    events = follow(world.training);
    events.catchUp();
    await events.stop();
    expect(channel.sends).toBe(sends);
    expect(world.training.unfinishedPosts()).toEqual([]);
  });

  test('of a job that is erased while it is being told is known to the deletion', async () => {
    const claim = await claimed();
    await channel.until(() => channel.sends === 1);
    const { send } = channel.messages;
    let erasing: ReturnType<TrainingService['erase']> | undefined;
    channel.messages.send = async (...message) => {
      erasing = world.training.erase(claim.jobId);
      await setImmediate();
      return send(...message);
    };
    await complete(claim);
    await channel.until(() => channel.posted.size === 2);
    const job = await erasing;
    await events.stop();
    expect(job && postsOf(job).map(({ messageId }) => messageId)).toEqual([...channel.posted.keys()]);
  });

  test.each(['progress', 'reminder'])('and so is its %s', async which => {
    const { id } = await world.register();
    const { job, jobCode } = await world.start(id);
    const { send } = channel.messages;
    let erasing: ReturnType<TrainingService['erase']> | undefined;
    channel.messages.send = async (...message) => {
      erasing = world.training.erase(job.id);
      await setImmediate();
      return send(...message);
    };
    if (which === 'progress') {
      await world.training.claim({ jobId: job.id, token: decode(jobCode).oneTimeToken });
    } else {
      world.clock.ms += 41 * 60_000;
      events.catchUp();
    }
    await channel.until(() => channel.posted.size === 1);
    const erased = await erasing;
    expect(erased && postsOf(erased).map(({ messageId }) => messageId)).toEqual([...channel.posted.keys()]);
    // What changes of it now is shown nowhere.
    await events.stop();
    expect(channel.posted.size).toBe(1);
  });

  test('after a crash between posting and storing is repeated with the same key: one message', async () => {
    const claim = await claimed();
    await channel.until(() => channel.sends === 1);
    await events.stop();
    const shown = world.training.recordShown;
    const dying = createTrainingPosts({
      messages: channel.messages,
      training: { ...world.training, recordShown: () => Promise.reject(new Error('killed')) },
      logger,
      everyMs: 0,
    });
    told = dying.changed;
    await complete(claim);
    await channel.until(() => channel.posted.size === 2);
    await dying.stop();
    expect(world.training.recordShown).toBe(shown);
    const { training } = await world.open();
    expect(training.unfinishedPosts().map(job => job.id)).toEqual([claim.jobId]);
    events = follow(training);
    events.catchUp();
    await channel.until(() => channel.sends === 3);
    await events.stop();
    expect(channel.posted.size).toBe(2);
    expect(training.unfinishedPosts()).toEqual([]);
  });

  test('that Discord did not take is told later', async () => {
    const claim = await claimed();
    await channel.until(() => channel.sends === 1);
    channel.failSend = new Error('Discord is away');
    await complete(claim);
    await events.stop();
    expect(channel.posted.size).toBe(1);
    channel.failSend = undefined;
    events = follow(world.training);
    events.catchUp();
    await channel.until(() => channel.posted.size === 2);
  });

  test('in a channel that is gone is not tried for ever', async () => {
    channel.failSend = discordError(10003);
    const claim = await claimed();
    await complete(claim);
    await events.stop();
    expect(world.training.unfinishedPosts()).toEqual([]);
  });

  test('a failure is told with the trainer’s words as plain text', async () => {
    const claim = await claimed();
    await channel.until(() => channel.sends === 1);
    await send(claim, { type: 'training.failed', seq: 3, reason: 'CUDA **out** of memory @everyone' });
    await channel.until(() => channel.posted.size === 2);
    const end = [...channel.posted.values()][1];
    const words = JSON.stringify(end?.components);
    expect(words).toContain('\\\\*\\\\*out');
    expect(words).not.toContain('@everyone');
    expect(end?.pings).toEqual([ana]);
  });

  test('a cancellation by somebody else pings the requester; one’s own unused code makes no noise', async () => {
    const claim = await claimed();
    await channel.until(() => channel.sends === 1);
    await world.training.cancel({ guildId, jobId: claim.jobId, memberId: ben, admin: true });
    await channel.until(() => channel.posted.size === 2);
    expect([...channel.posted.values()][1]?.pings).toEqual([ana]);

    const other = await world.register({ name: 'Other' });
    const { job } = await world.start(other.id);
    await world.training.cancel({ guildId, jobId: job.id, memberId: ana, admin: false });
    await events.stop();
    expect(channel.posted.size).toBe(2);
    expect((await world.training.find(job.id))?.shown).toBe('cancelled');
  });
});
