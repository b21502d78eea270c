import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../../errors.ts';
import { said } from '../../words/words.ts';
import type { Audit } from '../audit/audit.ts';
import { everywhere } from '../audit/entry.ts';
import { newId } from '../storage/id.ts';
import { timeRank } from '../storage/refs.ts';
import { principalOf } from './access.ts';
import { type Actor, type ConsentRequest, type Post, photosMark } from './actor.ts';
import type { ActorDirectory } from './actor-directory.ts';
import { seenMark } from './agreed-to.ts';
import { consentText } from './consent-text.ts';
import type { Declines } from './declines.ts';
import { agreedBy, withDeed } from './deeds.ts';

export interface Answerer {
  memberId: string;
  /** The server that they may manage: an admin answers for people outside the server. */
  adminOf?: string | undefined;
}

export type Visibility = Actor['visibility'];

/** Who agreed to what, and who may therefore use the actor. */
export interface Consents {
  /** The actor, for a member who may answer its request. @throws UserError gone | not-allowed */
  asked(answerer: Answerer, actorId: string): Promise<Actor>;
  /**
   * They agree to the photos that they saw, which `seen` identifies. Agreeing twice changes nothing.
   * @throws UserError gone | not-allowed; also gone if the photos have changed
   */
  grant(answerer: Answerer, actorId: string, seen: string): Promise<Actor>;
  /**
   * They decline, which holds for 30 days. The caller then begins the deletion of the actor, which stays until then.
   * @throws UserError gone | not-allowed; also gone if they agreed before
   */
  decline(answerer: Answerer, actorId: string): Promise<Actor>;
  /** Nobody may ask this member any more whether an actor may show them. */
  neverAsk(memberId: string): Promise<void>;
  /** They may be asked again. */
  letAsk(memberId: string): Promise<void>;
  isNeverAsked(memberId: string): Promise<boolean>;
  /** This member may ask the person for nothing any more; see `Declines`. */
  block(memberId: string, askerId: string): Promise<void>;
  /** Lets one member ask again, or all whom the person blocked. */
  unblock(memberId: string, askerId?: string): Promise<void>;
  isBlocked(askerId: string, memberId: string): Promise<boolean>;
  /** How many members the person has blocked. */
  blockedBy(memberId: string): Promise<number>;
  /** Actors whose request is to be posted, reminded of or ended by now. */
  dueRequests(): AsyncIterable<Actor>;
  /** Notes where a request was posted; undefined if it is no longer open. */
  noteRequest(actorId: string, change: Partial<ConsentRequest>): Promise<Actor | undefined>;
  /** Notes a message about its consent, to be deleted with the actor. False if the actor is gone already. */
  notePost(actorId: string, post: Post): Promise<boolean>;
  /**
   * Sets who may use it: the person shown alone (`owner`), chosen members, the server once they approve each request
   * (`ask`), or the server. With `chosen`, a member who
   * was not chosen is added, and one who was is removed. @throws UserError not-found | not-allowed | bad-input
   */
  share(
    guildId: string,
    memberId: string,
    actorId: string,
    visibility: Visibility,
    chosenId?: string,
  ): Promise<Actor>;
}

/** An answer to a request; the actor is as it was when they answered, including its request. */
export type OnAnswered = (actor: Actor, answer: 'granted' | 'declined', memberId: string) => void;

/** An update may have changed the words since they were shown, as somebody may have changed the photos. @throws UserError gone */
function requireSeen(current: Actor, seen: string): void {
  if (seen === seenMark(current)) return;
  const samePhotos = seen.split('.')[0] === photosMark(current);
  throw new UserError('gone', said(samePhotos ? 'actorConsent.textChanged' : 'actorConsent.photosChanged'));
}

/** The actor after it was agreed to: by an admin for an outsider, else by the person shown. */
function granted(current: Actor, answererId: string, at: number): Actor {
  const { request: answered, ...rest } = current;
  const about = [answered?.posted, answered?.notice, answered?.reminder].filter(post => post !== undefined);
  return {
    ...rest,
    posts: [...current.posts, ...about],
    consent:
      current.subjectId === undefined
        ? { ...current.consent, state: 'granted', memberId: answererId, at }
        : {
            // They agree to what they were shown: today's wording.
            memberId: current.subjectId,
            state: 'granted',
            textVersion: consentText.version,
            text: consentText.text,
            at,
          },
  };
}

/** The chosen members after one was named (added, or removed if chosen before), or none was. */
function chosenAfter(chosen: string[], visibility: Visibility, chosenId: string | undefined): string[] {
  if (visibility === 'owner') return [];
  if (chosenId === undefined) return chosen;
  return chosen.includes(chosenId) ? chosen.filter(known => known !== chosenId) : [...chosen, chosenId];
}

