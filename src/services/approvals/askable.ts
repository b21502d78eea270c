import { UserError } from '../../errors.ts';
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
        if (!(await actors.byId(actor.id))) throw new UserError('not-found', 'This actor no longer exists.');
        if (!(await actors.isBlocked(memberId, principalOf(actor)))) continue;
        throw new UserError(
          'not-allowed',
          `You can’t ask for images of **${actor.name}** right now, so nothing was passed on, made or charged.`,
        );
      }
    },

    /** @throws UserError queue-full */
    async requireRoom(memberId: string, asked: readonly Actor[]): Promise<void> {
      if ((await collection.count({ index: 'waitsOf', value: memberId })) >= waitingMost.ofMember) {
        throw new UserError(
          'queue-full',
          `You already have ${waitingMost.ofMember} requests waiting for an answer. Ask again once one of them is answered, or after a day.`,
        );
      }
      for (const actor of asked) {
        const waiting = await collection.count({ index: 'waitsFor', value: principalOf(actor) });
        if (waiting < waitingMost.forPerson) continue;
        throw new UserError(
          'queue-full',
          `**${actor.name}** already has ${waitingMost.forPerson} requests waiting for an answer. Try again later.`,
        );
      }
    },
  };
}
