import { UserError } from '../../errors.ts';
import { principalOf } from '../../services/actors/access.ts';
import { historyView } from '../../views/audit/history-view.ts';
import { said } from '../../words/words.ts';
import { defineButton } from '../command.ts';

/** For the person shown, and for admins of the server. */
export const actorHistory = defineButton({
  name: 'actor-history',
  gate: 'right',
  answer: 'private',
  async execute({ ref, services, caller }) {
    const actor = await services.actors.byId(ref);
    const may =
      actor && (principalOf(actor) === caller.memberId || (caller.admin && actor.guildId === caller.guildId));
    // The same words whether or not there is such an actor, so that nobody else learns about it.
    if (!may) {
      throw new UserError('not-allowed', said('audit.onlyPersonAndAdmins'));
    }
    const [logged, faults] = await Promise.all([
      services.audit.ofActor(actor.id),
      services.audit.faultsOf(actor.guildId),
    ]);
    return historyView(actor, logged, faults);
  },
});
