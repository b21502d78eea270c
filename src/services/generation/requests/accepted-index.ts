import type { Indexes } from '../../storage/refs.ts';
import type { AcceptedRequest } from './accepted-request.ts';

/** Whether something is still to be done for it. */
export const isOpen = ({ asking, dropped }: AcceptedRequest): boolean =>
  asking?.toldAt === undefined && !dropped;

export const waitingOf = ({ guildId, memberId }: { guildId: string; memberId: string }): string =>
  `${guildId}/${memberId}`;

/** What several processes search requests by. The queue may be long: none of them reads it whole for one request. */
export const acceptedIndexes: Indexes<AcceptedRequest> = {
  version: 1,
  by: {
    /** By the bytes of pictures that came for them. */
    arrived: ({ arrived }) =>
      [...new Set(arrived.map(({ sha256 }) => sha256))].map(value => ({ value, rank: '' })),
    /** What waits, by its member in a server. */
    waiting: record => (isOpen(record) ? [{ value: waitingOf(record.request), rank: '' }] : []),
  },
};
