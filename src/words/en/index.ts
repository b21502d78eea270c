/** Every sentence that Discord shows, in English, which is written first. One room a line. */
export { events } from './events.ts';
export { generate } from './generate.ts';
export { packs } from './packs.ts';
export { quota } from './quota.ts';
export { train } from './train.ts';
export { units } from './units.ts';
import { catalogue } from './catalogue.ts';
import { gallery } from './gallery.ts';
import { help } from './help.ts';
import { measures } from './measures.ts';
import { models } from './models.ts';
import { quota } from './quota.ts';
import { settings } from './settings.ts';
import { status } from './status.ts';
import { units } from './units.ts';

/** Every sentence that Discord shows, in English, which is written first. */
export const en = { catalogue, gallery, help, measures, models, quota, settings, status, units } as const;
