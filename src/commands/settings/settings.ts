import {
  type GuildSettings,
  withBlockedWord,
  withoutBlockedWord,
} from '../../services/settings/settings-service.ts';
import { safetyLogView } from '../../views/settings/safety-log-view.ts';
import { settingsView } from '../../views/settings/settings-view.ts';
import { defineCommand, defineCommandGroup } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';
import { channels, limits, pause, resume, usage } from './budget.ts';
import { training } from './training.ts';

const show = defineCommand({
  name: 'show',
  description: 'Every setting of this server',
  options: {},
  visibility: 'private',
  async execute({ services, caller }) {
    requireAdmin(caller);
    return settingsView(services.settings.get(caller.guildId));
  },
});

const consent = defineCommand({
  name: 'consent',
  description: 'Who may register people outside the server, and where members are asked',
  options: {
    outsiders: {
      kind: 'string',
      description: 'Who may register somebody outside this server',
      required: false,
      choices: [
        { name: 'Nobody', value: 'nobody' },
        { name: 'Any member, once an admin agreed', value: 'admins' },
        { name: 'Any member, with a statement', value: 'members' },
      ],
    },
    requests: {
      kind: 'string',
      description: 'Where a member is asked for consent',
      required: false,
      choices: [
        { name: 'In the channel', value: 'channel' },
        { name: 'By direct message', value: 'direct' },
      ],
    },
  },
  visibility: 'private',
  async execute({ options: { outsiders, requests }, services, caller }) {
    requireAdmin(caller);
    if (!outsiders && !requests) return settingsView(services.settings.get(caller.guildId));
    const stored = await services.settings.update(caller.guildId, current => ({
      ...current,
      outsiders: outsiders ?? current.outsiders,
      consentBy: requests ?? current.consentBy,
    }));
    return settingsView(stored, 'Changed, from now on.');
  },
});

const safety = defineCommand({
  name: 'safety',
  description: 'Sexual content in age-restricted channels, and words that no prompt may hold',
  options: {
    adult: {
      kind: 'boolean',
      description: 'Sexual content without an actor, in channels that Discord restricts to adults',
      required: false,
    },
    block: {
      kind: 'string',
      description: 'A word or phrase that no prompt may hold; a * at its end stands for any ending',
      required: false,
      maxLength: 50,
    },
    unblock: {
      kind: 'string',
      description: 'A blocked word to allow again',
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
    if (adult === undefined && !block && !unblock) return settingsView(services.settings.get(caller.guildId));
    const stored = await services.settings.update(caller.guildId, current => {
      let next: GuildSettings = { ...current, adult: adult ?? current.adult };
      if (unblock) next = withoutBlockedWord(next, unblock);
      if (block) next = withBlockedWord(next, block);
      return next;
    });
    return settingsView(stored, 'Changed, from now on and for what waits in the queue.');
  },
});

const log = defineCommand({
  name: 'log',
  description: 'What was stopped for safety: who, when and why, without its content',
  options: {},
  visibility: 'private',
  async execute({ services, caller }) {
    requireAdmin(caller);
    const names = new Map(services.actors.all().map(({ id, name }) => [id, name]));
    return safetyLogView(services.safety.recent(caller.guildId), id => names.get(id));
  },
});

export const settings = defineCommandGroup({
  name: 'settings',
  description: 'What admins decide for this server',
  adminOnly: true,
  subcommands: [show, consent, safety, limits, usage, pause, resume, training, channels, log],
});
