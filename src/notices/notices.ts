import type { ChannelMessages } from '../discord/channel-messages.ts';
import type { GuildName } from '../discord/guild-name.ts';
import type { Logger } from '../logger.ts';
import { startingPicture } from '../services/approvals/starting-picture.ts';
import type { Services } from '../services/index.ts';
import type { News, Outbox } from '../services/outbox.ts';
import { contactSheet, numbered } from '../views/actor/contact-sheet.ts';
import { createAdminNotices } from './admin-notices.ts';
import { createAlbumPosts } from './album-posts.ts';
import { createApprovalRequests } from './approval-requests.ts';
import { createConsentRenewalPosts } from './consent-renewals.ts';
import { createConsentRequests } from './consent-requests.ts';
import { createDeletedImages } from './deleted-images.ts';
import { createDigestPosts } from './digests.ts';
import { drawDigest } from './draw-digest.ts';
import { createFaceNotices } from './face-notices.ts';
import { createFirstSteps, type FirstSteps } from './first-steps.ts';
import { createGoneActors } from './gone-actors.ts';
import { ofOurServers } from './of-our-servers.ts';
import { createReceipts } from './receipts.ts';
import { createTellAdmins, type Guild } from './tell-admins.ts';
import { createTrainingPosts } from './training/training-posts.ts';

/** All that the bot says without being asked at that moment. */
export interface Notices {
  /** Tells what the store says was not told: at start, and now and then for what failed. */
  catchUp(): Promise<void>;
  /** The bot was added to a server: it introduces itself, once. Returns at once. */
  joined: FirstSteps['joined'];
  /** Resolves when nothing is under way. What was not told is, after the next start. */
  stop(): Promise<void>;
}

/** Tells what comes in the outbox. */
export function createNotices({
  outbox,
  services,
  guilds,
  guildName,
  isOurs = () => true,
  leads = true,
  messages: sending,
  mention,
  now,
  logger,
}: {
  outbox: Outbox;
  services: Services;
  /** The servers that the bot is in. */
  guilds: () => Iterable<Guild>;
  guildName: GuildName;
  /** Of several processes, each tells what is to be told in its own servers; one tells what belongs to none. */
  isOurs?: (guildId: string) => boolean;
  leads?: boolean;
  messages: ChannelMessages;
  /** A command by its name, to be clicked. */
  mention: (command: string) => string;
  now: () => number;
  logger: Logger;
}): Notices {
  const { account, photos, privacy, settings } = services;
  const { actors, albums, approvals, digests, generation, training } = ofOurServers(services, isOurs);
  // What is taken back here belongs to something that is deleted: it has to go, however long Discord is away.
  const messages: ChannelMessages = { ...sending, delete: privacy.takeBack };
  const tellAdmins = createTellAdmins({ settings, messages, logger });
  const firstSteps = createFirstSteps({ settings, tellAdmins, messages, mention, now, logger });
  const adminNotices = createAdminNotices({ account, settings, guilds, messages, logger });
  const receipts = createReceipts({ privacy, messages, logger });
  const goneActors = createGoneActors({ privacy, messages, logger });
  const consentBy = (guildId: string) => settings.get(guildId).consentBy;
  const consentRenewals = createConsentRenewalPosts({ actors, messages, consentBy, logger });
  const consentRequests = createConsentRequests({
    actors,
    messages,
    consentBy,
    guilds,
    tellAdmins,
    sheetOf: async actor => contactSheet(numbered(await photos.tiles(actor.photos)), { plain: true }),
    expire: actorId => privacy.eraseActor({ actorId, why: 'expired' }),
    logger,
    now,
  });
  const deletedImages = createDeletedImages({ generation, messages, logger });
  const digestPosts = createDigestPosts({
    ...{ digests, messages, logger },
    draw: digest => drawDigest(digest, { generation, guildName }),
  });
  const albumPosts = createAlbumPosts({ albums, generation, settings, messages, now, logger });
  const approvalRequests = createApprovalRequests({
    ...{ approvals, messages, guildName, logger, now },
    startingPicture: (approval, memberId) => startingPicture(generation, approval, memberId),
  });
  const faceNotices = createFaceNotices({
    actors,
    guilds,
    tellAdmins,
    messages,
    expire: actorId => privacy.eraseActor({ actorId, why: 'expired' }),
    logger,
    now,
  });
  const trainingPosts = createTrainingPosts({
    messages,
    training,
    channelFor: guildId => settings.get(guildId).trainingChannelId,
    logger,
  });

  async function tellAll<T>(news: News<T>, tell: (value: T) => void): Promise<void> {
    for await (const one of news) tell(one);
  }
  const reading = [
    tellAll(outbox.accountPaused, adminNotices.catchUp),
    tellAll(outbox.erased, receipts.due),
    tellAll(outbox.ownersToTell, goneActors.due),
    tellAll(outbox.consentAsked, () => {
      void consentRequests.sweep();
      void consentRenewals.sweep();
      void faceNotices.sweep();
    }),
    tellAll(outbox.approvalDue, () => void approvalRequests.sweep()),
    tellAll(outbox.approvalAnswered, approvalRequests.answered),
    tellAll(outbox.shared, approvalRequests.shared),
    tellAll(outbox.makersToTell, () => void deletedImages.sweep()),
    tellAll(outbox.imagesGone, ids => {
      digestPosts.imagesGone(ids);
      albumPosts.imagesGone(ids);
    }),
    tellAll(outbox.albumsDue, () => void albumPosts.sweep()),
    tellAll(outbox.faceRefused, faceNotices.refused),
    tellAll(outbox.faceAllowed, ({ actor, adminId }) => faceNotices.allowed(actor, adminId)),
    tellAll(outbox.consentAnswered, ({ actor, answer }) => consentRequests.answered(actor, answer)),
    tellAll(outbox.trainingChanged, job => {
      if (isOurs(job.guildId)) trainingPosts.changed(job);
    }),
  ];

  return {
    joined: firstSteps.joined,
    async catchUp() {
      trainingPosts.catchUp();
      if (leads) {
        goneActors.catchUp();
        await receipts.catchUp();
      }
      adminNotices.catchUp();
      await consentRequests.sweep();
      await faceNotices.sweep();
      await consentRenewals.sweep();
      await approvalRequests.sweep();
      await deletedImages.sweep();
      await digestPosts.sweep();
      await albumPosts.sweep();
    },
    async stop() {
      for (const news of Object.values(outbox)) news.close();
      await Promise.all(reading);
      await Promise.all([
        ...[consentRequests.stop(), consentRenewals.stop(), faceNotices.stop(), goneActors.stop()],
        ...[approvalRequests.stop(), deletedImages.stop(), digestPosts.stop()],
        albumPosts.stop(),
        ...[trainingPosts.stop(), receipts.stop(), adminNotices.stop(), firstSteps.stop()],
      ]);
    },
  };
}
