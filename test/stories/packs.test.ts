import { type ClientMessage, ids, type Member } from '@ai-actor/playground/discord';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ask, attached, isAnswer, patienceMs, photos, press } from '../acting.ts';
import { picturesOf, startWorld, type TestWorld, wordsOf } from '../world.ts';

vi.setConfig({ testTimeout: 600_000 });

let world: TestWorld;
let mara: Member;
let priya: Member;
let jonas: Member;
beforeAll(async () => {
  world = await startWorld({ HF_MAX_CONCURRENT: '1' });
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

const calls = () => world.huggingFace.requests.length;
/** The public images of Mei, the oldest first. */
const images = async (of: Member, channelId: string = ids.channels.studio) =>
  (await of.messages(channelId)).filter(message => !message.ephemeral && picturesOf(message).length > 0);

/** From the actor's card to the price of a pack. */
async function quoted(member: Member, pack = 'Travel'): Promise<ClientMessage> {
  const card = await ask(member, '/actor show', { actor: 'Mei' });
  const packs = await press(member, card, 'Pack…', words => /Packs with Mei/.test(words));
  return press(member, packs, pack, words => words.includes(`${pack} with Mei`));
}
const isEnd = (words: string) => /images are here|of 8 images made|Cancelled: \d of 8/.test(words);

test('a pack comes image by image after its price was said, and the same again is free', async () => {
  const before = calls();
  const quote = await quoted(jonas);
  expect(quote.ephemeral).toBe(true);
  expect(wordsOf(quote)).toMatch(
    /1\. Mei on a bridge in Venice[\s\S]*8 images\*\* by \*\*[\s\S]*Price\*\* about \$0\.\d\d and [\d,]+ tokens[\s\S]*Make 8 images for \$/,
  );
  expect(calls()).toBe(before);
  const label = /Make 8 images for \$[\d.]+/.exec(wordsOf(quote))?.[0] ?? '';
  const end = await press(jonas, quote, label, isEnd);
  expect(wordsOf(end)).toMatch(/Travel\nAll 8 images are here\.[\s\S]*tokens of today’s budget · for/);
  const made = await images(jonas);
  expect(made).toHaveLength(8);
  expect(calls() - before).toBe(8);
  expect(made.flatMap(message => message.mentions)).toEqual([]);
  expect(new Set(made.map(message => /> (.*)/.exec(wordsOf(message))?.[1])).size).toBe(8);

  // Each is an image like any other.
  const [first] = made as [ClientMessage];
  const details = await press(jonas, first, 'Details', words => /Settings/.test(words));
  expect(wordsOf(details)).toMatch(/\*\*Mei\*\* from photos/);
  const again = await quoted(jonas);
  expect(wordsOf(again)).toMatch(/free, because I already have them all[\s\S]*right away/);
  await press(jonas, again, 'Make 8 images', isEnd);
  expect(calls() - before).toBe(8);
  // Another round is new, so it has its price.
  const round = await press(jonas, end, 'Another round', words => /Travel with Mei/.test(words));
  expect(wordsOf(round)).toMatch(/Make 8 images for \$/);
});

test('cancelled half-way, what had not begun costs nothing; a restart goes on where it was', async () => {
  const quote = await quoted(jonas, 'Seasons');
  const before = calls();
  const earlier = (await images(jonas)).length;
  const label = /Make 8 images for \$[\d.]+/.exec(wordsOf(quote))?.[0] ?? '';
  const from = jonas.events.length;
  await jonas.click(quote, label);
  const waiting = await jonas.waitForMessage(
    message => /Making your 8 images/.test(wordsOf(message)) && message.author.id === ids.bot,
    patienceMs,
    from,
  );
  await vi.waitUntil(async () => (await images(jonas)).length >= earlier + 2, {
    timeout: patienceMs,
    interval: 100,
  });
  await press(jonas, waiting, 'Cancel', words => /Cancelled\. Anything not yet started/.test(words));
  const end = await jonas.waitForMessage(
    message => isAnswer(message) && /Cancelled: \d of 8 images made/.test(wordsOf(message)),
    patienceMs,
    from,
  );
  const count = Number(/Cancelled: (\d) of 8/.exec(wordsOf(end))?.[1]);
  expect(count).toBeLessThan(8);
  expect(await images(jonas)).toHaveLength(earlier + count);
  expect(calls() - before).toBe(count);

  const portraits = await quoted(mara, 'Portraits');
  const price = /Make 8 images for \$[\d.]+/.exec(wordsOf(portraits))?.[0] ?? '';
  await mara.click(portraits, price);
  await vi.waitUntil(async () => (await images(mara)).length >= earlier + count + 2, {
    timeout: patienceMs,
    interval: 100,
  });
  await world.restartBot();
  const done = await mara.waitForMessage(
    message => isAnswer(message) && isEnd(wordsOf(message)) && /Portraits/.test(wordsOf(message)),
    patienceMs,
  );
  expect(wordsOf(done)).toMatch(/All 8 images are here/);
  expect(await images(mara)).toHaveLength(earlier + count + 8);
  expect(calls() - before).toBe(count + 8);
});

const scenes = (lines: string[]) => ({ name: 'Harbour', scenes: lines.join('\n') });
/** Fills in the form behind a button. */
async function send(
  from: ClientMessage,
  button: string,
  fields: Record<string, string>,
  meanwhile?: () => Promise<unknown>,
): Promise<ClientMessage> {
  await mara.click(from, button);
  const form = await mara.waitForModal(patienceMs);
  await meanwhile?.();
  const seen = mara.events.length;
  await mara.submit(form, fields);
  return mara.waitForMessage(
    message => isAnswer(message) && /Harbour|Scene/.test(wordsOf(message)),
    patienceMs,
    seen,
  );
}

test('admins make a pack of their own, take a change back, and members make it', async () => {
  const settings = await ask(mara, '/settings show');
  const none = await press(mara, settings, 'Packs…', words =>
    /Packs of this server[\s\S]*None yet/.test(words),
  );
  const refused = await send(none, 'New pack…', scenes(['{actor} on a pier', '{actor} naked on a boat']));
  expect(wordsOf(refused)).toMatch(/Scene 2: I never make sexual images of an actor/);
  // The form comes back as it was filled in, even with a code block in it.
  const typed = scenes(['{actor} on a ```pier```', '{actor} naked on a boat']);
  const stillRefused = await send(refused, 'Back to the form…', typed);
  await mara.click(stillRefused, 'Back to the form…');
  expect((await mara.waitForModal(patienceMs)).modal.components).toMatchObject(
    [typed.name, typed.scenes].map(value => ({ component: { value } })),
  );
  const made = await send(
    stillRefused,
    'Back to the form…',
    scenes(['{actor} on a pier', '{actor} on a zorple ferry']),
  );
  expect(wordsOf(made)).toMatch(/Harbour[\s\S]*2\. {actor} on a zorple ferry[\s\S]*Changed by <@\d+>/);

  // A change that is taken back leaves what was there; a price that was shown for other scenes is not agreed to.
  const quote = await quoted(jonas, 'Harbour');
  expect(wordsOf(quote)).toMatch(/1\. Mei on a pier\n2\. Mei on a zorple ferry/);
  const changed = await send(made, 'Change…', scenes(['{actor} on a pier', '{actor} at a lighthouse']));
  const label = /Make 2 images for \$[\d.]+/.exec(wordsOf(quote))?.[0] ?? '';
  const before = calls();
  await press(jonas, quote, label, words => /An admin has changed \*\*Harbour\*\* since/.test(words));
  await press(mara, changed, 'Undo', words => /Undone[\s\S]*Pack/.test(words));
  expect(calls()).toBe(before);

  // What no prompt may contain now, a pack may not bring in, and nobody is noted for having asked for it.
  await ask(mara, '/settings safety', { block: 'zorple' });
  const without = await quoted(jonas, 'Harbour');
  expect(wordsOf(without)).toMatch(/1 of the 2 scenes isn’t possible/);
  const end = await press(
    ...([jonas, without, /Make 1 image for \$[\d.]+/.exec(wordsOf(without))?.[0] ?? ''] as const),
    words => /1 of 2 images made/.test(words),
  );
  expect(wordsOf(end)).toMatch(/🎞️ Harbour\n/);
  expect(calls() - before).toBe(1);
  const log = wordsOf(await ask(mara, '/settings log'));
  expect(log).toMatch(/Pack\*\*: not set → \*\*Harbour\*\*, 2 scenes/);
  expect(log).not.toContain('a word that you blocked');
  expect(log).toContain('a prompt: sexual, of an actor');
});

test('an admin who was slower than another keeps what they typed, sees the other’s, and can still save it', async () => {
  const opened = async () => {
    const settings = await ask(mara, '/settings show');
    const all = await press(mara, settings, 'Packs (1)…', words => /Harbour/.test(words));
    return press(mara, all, 'Harbour', words => /1\. {actor}/.test(words));
  };
  const [slower, faster] = [await opened(), await opened()];
  const late = await send(slower, 'Change…', scenes(['{actor} in the fog', '{actor} on deck']), () =>
    send(faster, 'Change…', scenes(['{actor} by the sea', '{actor} on deck'])),
  );
  expect(wordsOf(late)).toMatch(/changed \*\*Harbour\*\* since[\s\S]*{actor} in the fog/);
  await press(mara, late, 'As it is now', words => /1\. {actor} by the sea/.test(words));
  const mine = await send(late, 'Back to the form…', scenes(['{actor} in the fog', '{actor} on deck']));
  expect(wordsOf(mine)).toMatch(/1\. {actor} in the fog\n2\. {actor} on deck/);
});

test('only for oneself, nobody else sees any of it', async () => {
  const earlier = (await images(mara)).length;
  const quote = await quoted(jonas, 'Professions');
  const hidden = await press(jonas, quote, 'Only for me', words => /shown only to you/.test(words));
  const from = jonas.events.length;
  await jonas.click(hidden, /Make 8 images for \$[\d.]+/.exec(wordsOf(hidden))?.[0] ?? '');
  await jonas.waitForMessage(message => isAnswer(message) && isEnd(wordsOf(message)), patienceMs, from);
  const shown = jonas.events
    .slice(from)
    .flatMap(event => (event.type === 'message-create' ? [event.message] : []));
  expect(shown.filter(message => picturesOf(message).length > 0)).toHaveLength(8);
  expect(await images(mara)).toHaveLength(earlier);
});

test('who approves each request is asked once for all eight, with their words', async () => {
  await ask(priya, '/actor share', { actor: 'Mei', visibility: 'ask' });
  const earlier = (await images(jonas)).length;
  const quote = await quoted(jonas);
  expect(wordsOf(quote)).toMatch(/so I’ll ask once for the whole pack/);
  const from = priya.events.length;
  await jonas.click(quote, 'Make 8 images');
  const asked = await priya.waitForMessage(
    message => isAnswer(message) && /May I make 8 images of \*\*Mei\*\*/.test(wordsOf(message)),
    patienceMs,
    from,
  );
  expect(wordsOf(asked)).toMatch(
    /Travel\*\*, one image of each:\n> Mei on a bridge in Venice[\s\S]*> Mei on a night train/,
  );
  const seen = jonas.events.length;
  await press(priya, asked, 'Approve', words => /You approved 8 images/.test(words));
  const end = await jonas.waitForMessage(
    message => isAnswer(message) && isEnd(wordsOf(message)),
    patienceMs,
    seen,
  );
  expect(wordsOf(end)).toMatch(/All 8 images are here/);
  expect(end.mentions.map(({ id }) => id)).toEqual([ids.members.jonas]);
  expect(await images(jonas)).toHaveLength(earlier + 8);

  // Whom they show goes, and every image with them.
  const sure = await ask(priya, '/actor delete', { actor: 'Mei' });
  await press(priya, sure, 'Withdraw consent and delete', words => /Receipt/.test(words));
  await vi.waitUntil(async () => (await images(jonas)).length === 0, { timeout: patienceMs, interval: 200 });
  // What was said at the end of each pack is not true any more.
  const ends = (await jonas.messages()).filter(message => isEnd(wordsOf(message)) && !message.ephemeral);
  expect(ends).toEqual([]);
});
