/** Every sentence that Discord shows, in English, which is written first. One room a line. */
export { events } from './events.ts';
export { quota } from './quota.ts';
export { units } from './units.ts';
import { generate } from './generate.ts';
import { packs } from './packs.ts';
import { quota } from './quota.ts';
import { train } from './train.ts';
import { units } from './units.ts';

/** Every sentence that Discord shows, in English, which is written first. */
export const en = {
  generate,
  packs,
  quota,
  train,
  units,
} as const;
