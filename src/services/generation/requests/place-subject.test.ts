import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hideNames, placeSubjects, subjectOf } from './place-subject.ts';

const placeSubject = (prompt: string, name: string, subject: string) =>
  placeSubjects(prompt, [{ name, subject }]);

const subject = 'ohwx person';

describe('the actor’s name in a prompt, in any script', () => {
  test.each([
    ['Zoë', 'ZOË on a bridge', `${subject} on a bridge`],
    ['Zoë', 'Zoëlle on a bridge', `${subject}, Zoëlle on a bridge`],
    ['Лена', 'портрет Лена, улыбка', `портрет ${subject}, улыбка`],
    ['李雷', '李雷', subject],
    ['Ana-Lena', 'ANA-LENA dances', `${subject} dances`],
    ['Nova 2', 'Nova 2 and Nova 21', `${subject} and Nova 21`],
  ])('%s in "%s"', (name, prompt, placed) => {
    expect(placeSubject(prompt, name, subjectOf('ohwx'))).toBe(placed);
  });

  test('however the accents were typed', () => {
    expect(placeSubject('Zoe\u0308 at sea', 'Zo\u00eb', subjectOf('ohwx'))).toBe(`${subject} at sea`);
  });

  test('also where letters before it change their length in lower case', () => {
    expect(placeSubject('İİ with Nova at sea', 'Nova', subjectOf('ohwx'))).toBe(`İİ with ${subject} at sea`);
  });

  test('also where it stands inside another word first', () => {
    expect(placeSubject('a supernova over Nova', 'Nova', subjectOf('ohwx'))).toBe(
      `a supernova over ${subject}`,
    );
  });

  test('not inside a word whose letters take two places', () => {
    expect(placeSubject('𝐀Nova at sea', 'Nova', subjectOf('ohwx'))).toBe(`${subject}, 𝐀Nova at sea`);
  });

  test('as words and not as a pattern', () => {
    expect(placeSubject('Dr. No at sea', 'Dr. No', subjectOf('ohwx'))).toBe(`${subject} at sea`);
    expect(placeSubject('DrX No at sea', 'Dr. No', subjectOf('ohwx'))).toBe(`${subject}, DrX No at sea`);
    expect(placeSubject('Nova $& at sea', 'Nova', subjectOf('$&'))).toBe('$& person $& at sea');
  });
});

test('whatever is around it, a name that stands alone is replaced and nothing else is touched', () => {
  const words = fc.string({ unit: 'grapheme', maxLength: 20 }).filter(text => !/nova/iu.test(text));
  fc.assert(
    fc.property(words, words, (before, after) => {
      const prompt = `${before} nOVA ${after}`.normalize('NFC');
      const [start, end] = [`${before} `.normalize('NFC'), ` ${after}`.normalize('NFC')];
      fc.pre(prompt === `${start}nOVA${end}`);
      expect(placeSubject(prompt, 'Nova', subjectOf('ohwx'))).toBe(`${start}${subject}${end}`);
    }),
  );
});

describe('the actor’s name in a prompt', () => {
  test.each([
    ['Nova at sea', 'ohwx person at sea'],
    ['portrait of NOVA, smiling', 'portrait of ohwx person, smiling'],
    ["Nova's garden", "ohwx person's garden"],
    ['a supernova', 'ohwx person, a supernova'],
    ['Novak at sea', 'ohwx person, Novak at sea'],
    ['at sea', 'ohwx person, at sea'],
  ])('%s', (prompt, placed) => {
    expect(placeSubject(prompt, 'Nova', subjectOf('ohwx'))).toBe(placed);
  });
});

describe('names in words that leave the bot', () => {
  test.each([
    ['Nova at sea, nova smiling at NOVA', 'PERSON_A at sea, PERSON_A smiling at PERSON_A'],
    ['Nova Star and Nova, far from Novak', 'PERSON_B and PERSON_A, far from Novak'],
    ['Ｎｏｖａ reads', 'PERSON_A reads'],
    ['Dr. No meets Zoe\u0308', 'PERSON_C meets PERSON_D'],
    ['a heron', 'a heron'],
  ])('%s', (words, hidden) => {
    const names = ['Nova', 'Nova Star', 'Dr. No', 'Zoë'];
    expect(hideNames(words, names).words).toBe(hidden);
  });

  test('each comes back where its stand-in is, and what stands there already is nobody’s', () => {
    const { words, restore } = hideNames('PERSON_A and Nova', ['Nova']);
    expect(words).toBe('PERSON_A and PERSON_B');
    expect(restore('PERSON_B, PERSON_A and PERSON_BA')).toBe('Nova, PERSON_A and PERSON_BA');
  });

  test('of more people than there are letters', () => {
    const names = Array.from({ length: 40 }, (_, nth) => `Name${nth}`);
    const { words, restore } = hideNames(names.join(' '), names);
    expect(words).not.toContain('Name');
    expect(restore(words)).toBe(names.join(' '));
  });
});
