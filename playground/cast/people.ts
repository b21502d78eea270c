import type { CastPerson } from './look.ts';
import { bruno, ingrid } from './people-elder.ts';
import { mei, nova } from './people-younger.ts';

/** The sample cast. They are drawings and belong to nobody. */
export const people: readonly CastPerson[] = [nova, bruno, mei, ingrid];
