/** Every sentence that Discord shows, in English, which is written first. One room a line. */
export { budgets } from './budgets.ts';
export { catalogue } from './catalogue.ts';
export { changes } from './changes.ts';
export { credentials } from './credentials.ts';
export { discord } from './discord.ts';
export { events } from './events.ts';
export { gallery } from './gallery.ts';
export { generate } from './generate.ts';
export { generation } from './generation.ts';
export { help } from './help.ts';
export { huggingface } from './huggingface.ts';
export { limits } from './limits.ts';
export { log } from './log.ts';
export { measures } from './measures.ts';
export { models } from './models.ts';
export { money } from './money.ts';
export { packs } from './packs.ts';
export { quota } from './quota.ts';
export { settings } from './settings.ts';
export { status } from './status.ts';
export { safety } from './safety.ts';
export { storage } from './storage.ts';
export { train } from './train.ts';
export { training } from './training.ts';
export { units } from './units.ts';
import { catalogue } from './catalogue.ts';
import { gallery } from './gallery.ts';
import { help } from './help.ts';
import { measures } from './measures.ts';
import { models } from './models.ts';
import { actorPhotos } from './actor-photos.ts';
import { actors } from './actors.ts';
import { approvals } from './approvals.ts';
import { audit } from './audit.ts';
import { photos } from './photos.ts';
import { privacy } from './privacy.ts';
import { provenance } from './provenance.ts';
import { quota } from './quota.ts';
import { settings } from './settings.ts';
import { status } from './status.ts';
import { units } from './units.ts';

/** Every sentence that Discord shows, in English, which is written first. */
export const en = { catalogue, gallery, help, measures, models, quota, settings, status, units } as const;
export const en = { actors, approvals, audit, privacy, provenance, quota, units } as const;
import { references } from './references.ts';
import { units } from './units.ts';

/** Every sentence that Discord shows, in English, which is written first. */
export const en = {
  actorPhotos,
  actors,
  approvals,
  audit,
  photos,
  privacy,
  provenance,
  quota,
  references,
  units,
} as const;
