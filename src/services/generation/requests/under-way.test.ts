import { expect, test } from 'vitest';
import { UserError } from '../../../errors.ts';
import { createRequestsUnderWay } from './under-way.ts';

/** A request that waits for its turn in the server `g`, and what came of an attempt to cancel it. */
async function cancelledBy(caller: { guildId: string; memberId: string; admin: boolean }) {
  const underWay = createRequestsUnderWay();
  const accepted = { id: 'r', request: { guildId: 'g', channelId: 'c', memberId: 'ana', prompt: 'a cat' } };
  return underWay.during(accepted, async mine => {
    mine.wait();
    try {
      underWay.cancel('r', caller);
    } catch (error) {
      expect(mine.cancelled.aborted).toBe(false);
      return error instanceof UserError ? error.code : String(error);
    }
    return mine.cancelled.aborted ? 'cancelled' : 'still waiting';
  });
}

test.each([
  ['the member who asked', { guildId: 'g', memberId: 'ana', admin: false }, 'cancelled'],
  ['the member who asked, from another server', { guildId: 'h', memberId: 'ana', admin: false }, 'cancelled'],
  ['an admin of that server', { guildId: 'g', memberId: 'eve', admin: true }, 'cancelled'],
  ['another member', { guildId: 'g', memberId: 'eve', admin: false }, 'not-allowed'],
  ['an admin of another server', { guildId: 'h', memberId: 'eve', admin: true }, 'not-allowed'],
])('%s: %j → %s', async (_who, caller, outcome) => {
  expect(await cancelledBy(caller)).toBe(outcome);
});
