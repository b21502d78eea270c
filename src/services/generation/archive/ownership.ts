import { UserError } from '../../../errors.ts';
import { principalOf } from '../../actors/access.ts';
import type { ActorsService } from '../../actors/actors-service.ts';
import type { Collection } from '../../storage/collection.ts';
import { actorIdsOf, type Generation } from '../generation.ts';
import type { IndexEntry } from './generation-index.ts';

export const notKept = () =>
  new UserError('gone', 'This image is not kept any more. Use `/generate` to make a new one.');

/** Which images are a member's own: those that they made, and those that show whom they speak for. */
export function createOwnership({
  generations,
  actors,
}: {
  generations: Pick<Collection<Generation>, 'get'>;
  actors: Pick<ActorsService, 'all'>;
}) {
  /** Actors that the member speaks for: those that show them, and people outside the server whom they registered. */
  const actorsOf = (memberId: string) =>
    new Set(actors.all().flatMap(actor => (principalOf(actor) === memberId ? [actor.id] : [])));

  const isOwn = (entry: Pick<IndexEntry, 'memberId' | 'actorIds'>, memberId: string, own: Set<string>) =>
    entry.memberId === memberId || entry.actorIds.some(id => own.has(id));
  const ownFaces = (record: Generation) => ({ memberId: record.memberId, actorIds: actorIdsOf(record) });

  async function existing(id: string, guildId: string, memberId: string): Promise<Generation> {
    const record = await generations.get(id);
    const here =
      record?.guildId === guildId ||
      (guildId === '@me' && record && isOwn(ownFaces(record), memberId, actorsOf(memberId)));
    if (!record || !here || record.images.length === 0 || record.deleted) {
      throw notKept();
    }
    return record;
  }

  return { actorsOf, isOwn, ownFaces, existing };
}

export type Ownership = ReturnType<typeof createOwnership>;
