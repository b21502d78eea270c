import type { Generation } from '../generation/generation.ts';
import type { ErasedParts } from './erased-parts.ts';
import type { Found, Work } from './erasure.ts';

/** Whose data goes. */
export type Scope = Pick<Work, 'memberId' | 'guildId' | 'actorIds'>;

/** Whether something of one server, which concerns these people, belongs to the member or server that goes. */
function inScope(
  { memberId, guildId }: Scope,
  thing: { guildId: string },
  ...people: (string | undefined)[]
): boolean {
  if (memberId === undefined && guildId === undefined) return false;
  return (
    (memberId === undefined || people.includes(memberId)) &&
    (guildId === undefined || thing.guildId === guildId)
  );
}

/** Everything that belongs to a deletion at this moment. */
export async function findErased(
  scope: Scope,
  { actors, training, generation }: Pick<ErasedParts, 'actors' | 'training' | 'generation'>,
): Promise<Found> {
  const { memberId, guildId, actorIds } = scope;
  const found = [
    ...(await actors.byIds(actorIds)),
    ...(memberId !== undefined
      ? await actors.ofMember(memberId, guildId)
      : guildId !== undefined
        ? await actors.ofGuild(guildId)
        : []),
  ];
  const foundActors = [...new Map(found.map(actor => [actor.id, actor])).values()];
  const ids = new Set([...actorIds, ...foundActors.map(({ id }) => id)]);
  const foundJobs = [
    ...(await training.ofActors([...ids])),
    ...(memberId !== undefined
      ? await training.requestedBy(memberId, guildId)
      : guildId !== undefined
        ? await training.ofGuild(guildId)
        : []),
  ];
  const jobs = [...new Map(foundJobs.map(job => [job.id, job])).values()];
  const made: Generation[] = [];
  for (const id of ids) made.push(...(await generation.ofActor(id)));
  if (memberId !== undefined) {
    const theirs = await generation.ofMember(memberId);
    made.push(...theirs.filter(one => inScope(scope, one, one.memberId)));
  } else if (guildId !== undefined) made.push(...(await generation.ofGuild(guildId)));
  const generations = [...new Map(made.map(one => [one.id, one])).values()];
  return { actors: foundActors, jobs, generations };
}
