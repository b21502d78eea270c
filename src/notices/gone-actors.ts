import type { ChannelMessages } from '../discord/channel-messages.ts';
import { isMemberClosed, isRefused } from '../discord/discord-errors.ts';
import type { Logger } from '../logger.ts';
import type { Erasure } from '../services/privacy/erasure.ts';
import type { PrivacyService } from '../services/privacy/privacy-service.ts';
import { actorGoneView } from '../views/privacy/actor-gone-view.ts';
import { createRounds } from './rounds.ts';

/** Tells who registered an actor that somebody else deleted it: the person shown, who withdrew, or an admin. */
export interface GoneActors {
  /** These actors were deleted in this erasure. Returns at once. */
  due(news: { erasureId: string; actors: { ownerId: string; name: string }[] }): void;
  /** Tells those who were not told, without names after a restart. One run at a time; returns at once. */
  catchUp(): void;
  /** Resolves when nothing is under way. */
  stop(): Promise<void>;
}

export function createGoneActors({
  privacy,
  messages,
  logger,
}: {
  privacy: Pick<PrivacyService, 'ownersToTell' | 'markOwnerTold'>;
  messages: Pick<ChannelMessages, 'sendDirect' | 'send'>;
  logger: Logger;
}): GoneActors {
  /** The names of actors that are deleted, by erasure: nobody stores them any more. */
  const names = new Map<string, { ownerId: string; name: string }[]>();

  /** Directly; where they take no direct messages, in the channel where it was registered, without its name. */
  async function tell(memberId: string, { id, tell: all }: Erasure): Promise<void> {
    const theirs = all?.filter(one => one.memberId === memberId) ?? [];
    const known = (names.get(id) ?? []).filter(one => one.ownerId === memberId).map(({ name }) => name);
    const key = `gone-${id}`;
    try {
      await messages.sendDirect(memberId, () => actorGoneView(known), { key });
    } catch (error) {
      if (!isMemberClosed(error)) throw error;
      const channelId = theirs.find(one => one.channelId)?.channelId;
      if (channelId) await messages.send(channelId, () => actorGoneView([], memberId), { key });
    }
  }

  const rounds = createRounds(async () => {
    for (const erasure of await privacy.ownersToTell()) {
      for (const memberId of new Set(erasure.tell?.map(one => one.memberId))) {
        try {
          await tell(memberId, erasure);
        } catch (error) {
          logger.warn({ err: error, erasure: erasure.id }, 'a member could not be told what was deleted');
          // If Discord refused, it will refuse again; if it could not be reached, the next attempt may work.
          if (!isRefused(error)) continue;
        }
        await privacy.markOwnerTold(erasure.id, memberId);
      }
      if (!(await privacy.ownersToTell()).some(({ id }) => id === erasure.id)) names.delete(erasure.id);
    }
  });

  function catchUp(): void {
    rounds
      .begin()
      .catch(error => logger.warn({ err: error }, 'members could not be told yet what was deleted'));
  }

  return {
    due({ erasureId, actors }) {
      names.set(erasureId, actors);
      catchUp();
    },
    catchUp,
    stop: () => rounds.idle().catch(() => undefined),
  };
}
