import { UserError } from '../../../errors.ts';
import { said } from '../../../words/words.ts';
import { directMessages } from '../../settings/access.ts';
import type { AcceptedRequests } from '../requests/accepted-request.ts';
import type { GenerationRequest } from '../requests/plan.ts';

interface Member {
  guildId: string;
  memberId: string;
}

/** What members answer when they were asked about a price, or other words were suggested: see `ask-price.ts` and `improve-prompt.ts`. */
export interface PriceAnswers {
  /**
   * The request that a member was asked about, now that they agreed to its price. @throws UserError gone | not-allowed
   */
  agreeTo(id: string, caller: Member): Promise<GenerationRequest>;
  /** They did not agree. @throws UserError gone | not-allowed */
  decline(id: string, caller: Member): Promise<void>;
}

export function createPriceAnswers({
  accepted,
}: {
  accepted: Pick<AcceptedRequests, 'asked' | 'decline'>;
}): PriceAnswers {
  /** @throws UserError gone | not-allowed */
  async function askedOf(id: string, { guildId, memberId }: Member) {
    const asked = await accepted.asked(id);
    // In direct messages a member is asked about every server.
    const isHere = guildId === directMessages || asked?.request.guildId === guildId;
    if (!asked || !isHere) {
      throw new UserError('gone', said('generation.priceOver'));
    }
    if (asked.request.memberId !== memberId) {
      throw new UserError('not-allowed', said('generation.priceNotYours'));
    }
    return asked;
  }

  return {
    async agreeTo(id, caller) {
      const { request, micros } = await askedOf(id, caller);
      // Approved for another price, it is another request.
      const { post: _post, approvedFor: _approved, styled: _shown, ...rest } = request;
      return { ...rest, agreedMicros: micros };
    },
    async decline(id, caller) {
      await askedOf(id, caller);
      await accepted.decline(id);
    },
  };
}
