import { isTheirs } from '../services/actors/access.ts';
import type { Actor } from '../services/actors/actor.ts';
import type { AutocompleteContext, Choice } from './command.ts';

const suggestions =
  (which: (actor: Actor, memberId: string) => boolean) =>
  ({ typed, services, caller }: AutocompleteContext): Choice[] => {
    const wanted = typed.toLocaleLowerCase('en').trim();
    return services.actors
      .list(caller.guildId, caller.memberId)
      .filter(actor => which(actor, caller.memberId) && actor.name.toLocaleLowerCase('en').includes(wanted))
      .slice(0, 25)
      .map(actor => ({ name: actor.name, value: actor.id }));
  };

/** Autocompletes the actors that the member may see. */
export const seenActors = suggestions(() => true);

/** Autocompletes the actors that the member registered, or that show them. */
export const ownActors = suggestions(isTheirs);
