import { expect, test } from 'vitest';
import { promptModal } from './image-forms.ts';

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
