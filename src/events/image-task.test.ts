import { expect, test } from 'vitest';
import { shownIn, spokenIn } from './image-task.ts';

test('what was asked in one language, and is agreed to in another, is answered in the latter', () => {
  const place = { guildId: '1', channelId: '2', memberId: '3', prompt: 'a fox' };
  const asked = spokenIn(place, { theirs: 'de', here: 'fr' });
  expect([shownIn(asked), shownIn({ ...asked, private: true })]).toEqual(['fr', 'de']);
  const agreed = spokenIn(asked, { theirs: 'en', here: 'en' });
  expect([shownIn(agreed), shownIn({ ...agreed, private: true })]).toEqual(['en', 'en']);
  expect(agreed).toEqual(place);
});
