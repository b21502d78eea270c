import { UserError } from '../../../errors.ts';
import { said } from '../../../words/words.ts';
import type { SettingsService } from '../../settings/settings-service.ts';
import type { Blobs } from '../../storage/blobs.ts';
import type { Collection } from '../../storage/collection.ts';
import type { Generation } from '../generation.ts';
import type { Accepted, AcceptedRequests, Accepting, Untold } from './accepted-request.ts';
import { type GenerationRequest, standingOf } from './plan.ts';

/** Takes requests in, and knows those that an earlier process left. */
export interface TakingIn {
  /**
   * Makes a request safe before it is acknowledged, so that a killed process does not lose it. `answer` is what the
   * edge needs to answer it after a restart. To be made only once it is in the store.
   * @throws UserError queue-full where the member has as many waiting as admins allow
   */
  accept(request: GenerationRequest, answer: string): Promise<Accepting>;
  /** A request that was approved, under its own id. It has waited, so it no longer answers an interaction. */
  acceptApproved(id: string, request: GenerationRequest): Promise<Accepted>;
  /** Whether the request is kept, until its member is told. */
  isAccepted(id: string): boolean | Promise<boolean>;
  /** The same for one that `acceptApproved` took. */
  isTakenUp(id: string): boolean | Promise<boolean>;
  /** Requests that an earlier process did not end, the oldest first. */
  untold(): Untold[] | Promise<Untold[]>;
}

export function createTakingIn({
  accepted,
  generations,
  settings,
  blobs,
}: {
  accepted: AcceptedRequests;
  generations: Pick<Collection<Generation>, 'isNew'>;
  settings: Pick<SettingsService, 'mostOf'>;
  blobs: Pick<Blobs, 'requireRoom'>;
}): TakingIn {
  return {
    async accept(request, answer) {
      const most = settings.mostOf(standingOf(request), 'waiting');
      const accepting = await accepted.accept(
        request,
        answer,
        most === undefined ? {} : { requireRoom: open => requireRoomToWait(open, most) },
      );
      generations.isNew(accepting.id);
      return {
        ...accepting,
        store: () =>
          accepting.store().catch(async error => {
            await blobs.requireRoom(0);
            throw error;
          }),
      };
    },
    async acceptApproved(id, request) {
      const accepting = await accepted.accept(request, '', { id });
      await accepting.store();
      return accepting;
    },
    isAccepted: accepted.has,
    isTakenUp: accepted.hasApproved,
    untold: accepted.untold,
  };
}

function requireRoomToWait(open: number, most: number): void {
  if (open < most) return;
  throw new UserError(
    'queue-full',
    most === 0 ? said('generation.imagesOff') : said('generation.waitingMost', { requests: open }),
  );
}
