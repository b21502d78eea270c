import { expect, test } from 'vitest';
import { promptModal, variationsModal } from './image-forms.ts';

test('the title of a form fits, and is cut between characters', () => {
  // A name of 32 letters, as actors may have: each takes two UTF-16 units.
  for (const before of ['', 'a', 'ab']) {
    const { title } = promptModal(
      'generate-actor:x',
      `Generate ${before}${'𐐨'.repeat(32 - before.length)}`,
      '',
    );
    expect(title).toMatch(new RegExp(`^Generate ${before}𐐨+…$`, 'u'));
    expect(title.length).toBeLessThanOrEqual(45);
  }
});

test.each([
  [
    { modelName: 'Kontext', madeBy: 'SD 1.5', trained: false },
    /Made by \*\*Kontext\*\*, not by \*\*SD 1\.5\*\*\.\nThe prompt.* stay\. Steps and guidance are that model’s own/,
  ],
  [
    { modelName: 'Kontext', madeBy: 'Kontext', trained: true },
    /^Made by \*\*Kontext\*\*\.[\s\S]*trained version isn’t used/,
  ],
  [
    { modelName: null, madeBy: 'SD 1.5', trained: false },
    /^No model that starts from a picture is available right now/,
  ],
  [
    { modelName: undefined, madeBy: 'SD 1.5', trained: false },
    /^Made by the first model that starts from a picture\.\n/,
  ],
])('the form for variations says what will make them, and what changes: %j', (plan, words) => {
  const [first] = variationsModal('x', 2, plan).components;
  expect((first as { content: string }).content).toMatch(words);
});
