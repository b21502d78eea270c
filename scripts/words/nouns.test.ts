import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { folder, nounsText } from './nouns.ts';

test('the nouns in the repository are those that WordNet gives', () => {
  const stored = gunzipSync(readFileSync(new URL('nouns.gz', folder))).toString('latin1');
  // Not `toBe`: the difference of two texts of this length takes minutes to print.
  expect(stored === nounsText()).toBe(true);
});
