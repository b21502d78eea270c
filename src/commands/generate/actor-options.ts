import type { Actor } from '../../services/actors/actor.ts';
import type { ActorCard } from '../../services/actors/actor-index.ts';
import type { AutocompleteContext, Choice } from '../command.ts';

/** The actors that have been filled in so far: two at most, the first one first. Those that cannot be used are left out. */
export async function actorsGiven({
  given,
  services,
  caller,
}: Omit<AutocompleteContext, 'typed'>): Promise<Actor[]> {
  const found = [given.actor, given.actor2].flatMap(idOrName =>
    idOrName
      ? [services.actors.askable(caller.guildId, caller.memberId, idOrName).catch(() => undefined)]
      : [],
  );
  return (await Promise.all(found)).filter(actor => actor !== undefined);
}

/** Suggests whom the member may use, without who is in the picture already, by whichever name. */
export async function usableActors(
  context: AutocompleteContext,
  nameOf: (actor: ActorCard) => string,
): Promise<Choice[]> {
  const { typed, services, caller } = context;
  const [others, used] = await Promise.all([
    actorsGiven(context),
    services.generation.usedBy(caller.memberId),
  ]);
  const isShown = ({ id, subjectId }: ActorCard) =>
    others.some(other => other.id === id || (subjectId !== undefined && other.subjectId === subjectId));
  const suggested = await services.actors.suggest(caller.guildId, caller.memberId, typed, {
    first: used.actors,
    which: card => !isShown(card),
  });
  return suggested.map(card => ({ name: nameOf(card), value: card.id }));
}
