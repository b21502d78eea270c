import { isTheirs, maySee } from '../../services/actors/access.ts';
import type { Actor } from '../../services/actors/actor.ts';
import type { AutocompleteContext, Choice } from '../command.ts';

const suggestions =
  (which: (actor: Actor, memberId: string) => boolean) =>
  ({ typed, services, caller }: AutocompleteContext): Choice[] =>
    services.actors
      .suggest(caller.guildId, caller.memberId, typed, { which })
      .map(actor => ({ name: actor.name, value: actor.id }));

/** Autocompletes the actors that the member may see. */
export const seenActors = suggestions(maySee);

/** Autocompletes the actors that the member registered, or that show them. */
export const ownActors = suggestions(isTheirs);
