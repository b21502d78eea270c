import { note } from '../../views/components.ts';
import { languageWords } from '../../views/settings/settings-view.ts';
import { type Language, languageNames } from '../../words/language.ts';
import { defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';
import { changed, shown } from './change.ts';

const asDiscordSays = 'discord';

export const language = defineCommand({
  name: 'language',
  description: 'commandsSettings.language',
  options: {
    language: {
      kind: 'string',
      description: 'commandsSettings.languageLanguage',
      required: false,
      choices: [
        { name: 'commandsSettings.languageAsDiscord', value: asDiscordSays },
        ...Object.entries(languageNames).map(([value, ownName]) => ({ ownName, value })),
      ],
    },
  },
  visibility: 'private',
  async execute({ options: { language: chosen }, services, caller }) {
    requireAdmin(caller);
    if (chosen === undefined) {
      const set = note('plain', languageWords(services.settings.get(caller.guildId)));
      return shown({ services, caller }, ['language'], set);
    }
    return changed(
      { services, caller },
      ({ language: _former, ...rest }) =>
        chosen === asDiscordSays ? rest : { ...rest, language: chosen as Language },
      stored => note('good', `✓ ${languageWords(stored)}`),
    );
  },
});
