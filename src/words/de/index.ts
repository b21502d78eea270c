export { quota } from './quota.ts';
export { units } from './units.ts';
