import { createHmac } from 'node:crypto';
import { UserError } from '../../errors.ts';
import { type Key, type PlainKey, said, t } from '../../words/words.ts';
import {
  forgotten,
  midnightAfter,
  picturesOfMember,
  type QuotaDay,
  usedByGuild,
  usedByMember,
  usedOf,
} from './quota-day.ts';

/** A limit and what of it is used, in tokens. */
export interface Share {
  limit: number;
  used: number;
}

/** Limits in tokens a day that the admins of a server decided; undefined where they did not. */
export interface DecidedLimits {
  server(guildId: string): number | undefined;
  member(guildId: string, memberId: string): number | undefined;
  /** Stands for every place outside servers: its limits are the operator's. */
  outside?: string;
}

/** Limits in tokens a day that the operator set; 0 for none. */
export interface ConfiguredLimits {
  dailyTokens: number;
  memberDailyTokens: number;
  serverDailyTokens: number;
}

const leftOf = ({ limit, used }: Share) => Math.max(0, limit - used);

const tokenWords = {
  everyone: 'budgets.tokensOfAll',
  server: 'budgets.tokensOfServer',
  outside: 'budgets.tokensOutside',
  member: 'budgets.tokensOfMember',
} as const satisfies Record<string, Key>;

/** What holds for a server and for its members on one day. */
export function createLimits({
  configured: { dailyTokens, memberDailyTokens, serverDailyTokens },
  decided,
  secret,
}: {
  configured: ConfiguredLimits;
  decided: DecidedLimits;
  /** Known to this bot alone: what stands for a forgotten member comes from it. */
  secret: string | Buffer;
}) {
  /** The same for the same member on one day; without the secret it does not lead back to the member. */
  const aliasOf = (memberId: string, day: string) =>
    forgotten + createHmac('sha256', secret).update(`quota/${day}/${memberId}`).digest('base64url');
  /** All names that a member has in the record. */
  const namesOf = (record: QuotaDay, memberId: string) => [memberId, aliasOf(memberId, record.day)];

  /** All that holds for one member, the tightest first. */
  function memberShares(record: QuotaDay, memberId: string, guildId: string | undefined): Share[] {
    const names = namesOf(record, memberId);
    const own = guildId === undefined ? undefined : decided.member(guildId, memberId);
    const shares: Share[] = [];
    if (own !== undefined) shares.push({ limit: own, used: usedByMember(record, names, guildId) });
    // Admins may give one of theirs more than everybody has.
    if (memberDailyTokens > 0 && (own === undefined || own < memberDailyTokens)) {
      shares.push({ limit: memberDailyTokens, used: usedByMember(record, names) });
    }
    return shares.sort((a, b) => leftOf(a) - leftOf(b));
  }

  function serverShare(record: QuotaDay, guildId: string): Share | undefined {
    const own = decided.server(guildId);
    const each = guildId === decided.outside ? undefined : serverDailyTokens || undefined;
    const most = [each, own].filter(limit => limit !== undefined);
    return most.length > 0 ? { limit: Math.min(...most), used: usedByGuild(record, guildId) } : undefined;
  }

  /** Somebody decided that there is nothing to spend: no midnight changes that. @throws UserError budget-spent */
  function requireSwitchedOn(memberId: string, guildId: string): void {
    const off = (why: PlainKey) => new UserError('budget-spent', () => `${t(why)} ${t('budgets.cacheFree')}`);
    if (decided.member(guildId, memberId) === 0) throw off('quota.offForYou');
    if (decided.server(guildId) === 0) {
      throw off(guildId === decided.outside ? 'budgets.offOutside' : 'quota.offHere');
    }
    if (dailyTokens === 0) throw off('budgets.botOff');
  }

  /** @throws UserError budget-spent */
  function requireRoom(record: QuotaDay, memberId: string, guildId: string, tokens: number): void {
    requireSwitchedOn(memberId, guildId);
    const refuse = (words: (typeof tokenWords)[keyof typeof tokenWords], share: Share) => {
      if (tokens <= share.limit - share.used) return;
      const time = `<t:${Math.floor(midnightAfter(record.day) / 1000)}:R>`;
      throw new UserError('budget-spent', said(words, { left: leftOf(share), tokens, time }));
    };
    refuse(tokenWords.everyone, { limit: dailyTokens, used: usedOf(record) });
    const server = serverShare(record, guildId);
    if (server) refuse(guildId === decided.outside ? tokenWords.outside : tokenWords.server, server);
    const [tightest] = memberShares(record, memberId, guildId);
    if (tightest) refuse(tokenWords.member, tightest);
  }

  /** @throws UserError budget-spent where the member had as many new images today as the server allows them */
  function requireImages(
    record: QuotaDay,
    memberId: string,
    guildId: string,
    most: number | undefined,
  ): void {
    if (most === undefined) return;
    if (picturesOfMember(record, namesOf(record, memberId), guildId) < most) return;
    const time = `<t:${Math.floor(midnightAfter(record.day) / 1000)}:R>`;
    throw new UserError(
      'budget-spent',
      most === 0 ? said('budgets.imagesOff') : said('budgets.imagesUsed', { images: most, time }),
    );
  }

  return { aliasOf, namesOf, memberShares, serverShare, requireRoom, requireImages };
}
