import { readFile } from 'node:fs/promises';
import { rankLines } from './ranked-lines.ts';

/**
 * CLIP's byte-pair encoding, as far as counting needs it: the ranks of the merges, from a file that `scripts/clip/` takes
 * out of a package. The package's own class holds five tables more, takes 100 MB and a quarter of a second with the loop
 * blocked to make them, and miscounts what is not Latin (it takes code units for bytes).
 * Source: Radford et al., CLIP, `simple_tokenizer.py`.
 */
const words = /'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\s\p{L}\p{N}]+/giu;

const longestWord = /.{1,100}/gsu;

let ranks: Promise<(merge: string) => number | undefined> | undefined;

/** Loaded with the first prompt at the latest; `warmUp` has it at hand before that. */
function load(): NonNullable<typeof ranks> {
  ranks ??= readFile(new URL('./clip/merges.txt', import.meta.url)).then(rankLines);
  return ranks;
}

/** Bytes as CLIP writes them: those that print stand for themselves, the others follow from 256 on. */
const letters = (() => {
  const prints = (byte: number) =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || (byte >= 174 && byte <= 255);
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(prints(byte) ? byte : next++));
})();

function partsOf(word: string, rankOf: (merge: string) => number | undefined): number {
  const parts = [...Buffer.from(word)].map(byte => letters[byte] as string);
  parts[parts.length - 1] += '</w>';
  for (;;) {
    let best = -1;
    let bestRank = Number.POSITIVE_INFINITY;
    for (let at = 0; at + 1 < parts.length; at++) {
      const rank = rankOf(`${parts[at]} ${parts[at + 1]}`);
      if (rank !== undefined && rank < bestRank) [best, bestRank] = [at, rank];
    }
    if (best < 0) return parts.length;
    parts.splice(best, 2, `${parts[best]}${parts[best + 1]}`);
  }
}

/** CLIP's tokens in a prompt: what the limit of a model and the budget of the server are counted in. */
export async function countPromptTokens(prompt: string): Promise<number> {
  const rankOf = await load();
  const found = prompt.replace(/\s+/g, ' ').trim().toLowerCase().match(words) ?? [];
  // The work grows with the square of a word's length, so what is no word any more is counted in pieces.
  const pieces = found.flatMap(word => word.match(longestWord) ?? []);
  return pieces.reduce((total, word) => total + partsOf(word, rankOf), 0);
}

/** Reads the vocabulary, so that the first prompt does not wait for it. */
export async function warmUp(): Promise<void> {
  await load();
}
