import type { ChannelMessages } from '../discord/channel-messages.ts';
import type { Logger } from '../logger.ts';
import { principalOf } from '../services/actors/access.ts';
import type { Actor, Post } from '../services/actors/actor.ts';
import type { ActorsService } from '../services/actors/actors-service.ts';
import { renewalView } from '../views/actor/renewal-view.ts';
import { sendEitherWay } from './channel-or-direct.ts';
import { createRounds } from './rounds.ts';

/** Asks those who agreed to an earlier text whether today's holds too, once for each text. */
export interface ConsentRenewalPosts {
  /** Posts what was not posted. One run at a time. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

export function createConsentRenewalPosts({
  actors,
  messages,
  consentBy,
  logger,
}: {
  actors: Pick<ActorsService, 'openRenewals' | 'noteRenewal'>;
  messages: ChannelMessages;
  /** Where a server wants its members to be asked. */
  consentBy: (guildId: string) => 'channel' | 'direct';
  logger: Logger;
}): ConsentRenewalPosts {
  const ask = (actor: Actor, channelId: string): Promise<Post | undefined> =>
    sendEitherWay(
      messages,
      {
        channelId,
        memberId: principalOf(actor),
        view: () => renewalView(actor),
        key: `renew-${actor.id}-${actor.renewal?.textVersion}`,
      },
      consentBy(actor.guildId),
    );

  async function attend(actor: Actor): Promise<void> {
    if (!actor.renewal) return;
    const posted = await ask(actor, actor.renewal.channelId);
    // Tried again: nothing runs out, and `/actor show` asks the same.
    if (!posted) return;
    if (await actors.noteRenewal(actor.id, posted)) return;
    // Answered or deleted while it was being sent: there is nothing to ask any more.
    await messages.delete(posted.channelId, posted.messageId);
  }

  const rounds = createRounds(async () => {
    for await (const actor of actors.openRenewals()) {
      await attend(actor).catch(error =>
        logger.warn({ err: error, actor: actor.id }, 'a newer text could not be asked about'),
      );
    }
  });

  return {
    sweep: rounds.begin,
    stop: rounds.idle,
  };
}
