import type { Client } from 'discord.js';
import type { Credentials } from '../services/credentials/credentials.ts';
import type { MemberLanguages } from '../services/settings/member-languages.ts';
import type { Language } from '../words/language.ts';
import { createChannelMessages } from './channel-messages.ts';
import { createSignView } from './sign-view.ts';
import { createWhoseLanguage } from './whose-language.ts';

/**
 * What every process says in Discord goes through these: signed, and in the language of its readers. The functions are called
 * when something is sent, which is never before the services are there.
 */
export function createMessaging(
  client: Client,
  {
    credentials,
    chosenLanguage,
    languages,
  }: {
    credentials: () => Pick<Credentials, 'leaving'>;
    /** What the admins of a server chose. */
    chosenLanguage: (guildId: string) => Language | undefined;
    /** What is kept of members. */
    languages: () => Pick<MemberLanguages, 'note' | 'of'>;
  },
) {
  const whoseLanguage = createWhoseLanguage(client, chosenLanguage, languages);
  const signView = createSignView(credentials);
  return { whoseLanguage, signView, messages: createChannelMessages(client, signView, whoseLanguage) };
}
