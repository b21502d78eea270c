import { z } from 'zod';
import type { Collection } from '../../storage/collection.ts';
import { deleteFound } from '../../storage/found-records.ts';
import { type Indexes, timeRank } from '../../storage/refs.ts';
import type { Seal } from '../../storage/seal.ts';
import type { AcceptedRequest, Whose } from './accepted-request.ts';

/** Under a code of who it was. */
export const forgottenSchema = z.object({ at: z.number() });
type Mark = z.infer<typeof forgottenSchema>;

export const forgottenIndexes: Indexes<Mark> = {
  version: 1,
  by: { age: ({ at }) => [{ value: 'mark', rank: timeRank(at) }] },
};

/** Notes that are older are not made any more: nobody could tell whether they were deleted. */
export const forgottenKeptMs = 365 * 24 * 60 * 60_000;
/** The clocks of two machines may be minutes apart. */
const apartMs = 10 * 60_000;

/**
 * Whose requests were deleted. A process that is not there may have noted some that are not in the store, and would store
 * them when it starts again.
 */
export interface Forgotten {
  /** To be called before the store is searched for them. */
  add(whose: Whose): Promise<void>;
  /** Whether a request was deleted after it was accepted. To be asked before it is stored, and once more after it. */
  has(record: AcceptedRequest): Promise<boolean>;
  prune(): Promise<void>;
}

export function createForgotten({
  collection,
  seal,
  now,
}: {
  /** Opened with `forgottenIndexes`. */
  collection: Pick<Collection<Mark>, 'put' | 'some' | 'find' | 'delete'>;
  seal: Pick<Seal, 'sign'>;
  now: () => number;
}): Forgotten {
  /** Only the bot can tell whose it is. */
  const codeOf = (kind: 'member' | 'guild' | 'actor', id: string) => seal.sign(`forgotten/${kind}/${id}`);
  const codeOfMember = (memberId: string, guildId?: string) =>
    guildId === undefined ? codeOf('member', memberId) : seal.sign(`forgotten/member/${memberId}/${guildId}`);

  return {
    async add(whose) {
      const codes =
        'memberId' in whose
          ? [codeOfMember(whose.memberId, whose.guildId)]
          : 'guildId' in whose
            ? [codeOf('guild', whose.guildId)]
            : whose.actorIds.map(id => codeOf('actor', id));
      for (const code of codes) await collection.put(code, { at: now() });
    },

    async has({ acceptedAt, request: { memberId, guildId, actor, actor2 } }) {
      if (acceptedAt + forgottenKeptMs < now()) return true;
      const actors = [actor, actor2].filter(id => id !== undefined);
      const marks = await collection.some([
        ...[codeOfMember(memberId), codeOfMember(memberId, guildId), codeOf('guild', guildId)],
        ...actors.map(id => codeOf('actor', id)),
      ]);
      return marks.some(({ at }) => at + apartMs >= acceptedAt);
    },

    prune: () =>
      deleteFound(
        collection,
        { index: 'age', value: 'mark' },
        // Kept longer than what they are asked about.
        { order: 'up', below: timeRank(now() - forgottenKeptMs - apartMs) },
      ),
  };
}
