import { type Caller, directMessages, type Gated } from '../commands/command.ts';
import type { Services } from '../services/index.ts';
import { isForAdults, requireChannel } from '../services/settings/channel-rules.ts';

/**
 * Lets a member go on with what they began, by the rules of the server at this moment. Resolves to who asks where, as
 * those rules see it. @throws UserError not-allowed
 */
export function admit({ settings }: Pick<Services, 'settings'>, caller: Caller, { gate }: Gated): Caller {
  if (gate !== 'right') settings.requireMay(caller, gate);
  if (caller.guildId === directMessages) return caller;
  const { channels } = settings.get(caller.guildId);
  const channelId = caller.placeId;
  if (gate !== 'right') requireChannel(channels, { channelId, admin: caller.admin });
  return { ...caller, adultChannel: isForAdults(channels, channelId, caller.adultChannel) };
}
