import { type Indexes, type Ref, timeRank } from '../storage/refs.ts';
import type { Erasure } from './erasure.ts';

const one = (at: number): Ref[] => [{ value: 'one', rank: timeRank(at) }];
const each = (values: readonly (string | undefined)[], at: number): Ref[] =>
  [...new Set(values)].filter(value => value !== undefined).map(value => ({ value, rank: timeRank(at) }));

/** By what deletions are found: what is still to be done about one, and whom or what it is about. */
export const erasureIndexes: Indexes<Erasure> = {
  version: 1,
  by: {
    open: ({ doneAt, at }) => (doneAt === undefined ? one(at) : []),
    done: ({ doneAt }) => (doneAt === undefined ? [] : one(doneAt)),
    // Done, and it still says who asked.
    named: ({ doneAt, askedBy, channelId }) =>
      doneAt === undefined || (askedBy === undefined && channelId === undefined) ? [] : one(doneAt),
    tell: ({ tell, at }) => (tell ? one(at) : []),
    again: ({ again }) => (again ? one(again.at) : []),
    actor: ({ work, at }) => each(work?.actorIds ?? [], at),
    guild: ({ what, work, at }) => (what === 'guild' ? each([work?.guildId], at) : []),
    member: ({ askedBy, work, tell = [], at }) =>
      each([askedBy ?? work?.by, ...tell.map(({ memberId }) => memberId)], at),
  },
};
