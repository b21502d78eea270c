import type { ClientMessage, Member } from '@ai-actor/playground/discord';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ask, attached, isAnswer, patienceMs, photos, press, seesNothingOf } from '../acting.ts';
import { picturesOf, startWorld, type TestWorld, wordsOf } from '../world.ts';

vi.setConfig({ testTimeout: 600_000 });

let world: TestWorld;
let mara: Member;
let jonas: Member;
beforeEach(async () => {
  world = await startWorld();
  [mara, jonas] = await Promise.all([world.member('mara'), world.member('jonas')]);
});
afterEach(() => world?.close());

interface Suggested {
  name: string;
  value: string;
}

/** Registers oneself, agrees, and lets the whole server use it. */
async function castOneself(member: Member, name: string, drawnAs: string): Promise<void> {
  const report = await ask(member, '/actor register', { name, ...attached(await photos(drawnAs, 5)) });
  await press(member, report, 'These photos show me, and I agree', words => /agreed/.test(words));
  await ask(member, '/actor share', { actor: name, visibility: 'guild' });
}

/** Fills in the form that a button opens, and resolves to the answer. */
async function formAnswer(
  member: Member,
  message: ClientMessage,
  button: string,
  values: Record<string, string>,
): Promise<ClientMessage> {
  const from = member.events.length;
  await member.click(message, button);
  const modal = await member.waitForModal(patienceMs);
  await member.submit(modal, values);
  return member.waitForMessage(answer => isAnswer(answer) && picturesOf(answer).length > 0, patienceMs, from);
}

test('an actor is used at once from photos, changed with words, shown with another, and withdrawn', async () => {
  await castOneself(mara, 'Nova', 'nova');
  await castOneself(jonas, 'Bruno', 'bruno');

  const shown = await ask(mara, '/actor show', { actor: 'Nova' });
  expect(wordsOf(shown)).toMatch(/From photos\*\* right away, by \*\*/);

  const image = await ask(mara, '/generate', { prompt: 'Nova as a lighthouse keeper', actor: 'Nova' });
  expect(wordsOf(image)).toMatch(/\*\*Nova\*\* from photos/);
  expect(picturesOf(image)).toHaveLength(1);

  const changed = await formAnswer(mara, image, 'Change…', { change: 'make it night' });
  expect(wordsOf(changed)).toMatch(/make it night[\s\S]*A changed copy of an earlier image/);
  expect(await seesNothingOf(mara, image)).toBe(false);

  const both = await ask(mara, '/generate', {
    prompt: 'Nova and Bruno play chess',
    actor: 'Nova',
    actor2: 'Bruno',
  });
  expect(wordsOf(both)).toMatch(/\*\*Nova\*\* and \*\*Bruno\*\* from photos/);
  // Each face is found, and given to whom it is.
  const details = await press(mara, both, 'Details', words => /Settings/.test(words));
  expect(wordsOf(details)).toMatch(/Likeness\*\* Nova 0\.\d\d · Bruno 0\.\d\d/);
  expect(wordsOf(await ask(jonas, '/gallery', { actor: 'Bruno' }))).toContain('Nova and Bruno play chess');
  expect(wordsOf(await ask(mara, '/gallery', { actor: 'Nova' }))).toContain('Nova and Bruno play chess');

  // Either of them ends it for both; what shows only the other stays.
  const asked = await ask(jonas, '/actor delete', { actor: 'Bruno' });
  await press(jonas, asked, 'Withdraw consent and delete', words => /Receipt/.test(words));
  await vi.waitUntil(() => seesNothingOf(mara, both), { timeout: patienceMs, interval: 200 });
  expect(await seesNothingOf(mara, image)).toBe(false);
  expect(wordsOf(await ask(mara, '/gallery', { actor: 'Nova' }))).not.toContain('play chess');
});

test('what is suggested goes with what has been filled in', async () => {
  await castOneself(mara, 'Nova', 'nova');
  await castOneself(jonas, 'Bruno', 'bruno');
  const suggested = async (option: string, given: Record<string, string>) =>
    (await mara.autocomplete('/generate', option, { prompt: 'x', [option]: '', ...given })) as Suggested[];
  const namesOf = (choices: Suggested[]) => choices.map(({ name }) => name);

  const [nova, bruno] = await Promise.all(
    ['Nova', 'Bruno'].map(async name => (await suggested('actor', { actor: name }))[0]?.value ?? ''),
  );
  if (!nova || !bruno) throw new Error('nobody is suggested');
  expect(namesOf(await suggested('actor', {}))).toEqual(
    expect.arrayContaining(['Nova (from photos)', 'Bruno (from photos)']),
  );
  expect(namesOf(await suggested('actor2', { actor: nova }))).toEqual(['Bruno']);
  expect(namesOf(await suggested('actor2', { actor: 'bruno' }))).toEqual(['Nova']);
  expect(namesOf(await suggested('actor', { actor2: nova }))).toEqual(['Bruno (from photos)']);

  const words = namesOf(await suggested('model', {}));
  expect(words).toEqual(expect.arrayContaining([expect.stringMatching(/^FLUX\.1 schnell · /)]));
  expect(words.join()).not.toMatch(/klein|Kontext|Edit/);
  const pictures = namesOf(await suggested('model', { actor: nova }));
  expect(pictures[0]).toMatch(/^FLUX\.2 klein 4B · /);
  expect(pictures).toEqual(expect.arrayContaining([expect.stringMatching(/^FLUX\.1 Kontext dev · /)]));
  expect(pictures.join()).not.toMatch(/schnell|Stable Diffusion|Z-Image/);
  // One that looks at a single picture cannot show two people.
  const two = namesOf(await suggested('model', { actor: nova, actor2: bruno }));
  expect(two[0]).toMatch(/^FLUX\.2 klein 4B · /);
  expect(two.join()).not.toMatch(/Kontext/);
  // Whom one may not use is nobody, whatever was typed. What the hub says of a model arrives meanwhile
  // and moves it down, so only the models are compared.
  await ask(jonas, '/actor share', { actor: 'Bruno', visibility: 'owner' });
  const modelsOf = (names: string[]) => names.map(name => name.split(' · ')[0]).sort();
  expect(modelsOf(namesOf(await suggested('model', { actor: bruno })))).toEqual(modelsOf(words));
});

test('what cannot be made is said before anything is sent', async () => {
  await castOneself(mara, 'Nova', 'nova');
  const before = world.huggingFace.requests.length;
  const says = async (options: Parameters<Member['command']>[1]) =>
    wordsOf(await ask(mara, '/generate', { prompt: 'at sea', ...options }));
  expect(await says({ actor: 'Nova', using: 'trained' })).toMatch(/hasn’t been trained yet/);
  expect(await says({ actor2: 'Nova' })).toMatch(/Choose `actor` as well/);
  expect(await says({ actor: 'Nova', actor2: 'Nova' })).toMatch(/Choose two people/);
  expect(await says({ actor: 'Nova', actor2: 'Nobody' })).toMatch(/no actor/i);
  expect(world.huggingFace.requests).toHaveLength(before);
});
