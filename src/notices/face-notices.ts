import type { ChannelMessages } from '../discord/channel-messages.ts';
import { isMemberClosed, isRefused } from '../discord/discord-errors.ts';
import type { Logger } from '../logger.ts';
import { principalOf } from '../services/actors/access.ts';
import type { Actor } from '../services/actors/actor.ts';
import type { ActorsService } from '../services/actors/actors-service.ts';
import { isSameMember, type Match, type RefusedFace } from '../services/actors/same-face.ts';
import { newId } from '../services/storage/id.ts';
import {
  faceAllowedView,
  faceDecisionView,
  refusedFaceView,
  sameFaceNoticeView,
  yourFaceView,
} from '../views/actor/face-view.ts';
import { createRounds } from './rounds.ts';
import type { Guild, TellAdmins } from './tell-admins.ts';

/**
 * Tells admins, and the person whose face it is already, that a face was registered again, and the member who registered
 * it what the admins decided. The member who sends the photos learns it at once from their report.
 */
export interface FaceNotices {
  /** Tells what was not told, ends what waited too long. One run at a time. */
  sweep(): Promise<void>;
  /** Photos were refused because of their face. Returns at once; what could not be told is in the safety log. */
  refused(refused: RefusedFace): void;
  /** An admin has allowed an actor. Returns at once. */
  allowed(actor: Actor, adminId: string): void;
  /** Resolves when nothing is under way. */
  stop(): Promise<void>;
}

export function createFaceNotices({
  actors,
  guilds,
  tellAdmins,
  messages,
  expire,
  logger,
  now,
}: {
  actors: Pick<
    ActorsService,
    'byId' | 'facesToTell' | 'sharingFace' | 'noteFaceTold' | 'notePersonTold' | 'byIds'
  >;
  /** The servers that the bot is in. */
  guilds: () => Iterable<Guild>;
  tellAdmins: TellAdmins;
  messages: Pick<ChannelMessages, 'send' | 'sendDirect' | 'edit' | 'delete'>;
  /** Deletes everything of an actor that no admin allowed. */
  expire: (actorId: string) => Promise<unknown>;
  logger: Logger;
  now: () => number;
}): FaceNotices {
  const underWay = new Set<Promise<void>>();

  const guildOf = (guildId: string) => [...guilds()].find(({ id }) => id === guildId);

  /** Directly; where they take no direct messages, in the channel, without the actor's name. */
  async function tellOwner(actor: Actor, allowed: boolean): Promise<void> {
    const key = `face-${allowed}-${actor.id}-${actor.sameFace?.at}`;
    try {
      await messages.sendDirect(actor.ownerId, () => faceDecisionView(actor, allowed, true), { key });
    } catch (error) {
      if (!isMemberClosed(error) || !actor.channelId) throw error;
      await messages.send(actor.channelId, () => faceDecisionView(actor, allowed, false), { key });
    }
  }

  /** The people who decide about the other actors, each once. Only the admins learn who registered the face again. */
  async function tellPeople(actor: Actor, matches: Match[]): Promise<void> {
    const told = new Set(actor.sameFace?.with.flatMap(({ actorId, told }) => (told ? [actorId] : [])));
    for (const match of matches) {
      const { actor: other } = match;
      const memberId = principalOf(other);
      if (told.has(other.id)) continue;
      const knowsAlready = isSameMember(actor, other) || memberId === actor.ownerId;
      const key = `face-person-${actor.id}-${other.id}-${actor.sameFace?.at}`;
      const message = knowsAlready
        ? undefined
        : await messages
            .sendDirect(memberId, () => yourFaceView(actor, match), { key })
            .catch(error => {
              if (isRefused(error)) return undefined;
              throw error;
            });
      await actors.notePersonTold(actor.id, other.id, message);
    }
  }

  async function attend(id: string): Promise<void> {
    // As it is now: an admin may have allowed it while those before it in the list were seen to.
    const actor = await actors.byId(id);
    const found = actor?.sameFace;
    if (!actor || !found) return;
    if (found.expiresAt !== undefined && found.expiresAt <= now()) {
      await expire(actor.id);
      await tellOwner(actor, false);
      return;
    }
    const guild = guildOf(actor.guildId);
    if (found.toldAt !== undefined || !guild) return;
    const matches = await actors.sharingFace(actor);
    await tellPeople(actor, matches);
    try {
      const view = (inServer: boolean) => sameFaceNoticeView(actor, matches, inServer);
      const notice = await tellAdmins(guild, view, `face-${actor.id}-${found.at}`);
      if (await actors.noteFaceTold(actor.id, found.at, notice)) return;
      await messages.delete(notice.channelId, notice.messageId);
    } catch (error) {
      if (!isRefused(error)) throw error;
      logger.error(
        { err: error, guild: guild.id },
        'no admin could be told of a face that is registered again',
      );
      await actors.noteFaceTold(actor.id, found.at);
    }
  }

  const rounds = createRounds(async () => {
    for await (const { id } of actors.facesToTell()) {
      await attend(id).catch(error =>
        logger.warn({ err: error, actor: id }, 'a face that is registered again could not be told yet'),
      );
    }
  });

  function begin(work: Promise<void>, what: string): void {
    const mine: Promise<void> = work
      .catch(error => logger.warn({ err: error }, what))
      .finally(() => underWay.delete(mine));
    underWay.add(mine);
  }

  async function tellRefused({ guildId, memberId, name, actorIds }: RefusedFace): Promise<void> {
    const guild = guildOf(guildId);
    if (!guild) return;
    const known = await actors.byIds(actorIds);
    await tellAdmins(guild, () => refusedFaceView(name, memberId, known), `face-refused-${newId()}`);
  }

  async function tellAllowed(actor: Actor, adminId: string): Promise<void> {
    const notice = actor.sameFace?.notice;
    if (notice) {
      await messages
        .edit(notice.channelId, notice.messageId, faceAllowedView(actor, adminId))
        .catch(error => logger.warn({ err: error, actor: actor.id }, 'a notice could not be changed'));
    }
    await tellOwner(actor, true);
  }

  return {
    sweep: rounds.begin,
    refused: refused => begin(tellRefused(refused), 'no admin could be told of a face that was refused'),
    allowed: (actor, adminId) =>
      begin(tellAllowed(actor, adminId), 'a member could not be told what was allowed'),
    async stop() {
      await rounds.idle();
      await Promise.all(underWay);
    },
  };
}
