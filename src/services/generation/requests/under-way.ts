import { UserError } from '../../../errors.ts';
import { said } from '../../../words/words.ts';
import { withPatientReads } from '../../storage/patient-reads.ts';
import { type Accepted, isOf, type Whose } from './accepted-request.ts';

/** A request from the moment in which it is taken up until its pictures are there. */
export interface RequestUnderWay {
  /** What was asked for has been deleted meanwhile: nothing of it is shown. */
  readonly dropped: boolean;
  /** No picture of it waits for its turn any more. */
  readonly begun: boolean;
  /** Aborted, with a UserError, when the member calls the request off. */
  readonly cancelled: AbortSignal;
  /** It has been found out whom its pictures show, and how to ask whether they still may. */
  shows(
    actors: { actor?: string | undefined; actor2?: string | undefined },
    stillAllowed: () => Promise<void>,
  ): void;
  /** That this process may go on with it. @throws UserError, a TakenOver */
  confirm(): Promise<void>;
  /** A picture of it waits for its turn. Returns what is to be called once it no longer does, at least once. */
  wait(): () => void;
}

/** The requests that this process is at. */
export interface RequestsUnderWay {
  during<T>(accepted: Accepted, work: (mine: RequestUnderWay) => Promise<T>): Promise<T>;
  /** @throws UserError gone | not-allowed */
  cancel(id: string, caller: { guildId: string; memberId: string; admin: boolean }): void;
  /** Looks again whether those with this actor are still allowed: those that are not end at once. Returns at once. */
  lookAgain(actorId: string): void;
  /** Asks again whether this process may go on with a request: it ends at once if not. Returns whether it is at it. */
  confirmAgain(id: string): boolean;
  /** Drops those requests. Resolves once they have ended, so that they store nothing any more. */
  drop(whose: Whose): Promise<void>;
}

interface Entry {
  id: string;
  guildId: string;
  memberId: string;
  actor: string | undefined;
  actor2: string | undefined;
  dropped: boolean;
  /** Pictures that wait for their turn; undefined before the first one does. */
  waiting: number | undefined;
  cancelling: AbortController;
  ended: Promise<unknown>;
  /** Rejects with a UserError; absent until it is known whom it shows. */
  stillAllowed?: () => Promise<void>;
}

/** `confirm` asks whether another process has ended, or taken over, a request. */
export function createRequestsUnderWay(
  confirm: (id: string) => Promise<void> = async () => {},
): RequestsUnderWay {
  const entries = new Set<Entry>();

  return {
    async during({ id, request: { guildId, memberId, actor, actor2 } }, work) {
      const entry: Entry = {
        ...{ id, guildId, memberId, actor, actor2 },
        dropped: false,
        waiting: undefined,
        cancelling: new AbortController(),
        ended: Promise.resolve(),
      };
      entries.add(entry);
      const working = withPatientReads(() => work(viewOf(entry, confirm)));
      entry.ended = working.catch(() => undefined);
      try {
        return await working;
      } finally {
        entries.delete(entry);
      }
    },

    cancel(id, caller) {
      const found = [...entries].find(one => one.id === id);
      requireCancellable(found && { ...found, begun: found.waiting === 0 }, caller);
      found?.cancelling.abort(cancelledByMember());
    },

    lookAgain(actorId) {
      for (const entry of [...entries].filter(({ actor, actor2 }) => [actor, actor2].includes(actorId)))
        entry.stillAllowed?.().catch(error => {
          // Any other fault shows at its turn.
          if (error instanceof UserError) entry.cancelling.abort(error);
        });
    },

    confirmAgain(id) {
      const entry = [...entries].find(one => one.id === id);
      if (!entry) return false;
      confirm(id).catch(error => {
        if (error instanceof UserError) entry.cancelling.abort(error);
      });
      return true;
    },

    async drop(whose) {
      const theirs = [...entries].filter(entry => isOf(whose, entry));
      for (const entry of theirs) {
        entry.dropped = true;
        entry.cancelling.abort(deletedMeanwhile());
      }
      await Promise.all(theirs.map(({ ended }) => ended));
    },
  };
}

/** @throws UserError gone | not-allowed */
export function requireCancellable(
  found: { guildId: string; memberId: string; begun: boolean } | undefined,
  { guildId, memberId, admin }: { guildId: string; memberId: string; admin: boolean },
): void {
  if (!found) throw new UserError('gone', said('generation.done'));
  const adminThere = admin && found.guildId === guildId;
  if (found.memberId !== memberId && !adminThere) {
    throw new UserError('not-allowed', said('generation.notYoursToCancel'));
  }
  if (found.begun) {
    throw new UserError('gone', said('generation.alreadyMaking'));
  }
}

/** Why what a member called off is not made. */
export const cancelledByMember = () => new UserError('cancelled', said('generation.cancelled'));

/** Why nothing is shown of a request that was dropped. */
export const deletedMeanwhile = () => new UserError('gone', said('generation.deletedMeanwhile'));

const viewOf = (entry: Entry, confirm: (id: string) => Promise<void>): RequestUnderWay => ({
  confirm: () => confirm(entry.id),
  get dropped() {
    return entry.dropped;
  },
  get begun() {
    return entry.waiting === 0;
  },
  cancelled: entry.cancelling.signal,
  shows({ actor, actor2 }, stillAllowed) {
    entry.actor = actor;
    entry.actor2 = actor2;
    entry.stillAllowed = stillAllowed;
  },
  wait() {
    let waits = true;
    entry.waiting = (entry.waiting ?? 0) + 1;
    return () => {
      if (waits) entry.waiting = (entry.waiting ?? 1) - 1;
      waits = false;
    };
  },
});
