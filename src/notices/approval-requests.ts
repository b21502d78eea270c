import type { ChannelMessages, Told } from '../discord/channel-messages.ts';
import { isMemberClosed, isRefused } from '../discord/discord-errors.ts';
import type { GuildName } from '../discord/guild-name.ts';
import type { Logger } from '../logger.ts';
import type { Post } from '../services/actors/actor.ts';
import { type Approval, type Asked, isWaiting } from '../services/approvals/approval.ts';
import type { Approvals } from '../services/approvals/approvals-service.ts';
import {
  approvalHintView,
  approvalOverView,
  approvalRequestView,
  approvalSettledView,
  notApprovedView,
  startOf,
} from '../views/approvals/approval-view.ts';
import { createRounds } from './rounds.ts';

/** Asks people to approve requests for images of them, and tells the member who asked if nothing comes of it. */
export interface ApprovalRequests {
  /** Sends outstanding questions and answers, and ends requests that ran out. One run at a time. */
  sweep(): Promise<void>;
  /** The set of members who may use this actor has changed. Returns at once. */
  shared(actorId: string): void;
  /** Somebody answered: updates the message in the channel. Returns at once. */
  answered(approval: Approval): void;
  /** Resolves when nothing is under way. */
  stop(): Promise<void>;
}

export function createApprovalRequests({
  approvals,
  messages,
  guildName,
  startingPicture,
  logger,
  now,
}: {
  approvals: Pick<Approvals, 'due' | 'notePost' | 'end' | 'settle' | 'reconsider'>;
  messages: Pick<ChannelMessages, 'send' | 'sendDirect' | 'edit' | 'delete'>;
  guildName: GuildName;
  /** The picture that a request starts from, for this person. */
  startingPicture: (
    approval: Approval,
    memberId: string,
  ) => Promise<Parameters<typeof startOf>[0] | undefined>;
  logger: Logger;
  now: () => number;
}): ApprovalRequests {
  const underWay = new Set<Promise<void>>();
  /** Access to an actor may have changed just before the last process ended. */
  let reconsidered = false;

  /** Directly; where they take no direct messages, in the channel, without the words that are for them alone. */
  async function ask(approval: Approval, asked: Asked): Promise<Post> {
    const { channelId, guildId } = approval.request;
    const key = `approve-${approval.id}`;
    const start = await startingPicture(approval, asked.memberId);
    try {
      const [picture, name] = [start && startOf(start), await guildName(guildId)];
      const view = () => approvalRequestView(approval, asked, { guildName: name, picture });
      return await messages.sendDirect(asked.memberId, view, { key });
    } catch (error) {
      if (!isMemberClosed(error)) throw error;
      const inChannel = { key: `${key}-${asked.memberId}` };
      return {
        channelId,
        messageId: await messages.send(channelId, () => approvalHintView(approval, asked), inChannel),
      };
    }
  }

  async function askAll(approval: Approval): Promise<void> {
    for (const asked of approval.asked) {
      if (asked.post) continue;
      try {
        const post = await ask(approval, asked);
        if (await approvals.notePost(approval.id, asked.memberId, post)) continue;
        // Answered, ended or deleted while it was being sent.
        await messages.delete(post.channelId, post.messageId);
      } catch (error) {
        if (!isRefused(error)) throw error;
        logger.info({ err: error, request: approval.id }, 'a person could not be asked to approve');
        await approvals.end(approval.id, 'unreachable');
        return;
      }
    }
  }

  async function edit(post: Post, view: Told): Promise<void> {
    try {
      await messages.edit(post.channelId, post.messageId, view);
    } catch (error) {
      if (!isRefused(error)) throw error;
    }
  }

  async function tellOver(approval: Approval): Promise<void> {
    const { id, request, asked } = approval;
    for (const { post, approvedAt, declinedAt } of asked) {
      if (post && approvedAt === undefined && declinedAt === undefined) await edit(post, approvalOverView);
    }
    const key = `not-approved-${id}`;
    try {
      await messages.sendDirect(request.memberId, () => notApprovedView(approval, false), { key });
    } catch (error) {
      if (!isRefused(error)) throw error;
      await tellInChannel(approval, key).catch(cause => {
        if (!isRefused(cause)) throw cause;
        logger.info(
          { err: cause, request: id },
          'a member could not be told that a request was not approved',
        );
      });
    }
    await approvals.settle(id);
  }

  /** Who asked for a private image, and in vain, is nobody's business there. */
  async function tellInChannel(approval: Approval, key: string): Promise<void> {
    const { channelId, private: hidden } = approval.request;
    if (!hidden) await messages.send(channelId, () => notApprovedView(approval, true), { key });
  }

  async function attend(approval: Approval): Promise<void> {
    if (approval.over !== undefined) await tellOver(approval);
    else if (!isWaiting(approval)) return;
    else if (approval.expiresAt <= now()) await approvals.end(approval.id, 'expired');
    else await askAll(approval);
  }

  const rounds = createRounds(async () => {
    if (!reconsidered) await approvals.reconsider();
    reconsidered = true;
    for await (const approval of approvals.due()) {
      await attend(approval).catch(error =>
        logger.warn({ err: error, request: approval.id }, 'a request for approval could not be seen to'),
      );
    }
  });

  function begin(work: Promise<void>): void {
    const mine: Promise<void> = work
      .catch(error => logger.warn({ err: error }, 'a request for approval could not be changed'))
      .finally(() => underWay.delete(mine));
    underWay.add(mine);
  }

  return {
    sweep: rounds.begin,
    shared: actorId => begin(approvals.reconsider(actorId)),
    answered({ request, asked }) {
      const answered = asked.filter(
        ({ approvedAt, declinedAt }) => approvedAt !== undefined || declinedAt !== undefined,
      );
      for (const { post } of answered)
        if (post?.channelId === request.channelId) begin(edit(post, approvalSettledView));
    },
    async stop() {
      await rounds.idle();
      await Promise.all(underWay);
    },
  };
}
