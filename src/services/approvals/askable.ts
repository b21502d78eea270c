import { UserError } from '../../errors.ts';
import { said } from '../../words/words.ts';
import { principalOf } from '../actors/access.ts';
import type { Actor } from '../actors/actor.ts';
import type { ActorsService } from '../actors/actors-service.ts';
import type { RecordIndex } from '../storage/refs.ts';

/** The most requests that can wait at a time: of one member, and for one person's answer. */
export const waitingMost = { ofMember: 5, forPerson: 10 } as const;

/** Whether a member may ask for images of these actors now. */
export function createAskable({
  collection,
  actors,
}: {
  collection: Pick<RecordIndex, 'count'>;
  actors: Pick<ActorsService, 'byId' | 'isBlocked'>;
}) {
  return {
    /** @throws UserError not-found | not-allowed */
    async requireAskable(memberId: string, asked: readonly Actor[]): Promise<void> {
      for (const actor of asked) {
        if (!(await actors.byId(actor.id))) throw new UserError('not-found', said('actors.gone'));
        if (!(await actors.isBlocked(memberId, principalOf(actor)))) continue;
        throw new UserError('not-allowed', said('approvals.cannotAsk', { actor: actor.name }));
      }
    },

    /** @throws UserError queue-full */
    async requireRoom(memberId: string, asked: readonly Actor[]): Promise<void> {
      if ((await collection.count({ index: 'waitsOf', value: memberId })) >= waitingMost.ofMember) {
        throw new UserError(
          'queue-full',
          said('approvals.tooManyOfYours', { requests: waitingMost.ofMember }),
        );
      }
      for (const actor of asked) {
        const waiting = await collection.count({ index: 'waitsFor', value: principalOf(actor) });
        if (waiting < waitingMost.forPerson) continue;
        throw new UserError(
          'queue-full',
          said('approvals.tooManyOfTheirs', { actor: actor.name, requests: waitingMost.forPerson }),
        );
      }
    },
  };
}
