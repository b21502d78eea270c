import { createHmac } from 'node:crypto';
import { UserError } from '../../errors.ts';

/** Tokens a day that single members may use in a server, as its admins decided. */
export type MemberLimits = Record<string, number>;

export const memberLimitsMost = 200;

/** The alias of a forgotten member begins with this; no Discord id does. */
const forgotten = '~';
export const isForgotten = (name: string) => name.startsWith(forgotten);

/**
 * The same for the same member of a server; without the secret it cannot be traced to anybody. A limit outlives the
 * deletion of a member's data under this alias; otherwise deleting would be a way around the limit.
 */
const aliasOf = (secret: string | Buffer, guildId: string, memberId: string) =>
  forgotten + createHmac('sha256', secret).update(`limit/${guildId}/${memberId}`).digest('base64url');

export function createMemberLimits(secret: string | Buffer) {
  return {
    of: (limits: MemberLimits, guildId: string, memberId: string): number | undefined =>
      limits[memberId] ?? limits[aliasOf(secret, guildId, memberId)],

    /** `tokens` undefined = as everybody. @throws UserError bad-input if there are too many. */
    with(limits: MemberLimits, guildId: string, memberId: string, tokens: number | undefined): MemberLimits {
      const { [memberId]: _before, [aliasOf(secret, guildId, memberId)]: _forgotten, ...others } = limits;
      if (tokens === undefined) return others;
      if (Object.keys(others).length >= memberLimitsMost) {
        throw new UserError(
          'bad-input',
          `${memberLimitsMost} members have a limit of their own already, which is the most. Take one back first.`,
        );
      }
      return { ...others, [memberId]: tokens };
    },

    /** Without the member's id; the limit itself stays. */
    without(limits: MemberLimits, guildId: string, memberId: string): MemberLimits {
      const { [memberId]: limit, ...others } = limits;
      return limit === undefined ? limits : { ...others, [aliasOf(secret, guildId, memberId)]: limit };
    },
  };
}
