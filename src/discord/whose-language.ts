import type { Client } from 'discord.js';
import type { MemberLanguages } from '../services/settings/member-languages.ts';
import { type Language, languageOf } from '../words/language.ts';

/** Who reads what in which language. */
export interface WhoseLanguage {
  /** Of a server's channels: what its admins chose, else what Discord says of the server. */
  ofServer(guildId: string): Language;
  /** Of a member, as they were last heard, here or by what is kept; English where neither is known. */
  ofMember(memberId: string): Promise<Language>;
  /**
   * Discord says the member's own language with every interaction, and at no other time. `keeps: false` where somebody
   * who has had their data deleted only looks at what came of it.
   */
  heard(memberId: string, locale: string, options?: { keeps: boolean }): Language;
}

/** Members remembered at a time: those heard longest ago are forgotten first. */
const heardMost = 10_000;

export function createWhoseLanguage(
  client: Pick<Client, 'guilds'>,
  chosen: (guildId: string) => Language | undefined,
  /** What is kept of members over restarts and for other processes. */
  kept: () => Pick<MemberLanguages, 'note' | 'of'>,
): WhoseLanguage {
  const heard = new Map<string, Language>();
  return {
    ofServer: guildId => chosen(guildId) ?? languageOf(client.guilds.cache.get(guildId)?.preferredLocale),
    // What can't be read now must not keep a message from being sent.
    ofMember: async memberId =>
      heard.get(memberId) ??
      (await kept()
        .of(memberId)
        .catch(() => 'en')),
    heard(memberId, locale, { keeps } = { keeps: true }) {
      const language = languageOf(locale);
      heard.delete(memberId);
      heard.set(memberId, language);
      const [oldest] = heard.keys();
      if (heard.size > heardMost && oldest !== undefined) heard.delete(oldest);
      if (keeps) kept().note(memberId, language);
      return language;
    },
  };
}
