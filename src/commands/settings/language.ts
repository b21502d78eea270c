import { note } from '../../views/components.ts';
import { languageWords } from '../../views/settings/settings-view.ts';
import { type Language, languageNames } from '../../words/language.ts';
import { defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';
import { changed, shown } from './change.ts';

const asDiscordSays = 'discord';

export const language = defineCommand({
  name: 'language',
  description: 'What I speak in this server’s channels; in private, each member’s own language',
  options: {
    language: {
      kind: 'string',
      description: 'The language of messages that everybody sees',
      required: false,
      choices: [
        { name: 'As Discord says of this server', value: asDiscordSays },
        ...Object.entries(languageNames).map(([value, name]) => ({ name, value })),
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
