import { type ClientMessage, ids, type Member } from '@ai-actor/playground/discord';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ask, attached, isAnswer, patienceMs, photos, press } from '../acting.ts';
import { everythingKept, picturesOf, startWorld, type TestWorld, wordsOf } from '../world.ts';

vi.setConfig({ testTimeout: 600_000 });

let world: TestWorld;
let mara: Member;
let jonas: Member;
let priya: Member;
beforeAll(async () => {
  world = await startWorld();
  [mara, jonas, priya] = await Promise.all([
    world.member('mara'),
    world.member('jonas'),
    world.member('priya'),
  ]);
  const report = await ask(priya, '/actor register', { name: 'Mei', ...attached(await photos('mei', 5)) });
  await press(priya, report, 'These photos show me, and I agree', words => /agreed/.test(words));
  await ask(priya, '/actor share', { actor: 'Mei', visibility: 'guild' });
});
afterAll(() => world?.close());

const model = 'runwayml/stable-diffusion-v1-5';
const { studio, gallery } = ids.channels;

/** Fills in the form that a button opens, and resolves to the first answer after that which fits. */
async function send(
  member: Member,
  from: ClientMessage,
  button: string,
  fields: Record<string, string | string[]>,
  fits: RegExp,
): Promise<ClientMessage> {
  const seen = member.events.length;
  await member.click(from, button);
  await member.submit(await member.waitForModal(patienceMs), fields);
  return member.waitForMessage(message => isAnswer(message) && fits.test(wordsOf(message)), patienceMs, seen);
}
/** The public messages that show an album there. */
const shownIn = async (channelId: string): Promise<ClientMessage[]> =>
  (await jonas.messages(channelId)).filter(message => /An album of <@/.test(wordsOf(message)));
const idsIn = (message: ClientMessage) =>
  [...wordsOf(message).matchAll(/`(\w{10})`/g)].map(([, id]) => id ?? '');

test('images go into an album, are shown where they may be, and go from there when they are deleted', async () => {
  await ask(mara, '/generate', { prompt: 'a heron at dawn', model });
  await ask(mara, '/generate', { prompt: 'Mei on a pier', actor: 'Mei' });
  await ask(mara, '/generate', { prompt: 'a secret fox', model, private: true });
  const page = await ask(mara, '/gallery');
  const images = idsIn(page);
  expect(images).toHaveLength(3);

  const refused = await send(
    mara,
    page,
    'Add to an album…',
    { images, name: 'naked kids' },
    /never make|under 18/,
  );
  expect(refused.ephemeral).toBe(true);
  const album = await send(
    mara,
    page,
    'Add to an album…',
    { images, name: 'Best of spring' },
    /images added/,
  );
  expect(album.ephemeral).toBe(true);
  expect(picturesOf(album)).toHaveLength(3);
  // Nobody else has it.
  expect(
    wordsOf(await press(jonas, await ask(jonas, '/gallery'), 'Albums', words => /Your albums/.test(words))),
  ).toMatch(/You have no albums/);

  await press(mara, album, 'Show it here', words => /posting 3 images here/.test(words));
  await vi.waitUntil(async () => (await shownIn(studio)).length === 1, {
    timeout: patienceMs,
    interval: 200,
  });
  const [shown] = (await shownIn(studio)) as [ClientMessage];
  expect(picturesOf(shown)).toHaveLength(3);
  expect(wordsOf(shown)).toMatch(/Best of spring[\s\S]*a heron at dawn[\s\S]*An album of/);
  expect(shown.mentions).toEqual([]);

  // Who has left an image out of the album has left it out of the message.
  const fox = images.find((_id, nth) => nth === 0) ?? '';
  await send(mara, album, 'Take images out…', { images: [fox] }, /Taken out/);
  await vi.waitUntil(async () => picturesOf((await shownIn(studio))[0] as ClientMessage).length === 2, {
    ...{ timeout: patienceMs, interval: 200 },
  });

  // A withdrawal goes through everything, also while the bot is being restarted.
  await world.restartBot();
  const sure = await ask(priya, '/actor delete', { actor: 'Mei' });
  await press(priya, sure, 'Withdraw consent and delete', words => /Receipt/.test(words));
  await vi.waitUntil(async () => picturesOf((await shownIn(studio))[0] as ClientMessage).length === 1, {
    ...{ timeout: patienceMs, interval: 200 },
  });
  const [left] = (await shownIn(studio)) as [ClientMessage];
  expect(left.id).toBe(shown.id);
  expect(wordsOf(left)).not.toContain('Mei');
  const now = await press(mara, await ask(mara, '/gallery'), 'Albums', words => /Best of spring/.test(words));
  expect(wordsOf(await press(mara, now, 'Best of spring', words => /1 image/.test(words)))).not.toContain(
    'Mei',
  );
});

test('what somebody else made in another channel is not shown, and who is not asked may not take it down', async () => {
  await ask(jonas, '/generate', { prompt: 'an owl at night', model });
  const page = await ask(mara, '/gallery', { member: ids.members.jonas });
  const album = await send(
    mara,
    page,
    'Add to an album…',
    { images: idsIn(page), name: 'Owls' },
    /image added/,
  );
  const elsewhere = await ask(mara, '/gallery', {}, gallery);
  const list = await press(mara, elsewhere, 'Albums', words => /Owls/.test(words));
  const there = await press(mara, list, 'Owls', words => /an owl at night/.test(words));
  await press(mara, there, 'Show it here', words => /somebody else made them in another channel/.test(words));
  expect(await shownIn(gallery)).toEqual([]);
  // Where it was made everybody has seen it.
  await press(mara, album, 'Show it here', words => /posting 1 image here/.test(words));
  await vi.waitUntil(async () => (await shownIn(studio)).length === 2, {
    timeout: patienceMs,
    interval: 200,
  });
  const owls = (await shownIn(studio)).find(message => /Owls/.test(wordsOf(message))) as ClientMessage;
  await press(priya, owls, 'Take down', words => /Only the member who showed this/.test(words));
  await press(mara, owls, 'Take down', words => /coming down/.test(words));
  await vi.waitUntil(async () => (await shownIn(studio)).length === 1, {
    timeout: patienceMs,
    interval: 200,
  });

  // What a member leaves behind goes with them.
  const sure = await ask(mara, '/privacy delete');
  await press(mara, sure, 'Delete all of it', words => /Receipt/.test(words));
  await vi.waitUntil(async () => (await shownIn(studio)).length === 0, {
    timeout: patienceMs,
    interval: 200,
  });
  await vi.waitUntil(async () => !(await everythingKept(world)).includes('Best of spring'), {
    ...{ timeout: 60_000, interval: 500 },
  });
});
