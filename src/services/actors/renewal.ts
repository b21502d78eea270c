import { UserError } from '../../errors.ts';
import { said } from '../../words/words.ts';
import { timeRank } from '../storage/refs.ts';
import { principalOf } from './access.ts';
import { type Actor, openRenewalOf, type Post } from './actor.ts';
import type { ActorDirectory } from './actor-directory.ts';
import { agreedToSending, widenedIn, wordingFor, wordingMark } from './agreed-to.ts';
import { withDeed } from './deeds.ts';

/** Asks those who agreed to an earlier wording whether today's holds too. Until they say so, the earlier one does. */
export interface ConsentRenewals {
  /**
   * Has them asked, once for each wording that allows more, where something that only today's wording covers is of use. Resolves to
   * whether the question is open. Changes nothing for an actor that is gone.
   */
  askToRenew(actorId: string, channelId: string): Promise<boolean>;
  /** Questions that have not been posted. */
  openRenewals(): AsyncIterable<Actor>;
  /** Notes where the question was posted, to be deleted with the actor; undefined where it is answered or gone. */
  noteRenewal(actorId: string, posted: Post): Promise<Actor | undefined>;
  /** They agree to the wording that they saw. Agreeing twice changes nothing. @throws UserError gone | not-allowed */
  renew(memberId: string, actorId: string, wording: string): Promise<Actor>;
  /** They keep to the wording that they agreed to before. @throws UserError gone | not-allowed */
  keepEarlier(memberId: string, actorId: string): Promise<Actor>;
}

/** A channel that takes no message for so long will not take one any more; `/actor show` asks all the same. */
const postableForMs = 7 * 24 * 60 * 60_000;

export function createConsentRenewals({
  directory,
  onAsked,
  now,
}: {
  directory: ActorDirectory;
  /** Somebody has to be asked; returns at once. */
  onAsked: () => void;
  now: () => number;
}): ConsentRenewals {
  async function asked(memberId: string, actorId: string): Promise<Actor> {
    const actor = await directory.byId(actorId);
    if (!actor) throw new UserError('gone', said('actors.gone'));
    if (principalOf(actor) === memberId) return actor;
    throw new UserError(
      'not-allowed',
      actor.subjectId === undefined
        ? said('actorConsent.onlyOwnerRenews')
        : said('actorConsent.onlyPersonRenews'),
    );
  }

  return {
    async askToRenew(actorId, channelId) {
      let isNew = false;
      const actor = await directory.changeIfThere(actorId, current => {
        const { version } = wordingFor(current);
        if (current.consent.state !== 'granted' || agreedToSending(current)) return current;
        // Whoever kept to an earlier text was told that they aren’t asked again.
        if ((current.renewal?.textVersion ?? 0) >= widenedIn(current)) return current;
        isNew = true;
        const asked = { ...current, renewal: { textVersion: version, channelId, askedAt: now() } };
        return withDeed(asked, { what: 'asked-again', detail: String(version) }, now());
      });
      if (isNew) onAsked();
      return actor !== undefined && openRenewalOf(actor) !== undefined;
    },

    openRenewals: () =>
      directory.each(
        { index: 'renewal', value: 'open' },
        { after: { rank: timeRank(now() - postableForMs + 1), id: '' } },
      ),

    async noteRenewal(actorId, posted) {
      const actor = await directory.changeIfThere(actorId, current => {
        const renewal = openRenewalOf(current);
        if (!renewal) return current;
        return { ...current, renewal: { ...renewal, posted }, posts: [...current.posts, posted] };
      });
      return actor?.renewal?.posted?.messageId === posted.messageId ? actor : undefined;
    },

    async renew(memberId, actorId, wording) {
      await asked(memberId, actorId);
      return directory.change(actorId, current => {
        if (agreedToSending(current)) return current;
        const { version, text } = wordingFor(current);
        if (wording !== wordingMark(current)) {
          throw new UserError('gone', said('actorConsent.textChanged'));
        }
        const { renewal: _answered, ...rest } = current;
        const renewed = { ...rest, consent: { ...current.consent, textVersion: version, text, at: now() } };
        return withDeed(renewed, { what: 'renewed', by: memberId, detail: String(version) }, now());
      });
    },

    async keepEarlier(memberId, actorId) {
      await asked(memberId, actorId);
      return directory.change(actorId, current => {
        if (agreedToSending(current)) {
          throw new UserError('gone', said('actorConsent.alreadyAgreed'));
        }
        const { version } = wordingFor(current);
        const renewal = current.renewal ?? { textVersion: version, channelId: '', askedAt: now() };
        const kept = { ...current, renewal: { ...renewal, declinedAt: now() } };
        return withDeed(kept, { what: 'kept-earlier', by: memberId, detail: String(version) }, now());
      });
    },
  };
}
