/** What members do on a day, in an order that is the same each time. */
import type { Deed } from './crowd-side.ts';

const model = 'black-forest-labs/FLUX.1-schnell';
const prompt = (value: string) => ({ name: 'prompt', value });
const command = (name: string, ...options: object[]): Deed => ({ kind: 'command', name, options });
const sub = (name: string) => ({ name, options: [] });
const typing = (focused: string, value: string): Deed => ({
  ...{ kind: 'type', name: 'generate', focused },
  options: [prompt('a lighthouse'), { name: focused, value }],
});

/** Of a hundred: an assumption. Discord asks for choices some times a name, and what is looked at most is one's images. */
const shares: readonly [share: number, deed: (nth: number) => Deed][] = [
  [23, nth => command('generate', prompt(`a harbour number ${nth}`), { name: 'model', value: model })],
  [13, () => ({ kind: 'press', label: 'Re-roll' })],
  [3, () => ({ kind: 'press', label: 'Details' })],
  [25, nth => typing('actor', 'ada nova'.slice(0, nth % 5))],
  [10, nth => typing('model', 'flux'.slice(0, nth % 5))],
  [8, () => command('gallery')],
  [5, () => command('actor', sub('list'))],
  [4, () => command('quota')],
  [3, () => command('models', sub('list'))],
  [2, () => command('train', sub('status'))],
  [2, () => command('help')],
  [1, () => command('status')],
  [1, () => command('settings', sub('show'))],
];

/** How busy each hour is, beside the mean of 1: quiet at night, busiest in the evening. */
export const busyness = Array.from(
  { length: 24 },
  (_, hour) => 1 + 0.6 * Math.sin(((hour - 14) / 12) * Math.PI),
);

/** Always the same numbers, from 0 up to 1. */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** So many deeds, with each kind in its share, in any order. */
export function deedsOfHour(count: number, seed: number): Deed[] {
  const random = dice(seed);
  const total = shares.reduce((sum, [share]) => sum + share, 0);
  const deck = shares.flatMap(([share, deed]) =>
    Array.from({ length: Math.round((count * share) / total) }, (_, nth) => deed(seed * 100_000 + nth)),
  );
  return deck
    .map(deed => ({ deed, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ deed }) => deed);
}
