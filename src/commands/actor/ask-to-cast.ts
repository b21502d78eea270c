import { UserError } from '../../errors.ts';
import { registerModal } from '../../views/actor/actor-forms.ts';
import { said } from '../../words/words.ts';
import { defineMemberCommand } from '../command.ts';

/** The form of `/actor register` for the member it was chosen on. Submitting it asks them for their consent. */
export const askToCast = defineMemberCommand({
  name: 'Ask to cast',
  gate: 'register',
  async opens({ services, caller, member }) {
    if (member.bot) throw new UserError('bad-input', said('actor.botIsNoActor'));
    services.actors.checkMayRegister(caller.guildId, caller.memberId);
    return registerModal({
      // What the form offers has to be taken: a refusal loses the photos that were uploaded with it.
      name: await services.actors.nameFor(caller.guildId, member.name),
      subject: member.id === caller.memberId ? undefined : member,
    });
  },
});
