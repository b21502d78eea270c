import { type ClientMessage, ids, type Member } from '@ai-actor/playground/discord';
import { PermissionFlagsBits } from 'discord.js';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ask, patienceMs, press } from '../acting.ts';
import { picturesOf, startWorld, type TestWorld, wordsOf } from '../world.ts';

vi.setConfig({ testTimeout: 600_000 });

let world: TestWorld;
let mara: Member;
let priya: Member;
let jonas: Member;
beforeAll(async () => {
  world = await startWorld();
  [mara, priya, jonas] = await Promise.all([
    world.member('mara'),
    world.member('priya'),
    world.member('jonas'),
  ]);
}, 60_000);
afterAll(() => world.close());

const paid = 'black-forest-labs/FLUX.1-schnell';
const free = 'runwayml/stable-diffusion-v1-5';
const calls = () => world.huggingFace.requests.length;

test('above the sum that admins set the member is asked, alone, and nothing is made before they agree', async () => {
  await ask(mara, '/settings money', { ask: 0.02 });
  const question = await ask(priya, '/generate', { prompt: 'a photo of a cat', model: paid });
  expect(question.ephemeral).toBe(true);
  expect(wordsOf(question)).toMatch(/This costs about \$0\.05\n.*One image by \*\*FLUX\.1 schnell\*\*/s);
  expect(calls()).toBe(0);
  expect((await jonas.messages()).map(wordsOf).join()).not.toMatch(/costs about|a photo of a cat/);

  // The question is still there after a restart, and what it waits for is not taken up by it.
  await world.restartBot();
  expect(calls()).toBe(0);
  const images = (words: string) => /FLUX\.1 schnell.*seed/s.test(words);
  const shown = await press(priya, question, 'Make it for $0.05', images);
  expect(picturesOf(shown)).toHaveLength(1);
  expect(calls()).toBe(1);

  // Pressed twice, it costs once; and what is in the cache is no question.
  await press(priya, question, 'Make it for $0.05', images);
  expect(picturesOf(await ask(jonas, '/generate', { prompt: 'a photo of a cat', model: paid }))).toHaveLength(
    1,
  );
  // What costs nothing, neither.
  expect(picturesOf(await ask(jonas, '/generate', { prompt: 'a photo of a cat', model: free }))).toHaveLength(
    1,
  );
  expect(calls()).toBe(2);
});

test('a member who does not agree pays nothing, and no other can agree for them', async () => {
  const before = calls();
  const question = await ask(priya, '/generate', { prompt: 'a photo of a dog', model: paid, count: 2 });
  expect(wordsOf(question)).toMatch(/2 images by .*, about \$0\.05 each/);
  const declined = await press(priya, question, 'No, thanks', words =>
    words.includes('nothing was made or paid for'),
  );
  expect(declined.id).toBe(question.id);
  await ask(mara, '/settings money', { 'ask-never': true });
  expect(calls()).toBe(before);
  expect(picturesOf(await ask(priya, '/generate', { prompt: 'a photo of a dog', model: paid }))).toHaveLength(
    1,
  );
});

