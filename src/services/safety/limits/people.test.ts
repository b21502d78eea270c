import { describe, expect, test } from 'vitest';
import { otherPeople, withoutThings } from './people.ts';

const othersIn = (text: string) => otherPeople(withoutThings(text)).map(({ words }) => words);

describe('somebody else', () => {
  test.each([
    ['· saying her vows, her groom wiping away a tear', 'groom'],
    ['· getting her hair cut, the barber concentrating behind her', 'barber'],
    ['· in the barber chair, old italian barber trimming her fringe', 'barber'],
    ['· reading a story to a circle of toddlers', 'toddlers'],
    ['· strapped to the front of her instructor', 'instructor'],
    ['· between two accountants', 'accountants'],
    ['· and an astronomer under the stars', 'astronomer'],
    ['· talking to a plumber', 'plumber'],
  ])('is there: %s', (text, who) => expect(othersIn(text)).toEqual([who]));

  test.each([
    '· as a plumber',
    '· the lawyer',
    'a plumber in blue overalls',
    '· , a lighthouse keeper, in a storm',
    'olympic champion ·',
    '· dressed like a pirate',
    '· next to a dentist chair',
    '· next to her boxer dog',
    '· and her robot butler',
    '· with a couple of lemons',
    '· surrounded by a crowd of king penguins',
    'a cat on her lap',
    '· writing a letter to a sailor',
    '· beside a statue of a soldier',
    '· is her own boss',
    '· at a table without strangers',
  ])('is not: %s', text => expect(othersIn(text)).toEqual([]));
});
