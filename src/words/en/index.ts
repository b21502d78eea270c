import { events } from './events.ts';
import { quota } from './quota.ts';
import { units } from './units.ts';

/** Every sentence that Discord shows, in English, which is written first. */
export const en = { events, quota, units } as const;
