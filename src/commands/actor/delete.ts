import { UserError } from '../../errors.ts';
import { isTheirs } from '../../services/actors/access.ts';
import type { Actor } from '../../services/actors/actor.ts';
import type { Services } from '../../services/index.ts';
import { deleteActorView } from '../../views/privacy/deletion-view.ts';
import { said } from '../../words/words.ts';
import { type AutocompleteContext, type Caller, type Choice, defineCommand } from '../command.ts';
import { choicesOf, ownActors } from './actor-option.ts';

const mayDelete = (actor: Actor, { memberId, guildId, admin }: Caller) =>
  isTheirs(actor, memberId) || (admin && actor.guildId === guildId);

/** Admins can delete every actor of their server, even those that they may not see elsewhere. */
async function deletable(context: AutocompleteContext): Promise<Choice[]> {
  const { typed, services, caller } = context;
  if (!caller.admin) return ownActors(context);
  return choicesOf(await services.actors.suggestToAdmins(caller.guildId, typed));
}

/**
 * The actor, for a member who may delete it, by id or name.
 * @throws UserError not-found | not-allowed
 */
export async function actorToDelete(services: Services, caller: Caller, idOrName: string): Promise<Actor> {
  const candidates = await services.actors.candidates(caller.guildId, idOrName);
  const actor = candidates.find(candidate => mayDelete(candidate, caller));
  if (actor) return actor;
  // A member who may use the actor learns why not; for others the actor does not exist.
  await services.actors.find(caller.guildId, caller.memberId, idOrName);
  throw new UserError('not-allowed', said('actor.onlyTheyDelete'));
}

export const actorDelete = defineCommand({
  name: 'delete',
  gate: 'right',
  description: 'commands.actorDelete',
  options: {
    actor: {
      kind: 'string',
      description: 'commands.actorShowActor',
      required: true,
      autocomplete: deletable,
    },
  },
  visibility: 'private',
  async execute({ options, services, caller }) {
    const actor = await actorToDelete(services, caller, options.actor);
    return deleteActorView(actor, await services.privacy.footprintOfActor(actor.id), caller.memberId);
  },
});
