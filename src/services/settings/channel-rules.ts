import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { said } from '../../words/words.ts';

export const channelRuleSchema = z.object({
  /** Members may use the bot here. Where no channel says so, they may everywhere. */
  use: z.literal(true).optional(),
  /** Nothing sexual is made or shown here, though Discord restricts the channel to adults. */
  everyday: z.literal(true).optional(),
});
export type ChannelRule = z.infer<typeof channelRuleSchema>;
/** By channel; a thread goes by its channel's. */
export type ChannelRules = Record<string, ChannelRule>;

export const channelsToUse = (rules: ChannelRules): string[] =>
  Object.entries(rules).flatMap(([channelId, { use }]) => (use ? [channelId] : []));

/** @throws UserError not-allowed, naming channels that are open */
export function requireChannel(
  rules: ChannelRules,
  { channelId, admin }: { channelId: string; admin: boolean },
): void {
  const open = channelsToUse(rules);
  if (admin || open.length === 0 || open.includes(channelId)) return;
  const channels = open
    .slice(0, 5)
    .map(id => `<#${id}>`)
    .join(', ');
  const more = open.length - 5;
  throw new UserError(
    'not-allowed',
    more > 0 ? said('settings.keptToMore', { channels, more }) : said('settings.keptTo', { channels }),
  );
}

/** Whether a place is for adults after what admins decided, who can only lower what Discord says. */
export const isForAdults = (rules: ChannelRules, channelId: string, adultChannel: boolean): boolean =>
  adultChannel && rules[channelId]?.everyday !== true;
