import { describe, expect, test } from 'vitest';
import { notesOf } from './photo-notes.ts';
import { sightOf } from './testing/sights.ts';

const notes = (face: NonNullable<Parameters<typeof sightOf>[1]>['face']) =>
  notesOf(sightOf(1, { face: { brightness: 130, ...face } })).notes;
const box = (height: number) => ({ x: 0.3, y: 0.2, width: 0.2, height });

describe('what a caption says of a photo', () => {
  test.each([
    [0.55, 'close-up'],
    [0.4, 'head and shoulders'],
    [0.2, 'from the waist up'],
    [0.06, 'wide shot'],
  ])('a face of %d of the height is a %s', (height, framing) =>
    expect(notes({ box: box(height) })).toEqual({ framing }),
  );

  test('how the head is held', () => {
    expect(notes({ turn: 0.1 })?.angle).toBe('facing the camera');
    expect(notes({ turn: -0.1, tilt: -20 })?.angle).toBe('head tilted');
    expect(notes({ turn: -0.7, tilt: 20 })?.angle).toBe('three-quarter view');
    expect(notes({ turn: 0.3 })).not.toHaveProperty('angle');
    // Photos of earlier versions were not measured so.
    expect(notes({ tilt: 0 })).not.toHaveProperty('angle');
  });

  test('the light, where it is unlike that of most photos', () => {
    expect(notes({ brightness: 60 })?.light).toBe('dim light');
    expect(notes({ brightness: 210 })?.light).toBe('bright light');
    expect(notes({ brightness: 120 })).not.toHaveProperty('light');
  });

  test('nothing is said of a photo without a face, or that nobody looked at', () => {
    expect(notesOf(undefined)).toEqual({});
    expect(notesOf(sightOf(1, { faces: [] }))).toEqual({});
  });
});
