import { describe, expect, test } from 'vitest';
import { assignLikeness, type KnownFace, likenessNeeded } from './likeness.ts';

/** A point of its own for each person: any two are far apart. */
const person = (who: number, off = 0): number[] =>
  Array.from({ length: 128 }, (_, at) => (at === who ? 1 : at === 100 + who ? off : 0));
const known = (id: string, who: number): KnownFace => ({ id, descriptor: person(who) });
const face = (who: number, off = 0.2, x = 0.4) => ({
  box: { x, y: 0.2, width: 0.1, height: 0.1 },
  descriptor: person(who, off),
});
const between = (a: number, b: number, share: number) => ({
  box: { x: 0.4, y: 0.2, width: 0.1, height: 0.1 },
  descriptor: person(a).map((value, at) => value * (1 - share) + (person(b)[at] ?? 0) * share),
});
const [nova, bruno] = [known('nova', 0), known('bruno', 1)];

describe('one actor', () => {
  test('has the face that is most like them, not the largest', () => {
    expect(assignLikeness([face(5), face(0, 0.3)], [nova]).of).toEqual([
      { id: 'nova', face: 1, likeness: 0.7 },
    ]);
  });

  test('in a picture of somebody else, is like them less than needed', () => {
    const [one] = assignLikeness([face(5)], [nova]).of;
    expect(one?.face).toBe(0);
    expect(one?.likeness).toBeLessThan(likenessNeeded);
  });

  test('in a picture of nobody has no face', () => {
    expect(assignLikeness([], [nova]).of).toEqual([{ id: 'nova' }]);
  });

  test('whose photos were never measured has the largest, and no likeness', () => {
    expect(assignLikeness([face(3), face(4)], [{ id: 'nova' }]).of).toEqual([{ id: 'nova', face: 0 }]);
  });

  test('prefers a face that was measured to one that was not', () => {
    const { descriptor: _, ...unmeasured } = face(0);
    expect(assignLikeness([unmeasured, face(0)], [nova]).of).toMatchObject([{ face: 1 }]);
  });
});

describe('two actors', () => {
  test('have one face each, whichever is larger and stands where', () => {
    const { of, leftToRight, trouble } = assignLikeness(
      [face(1, 0.2, 0.1), face(0, 0.3, 0.7)],
      [nova, bruno],
    );
    expect(of).toEqual([
      { id: 'nova', face: 1, likeness: 0.7 },
      { id: 'bruno', face: 0, likeness: 0.8 },
    ]);
    expect(leftToRight).toEqual(['bruno', 'nova']);
    expect(trouble).toBeUndefined();
  });

  test('share the faces so that both are served best, not the first one alone', () => {
    // The first face is like both; only the second actor has nothing else.
    const faces = [between(0, 1, 0.5), face(0, 0.75)];
    expect(assignLikeness(faces, [nova, bruno]).of.map(one => one.face)).toEqual([1, 0]);
  });

  test('with one face between them: it is whose it is, and the other has none', () => {
    expect(assignLikeness([face(1)], [nova, bruno]).of).toEqual([
      { id: 'nova' },
      { id: 'bruno', face: 0, likeness: 0.8 },
    ]);
    expect(assignLikeness([], [nova, bruno]).of).toEqual([{ id: 'nova' }, { id: 'bruno' }]);
  });

  test('one of whom is there twice, and the other not', () => {
    expect(assignLikeness([face(0), face(0, 0.3)], [nova, bruno]).trouble).toBe('one-twice');
    expect(assignLikeness([face(1), face(1, 0.3)], [nova, bruno]).trouble).toBe('one-twice');
    expect(assignLikeness([face(0), face(7)], [nova, bruno]).trouble).toBeUndefined();
  });

  test('who are the same person by their photos can’t be told apart', () => {
    const twin = { id: 'twin', descriptor: person(0, 0.3) };
    expect(assignLikeness([face(0), face(0, 0.3)], [nova, twin]).trouble).toBe('same-person');
  });
});
