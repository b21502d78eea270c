import type { ClientMessage, Member } from '@ai-actor/playground/discord';
import { ids } from '@ai-actor/playground/discord';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ask, attached, isAnswer, patienceMs, photos, press } from '../acting.ts';
import { picturesOf, startWorld, type TestWorld, wordsOf } from '../world.ts';

vi.setConfig({ testTimeout: 600_000 });

let world: TestWorld;
let mara: Member;
let jonas: Member;
let priya: Member;
beforeEach(async () => {
  world = await startWorld();
  [mara, jonas, priya] = await Promise.all([
    world.member('mara'),
    world.member('jonas'),
    world.member('priya'),
  ]);
  const report = await ask(priya, '/actor register', { name: 'Mei', ...attached(await photos('mei', 5)) });
  await press(priya, report, 'These photos show me, and I agree', words => /agreed/.test(words));
  const shared = await ask(priya, '/actor share', { actor: 'Mei', visibility: 'ask' });
  expect(wordsOf(shared)).toMatch(/approves each request/);
});
afterEach(() => world?.close());

const asks = (message: ClientMessage) =>
  isAnswer(message) && /May I make .*of \*\*Mei\*\*/.test(wordsOf(message));

/** Jonas asks; resolves to what Priya gets. */
async function request(options: Record<string, string | number | boolean> = {}): Promise<ClientMessage> {
  const from = priya.events.length;
  const told = await ask(jonas, '/generate', { prompt: 'Mei in the rain', actor: 'Mei', ...options });
  expect(told.ephemeral).toBe(true);
  expect(wordsOf(told)).toMatch(new RegExp(`<@${ids.members.priya}> approves each image`));
  return priya.waitForMessage(asks, patienceMs, from);
}

test('what is approved is made once, whatever restarts in between; re-rolling asks anew', async () => {
  const calls = world.huggingFace.requests.length;
  const asked = await request({ count: 2 });
  expect(asked.channel_id).toBe(await world.directChannel(ids.members.priya));
  expect(wordsOf(asked)).toMatch(/May I make 2 images[\s\S]*> Mei in the rain/);
  expect(world.huggingFace.requests.length).toBe(calls);
  await world.restartBot();
  const from = jonas.events.length;
  await press(priya, asked, 'Approve', words => /You approved 2 images/.test(words));
  const image = await jonas.waitForMessage(message => picturesOf(message).length > 0, patienceMs, from);
  expect(image.channel_id).toBe(ids.channels.studio);
  expect(image.mentions.map(({ id }) => id)).toEqual([ids.members.jonas]);
  expect(picturesOf(image)).toHaveLength(2);
  const once = world.huggingFace.requests.length;
  await world.restartBot();
  expect(world.huggingFace.requests.length).toBe(once);
  const posted = (await jonas.messages(ids.channels.studio)).filter(one => picturesOf(one).length > 0);
  expect(posted).toHaveLength(1);

  const seen = priya.events.length;
  await jonas.click(image, 'Re-roll');
  const again = await priya.waitForMessage(asks, patienceMs, seen);
  const told = jonas.events.length;
  await press(priya, again, 'Decline', words => /You declined/.test(words));
  const why = await jonas.waitForMessage(
    message => /wasn’t approved. Nothing was made or charged/.test(wordsOf(message)),
    patienceMs,
    told,
  );
  expect(why.channel_id).toBe(await world.directChannel(ids.members.jonas));
  expect(world.huggingFace.requests.length).toBe(once);
  // The person herself asks nobody.
  expect(picturesOf(await ask(priya, '/generate', { prompt: 'Mei in the snow', actor: 'Mei' }))).toHaveLength(
    1,
  );
});

