/** Every sentence that Discord shows, in English, which is written first. One room a line. */
export { catalogue } from './catalogue.ts';
export { changes } from './changes.ts';
export { events } from './events.ts';
export { gallery } from './gallery.ts';
export { generate } from './generate.ts';
export { help } from './help.ts';
export { limits } from './limits.ts';
export { log } from './log.ts';
export { measures } from './measures.ts';
export { models } from './models.ts';
export { money } from './money.ts';
export { packs } from './packs.ts';
export { quota } from './quota.ts';
export { settings } from './settings.ts';
export { status } from './status.ts';
export { train } from './train.ts';
export { units } from './units.ts';
