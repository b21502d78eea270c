import type { ClientMessage, Member } from '@ai-actor/playground/discord';
import { ids } from '@ai-actor/playground/discord';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ask, isAnswer, patienceMs, photos } from '../acting.ts';
import { picturesOf, startWorld, type TestWorld, wordsOf } from '../world.ts';

vi.setConfig({ testTimeout: 600_000 });

let world: TestWorld;
let mara: Member;
let jonas: Member;
beforeAll(async () => {
  world = await startWorld();
  [mara, jonas] = await Promise.all([world.member('mara'), world.member('jonas')]);
}, 60_000);
afterAll(() => world.close());

const answerTo = (member: Member, interactionId: string): Promise<ClientMessage> =>
  member.waitForMessage(
    message => message.interaction_metadata?.id === interactionId && isAnswer(message),
    patienceMs,
  );
async function use(member: Member, message: ClientMessage, name: string): Promise<ClientMessage> {
  return answerTo(member, (await member.use(message, name)).interactionId);
}
const filledIn = (modal: object, id: string) =>
  new RegExp(`"custom_id":"${id}"[^}]*"value":"([^"]*)"`).exec(JSON.stringify(modal))?.[1];

test('a message becomes the prompt of an image, once its reader has seen and sent it', async () => {
  const said = await jonas.say(ids.channels.studio, `a photo of a cat for <@${ids.members.mara}>`);
  await mara.use(said, 'Make an image of this');
  const modal = await mara.waitForModal();
  expect(filledIn(modal, 'prompt')).toMatch(/^a photo of a cat for @\w+/);
  expect(world.huggingFace.requests).toHaveLength(0);
  const { interactionId } = await mara.submit(modal, { prompt: 'a photo of a cat' });
  const images = await answerTo(mara, interactionId);
  expect(picturesOf(images)).toHaveLength(1);

  const settings = await use(jonas, images, 'Show settings');
  expect(settings.ephemeral).toBe(true);
  expect(wordsOf(settings)).toMatch(/Prompt as sent\*\*.*a photo of a cat/);
  // Of an image, its own prompt.
  await jonas.use(images, 'Make an image of this');
  expect(filledIn(await jonas.waitForModal(), 'prompt')).toBe('a photo of a cat');
});

test('a message without words, or without an image of the bot, says so', async () => {
  const help = await ask(mara, '/help');
  expect(wordsOf(await use(mara, help, 'Make an image of this'))).toContain('has no text');
  const said = await jonas.say(ids.channels.studio, 'details:abc');
  expect(wordsOf(await use(mara, said, 'Show settings'))).toContain('doesn’t show an image I made');
});

test('a member is asked to be cast by the form of their own', async () => {
  await mara.useOn(ids.members.jonas, 'Ask to cast');
  const modal = await mara.waitForModal();
  expect(JSON.stringify(modal)).toContain(`register:${ids.members.jonas}`);
  expect(filledIn(modal, 'name')).toMatch(/^Jonas/);
  // Nobody agrees for somebody else.
  expect(JSON.stringify(modal)).not.toContain('I agree');
  const { interactionId } = await mara.useOn(ids.bot, 'Ask to cast');
  expect(wordsOf(await answerTo(mara, interactionId))).toContain('A bot can’t be an actor');
});

test('what a member calls themselves is made a name that an actor may have, or left to be typed', async () => {
  const offered = async (displayName: string) => {
    world.discord.rename(ids.members.jonas, displayName);
    await mara.useOn(ids.members.jonas, 'Ask to cast');
    return mara.waitForModal();
  };
  expect(filledIn(await offered('🌸 xX_Lena_Xx 🌸'), 'name')).toBe('xX Lena Xx');
  expect(filledIn(await offered('🌸'), 'name')).toBeUndefined();

  const modal = await offered('Tom (EU)');
  const { interactionId } = await mara.submit(modal, {
    name: filledIn(modal, 'name') ?? '',
    photos: await photos('mei', 1),
  });
  expect(wordsOf(await answerTo(mara, interactionId))).toContain('Tom EU');
  // A name that somebody has is nobody else's.
  expect(filledIn(await offered('TOM [EU]'), 'name')).toBeUndefined();
});

test('a role that may not, may not from a menu either', async () => {
  await ask(mara, '/settings roles', { role: ids.roles.artist, generate: true, register: true });
  const said = await jonas.say(ids.channels.studio, 'a photo of a dog');
  expect(wordsOf(await use(jonas, said, 'Make an image of this'))).toContain('you need the role');
  const { interactionId } = await jonas.useOn(ids.members.mara, 'Ask to cast');
  expect(wordsOf(await answerTo(jonas, interactionId))).toContain('you need the role');
});
