import type { Counts } from '../../services/privacy/erasure.ts';
import { formatNumber } from '../../words/numbers.ts';

export const some = (count: number, one: string, many: string) =>
  count === 0 ? [] : [`${formatNumber(count)} ${count === 1 ? one : many}`];

/** What was or will be deleted, one line per kind. */
export function countLines(counts: Counts): string[] {
  return [
    ...some(counts.actors, 'actor, with its consent record', 'actors, with their consent records'),
    ...some(counts.photos, 'photo', 'photos'),
    ...some(counts.faces, 'set of face measurements', 'sets of face measurements'),
    ...some(counts.images, 'generated image', 'generated images'),
    ...some(counts.versions, 'trained version', 'trained versions'),
    ...some(counts.jobs, 'training, stopped where it still ran', 'trainings, stopped where they still ran'),
    ...some(counts.repos, 'repository on Hugging Face', 'repositories on Hugging Face'),
    ...some(counts.messages, 'message of mine in Discord', 'messages of mine in Discord'),
  ];
}

export const list = (items: string[]) => items.map(item => `• ${item}`).join('\n');
