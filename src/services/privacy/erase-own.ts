import type { ErasedParts } from './erased-parts.ts';
import { isNews, unnamed, type Work, withFound, withMorePosts, withoutRemoved } from './erasure.ts';
import type { ErasureLog } from './erasure-log.ts';
import { findErased } from './find-erased.ts';

/** Ends what is being made for the member or the server, so that it is not stored after the deletion. */
async function dropUnderWay({ memberId, guildId }: Work, { actors, generation }: ErasedParts): Promise<void> {
  if (memberId !== undefined) {
    actors.dropUnderWay({ memberId, guildId });
    await generation.dropUnderWay({ memberId });
  } else if (guildId !== undefined) {
    actors.dropUnderWay({ guildId });
    await generation.dropUnderWay({ guildId });
  }
}

/** Strikes the member from records that stay, which are other people's. */
async function forgetMember(
  { memberId, guildId }: { memberId: string; guildId: string | undefined },
  parts: ErasedParts,
  log: ErasureLog,
): Promise<void> {
  await parts.actors.forgetMember(memberId, guildId);
  await parts.training.forgetMember(memberId, guildId);
  // The rest is not kept per server, so it stays while the member has data in other servers.
  if (guildId !== undefined) return;
  await parts.quota.forgetMember(memberId);
  await parts.settings.forgetMember(memberId);
  await parts.safety.forgetMember(memberId);
  for (const { id, askedBy } of log.all()) {
    // The deletion under way still owes them its receipt, which also covers their other unfinished deletions.
    if (askedBy === memberId && log.byId(id)?.work?.memberId !== memberId) {
      await log.change(id, unnamed);
    }
  }
}

async function forgetGuild(guildId: string, parts: ErasedParts): Promise<void> {
  await parts.safety.forgetGuild(guildId);
  await parts.quota.forgetGuild(guildId);
  await parts.models.forgetGuild(guildId);
  await parts.settings.remove(guildId);
}

/**
 * Deletes what the bot itself keeps. Every step can be repeated; a failure is left to the caller, which tries again.
 */
export async function eraseOwn(id: string, log: ErasureLog, parts: ErasedParts): Promise<void> {
  let work = log.byId(id)?.work;
  if (!work || work.removed) return;
  const { memberId, guildId } = work;
  await dropUnderWay(work, parts);
  // The actors go first: from then on nobody can use them. What was made meanwhile is found afterwards.
  for (let more = true; more && work; ) {
    for (const actorId of work.actorIds) await parts.actors.remove(actorId);
    const found = await findErased(work, parts);
    more = isNews(work, found);
    if (more) work = (await log.change(id, erasure => withFound(erasure, found)))?.work;
  }
  if (!work) return;
  for (const jobId of work.jobIds) await parts.training.erase(jobId);
  const posts = await parts.generation.erase(work.generationIds);
  await log.change(id, erasure => withMorePosts(erasure, posts));
  for (const actorId of work.actorIds) {
    await parts.generation.dropCached(actorId);
    await parts.safety.forgetActor(actorId);
  }
  if (memberId !== undefined) await forgetMember({ memberId, guildId }, parts, log);
  else if (guildId !== undefined) await forgetGuild(guildId, parts);
  const inUse = new Set(parts.blobsInUse());
  for (const sha256 of work.blobs) if (!inUse.has(sha256)) await parts.blobs.delete(sha256);
  await log.change(id, withoutRemoved);
  await parts.store.flush();
}
