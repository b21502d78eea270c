/** Every sentence that Discord shows, in English, which is written first. One room a line. */
export { events } from './events.ts';
export { quota } from './quota.ts';
export { units } from './units.ts';
