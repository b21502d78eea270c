import type { ClientMessage, Member } from '@ai-actor/playground/discord';
import { ids } from '@ai-actor/playground/discord';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ask, attached, isAnswer, patienceMs, photos, press } from '../acting.ts';
import { everythingKept, startWorld, type TestWorld, wordsOf } from '../world.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

let world: TestWorld;
let mara: Member;
let jonas: Member;
let priya: Member;
/** A photo of Jonas, who is Bruno here, that he did not register. */
let ofBruno: Buffer;
let ofMei: Buffer;

beforeAll(async () => {
  world = await startWorld();
  [mara, jonas, priya] = await Promise.all([
    world.member('mara'),
    world.member('jonas'),
    world.member('priya'),
  ]);
  const files = await photos('bruno', 6);
  ofBruno = files[5]?.bytes as Buffer;
  ofMei = (await photos('mei', 1))[0]?.bytes as Buffer;
  const report = await ask(jonas, '/actor register', { name: 'Bruno', ...attached(files.slice(0, 5)) });
  await press(jonas, report, 'These photos show me, and I agree', words => /agreed/.test(words));
}, 600_000);
afterAll(() => world?.close());

async function use(member: Member, message: ClientMessage): Promise<ClientMessage> {
  const from = member.events.length;
  const { interactionId } = await member.use(message, 'Use as reference');
  return member.waitForMessage(
    found => found.interaction_metadata?.id === interactionId && isAnswer(found),
    patienceMs,
    from,
  );
}
const say = (member: Member, name: string, bytes: Buffer) =>
  member.say(ids.channels.studio, 'look', [{ name, bytes }]);
const refused = /Somebody in this picture hasn’t agreed to let you make images of them here/;

/** Fills in the form behind a button, and resolves to the first answer that fits. */
async function fill(
  member: Member,
  card: ClientMessage,
  button: string,
  values: Record<string, string>,
  fits: RegExp,
): Promise<string> {
  const from = member.events.length;
  await member.click(card, button);
  await member.submit(await member.waitForModal(patienceMs), values);
  const answer = await member.waitForMessage(
    found => isAnswer(found) && fits.test(wordsOf(found)),
    patienceMs,
    from,
  );
  return wordsOf(answer);
}

test('one’s own face can be used by oneself; for others it is a stranger’s, and nobody says whose', async () => {
  const message = await say(jonas, 'me.jpg', ofBruno);
  const card = await use(jonas, message);
  expect(wordsOf(card)).toMatch(/I can start from this picture[\s\S]*In it: \*\*Bruno\*\*/);
  const made = await fill(jonas, card, 'Change…', { change: 'Bruno as a pilot' }, /Made from a picture/);
  expect(made).toMatch(/Bruno/);

  const registered = wordsOf(await use(priya, message));
  expect(registered).toMatch(refused);
  expect(registered).not.toMatch(/Bruno/);
  expect(registered).not.toContain(ids.members.jonas);
  const stranger = wordsOf(await use(priya, await say(priya, 'her.jpg', ofMei)));
  expect(stranger).toBe(registered);
});

test('nothing of what was refused is kept, and admins see that it was', async () => {
  expect((await everythingKept(world)).includes('given_pictures:')).toBe(true);
  const log = wordsOf(await ask(mara, '/settings log', { kind: 'stopped' }));
  expect(log).toMatch(/a picture to start from: somebody in it hasn’t agreed/);
});

test('where admins allow it, a statement opens it, and closes again when they change their mind', async () => {
  await ask(mara, '/settings consent', { strangers: 'statement' });
  const asked = await use(priya, await say(priya, 'her.jpg', ofMei));
  expect(wordsOf(asked)).toMatch(/Did they agree\?[\s\S]*somebody in this picture who isn’t an actor/);
  const from = priya.events.length;
  await fill(priya, asked, 'They agreed…', { statement: 'She told me on the phone today' }, /I can start/);
  const card = await priya.waitForMessage(
    found => /I can start from this picture/.test(wordsOf(found)),
    patienceMs,
    from,
  );
  expect(await fill(priya, card, 'Change…', { change: 'make it night' }, /Made from a picture/)).toContain(
    ids.members.priya,
  );
  // A registered face is no stranger's: no statement opens it.
  expect(wordsOf(await use(priya, await say(jonas, 'me.jpg', ofBruno)))).toMatch(refused);

  await ask(mara, '/settings consent', { strangers: 'refuse' });
  expect(
    await fill(priya, card, 'Change…', { change: 'make it day' }, /Somebody in this picture hasn’t agreed/),
  ).toMatch(refused);
  await world.restartBot();
  expect(await fill(priya, card, 'Change…', { change: 'make it noon' }, /hasn’t agreed/)).toMatch(refused);
});

test('pictures without faces, and those that I made, can be used by everybody', async () => {
  const hills = await sharp({
    create: {
      ...{ width: 400, height: 300, channels: 3, background: '#284' },
      noise: { type: 'gaussian', mean: 120, sigma: 40 },
    },
  })
    .jpeg()
    .toBuffer();
  expect(wordsOf(await use(priya, await say(priya, 'hills.jpg', hills)))).toMatch(/I can start from/);
  const posted = await ask(jonas, '/generate', { prompt: 'a portrait of a woman at sea' });
  expect(wordsOf(await use(priya, posted))).toMatch(/I can start from/);
  const words = await mara.say(ids.channels.studio, 'no picture here');
  expect(wordsOf(await use(mara, words))).toMatch(/has no picture I can use/);
});
