import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { keptBack } from './testing/kept-back.ts';
import type { Labelled } from './testing/labelled.ts';
import { ratesOf } from './testing/rates.ts';
import { reviewed } from './testing/reviewed.ts';
import { tuning } from './testing/tuning.ts';

/** Sets by fifteen authors who knew the task and neither the lists nor each other’s sets. */
const folder = new URL('./testing/independent/', import.meta.url);
const independent = readdirSync(folder)
  .sort()
  .map(file => [file, JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Labelled] as const);

const allOf = (prompts: Labelled) =>
  Object.values(prompts)
    .flat()
    .map(one => (typeof one === 'string' ? one : `${one.never}/${one.prompt}`));

test('there are more than 300 labelled prompts, and none of those kept back was there for the lists', () => {
  const [kept, known] = [allOf(keptBack), allOf(tuning)];
  expect(kept.length).toBeGreaterThanOrEqual(200);
  expect(kept.length + known.length).toBeGreaterThanOrEqual(300);
  expect(kept.filter(prompt => known.includes(prompt))).toEqual([]);
});

/** Measured: of those kept back 115 of 115 are stopped and 1 of 100 harmless ones, of the lists’ own 114 of 115 and none, of the others 181 of 184 and none of 122. */
test.each([
  ['that were kept back', keptBack],
  ['that the lists were written by', tuning],
  ['that somebody else wrote afterwards', reviewed],
])('of prompts %s, 95 % against a limit are stopped, and 2 % of the rest at most', (_, prompts) => {
  const { passed, stopped, against, harmless } = ratesOf(prompts);
  expect(passed.length / against, passed.join('\n')).toBeLessThanOrEqual(0.05);
  expect(stopped.length / harmless, stopped.join('\n')).toBeLessThanOrEqual(0.02);
});

/**
 * At the first look, before anything was learned from them, of sets 4 and 6 to 13 98.5, 96.9, 93.1, 95.4, 92.3, 93.1, 95.4, 91.5
 * and 90.0 % were stopped, together 94.0 %; of their harmless prompts 1.3, 0, 5.0, 3.8, 6.3, 1.3, 6.3, 5.0 and 7.5 %, together 4.0 %.
 */
test.each(independent)('of the prompts in %s, 95 % against a limit are stopped', (_, prompts) => {
  const { passed, against } = ratesOf(prompts);
  expect(passed.length / Math.max(1, against), passed.join('\n')).toBeLessThanOrEqual(0.05);
});

test('of all harmless prompts by independent authors, 2 % are stopped at most', () => {
  const rates = independent.map(([, prompts]) => ratesOf(prompts));
  const stopped = rates.flatMap(one => one.stopped);
  const harmless = rates.reduce((sum, one) => sum + one.harmless, 0);
  expect(harmless).toBeGreaterThan(1_000);
  expect(stopped.length / harmless, stopped.join('\n')).toBeLessThanOrEqual(0.02);
});