/** The actor with another visibility. @throws UserError not-allowed | consent-needed | bad-input */
function shared(
  current: Actor,
  memberId: string,
  visibility: Visibility,
  chosenId: string | undefined,
): Actor {
  if (principalOf(current) !== memberId) {
    throw new UserError('not-allowed', said('actors.onlyPersonShares'));
  }
  if (current.consent.state !== 'granted') {
    throw new UserError('consent-needed', said('actors.nothingToShare'));
  }
  if (chosenId !== undefined && visibility !== 'chosen') {
    throw new UserError('bad-input', said('actors.memberWithChosen'));
  }
  if (chosenId === memberId) throw new UserError('bad-input', said('actors.yoursAnyway'));
  const chosenMemberIds = chosenAfter(current.chosenMemberIds, visibility, chosenId);
  if (visibility === 'chosen' && chosenId === undefined && chosenMemberIds.length === 0) {
    throw new UserError('bad-input', said('actors.chooseMember'));
  }
  return { ...current, visibility, chosenMemberIds };
}

export function createConsents({
  directory,
  declines,
  audit,
  onAnswered,
  onShared,
  now,
}: {
  directory: ActorDirectory;
  declines: Declines;
  audit?: Pick<Audit, 'add'> | undefined;
  onAnswered: OnAnswered;
  onShared: (actorId: string) => void;
  now: () => number;
}): Consents {
  async function asked({ memberId, adminOf }: Answerer, actorId: string): Promise<Actor> {
    const actor = await directory.byId(actorId);
    if (!actor) throw new UserError('gone', said('actors.gone'));
    if (actor.subjectId === undefined) {
      if (adminOf !== actor.guildId) throw new UserError('not-allowed', said('actorConsent.onlyAdmin'));
    } else if (actor.subjectId !== memberId) {
      throw new UserError('not-allowed', said('actorConsent.onlyPerson'));
    }
    return actor;
  }

  /** Before it is done: a process that is killed in between has said nothing to the member yet. */
  async function logged(
    memberId: string,
    what: 'never-ask' | 'let-ask' | 'asker-blocked' | 'asker-unblocked',
  ): Promise<void> {
    const about = { chain: everywhere, person: memberId, by: memberId };
    await audit?.add([{ id: newId(), at: now(), what, ...about }]);
  }

  return {
    asked,

    async grant(answerer, actorId, seen) {
      const known = await asked(answerer, actorId);
      if (known.consent.state === 'granted') return known;
      let request: ConsentRequest | undefined;
      const actor = await directory.change(actorId, current => {
        requireSeen(current, seen);
        request = current.request;
        if (current.consent.state === 'granted') return current;
        const by = answerer.memberId;
        return withDeed(granted(current, by, now()), agreedBy(current, by), now());
      });
      if (request) onAnswered({ ...actor, request }, 'granted', answerer.memberId);
      return actor;
    },

    async neverAsk(memberId) {
      await logged(memberId, 'never-ask');
      await declines.neverAsk(memberId);
    },
    async letAsk(memberId) {
      await logged(memberId, 'let-ask');
      await declines.letAsk(memberId);
    },
    isNeverAsked: declines.isNeverAsked,
    // Without whom: the log would name them, and what is kept of it does not.
    async block(memberId, askerId) {
      await logged(memberId, 'asker-blocked');
      await declines.block(askerId, memberId);
    },
    async unblock(memberId, askerId) {
      await logged(memberId, 'asker-unblocked');
      await declines.unblock(memberId, askerId);
    },
    isBlocked: declines.isBlocked,
    blockedBy: declines.blockedBy,

    async decline(answerer, actorId) {
      const actor = await asked(answerer, actorId);
      if (actor.consent.state === 'granted') {
        throw new UserError('gone', said('actorConsent.alreadyAgreed'));
      }
      if (actor.subjectId !== undefined) await declines.note(actor.ownerId, actor.subjectId);
      onAnswered(actor, 'declined', answerer.memberId);
      return actor;
    },

    dueRequests: () => directory.each({ index: 'request', value: 'due' }, { below: timeRank(now() + 1) }),

    async noteRequest(actorId, change) {
      const actor = await directory.changeIfThere(actorId, current =>
        current.request ? { ...current, request: { ...current.request, ...change } } : current,
      );
      return actor?.request && actor;
    },

    async notePost(actorId, post) {
      const noted = await directory.changeIfThere(actorId, current => ({
        ...current,
        posts: [...current.posts, post],
      }));
      return noted !== undefined;
    },

    async share(guildId, memberId, actorId, visibility, chosenId) {
      const { id } = await directory.seen(guildId, memberId, actorId);
      const actor = await directory.change(id, current => {
        const next = shared(current, memberId, visibility, chosenId);
        if (isDeepStrictEqual(next, current)) return current;
        const added = chosenId !== undefined && next.chosenMemberIds.includes(chosenId);
        const detail = chosenId === undefined ? visibility : added ? 'added' : 'removed';
        return withDeed(next, { what: 'shared', by: memberId, member: chosenId, detail }, now());
      });
      onShared(id);
      return actor;
    },
  };
}
