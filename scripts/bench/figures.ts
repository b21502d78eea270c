/** What the benches have in common: figures, and tables in Markdown. */

export const row = (...cells: unknown[]) => console.log(`| ${cells.join(' | ')} |`);

export function head(...cells: string[]): void {
  row(...cells);
  row(...cells.map(() => '---'));
}

/** The value that `share` of the numbers do not exceed; NaN where there are none. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export const ms = (value: number) =>
  Number.isNaN(value) ? '–' : value >= 9.95 ? String(Math.round(value)) : value.toFixed(1);

/** The figure with ✓ or ✗, as the aim is met or not. */
export const aimed = (words: string, value: number, most: number) => `${words} ${value <= most ? '✓' : '✗'}`;

/** Now, in milliseconds on a clock that the processes of one machine share. */
export const clock = () => performance.timeOrigin + performance.now();
