import type { ClientMessage, Member } from '@ai-actor/playground/discord';
import { ids } from '@ai-actor/playground/discord';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createCredentials } from '../../src/services/credentials/credentials.ts';
import { operatorIdentity } from '../../src/services/credentials/testing/certificates.ts';
import { ask, isAnswer, patienceMs } from '../acting.ts';
import { startWorld, type TestWorld, wordsOf } from '../world.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 300_000 });

let world: TestWorld;
let mara: Member;
let jonas: Member;
let posted: ClientMessage;
let picture: Buffer;
beforeAll(async () => {
  // What is new is looked at in each sweep.
  world = await startWorld({}, { fileLimit: 64 * 2 ** 20 }, { sweepMs: 500 });
  mara = await world.member('mara');
  jonas = await world.member('jonas');
  posted = await ask(jonas, '/generate', { prompt: 'a lighthouse in a storm' });
  picture = Buffer.from(await (await fetch(posted.attachments[0]?.url ?? '')).arrayBuffer());
});
afterAll(() => world?.close());

const about = async (member: Member, name: string, bytes: Uint8Array) =>
  wordsOf(await ask(member, '/show', { image: { name, bytes: Buffer.from(bytes) } }));
async function use(member: Member, message: ClientMessage): Promise<string> {
  const from = member.events.length;
  const { interactionId } = await member.use(message, 'Is this ours?');
  const answer = await member.waitForMessage(
    found => found.interaction_metadata?.id === interactionId && isAnswer(found),
    patienceMs,
    from,
  );
  expect(answer.ephemeral).toBe(true);
  return wordsOf(answer);
}
const jpeg = () => sharp(picture).resize(300).jpeg({ quality: 60 }).toBuffer();
const other = () =>
  sharp({
    create: {
      width: 300,
      height: 200,
      channels: 3,
      background: '#285',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  });

test('a file as it was posted is known by its signature, and its maker told to them alone', async () => {
  const mine = await about(jonas, 'mine.png', picture);
  expect(mine).toMatch(/Yes, I made this\.\*\* My signature in the file is valid/);
  await vi.waitFor(
    async () => expect(await about(jonas, 'mine.png', picture)).toContain(`Made by <@${ids.members.jonas}>`),
    {
      timeout: 120_000,
      interval: 1_000,
    },
  );
  const priya = await world.member('priya');
  const theirs = await about(priya, 'theirs.png', picture);
  expect(theirs).toMatch(/Yes, I made this/);
  expect(theirs).not.toContain(ids.members.jonas);
  expect(theirs).toMatch(/Only these people learn from me who made it/);
});

test('a copy without the signature is known by its looks; from the menu of a message too', async () => {
  expect(await about(jonas, 'copy.jpg', await jpeg())).toMatch(
    /Yes, this looks like one of my pictures[\s\S]*no signature[\s\S]*Made by/,
  );
  expect(await use(mara, posted)).toMatch(/Yes, I made this/);
  const said = await mara.say(ids.channels.studio, 'look', [{ name: 'shot.jpg', bytes: await jpeg() }]);
  expect(await use(mara, said)).toMatch(/Yes, this looks like one of my pictures/);
  const words = await mara.say(ids.channels.studio, 'no picture here');
  expect(await use(mara, words)).toMatch(/has no picture I can look at/);
});

test('of several pictures in a message, what is true of all is said once', async () => {
  const two = await ask(mara, '/generate', { prompt: 'a fox in the snow', count: 2 });
  const words = await use(mara, two);
  expect(words).toMatch(/Are these ours\?[\s\S]*image\\?-1\.png, image\\?-2\.png\*\*\n\*\*Yes, I made this/);
  expect(words.match(/Details/g)).toHaveLength(1);
  const said = await mara.say(ids.channels.studio, 'mine, a copy, and another', [
    { name: 'mine.png', bytes: picture },
    { name: 'copy.jpg', bytes: await jpeg() },
    { name: 'other.jpg', bytes: await other().jpeg().toBuffer() },
  ]);
  const told = await use(mara, said);
  expect(told).toMatch(/mine\.png[^.]*Yes, I made this[\s\S]*copy\.jpg[^.]*Yes, this looks/);
  expect(told).toMatch(/other\.jpg[^.]*No, I don’t know this/);
  expect(told.match(/Details/g)).toHaveLength(1);
});

test('foreign, changed and forged ones are told apart', async () => {
  expect(await about(mara, 'a.jpg', await other().jpeg().toBuffer())).toMatch(
    /No, I don’t know this picture/,
  );

  // Our credentials, on pixels that are not ours.
  const changed = Buffer.from(picture);
  const at = changed.lastIndexOf('IDAT') + 40;
  changed[at] = (changed[at] ?? 0) ^ 1;
  const words = await about(mara, 'changed.png', changed);
  expect(words).toMatch(/changed|damaged/);
  expect(words).not.toMatch(/signature in the file is valid/);

  // Our certificate, below a claim that it has not signed.
  const forged = Buffer.from(picture);
  const claim = forged.indexOf('AI Actor Generator');
  forged[claim] = (forged[claim] ?? 0) ^ 1;
  expect(await about(mara, 'forged.png', forged)).toMatch(
    /claims to be signed by me\. \*\*That signature is forged/,
  );

  const another = createCredentials({
    ...{ identity: await operatorIdentity(), version: '1', without: 'withhold' },
    logger: { warn: () => {}, error: () => {} } as never,
  });
  const signed = await another
    .leaving(await other().png().toBuffer(), { from: 'model' })
    .finally(another.stop);
  expect(await about(mara, 'theirs.png', signed)).toMatch(
    /No, I don’t know this picture[\s\S]*signed by somebody else, who calls themselves “AI Actor Generator”/,
  );
});

test('files that cannot be looked at: a sentence each', async () => {
  expect(await about(mara, 'large.png', Buffer.alloc(64 * 2 ** 20))).toMatch(/It’s larger than 25 MB/);
  expect(await about(mara, 'notes.png', Buffer.from('words'))).toMatch(
    /It isn’t an image, whatever its name says/,
  );
  const frames = await other().gif().toBuffer();
  expect(await about(mara, 'moving.gif', frames)).toMatch(/It’s a GIF, which I can’t read/);
  const [one, two] = await Promise.all([other().png().toBuffer(), other().negate().png().toBuffer()]);
  const animated = await sharp([one, two], { join: { animated: true } })
    .webp()
    .toBuffer();
  expect(await about(mara, 'moving.webp', animated)).toMatch(/That file is animated/);
  // A header of 300 megapixels, with nothing to match.
  const huge = Buffer.from(one);
  huge.writeUInt32BE(20_000, 16);
  huge.writeUInt32BE(15_000, 20);
  expect(await about(mara, 'huge.png', huge)).toMatch(/It’s 20000 × 15000 pixels, more than I can read/);
  const tiny = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#000' } })
    .png()
    .toBuffer();
  expect(await about(mara, 'tiny.png', tiny)).toMatch(/It’s only 20 × 20 pixels/);
  expect(wordsOf(await ask(mara, '/show', {}))).toMatch(/Give the `id` of an image/);
});
