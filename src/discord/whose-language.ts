import type { Client } from 'discord.js';
import { type Language, languageOf } from '../words/language.ts';

/** Who reads what in which language. */
export interface WhoseLanguage {
  /** Of a server's channels: what its admins chose, else what Discord says of the server. */
  ofServer(guildId: string): Language;
  /** Of a member, as they were last heard; English where they were not heard since the start. It is stored nowhere. */
  ofMember(memberId: string): Language;
  /** Discord says the member's own language with every interaction, and at no other time. */
  heard(memberId: string, locale: string): Language;
}

/** Members remembered at a time: those heard longest ago are forgotten first. */
const heardMost = 10_000;

export function createWhoseLanguage(
  client: Pick<Client, 'guilds'>,
  chosen: (guildId: string) => Language | undefined,
): WhoseLanguage {
  const heard = new Map<string, Language>();
  return {
    ofServer: guildId => chosen(guildId) ?? languageOf(client.guilds.cache.get(guildId)?.preferredLocale),
    ofMember: memberId => heard.get(memberId) ?? 'en',
    heard(memberId, locale) {
      const language = languageOf(locale);
      heard.delete(memberId);
      if (language === 'en') return language;
      heard.set(memberId, language);
      const [oldest] = heard.keys();
      if (heard.size > heardMost && oldest !== undefined) heard.delete(oldest);
      return language;
    },
  };
}
