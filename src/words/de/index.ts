import type { Catalogue } from '../words.ts';
import { quota } from './quota.ts';
import { units } from './units.ts';

export const de: Catalogue = { quota, units };
