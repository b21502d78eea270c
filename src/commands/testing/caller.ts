import type { Caller } from '../command.ts';

/** A member without roles in the channel `c` of the server `g`, but for what is said otherwise. */
export const testCaller = (change: Partial<Caller> = {}): Caller => ({
  ...{ memberId: 'ana', guildId: 'g', channelId: 'c', placeId: 'c', admin: false, adultChannel: false },
  ...{ canView: () => true, channelExists: () => true, roleIds: [], roleExists: () => true },
  mention: command => `</${command}:1>`,
  ...change,
});
