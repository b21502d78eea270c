import type { StandingNow } from '../discord/standing-now.ts';
import type { Logger } from '../logger.ts';
import type { Approvals } from '../services/approvals/approvals-service.ts';
import type { GenerationService } from '../services/generation/generation-service.ts';
import type { Accepted, Untold } from '../services/generation/requests/accepted-request.ts';
import type { GenerationRequest } from '../services/generation/requests/plan.ts';

/** Continues requests that the people shown have approved, like those that an earlier process left. */
export interface ApprovedRequests {
  /** Removes those that an earlier process had already taken up: they continue on their own. */
  strikeOut(): Promise<void>;
  /** Begins the others, in turn. Never rejects: what fails is tried again with the next call. */
  takeUp(): Promise<void>;
}

export function createApprovedRequests({
  approvals,
  generation,
  standingNow,
  isOurs,
  stopping,
  begin,
  now,
  logger,
}: {
  approvals: Pick<Approvals, 'approved' | 'takeUp' | 'settle'>;
  generation: Pick<GenerationService, 'acceptApproved' | 'isAccepted' | 'isTakenUp'>;
  standingNow: StandingNow;
  isOurs: (guildId: string) => boolean;
  stopping: () => boolean;
  begin: (request: Untold) => void;
  now: () => number;
  logger: Logger;
}): ApprovedRequests {
  let latest: Promise<void> = Promise.resolve();

  async function takeUpOne(id: string, { guildId, memberId }: GenerationRequest): Promise<void> {
    if (await generation.isTakenUp(id)) return approvals.settle(id);
    const standing = await standingNow(guildId, memberId);
    // A member who has left is told nothing, and gets nothing.
    if (!standing) return approvals.settle(id);
    // Approved before the member was told that it was passed on: its turn comes once they know.
    if (await generation.isAccepted(id)) return;
    let accepted: Accepted | undefined;
    // Judged by the roles that they have now, which may be others than when they asked.
    await approvals.takeUp(id, async request => {
      accepted = await generation.acceptApproved(id, { ...request, ...standing });
    });
    if (accepted) begin({ ...accepted, answer: '', acceptedAt: now() });
  }

  async function takeUpAll(): Promise<void> {
    for await (const { id, request } of approvals.approved()) {
      if (stopping()) return;
      if (!isOurs(request.guildId)) continue;
      await takeUpOne(id, request).catch(error =>
        logger.warn({ err: error, request: id }, 'an approved request could not be taken up yet'),
      );
    }
  }

  return {
    async strikeOut() {
      for await (const { id, request } of approvals.approved())
        if (isOurs(request.guildId) && (await generation.isTakenUp(id))) await approvals.settle(id);
    },
    takeUp() {
      latest = latest
        .then(takeUpAll)
        .catch(error => logger.warn({ err: error }, 'approved requests could not be read'));
      return latest;
    },
  };
}
