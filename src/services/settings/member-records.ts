import { createHmac } from 'node:crypto';

/** Something that the admins of a server decided for single members, by their ids. */
export type MemberRecords<T> = Record<string, T>;

/** The alias of a forgotten member begins with this; no Discord id does. */
const forgotten = '~';
export const isForgotten = (name: string) => name.startsWith(forgotten);

/**
 * The same for the same member of a server; without the secret it cannot be traced to anybody. What admins decided
 * outlives the deletion of a member's data under this alias; otherwise deleting would be a way around it.
 */
const aliasOf = (secret: string | Buffer, guildId: string, memberId: string) =>
  forgotten + createHmac('sha256', secret).update(`limit/${guildId}/${memberId}`).digest('base64url');

export function createMemberRecords(secret: string | Buffer) {
  return {
    of: <T>(records: MemberRecords<T>, guildId: string, memberId: string): T | undefined =>
      records[memberId] ?? records[aliasOf(secret, guildId, memberId)],

    /** `value` undefined takes it back. */
    with<T>(
      records: MemberRecords<T>,
      guildId: string,
      memberId: string,
      value: T | undefined,
    ): MemberRecords<T> {
      const { [memberId]: _before, [aliasOf(secret, guildId, memberId)]: _forgotten, ...others } = records;
      return value === undefined ? others : { ...others, [memberId]: value };
    },

    /** Without the member's id; what was decided stays. */
    without<T>(records: MemberRecords<T>, guildId: string, memberId: string): MemberRecords<T> {
      const { [memberId]: value, ...others } = records;
      return value === undefined ? records : { ...others, [aliasOf(secret, guildId, memberId)]: value };
    },
  };
}
