import { type ChannelMessages, NotSendable } from '../discord/channel-messages.ts';
import { isChannelClosed, isRefused } from '../discord/discord-errors.ts';
import type { Logger } from '../logger.ts';
import type { Actor, Post } from '../services/actors/actor.ts';
import type { ActorsService } from '../services/actors/actors-service.ts';
import {
  consentEndedView,
  consentGrantedView,
  consentReminderView,
  consentRequestView,
  consentUnreachableView,
} from '../views/actor/consent-view.ts';
import type { View } from '../views/components.ts';
import { sendEitherWay, type TwoWays } from './channel-or-direct.ts';
import { createRounds } from './rounds.ts';
import type { Guild, TellAdmins } from './tell-admins.ts';

/** Asks the people shown, reminds them once, and tells how it ended. What was asked is in the store. */
export interface ConsentRequests {
  /** Posts what was not posted, reminds who is to be reminded, ends what ran out. One run at a time. */
  sweep(): Promise<void>;
  /** Somebody answered: the request's message and the channel say so. Returns at once. */
  answered(actor: Actor, answer: 'granted' | 'declined'): void;
  /** Resolves when nothing is under way. */
  stop(): Promise<void>;
}

/** What was sent to ask. */
interface Asked {
  posted?: Post | undefined;
  /** To the admins. */
  notice?: Post | undefined;
}

