import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { gothicLicence, gothicOutlines, interOutlines, licence } from './outlines.ts';

const kept = (name: string) =>
  readFileSync(new URL(`../../src/views/letters/${name}`, import.meta.url), 'utf8');

test('the letters of pictures are those of the fonts, with their licences', () => {
  expect(JSON.parse(kept('inter.json'))).toEqual(JSON.parse(JSON.stringify(interOutlines())));
  expect(kept('OFL.txt')).toBe(licence());
  expect(JSON.parse(kept('biz-udpgothic.json'))).toEqual(JSON.parse(JSON.stringify(gothicOutlines())));
  expect(kept('OFL-biz-udpgothic.txt')).toBe(gothicLicence());
}, 60_000);
