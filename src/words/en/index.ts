/** Every sentence that Discord shows, in English, which is written first. One room a line. */
export { events } from './events.ts';
export { generate } from './generate.ts';
export { packs } from './packs.ts';
export { quota } from './quota.ts';
export { train } from './train.ts';
export { units } from './units.ts';
