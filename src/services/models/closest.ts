const folded = (words: string) =>
  words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** All runs of three letters, with a space in front so that beginnings count more. */
function trigrams(words: string): Set<string> {
  const padded = `  ${folded(words)} `;
  return new Set(Array.from({ length: padded.length - 2 }, (_, at) => padded.slice(at, at + 3)));
}

/** How alike two names are, from 0 to 1: the share of their runs of three letters that they have in common. */
export function likeness(a: string, b: string): number {
  const [one, two] = [trigrams(a), trigrams(b)];
  const common = [...one].filter(run => two.has(run)).length;
  return (2 * common) / (one.size + two.size);
}

const alike = 0.35;

/** The items whose names are closest to what was typed, at most three; none where nothing is close. */
export function closest<T>(typed: string, items: T[], namesOf: (item: T) => string[]): T[] {
  return items
    .map(item => ({ item, score: Math.max(...namesOf(item).map(name => likeness(typed, name))) }))
    .filter(({ score }) => score >= alike)
    .sort((a, b) => b.score - a.score)
    .slice(0, 3)
    .map(({ item }) => item);
}
