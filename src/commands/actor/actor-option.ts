import type { ActorCard } from '../../services/actors/actor-index.ts';
import type { Among } from '../../services/actors/lookups.ts';
import type { AutocompleteContext, Choice } from '../command.ts';

export const choicesOf = (cards: ActorCard[]): Choice[] => cards.map(({ id, name }) => ({ name, value: id }));

const suggestions =
  (among: Among) =>
  async ({ typed, services, caller }: AutocompleteContext): Promise<Choice[]> =>
    choicesOf(await services.actors.suggest(caller.guildId, caller.memberId, typed, { among }));

/** Autocompletes the actors that the member may see. */
export const seenActors = suggestions('visible');

/** Autocompletes the actors that the member registered, or that show them. */
export const ownActors = suggestions('theirs');
