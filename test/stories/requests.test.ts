import type { ClientMessage, Member } from '@ai-actor/playground/discord';
import { ids, Permission } from '@ai-actor/playground/discord';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { ask, isAnswer, patienceMs, press } from '../acting.ts';
import { picturesOf, startWorld, type TestWorld, wordsOf } from '../world.ts';

let world: TestWorld;
let mara: Member;
let jonas: Member;
beforeAll(async () => {
  world = await startWorld({ HF_MAX_CONCURRENT: '1' });
  [mara, jonas] = await Promise.all([world.member('mara'), world.member('jonas')]);
});
afterEach(() => {
  world.huggingFace.faults.clear();
  world.discord.faults.clear();
});
afterAll(() => world.close());

const model = 'runwayml/stable-diffusion-v1-5';
const shows = (message: ClientMessage, prompt: string) =>
  picturesOf(message).some(({ alt }) => alt.includes(prompt));
const slow = (delayMs: number) =>
  world.huggingFace.faults.add({ kind: 'delay', match: { via: 'endpoint' }, delayMs, times: 1 });
/** As it is 15 minutes after the question: the answer's key works no longer. */
const expire = () =>
  world.discord.faults.add({
    path: '/webhooks/',
    status: 404,
    body: { code: 10015, message: 'Unknown Webhook' },
    times: 50,
  });

test('what waits can be cancelled by who asked, and by nobody else', async () => {
  slow(8_000);
  const first = ask(mara, '/generate', { prompt: 'a slow owl', model });
  await mara.waitForMessage(message => wordsOf(message).includes('0 of 1'), 60_000);
  const { interactionId } = await mara.command('/generate', { prompt: 'a needless fox', model });
  const waiting = await mara.waitForMessage(
    message =>
      message.interaction_metadata?.id === interactionId && wordsOf(message).includes('Next in the queue'),
    15_000,
  );
  const refused = await press(jonas, waiting, 'Cancel', words => words.includes('Only the member'));
  expect(refused.ephemeral).toBe(true);
  await press(mara, waiting, 'Cancel', words => words.includes('Cancelled.'));
  expect(shows(await first, 'a slow owl')).toBe(true);
  expect((await mara.messages()).some(({ id }) => id === waiting.id)).toBe(false);
  expect(world.huggingFace.requests.map(({ prompt }) => prompt)).not.toContain('a needless fox');
});

test('what is late comes as a message of its own, with a mention', async () => {
  slow(6_000);
  await mara.command('/generate', { prompt: 'a late heron', model });
  await mara.waitForMessage(message => wordsOf(message).includes('Making your'), 60_000);
  expire();
  const late = await mara.waitForMessage(message => shows(message, 'a late heron'), 60_000);
  expect(late.mentions.map(({ id }) => id)).toEqual([ids.members.mara]);
  expect(late.interaction_metadata).toBeUndefined();
  expect((await mara.messages()).filter(message => shows(message, 'a late heron'))).toHaveLength(1);
});

test('what is private and late comes by direct message, or behind a button where that is not possible', async () => {
  slow(6_000);
  await jonas.command('/generate', { prompt: 'a shy heron', model, private: true });
  await jonas.waitForMessage(message => wordsOf(message).includes('Making your'), 60_000);
  expire();
  const direct = await jonas.waitForMessage(message => shows(message, 'a shy heron'), 60_000);
  expect(direct.channel_id).toBe(await world.directChannel(ids.members.jonas));
  world.discord.faults.clear();
  expect(wordsOf(await press(jonas, direct, 'Details', words => words.includes('Settings')))).toContain(
    'heron',
  );

  world.discord.faults.clear();
  slow(6_000);
  await jonas.command('/generate', { prompt: 'a shyer heron', model, private: true });
  await jonas.waitForMessage(
    message => wordsOf(message).includes('Making your'),
    patienceMs,
    jonas.events.length,
  );
  expire();
  world.discord.faults.add({
    path: `/channels/${direct.channel_id}/messages`,
    status: 403,
    body: { code: 50007, message: 'Cannot send messages to this user' },
    times: 5,
  });
  const ready = await jonas.waitForMessage(
    message => isAnswer(message) && wordsOf(message).includes('private images are ready'),
    15_000,
  );
  expect(picturesOf(ready)).toEqual([]);
  world.discord.faults.clear();
  const shown = await press(jonas, ready, 'Show them to me', words => words.includes('a shyer heron'));
  expect([shown.ephemeral, shows(shown, 'a shyer heron')]).toEqual([true, true]);
});

test('while Discord is down a result waits, and is told when it is back', async () => {
  slow(6_000);
  await mara.command('/generate', { prompt: 'a patient stork', model });
  await mara.waitForMessage(message => wordsOf(message).includes('Making your'), 60_000);
  world.discord.faults.add({ method: 'PATCH', path: '/webhooks/', status: 503, body: {}, times: 20 });
  await new Promise(resolve => setTimeout(resolve, 9_000));
  world.discord.faults.clear();
  await world.restartBot();
  await mara.waitForMessage(message => shows(message, 'a patient stork'), 60_000);
  expect((await mara.messages()).filter(message => shows(message, 'a patient stork'))).toHaveLength(1);
});

test('images of a channel that a member cannot view are in no gallery, suggestion or answer of theirs', async () => {
  const { gallery } = ids.channels;
  await ask(mara, '/generate', { prompt: 'a secret newt', model }, gallery);
  const secret = await mara.autocomplete('/show', 'id', { id: 'secret newt' });
  const id = String(secret[0]?.value);
  expect(wordsOf(await ask(jonas, '/gallery'))).toContain('a secret newt');

  world.discord.setPermissions(gallery, ids.members.jonas, { deny: [Permission.viewChannel] });
  // The bot hears of it a moment later.
  await vi.waitUntil(
    async () => !wordsOf(await ask(jonas, '/gallery')).includes('a secret newt'),
    patienceMs,
  );
  expect(await jonas.autocomplete('/show', 'id', { id: 'secret newt' })).toEqual([]);
  expect(wordsOf(await ask(jonas, '/show', { id }))).toContain('from a channel that you can’t see');
  expect(wordsOf(await ask(mara, '/gallery'))).toContain('a secret newt');
  expect(wordsOf(await ask(mara, '/show', { id }))).toContain('a secret newt');
});
