import { describe, expect, test } from 'vitest';
import { isKindOf, isPlural, meaningsOf } from './nouns.ts';

describe('a noun', () => {
  test.each([
    ['iguana', 'reptile'],
    ['nachos', 'food'],
    ['poodles', 'dog'],
    ['groom', 'person'],
    ['toddlers', 'person'],
    ['policewomen', 'person'],
    ['children', 'person'],
    ['sword', 'weapon'],
    ['dog', 'dog'],
  ])('%s is a kind of %s', (word, other) => expect(isKindOf(word, other)).toBe(true));

  test.each([
    ['dog', 'poodle'],
    ['hot dog', 'dog'],
    ['penguin', 'person'],
    ['robot', 'person'],
    ['no such word', 'person'],
    ['dog', 'no such word'],
  ])('%s is no kind of %s', (word, other) => expect(isKindOf(word, other)).toBe(false));

  test('has its commonest meanings alone', () => {
    expect(meaningsOf('star').length).toBe(2);
    expect(isKindOf('star', 'person', 1)).toBe(false);
    expect(isKindOf('star', 'person', 2)).toBe(true);
  });

  test.each([
    ['barbers', true],
    ['men', true],
    ['barber', false],
    ['glass', false],
    ['', false],
    ['\n', false],
    ['ß', false],
  ])('%j stands for several: %s', (word, plural) => expect(isPlural(word)).toBe(plural));
});
