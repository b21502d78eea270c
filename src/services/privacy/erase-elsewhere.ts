import type { Logger } from '../../logger.ts';
import type { Post } from '../actors/actor.ts';
import type { ErasedParts } from './erased-parts.ts';
import { withoutPosts, withoutRepo } from './erasure.ts';
import type { ErasureLog } from './erasure-log.ts';

const messagesAtOnce = 5;

interface Deletion {
  id: string;
  log: ErasureLog;
  signal: AbortSignal;
  logger: Logger;
}

/** Deletes the messages in Discord, some at a time. Those that could not be deleted yet stay in the work. */
export async function eraseMessages(
  { id, log, signal, logger }: Deletion,
  { deleteMessage }: Pick<ErasedParts, 'deleteMessage'>,
): Promise<void> {
  const waiting = [...((await log.byId(id))?.work?.posts ?? [])];
  while (waiting.length > 0 && !signal.aborted) {
    const some = waiting.splice(0, messagesAtOnce);
    const outcomes = await Promise.allSettled(
      some.map(({ channelId, messageId }) => deleteMessage(channelId, messageId)),
    );
    const which = (wanted: (outcome: string) => boolean): Post[] =>
      some.filter((_, nth) => {
        const outcome = outcomes[nth];
        return outcome?.status === 'fulfilled' && wanted(outcome.value);
      });
    const gone = which(outcome => outcome !== 'forbidden');
    const closed = which(outcome => outcome === 'forbidden');
    await log.change(id, erasure => withoutPosts(erasure, gone, closed));
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected')
        logger.warn({ err: outcome.reason, erasure: id }, 'a message could not be deleted yet');
    }
  }
}

/** Deletes the repos on the hub. Those that could not be deleted yet stay in the work. */
export async function eraseRepos(
  { id, log, signal, logger }: Deletion,
  { hub }: Pick<ErasedParts, 'hub'>,
): Promise<void> {
  for (const { kind, name, gone } of (await log.byId(id))?.work?.repos ?? []) {
    if (gone || signal.aborted) continue;
    try {
      await hub.deleteRepo({ kind, name });
      await log.change(id, erasure => withoutRepo(erasure, name));
    } catch (error) {
      logger.warn({ err: error, erasure: id, repo: name }, 'a repo could not be deleted yet');
    }
  }
}