test('who takes no direct messages is asked in the channel, where the words are hers alone', async () => {
  world.discord.faults.add({
    method: 'POST',
    path: `/channels/${await world.directChannel(ids.members.priya)}/messages`,
    status: 403,
    body: { code: 50007, message: 'Cannot send messages to this user' },
    times: 1,
  });
  const from = mara.events.length;
  await ask(jonas, '/generate', { prompt: 'Mei with a secret', actor: 'Mei' });
  const hint = await mara.waitForMessage(
    message => /may I make an image/.test(wordsOf(message)),
    patienceMs,
    from,
  );
  expect(wordsOf(hint)).not.toMatch(/secret/);
  expect(hint.mentions.map(({ id }) => id)).toEqual([ids.members.priya]);
  await press(mara, hint, 'See the request and answer', words => /Only the person shown/.test(words));
  const card = await press(priya, hint, 'See the request and answer', words => /secret/.test(words));
  expect(card.ephemeral).toBe(true);
  const made = jonas.events.length;
  await press(priya, card, 'Approve', words => /You approved an image/.test(words));
  await jonas.waitForMessage(message => picturesOf(message).length > 0, patienceMs, made);
  await vi.waitUntil(
    async () =>
      (await mara.messages(ids.channels.studio)).some(
        one => one.id === hint.id && /has been answered/.test(wordsOf(one)),
      ),
    patienceMs,
  );
});

test('who is declined and blocked cannot ask again, until that is taken back', async () => {
  const asked = await request();
  const told = jonas.events.length;
  const answered = await press(priya, asked, 'Decline and block', words => /You declined/.test(words));
  expect(wordsOf(answered)).toMatch(
    new RegExp(`<@${ids.members.jonas}> can’t ask you for anything anymore, in any server`),
  );
  const why = await jonas.waitForMessage(
    message => /wasn’t approved. Nothing was made or charged/.test(wordsOf(message)),
    patienceMs,
    told,
  );
  expect(wordsOf(why)).not.toMatch(/block/i);
  await world.restartBot();
  const again = { prompt: 'Mei in the fog', actor: 'Mei' };
  expect(wordsOf(await ask(jonas, '/generate', again))).toMatch(
    /can’t ask for images of \*\*Mei\*\* right now/,
  );
  const card = await ask(priya, '/privacy requests');
  expect(wordsOf(card)).toMatch(/One member you blocked can’t ask you for anything/);
  await press(priya, card, 'Unblock all', words => /Everybody you blocked can ask you again/.test(words));
  expect(wordsOf(await ask(priya, '/privacy requests'))).not.toMatch(/blocked/);
  const second = await request();
  await press(priya, second, 'Decline and block', words => /You declined/.test(words));
  const card2 = await priya.waitForMessage(
    message => message.id === second.id && /Unblock/.test(JSON.stringify(message)),
    patienceMs,
  );
  await press(priya, card2, 'Unblock', words =>
    new RegExp(`<@${ids.members.jonas}> can ask you again`).test(words),
  );
  await request({ prompt: 'Mei in the snow' });
});

test('what is approved is made by the roles that its member has by then', async () => {
  await ask(mara, '/settings roles', { role: ids.roles.artist, generate: true });
  world.discord.setRoles(ids.members.jonas, [ids.roles.artist]);
  const asked = await request();
  world.discord.setRoles(ids.members.jonas, []);
  const from = jonas.events.length;
  await press(priya, asked, 'Approve', words => /You approved/.test(words));
  await jonas.waitForMessage(
    message => /To make images in this server you need the role/.test(wordsOf(message)),
    patienceMs,
    from,
  );
  expect(world.huggingFace.requests).toEqual([]);
});

test('opening the actor to the server lets what waits go on, and keeping it to oneself ends it', async () => {
  const first = await request();
  const from = jonas.events.length;
  await ask(priya, '/actor share', { actor: 'Mei', visibility: 'guild' });
  await jonas.waitForMessage(message => picturesOf(message).length > 0, patienceMs, from);
  await press(priya, first, 'Decline', words => /This request is over/.test(words));
  await ask(priya, '/actor share', { actor: 'Mei', visibility: 'ask' });
  const second = await request({ prompt: 'Mei in the fog' });
  const told = jonas.events.length;
  await ask(priya, '/actor share', { actor: 'Mei', visibility: 'owner' });
  await jonas.waitForMessage(message => /no longer possible/.test(wordsOf(message)), patienceMs, told);
  await priya.waitForMessage(
    message => message.id === second.id && /This request is over/.test(wordsOf(message)),
    patienceMs,
  );
  const posted = (await jonas.messages(ids.channels.studio)).filter(one => picturesOf(one).length > 0);
  expect(posted).toHaveLength(1);
});
