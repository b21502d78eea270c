import { ids, type Member } from '@ai-actor/playground/discord';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ask, press } from '../acting.ts';
import { picturesOf, startWorld, type TestWorld, wordsOf } from '../world.ts';

vi.setConfig({ testTimeout: 600_000 });

let world: TestWorld;
let mara: Member;
let priya: Member;
beforeAll(async () => {
  world = await startWorld();
  [mara, priya] = await Promise.all([world.member('mara'), world.member('priya')]);
}, 60_000);
afterAll(() => world.close());

const model = 'runwayml/stable-diffusion-v1-5';
const sentLast = () => world.huggingFace.requests.at(-1)?.prompt;
const make = (member: Member, options: Record<string, string | boolean>) =>
  ask(member, '/generate', { model, ...options });

test('a style adds its words, and its first image becomes its example, until that is deleted', async () => {
  const before = await ask(priya, '/models styles');
  expect(wordsOf(before)).toMatch(/Film noir.*Pixel art.*becomes its example/s);
  expect(picturesOf(before)).toHaveLength(0);
  // A private image is nobody's example.
  await make(priya, { prompt: 'a photo of a cat', style: 'Film noir', private: true });
  expect(picturesOf(await ask(priya, '/models styles'))).toHaveLength(0);

  const image = await make(priya, { prompt: 'a photo of a dog', style: 'film noir' });
  expect(sentLast()).toMatch(/^a photo of a dog, black and white film noir still/);
  expect(wordsOf(image)).toMatch(/> a photo of a dog\n.*style film noir/is);
  const styles = await ask(mara, '/models styles');
  expect(picturesOf(styles).map(({ alt }) => alt)).toEqual(['Film noir: a photo of a dog']);
  expect(wordsOf(styles)).toContain('Examples, in order: Film noir');
  await press(priya, image, 'Re-roll', words => words.includes('a photo of a dog'));
  expect(sentLast()).toMatch(/^a photo of a dog, black and white film noir still[^,]*, [^,]*, [^,]*, smoke$/);

  const sure = await press(priya, image, 'Delete', words => words.includes('Delete'));
  await press(priya, sure, 'Delete for good', words => /deleted/i.test(words));
  expect(picturesOf(await ask(mara, '/models styles'))).toHaveLength(0);
});

test('a change of a style names who made it, and can be undone', async () => {
  await ask(mara, '/models style', { name: 'Fog', words: 'in thick fog' });
  await make(priya, { prompt: 'a photo of a heron', style: 'Fog' });
  expect(picturesOf(await ask(mara, '/models styles')).map(({ alt }) => alt)).toEqual([
    'Fog: a photo of a heron',
  ]);
  const changed = await ask(mara, '/models style', { name: 'fog', words: 'in thin mist' });
  expect(wordsOf(changed)).toContain(`Changed by <@${ids.members.mara}>`);
  // It shows what the words were before.
  expect(picturesOf(changed)).toHaveLength(0);
  await press(mara, changed, 'Undo', words => /Undone[\s\S]*Style[\s\S]*“in thick fog”/.test(words));
  await make(priya, { prompt: 'a photo of a stork', style: 'Fog' });
  expect(sentLast()).toBe('a photo of a stork, in thick fog');
  const gone = await ask(mara, '/models style', { name: 'Fog', remove: true });
  expect(wordsOf(gone)).toContain('is gone');
  const hidden = await ask(mara, '/models hide', { model: 'FLUX.1 dev' });
  await press(mara, hidden, 'Undo', words => /Undone[\s\S]*Hidden model/.test(words));
  expect(wordsOf(await ask(mara, '/settings log', { kind: 'changed' }))).toMatch(
    /undid: \*\*Hidden model[\s\S]*FLUX.1-dev[\s\S]*Style\*\* \*\*Fog\*\*: “in thick fog” → not set/,
  );
});

test('admins add styles of their own, which rules see, and remove them', async () => {
  expect(wordsOf(await ask(priya, '/models style', { name: 'Ours', words: 'blue' }))).toMatch(
    /manage the server/,
  );
  expect(wordsOf(await ask(mara, '/models style', { name: 'Comic', words: 'blue' }))).toContain(
    'is a built-in style',
  );
  expect(wordsOf(await ask(mara, '/models style', { name: 'Ours' }))).toContain('Say in `words`');
  const added = await ask(mara, '/models style', { name: 'Ours', words: 'all in zorple', negative: 'red' });
  expect(wordsOf(added)).toMatch(/Ours.*is there.*this server’s own.*all in zorple/s);
  await make(priya, { prompt: 'a photo of a fox', style: 'Ours' });
  expect(sentLast()).toBe('a photo of a fox, all in zorple');
  // What no prompt may contain, no style may bring in.
  await ask(mara, '/settings safety', { block: 'zorple' });
  const calls = world.huggingFace.requests.length;
  expect(wordsOf(await make(priya, { prompt: 'a photo of a wren', style: 'Ours' }))).toMatch(
    /zorple|blocked/i,
  );
  expect(world.huggingFace.requests).toHaveLength(calls);
  await ask(mara, '/models style', { name: 'ours', remove: true });
  expect(wordsOf(await make(priya, { prompt: 'a photo of a wren', style: 'Ours' }))).toContain(
    'There is no style “Ours” here',
  );
  expect(wordsOf(await ask(mara, '/models style', { name: 'Clay', remove: true }))).toContain(
    'can’t be removed',
  );
});
