import { Locale } from 'discord-api-types/v10';
import type { DiscordContext } from './context.ts';
import { toSnapshot } from './members/client-views.ts';
import { ids, toGuild } from './state/world.ts';

export interface LocaleControls {
  /** What a member's client is set to, such as `de` or `es-419`; Discord says it with their interactions. */
  setLocale(memberId: string, locale: string): void;
  /** What a community server prefers; Discord says `en-US` of all others. */
  setServerLocale(locale: string): void;
}

const known = (locale: string) => {
  if (!Object.values<string>(Locale).includes(locale)) throw new Error(`Discord has no locale ${locale}.`);
  return locale;
};

/** Languages: https://docs.discord.com/developers/reference#locales */
export function createLocaleControls(context: DiscordContext): LocaleControls {
  const { world, gateway, clients } = context;
  return {
    setLocale(memberId, locale) {
      const member = world.members.get(memberId);
      if (!member) throw new Error(`There is no member ${memberId}.`);
      member.locale = known(locale);
      clients.send(memberId, { type: 'snapshot', snapshot: toSnapshot(context, memberId) });
    },
    setServerLocale(locale) {
      world.locale = known(locale);
      gateway.dispatch('GUILD_UPDATE', toGuild(world), { needs: 'guilds', guildId: ids.guild });
    },
  };
}
