import { principalOf } from '../actors/access.ts';
import type { Actor, Post } from '../actors/actor.ts';
import { noteOf } from '../actors/deeds.ts';
import type { ErasedParts } from './erased-parts.ts';
import {
  type Erasure,
  type Found,
  isEmpty,
  unnamed,
  type Work,
  withFound,
  withMorePosts,
  withoutRemoved,
  withoutTold,
} from './erasure.ts';
import type { ErasureLog } from './erasure-log.ts';
import { findErased } from './find-erased.ts';

/** Takes messages into the plan. A process that is killed right after still deletes them. */
const planning = (id: string, log: ErasureLog) => (posts: Post[]) =>
  log.change(id, erasure => withMorePosts(erasure, posts));

/** Ends what is being made and registered, and waits until it has ended: from then on it stores nothing. */
async function endUnderWay(
  id: string,
  { memberId, guildId, actorIds }: Work,
  log: ErasureLog,
  { actors, generation, approvals }: ErasedParts,
): Promise<void> {
  // Before what is made: one that was approved a moment ago is among that then.
  const plan = planning(id, log);
  await approvals.forget({ actorIds }, plan);
  if (memberId !== undefined) await approvals.forget({ memberId, guildId }, plan);
  else if (guildId !== undefined) await approvals.forget({ guildId }, plan);
  if (actorIds.length > 0) await generation.dropUnderWay({ actorIds });
  if (memberId !== undefined) {
    await actors.dropUnderWay({ memberId, guildId });
    await generation.dropUnderWay({ memberId, guildId });
  } else if (guildId !== undefined) {
    await actors.dropUnderWay({ guildId });
    await generation.dropUnderWay({ guildId });
  }
}

/**
 * Removes the records of the plan. Each is removed as it is at that moment: a message that was noted since the plan was
 * made goes into the plan, and one that is noted later is refused and deleted by its sender.
 */
async function removePlanned(id: string, work: Work, log: ErasureLog, parts: ErasedParts): Promise<void> {
  // The actors first: from then on nobody can use them.
  for (const actorId of work.actorIds) {
    const last = await parts.actors.remove(actorId);
    if (last) await log.change(id, erasure => withFound(erasure, { ...nothingFound, actors: [last] }));
  }
  for (const jobId of work.jobIds) {
    const last = await parts.training.erase(jobId);
    if (last) await log.change(id, erasure => withFound(erasure, { ...nothingFound, jobs: [last] }));
  }
  // A request that was under way may have become one that waits for them.
  const plan = planning(id, log);
  await parts.approvals.forget({ actorIds: work.actorIds }, plan);
  const { memberId, guildId } = work;
  if (memberId !== undefined) await parts.approvals.forget({ memberId, guildId }, plan);
  else if (guildId !== undefined) await parts.approvals.forget({ guildId }, plan);
  await parts.digests.forget(work.actorIds, plan);
  if (memberId !== undefined) await parts.albums.forget({ memberId, guildId }, plan);
  else if (guildId !== undefined) await parts.albums.forget({ guildId }, plan);
  await plan(await parts.generation.erase(work.generationIds));
}

/** By whom each of these actors is deleted. What is emptied or deleted with it right after is not written. */
async function logDeletions(
  { id, why, work }: Erasure,
  actors: readonly Actor[],
  { audit, actors: { logDeeds }, now = Date.now }: ErasedParts,
): Promise<void> {
  if (!work || why === 'left') return;
  const { memberId, guildId, by } = work;
  const goes = (member: string | undefined) => guildId === undefined && member === memberId;
  // What was done before and is not in the log yet.
  await logDeeds();
  await audit.add(
    actors
      .filter(actor => memberId === undefined || !goes(principalOf(actor)))
      .map(actor => {
        const detail = memberId === undefined ? undefined : 'member';
        return noteOf(
          actor,
          { what: why, by: memberId !== undefined && goes(by) ? undefined : by, detail },
          now(),
          `${id}.${actor.id}`,
        );
      }),
  );
}

const nothingFound: Found = { actors: [], jobs: [], generations: [] };

