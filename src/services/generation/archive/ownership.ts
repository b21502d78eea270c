import { UserError } from '../../../errors.ts';
import { said } from '../../../words/words.ts';
import { isTheirs, principalOf } from '../../actors/access.ts';
import type { ActorsService } from '../../actors/actors-service.ts';
import { directMessages } from '../../settings/access.ts';
import type { Collection } from '../../storage/collection.ts';
import { actorIdsOf, type Generation } from '../generation.ts';

export const notKept = () => new UserError('gone', said('generation.notKept'));

/** Which images are a member's own: those that they made, and those that show whom they speak for. */
export function createOwnership({
  generations,
  actors,
}: {
  generations: Pick<Collection<Generation>, 'get'>;
  actors: Pick<ActorsService, 'byId' | 'spokenFor'>;
}) {
  /** Whether an image shows an actor that the member speaks for: themselves, or somebody outside the server. */
  async function shows(record: Pick<Generation, 'actor' | 'actor2'>, memberId: string): Promise<boolean> {
    const shown = await Promise.all(actorIdsOf(record).map(actors.byId));
    return shown.some(actor => actor !== undefined && principalOf(actor) === memberId);
  }

  const isOwn = async (record: Generation, memberId: string) =>
    record.memberId === memberId || shows(record, memberId);

  /** Also the member who registered an actor in it and the admins of its server, unless it is private. */
  async function mayKnowMaker(
    record: Generation,
    { memberId, isAdmin }: { memberId: string; isAdmin: boolean },
  ): Promise<boolean> {
    if (record.private) return isOwn(record, memberId);
    if (record.memberId === memberId || isAdmin) return true;
    const shown = await Promise.all(actorIdsOf(record).map(actors.byId));
    return shown.some(actor => actor !== undefined && isTheirs(actor, memberId));
  }

  async function existing(id: string, guildId: string, memberId: string): Promise<Generation> {
    const record = await generations.get(id);
    // In direct messages there is nobody but the member, and whatever is theirs.
    const here =
      record && (guildId === directMessages ? await isOwn(record, memberId) : record.guildId === guildId);
    if (!record || !here || record.images.length === 0 || record.deleted) {
      throw notKept();
    }
    return record;
  }

  return { spokenFor: actors.spokenFor, shows, isOwn, mayKnowMaker, existing };
}

export type Ownership = ReturnType<typeof createOwnership>;
