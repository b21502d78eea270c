import { randomBytes } from 'node:crypto';
import { type ClientMessage, ids, type Member } from '@ai-actor/playground/discord';
import sharp from 'sharp';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Generation } from '../services/generation/generation.ts';
import { card, gallery, note, text } from '../views/components.ts';
import { keptImagesView } from '../views/generate/image-view.ts';
import type { Shown } from './answering.ts';
import { type DiscordFixture, openDiscord } from './testing/discord-fixture.ts';

let discord: DiscordFixture;
afterEach(() => discord.close());

const said = (words: string) => (message: ClientMessage) =>
  JSON.stringify(message.components).includes(words);
const seen = (member: Member, words: string) => member.waitForMessage(said(words), 60_000);

// Public deferral, private reason. Both are reported of Discord: that a follow-up after the deletion of the deferred
// reply is refused with 10008, and that it is not (github.com/discord/discord-api-docs/issues/2739 and /3087).
describe.each(['refused', 'posted'] as const)('where a follow-up to a deleted deferral is %s', behaviour => {
  test('why a public answer did not come is told to the member, and to nobody else', async () => {
    discord = await openDiscord({ followUpAfterDeletedDeferral: behaviour });
    const to = await discord.asked(discord.mara, 'public');
    await discord.answering.tellWhyNot(to, note('bad', 'the very reason'), note('bad', 'only a hint'));
    const told = await seen(discord.mara, 'the very reason');
    expect([told.ephemeral, told.channel_id]).toEqual([true, to.channelId]);
    expect((await discord.jonas.messages()).filter(said('the very reason'))).toEqual([]);
    expect((await discord.jonas.messages()).map(({ id }) => id)).not.toContain(to.post?.messageId);
  });

  test('one whose place a moderator deleted reaches the member all the same', async () => {
    discord = await openDiscord({ followUpAfterDeletedDeferral: behaviour });
    const to = await discord.asked(discord.mara, 'public');
    await discord.messages.delete(to.channelId, to.post?.messageId ?? '');
    await discord.answering.tellWhyNot(to, note('bad', 'the very reason'), note('bad', 'only a hint'));
    expect(await seen(discord.mara, 'the very reason')).toBeDefined();
    expect((await discord.jonas.messages()).filter(said('the very reason'))).toEqual([]);
  });
});

describe('images that were paid for', () => {
  const mib = 1024 * 1024;
  let noise: Buffer[];
  beforeAll(async () => {
    // Four PNGs of some 8 MiB: each is taken, and all of them are more than a message holds.
    noise = await Promise.all(
      Array.from({ length: 4 }, () =>
        sharp(randomBytes(1_680 * 1_680 * 3), { raw: { width: 1_680, height: 1_680, channels: 3 } })
          .png({ compressionLevel: 0 })
          .toBuffer(),
      ),
    );
    for (const { length } of noise) expect(length).toBeGreaterThan(8 * mib);
  });
  const shown = (pictures: Buffer[]): Shown => ({
    view: {
      ...card(
        'plain',
        text('four pictures'),
        gallery(pictures.map((_, index) => ({ name: `p${index}.png`, alt: `picture ${index}` }))),
      ),
      files: pictures.map((bytes, index) => ({ name: `p${index}.png`, bytes, made: { from: 'model' } })),
    },
    kept: keptImagesView({ id: 'abc234defg' } as Generation),
    hint: note('plain', 'pictures are ready'),
  });
  const bytesOf = async (message: ClientMessage) => message.attachments.map(({ size }) => size);

  // "25 MiB" for a request, all files together: docs.discord.com/developers/reference#uploading-files
  test('are made smaller where together they are more than a message holds', async () => {
    discord = await openDiscord({ fileLimit: 10 * mib, requestLimit: 25 * mib });
    const to = await discord.asked(discord.mara, 'public');
    expect(await discord.answering.show(to, shown(noise))).toEqual(to.post);
    const sizes = await bytesOf(await seen(discord.jonas, 'four pictures'));
    expect(sizes).toHaveLength(4);
    expect(sizes.reduce((a, b) => a + b, 0)).toBeLessThan(25 * mib);
  });

  // github.com/discord/discord-api-docs/issues/7603: attachment_size_limit has been reported wrong.
  test('are made smaller where a server takes less than it says (40005)', async () => {
    discord = await openDiscord({ attachmentSizeLimit: 25 * mib, fileLimit: 3 * mib });
    const to = await discord.asked(discord.mara, 'public');
    expect(await discord.answering.show(to, shown(noise.slice(0, 1)))).toEqual(to.post);
    const [size = 0] = await bytesOf(await seen(discord.jonas, 'four pictures'));
    expect(size).toBeGreaterThan(0);
    expect(size).toBeLessThanOrEqual(3 * mib);
  });

  test.each([
    [40005, 413],
    [50035, 400],
    [50001, 403],
    [200000, 400],
  ])('are kept behind a link where no size of them is taken (%i)', async (code, status) => {
    discord = await openDiscord();
    const to = await discord.asked(discord.mara, 'public');
    // As many as there are forms with pictures: the last has none.
    discord.server.faults.add({
      method: 'PATCH',
      path: '/webhooks/',
      status,
      body: { code, message: 'no' },
      times: 3,
    });
    expect(await discord.answering.show(to, shown(noise.slice(0, 1)))).toEqual(to.post);
    expect(await seen(discord.jonas, '/show id:abc234defg')).toMatchObject({ id: to.post?.messageId });
  });

  test('reach the member directly where the channel is closed to the bot altogether', async () => {
    discord = await openDiscord();
    const to = await discord.asked(discord.mara, 'public');
    const body = { code: 50001, message: 'Missing Access' };
    discord.server.faults.add({ method: 'PATCH', path: '/webhooks/', status: 403, body, times: 20 });
    discord.server.faults.add({
      path: `/channels/${ids.channels.studio}/messages`,
      status: 403,
      body,
      times: 20,
    });
    const post = await discord.answering.show(to, shown(noise.slice(0, 1)));
    const direct = await seen(discord.mara, 'four pictures');
    expect(direct).toMatchObject({ id: post.messageId, channel_id: post.channelId });
    expect(await bytesOf(direct)).toHaveLength(1);
  });
});
