import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { interOutlines, licence } from './outlines.ts';

const kept = (name: string) =>
  readFileSync(new URL(`../../src/views/letters/${name}`, import.meta.url), 'utf8');

test('the letters of pictures are those of the font, with its licence', () => {
  expect(JSON.parse(kept('inter.json'))).toEqual(JSON.parse(JSON.stringify(interOutlines())));
  expect(kept('OFL.txt')).toBe(licence());
}, 60_000);
