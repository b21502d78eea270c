/** One thing that was looked at. */
export interface Finding {
  /** In words; of what is wrong, with what follows from it. */
  words: string;
  /** `note` is nothing to mend, but good to know. */
  state: 'good' | 'note' | 'wrong';
  /** What would be done about it, and how. */
  mend?: { words: string; run: () => Promise<void> };
}

export const good = (words: string): Finding => ({ words, state: 'good' });
export const note = (words: string): Finding => ({ words, state: 'note' });
export const wrong = (words: string, mend?: Finding['mend']): Finding => ({
  words,
  state: 'wrong',
  ...(mend ? { mend } : {}),
});

/** As many names as one line has room for. */
export function some(names: readonly string[], most = 5): string {
  const rest = names.length - most;
  return `${names.slice(0, most).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
