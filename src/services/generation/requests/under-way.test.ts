import { expect, test } from 'vitest';
import { UserError } from '../../../errors.ts';
import type { Accepted } from './accepted-request.ts';
import { createRequestsUnderWay, type RequestUnderWay } from './under-way.ts';

const requestOf = (memberId: string): Accepted => ({
  id: `by-${memberId}`,
  request: { guildId: 'g', channelId: 'c', memberId, prompt: 'a fox' },
});

/** A request that ends when the test says so. */
function begin(requests: ReturnType<typeof createRequestsUnderWay>, memberId: string, actorId?: string) {
  let end = () => {};
  let view: RequestUnderWay | undefined;
  const done = requests.during(requestOf(memberId), mine => {
    view = mine;
    if (actorId) mine.shows({ actor: actorId }, async () => {});
    return new Promise<void>(resolve => {
      end = resolve;
    });
  });
  if (!view) throw new Error('the work did not begin');
  return { mine: view, end: () => end(), done };
}

test.each([
  ['a member', { memberId: 'ana' }, [true, false, true]],
  ['a member in this server', { memberId: 'ana', guildId: 'g' }, [true, false, true]],
  ['a server', { guildId: 'g' }, [true, true, true]],
  ['an actor', { actorIds: ['nova'] }, [false, true, true]],
])(
  'dropping those of %s ends the wait of each, and waits until they have ended',
  async (_who, whose, dropped) => {
    const requests = createRequestsUnderWay();
    const all = [begin(requests, 'ana'), begin(requests, 'ben', 'nova'), begin(requests, 'ana', 'nova')];
    let over = false;
    const dropping = requests.drop(whose).then(() => {
      over = true;
    });
    expect(all.map(({ mine }) => mine.dropped)).toEqual(dropped);
    expect(all.map(({ mine }) => mine.cancelled.aborted)).toEqual(dropped);
    const last = all.findLastIndex((_one, at) => dropped[at]);
    for (const [at, one] of all.entries()) if (at !== last) one.end();
    await Promise.all(all.filter((_one, at) => at !== last).map(({ done }) => done));
    expect(over).toBe(false);
    all[last]?.end();
    await dropping;
    expect(over).toBe(true);
  },
);

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
