import { withBlockedWord, withoutBlockedWord } from '../../services/settings/blocked-words.ts';
import type { GuildSettings } from '../../services/settings/settings-service.ts';
import { settingsView } from '../../views/settings/settings-view.ts';
import { t } from '../../words/words.ts';
import { defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';
import { changed, shown } from './change.ts';

export const safety = defineCommand({
  name: 'safety',
  description: 'commandsSettings.safety',
  options: {
    adult: {
      kind: 'boolean',
      description: 'commandsSettings.safetyAdult',
      required: false,
    },
    block: {
      kind: 'string',
      description: 'commandsSettings.safetyBlock',
      required: false,
      maxLength: 50,
    },
    unblock: {
      kind: 'string',
      description: 'commandsSettings.safetyUnblock',
      required: false,
      maxLength: 50,
      autocomplete: ({ typed, services, caller }) =>
        caller.admin
          ? services.settings
              .get(caller.guildId)
              .blockedWords.filter(word =>
                word.toLocaleLowerCase('en').includes(typed.toLocaleLowerCase('en')),
              )
              .slice(0, 25)
              .map(word => ({ name: word, value: word }))
          : [],
    },
  },
  visibility: 'private',
  async execute({ options: { adult, block, unblock }, services, caller }) {
    requireAdmin(caller);
    if (adult === undefined && !block && !unblock) {
      const set = settingsView(services.settings.get(caller.guildId));
      return shown({ services, caller }, ['adult', 'blockedWords'], set);
    }
    return changed(
      { services, caller },
      current => {
        let next: GuildSettings = { ...current, adult: adult ?? current.adult };
        if (unblock) next = withoutBlockedWord(next, unblock);
        if (block) next = withBlockedWord(next, block);
        return next;
      },
      settingsView,
      () => t('settings.changedWaitingToo'),
    );
  },
});
