import type { ActorsService } from '../actors/actors-service.ts';
import type { Deeded } from '../actors/deeds.ts';
import { type Approval, type Asked, unanswered } from './approval.ts';

/**
 * Notes what became of a request, in the log of its server, for each actor whose person decided. To be noted before it is
 * done: what a killed process does again is the same entry.
 */
export function createDecisionLog({ logDeed }: Pick<ActorsService, 'logDeed'>) {
  async function note(
    { id, request }: Approval,
    what: Deeded['what'],
    asked: readonly Asked[],
  ): Promise<void> {
    for (const { memberId, actors } of asked) {
      const by = what === 'lapsed' ? undefined : memberId;
      for (const actor of actors)
        await logDeed(actor.id, { what, by, member: request.memberId }, `${id}.${actor.id}.${what}`);
    }
  }

  const of = (approval: Approval, memberId: string) =>
    approval.asked.filter(asked => asked.memberId === memberId);

  return {
    approved: (memberId: string) => (approval: Approval) =>
      note(approval, 'approved', of(approval, memberId)),
    refused: (memberId: string) => (approval: Approval) => note(approval, 'refused', of(approval, memberId)),
    /** Of those who did not answer in time. */
    lapsed: (approval: Approval) => note(approval, 'lapsed', unanswered(approval)),
  };
}