export function createConsentRequests({
  actors,
  messages,
  consentBy,
  guilds,
  tellAdmins,
  sheetOf,
  expire,
  logger,
  now,
}: {
  actors: Pick<ActorsService, 'byId' | 'dueRequests' | 'noteRequest' | 'notePost'>;
  messages: ChannelMessages;
  /** Where a server wants its members to be asked. */
  consentBy: (guildId: string) => 'channel' | 'direct';
  /** The servers that the bot is in. */
  guilds: () => Iterable<Guild>;
  tellAdmins: TellAdmins;
  /** The photos as one picture, for the person shown. */
  sheetOf: (actor: Actor) => Promise<Buffer>;
  /** Deletes everything of an actor that nobody answered for. */
  expire: (actorId: string) => Promise<unknown>;
  logger: Logger;
  now: () => number;
}): ConsentRequests {
  const underWay = new Set<Promise<void>>();
  /** Requests that are being sent: an answer can be here before Discord has said that it has the message. */
  const asking = new Map<string, Promise<Asked>>();

  /** Where neither the channel nor the person shown can be written to, nothing is sent. */
  async function ask(actor: Actor, channelId: string): Promise<Asked> {
    const { id, subjectId, guildId } = actor;
    const key = `ask-${id}`;
    if (subjectId === undefined) return askAdmins(actor, channelId, key);
    // Drawn only for the person shown: a channel never has it.
    const view = async (direct: boolean) =>
      consentRequestView(actor, direct ? await sheetOf(actor) : undefined);
    const two = { channelId, memberId: subjectId, view, key };
    return { posted: await sendEitherWay(messages, two, consentBy(guildId)) };
  }

  /** The channel reads that an admin has to allow it; the admins are told as they are told everything. */
  async function askAdmins(actor: Actor, channelId: string, key: string): Promise<Asked> {
    const notice = await toAdmins(actor, () => consentRequestView(actor), `${key}-admins`);
    if (notice?.channelId === channelId) return { posted: notice, notice };
    try {
      const messageId = await messages.send(channelId, () => consentRequestView(actor), { key });
      return { posted: { channelId, messageId }, notice };
    } catch (error) {
      if (!isChannelClosed(error) && !(error instanceof NotSendable)) throw error;
      return { posted: notice, notice };
    }
  }

  async function toAdmins(actor: Actor, view: () => View, key: string): Promise<Post | undefined> {
    const guild = [...guilds()].find(({ id }) => id === actor.guildId);
    try {
      return guild && (await tellAdmins(guild, view, key));
    } catch (error) {
      if (!isRefused(error)) throw error;
      logger.error({ err: error, actor: actor.id }, 'no admin could be told of a request for consent');
      return undefined;
    }
  }

  /** The channel hears what it was asked; if it is closed to the bot, the member who asked hears it alone. */
  async function tellAsker(actor: Actor, channelId: string, view: TwoWays['view'], key: string) {
    return sendEitherWay(messages, { channelId, memberId: actor.ownerId, view, key });
  }

  /** The request goes on: its channel may be opened, or direct messages allowed, before it runs out. */
  async function tellUnreachable(actor: Actor): Promise<void> {
    if (actor.request?.unreachableAt !== undefined) return;
    const key = `unreachable-${actor.id}`;
    try {
      await messages.sendDirect(actor.ownerId, () => consentUnreachableView(actor), { key });
    } catch (error) {
      if (!isRefused(error)) throw error;
      logger.info({ err: error, actor: actor.id }, 'nobody could be told that a request reaches nobody');
    }
    await actors.noteRequest(actor.id, { unreachableAt: now() });
  }

  const linkOf = ({ guildId }: Actor, { channelId, messageId }: Post) =>
    `https://discord.com/channels/${guildId}/${channelId}/${messageId}`;

  async function attend(id: string): Promise<void> {
    // As it is now: it may have been answered while those before it in the list were seen to.
    const actor = await actors.byId(id);
    const request = actor?.request;
    if (!actor || !request) return;
    if (request.expiresAt <= now()) {
      await expire(actor.id);
      await tellAsker(actor, request.channelId, () => consentEndedView(actor), `ran-out-${actor.id}`);
      return;
    }
    if (!request.posted) {
      const sending = ask(actor, request.channelId);
      asking.set(actor.id, sending);
      try {
        const { posted, notice } = await sending;
        if (!posted) return await tellUnreachable(actor);
        if (await actors.noteRequest(actor.id, { posted, ...(notice ? { notice } : {}) })) return;
        // Answered or deleted while it was being sent: there is nothing to ask any more.
        for (const post of [posted, notice]) if (post) await messages.delete(post.channelId, post.messageId);
      } finally {
        asking.delete(actor.id);
      }
      return;
    }
    const halfWay = (actor.createdAt + request.expiresAt) / 2;
    if (!request.remindedAt && now() >= halfWay) await remind(actor, request.posted);
  }

  async function remind(actor: Actor, posted: Post): Promise<void> {
    const link = linkOf(actor, posted);
    const key = `remind-${actor.id}`;
    // Noted first: a second mention is worse than none.
    await actors.noteRequest(actor.id, { remindedAt: now() });
    const { channelId } = posted;
    const view = () => consentReminderView(actor, link);
    const reminder =
      actor.subjectId === undefined
        ? await toAdmins(actor, view, key)
        : { channelId, messageId: await messages.send(channelId, view, { key }) };
    if (!reminder || (await actors.noteRequest(actor.id, { reminder }))) return;
    if (!(await actors.notePost(actor.id, reminder)))
      await messages.delete(reminder.channelId, reminder.messageId);
  }

  const rounds = createRounds(async () => {
    for await (const { id } of actors.dueRequests()) {
      await attend(id).catch(error =>
        logger.warn({ err: error, actor: id }, 'a consent request could not be seen to'),
      );
    }
  });

  async function tell(actor: Actor, answer: 'granted' | 'declined'): Promise<void> {
    const { request } = actor;
    if (!request) return;
    const { posted, notice } = request.posted
      ? request
      : ((await asking.get(actor.id)?.catch(() => undefined)) ?? {});
    if (answer === 'granted') {
      // Every card of the request says so, and none can be answered any more.
      for (const card of [posted, notice, request.reminder]) {
        if (!card) continue;
        await messages
          .edit(card.channelId, card.messageId, () =>
            consentGrantedView(actor, { direct: card.channelId !== request.channelId }),
          )
          .catch(error => {
            if (!isRefused(error)) throw error;
          });
      }
    }
    // The cards of a declined request are deleted; the channel learns how it ended, and not why.
    if (answer === 'granted' && posted?.channelId === request.channelId) return;
    const view = (direct: boolean) => ({
      ...(answer === 'granted' ? consentGrantedView(actor, { direct }) : consentEndedView(actor)),
      pings: [actor.ownerId],
    });
    const post = await tellAsker(actor, request.channelId, view, `${answer}-${actor.id}`);
    if (post && answer === 'granted') await actors.notePost(actor.id, post);
  }

  return {
    sweep: rounds.begin,
    answered(actor, answer) {
      const work: Promise<void> = tell(actor, answer)
        .catch(error => logger.warn({ err: error, actor: actor.id }, 'an answer to a request was not told'))
        .finally(() => underWay.delete(work));
      underWay.add(work);
    },
    async stop() {
      await rounds.idle();
      await Promise.all(underWay);
    },
  };
}