describe('a question that came by direct message', () => {
  const prompt = 'a photo of a crow';
  const isPicture = (message: ClientMessage) => picturesOf(message).length > 0;

  /** Discord takes no answer any more, as it does 15 minutes after a request. */
  async function askedDirectly(): Promise<ClientMessage> {
    const direct = await world.directChannel(ids.members.priya);
    const over = { status: 404, body: { code: 10015, message: 'Unknown Webhook' }, times: 50 };
    world.discord.faults.add({ path: '/webhooks/', ...over });
    const from = priya.events.length;
    await priya.command('/generate', { prompt, model: paid });
    const question = await priya.waitForMessage(
      message => message.channel_id === direct && /costs about/.test(wordsOf(message)),
      patienceMs,
      from,
    );
    world.discord.faults.clear();
    return question;
  }
  const answerTo = async (question: ClientMessage, button: string) =>
    wordsOf(await press(priya, question, button, () => true));
  beforeAll(() => ask(mara, '/settings money', { ask: 0.02 }));
  afterAll(() => ask(mara, '/settings money', { 'ask-never': true }));

  test('can be answered with no', async () => {
    const before = calls();
    const question = await askedDirectly();
    expect(await answerTo(question, 'No, thanks')).toContain('nothing was made or paid for');
    expect(calls()).toBe(before);
  });

  test('is judged by what its member may do in the server by then', async () => {
    const question = await askedDirectly();
    await ask(mara, '/settings roles', { role: ids.roles.casting, generate: true });
    expect(await answerTo(question, 'Make it for $0.05')).toContain('you need the role');
    await ask(mara, '/settings roles', { role: ids.roles.casting, reset: true });
    await ask(mara, '/settings channels', { use: ids.channels.gallery });
    expect(await answerTo(question, 'Make it for $0.05')).toContain('only let members use me in');
    await ask(mara, '/settings channels', { clear: ids.channels.gallery });
  });

  test('is answered there, and the images are shown where they were asked for', async () => {
    const before = calls();
    const question = await askedDirectly();
    const from = jonas.events.length;
    const told = await press(priya, question, 'Make it for $0.05', words => words.includes('will be in'));
    expect(told.id).toBe(question.id);
    const shown = await jonas.waitForMessage(isPicture, patienceMs, from);
    expect(shown.channel_id).toBe(ids.channels.studio);
    expect(shown.mentions.map(({ id }) => id)).toEqual([ids.members.priya]);
    expect(calls()).toBe(before + 1);
  });
});

test('images are shown in the channel that admins chose, but private and adult ones are not', async () => {
  const { gallery, afterDark } = ids.channels;
  await ask(mara, '/settings channels', { results: gallery });
  const pointer = await ask(priya, '/generate', { prompt: 'a photo of a fox', model: free });
  expect(wordsOf(pointer)).toMatch(
    new RegExp(`The images are in <#${gallery}>: https://discord.com/channels/${ids.guild}/${gallery}/\\d+`),
  );
  expect(picturesOf(pointer)).toHaveLength(0);
  const there = (await jonas.messages(gallery)).filter(message => picturesOf(message).length > 0);
  expect(there.map(wordsOf).join()).toMatch(new RegExp(`a photo of a fox.*<@${ids.members.priya}>`, 's'));
  // Its buttons work there, also for who can't see where it was asked for; deleting it takes both messages along.
  const [shown] = there as [ClientMessage];
  const view = [PermissionFlagsBits.ViewChannel];
  world.discord.setPermissions(ids.channels.studio, ids.guild, { deny: view });
  world.discord.setPermissions(ids.channels.studio, ids.members.priya, { allow: view });
  world.discord.setPermissions(ids.channels.studio, ids.bot, { allow: view });
  expect(wordsOf(await press(jonas, shown, 'Details', () => true))).toMatch(/Prompt as sent/);
  for (const holder of [ids.guild, ids.members.priya, ids.bot])
    world.discord.setPermissions(ids.channels.studio, holder, {});
  const sure = await press(priya, shown, 'Delete', words => /Delete/.test(words));
  await press(priya, sure, 'Delete for good', words => /deleted/i.test(words));
  await vi.waitUntil(async () => (await jonas.messages(gallery)).every(({ id }) => id !== shown.id), 10_000);

  const hidden = await ask(priya, '/generate', { prompt: 'a photo of a wren', model: free, private: true });
  expect(picturesOf(hidden)).toHaveLength(1);
  const dark = await ask(mara, '/generate', { prompt: 'a photo of a wren', model: free }, afterDark);
  expect(picturesOf(dark)).toHaveLength(1);
  expect((await jonas.messages(gallery)).map(wordsOf).join()).not.toContain('wren');
});

test('where the bot cannot write, they are shown where they were asked for', async () => {
  world.discord.deleteChannel(ids.channels.gallery);
  expect(
    picturesOf(await ask(priya, '/generate', { prompt: 'a photo of an owl', model: free })),
  ).toHaveLength(1);
  expect(wordsOf(await ask(mara, '/settings channels'))).toContain('shown in a deleted channel');
  await ask(mara, '/settings channels', { 'results-here': true });
  expect(wordsOf(await ask(mara, '/settings channels'))).toContain(
    'in the channel where members ask for them',
  );
});
