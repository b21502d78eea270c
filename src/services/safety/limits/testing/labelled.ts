import type { LimitName } from '../limits.ts';

/** A prompt with the line of free text that it is tried against. */
export interface AgainstLine {
  never: string;
  prompt: string;
}

/** Prompts about somebody called Nova: for each limit those that are against it, and those that are against none. */
export type Labelled = Record<Exclude<LimitName, 'never'> | 'harmless', string[]> &
  Record<'never' | 'harmlessNever', AgainstLine[]>;
