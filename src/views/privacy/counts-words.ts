import type { Counts } from '../../services/privacy/erasure.ts';
import { t } from '../../words/words.ts';

const keys = {
  actors: 'privacy.countActors',
  photos: 'privacy.countPhotos',
  faces: 'privacy.countFaces',
  images: 'privacy.countImages',
  versions: 'privacy.countVersions',
  jobs: 'privacy.countTrainings',
  repos: 'privacy.countRepositories',
  messages: 'privacy.countMyMessages',
} as const satisfies Record<keyof Counts, string>;
const kinds = Object.keys(keys) as (keyof Counts)[];

/** What was or will be deleted, one line per kind. */
export const countLines = (counts: Counts): string[] =>
  kinds.flatMap(kind => (counts[kind] > 0 ? [t(keys[kind], { count: counts[kind] })] : []));

export const bullets = (items: string[]) => items.map(item => `• ${item}`).join('\n');