/** Strikes the member from records that stay, which are other people's. */
async function forgetMember(
  { memberId, guildId }: { memberId: string; guildId: string | undefined },
  parts: ErasedParts,
  log: ErasureLog,
): Promise<void> {
  await parts.actors.forgetMember(memberId, guildId);
  await parts.training.forgetMember(memberId, guildId);
  await parts.references.forgetMember(memberId, guildId);
  await parts.generation.forgetFavourites(memberId, guildId);
  // The rest is not kept per server, so it stays while the member has data in other servers.
  if (guildId !== undefined) return;
  await parts.quota.forgetMember(memberId);
  await parts.trainingWeek.forgetMember(memberId);
  await parts.settings.forgetMember(memberId);
  await parts.languages.forgetMember(memberId);
  await parts.safety.forgetMember(memberId);
  await parts.failures.forgetMember(memberId);
  await parts.actors.logDeeds();
  await parts.audit.forgetMember(memberId);
  for await (const { id, askedBy, work } of log.naming(memberId)) {
    // The deletion under way still owes them its receipt, which also covers their other unfinished deletions.
    if ((askedBy ?? work?.by) === memberId && work?.memberId !== memberId) {
      await log.change(id, unnamed);
    }
    await log.change(id, erasure => withoutTold(erasure, memberId));
  }
}

async function forgetGuild(guildId: string, parts: ErasedParts): Promise<void> {
  await parts.safety.forgetGuild(guildId);
  await parts.references.forgetGuild(guildId);
  await parts.failures.forgetGuild(guildId);
  await parts.quota.forgetGuild(guildId);
  await parts.trainingWeek.forgetGuild(guildId);
  await parts.models.forgetGuild(guildId);
  await parts.audit.forgetGuild(guildId);
  await parts.settings.remove(guildId);
}

/** Before the plan is dropped, which names them: a process that is killed in between marks them again. */
async function mark(
  { memberId, guildId, actorIds }: Pick<Work, 'memberId' | 'guildId' | 'actorIds'>,
  { marks, now = Date.now }: ErasedParts,
): Promise<void> {
  if (!marks) return;
  for (const actorId of actorIds) await marks.add({ actorId }, now());
  if (memberId !== undefined) await marks.add({ memberId, guildId }, now());
  else if (guildId !== undefined) await marks.add({ guildId }, now());
}

/**
 * Deletes what the bot itself keeps. Every step can be repeated; a failure is left to the caller, which tries again.
 */
export async function eraseOwn(id: string, log: ErasureLog, parts: ErasedParts): Promise<void> {
  let work = (await log.byId(id))?.work;
  if (!work || work.removed) return;
  const { memberId, guildId } = work;
  // What was written since the plan was made is found by the next one, until there is nothing left to plan.
  for (;;) {
    const found = await findErased(work, parts);
    work = (await log.change(id, erasure => withFound(erasure, found)))?.work;
    if (!work) return;
    await endUnderWay(id, work, log, parts);
    const planned = await log.byId(id);
    if (planned) await logDeletions(planned, found.actors, parts);
    await removePlanned(id, work, log, parts);
    if (isEmpty(await findErased(work, parts))) break;
  }
  work = (await log.byId(id))?.work;
  if (!work) return;
  for (const actorId of work.actorIds) {
    await parts.generation.dropCached(actorId);
    await parts.references.forgetActor(actorId);
    await parts.safety.forgetActor(actorId);
  }
  if (memberId !== undefined) await forgetMember({ memberId, guildId }, parts, log);
  else if (guildId !== undefined) await forgetGuild(guildId, parts);
  const inUse = await parts.blobsInUse(work.blobs);
  for (const sha256 of work.blobs) if (!inUse.has(sha256)) await parts.blobs.delete(sha256);
  const { actorIds, jobIds, generationIds } = work;
  // What names the member in another server, or other members of this one, stays.
  const whose = [memberId, guildId].filter(one => one !== undefined);
  const whole = whose.length > 0 ? [whose] : [];
  await parts.store.putAside.forget([...whole, ...actorIds, ...jobIds, ...generationIds]);
  await mark({ memberId, guildId, actorIds }, parts);
  await log.change(id, withoutRemoved);
  await parts.store.flush();
}
