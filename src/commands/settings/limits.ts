import { UserError } from '../../errors.ts';
import { limitsView, memberLimitWords } from '../../views/settings/settings-limits-view.ts';
import { defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';

export const limits = defineCommand({
  name: 'limits',
  description: 'How many tokens a day one member, or the whole server, may use',
  options: {
    member: { kind: 'member', description: 'Whose limit', required: false },
    tokens: {
      kind: 'integer',
      description: 'Tokens a day; 0 for nothing at all. Leave it out to see the limit',
      required: false,
      min: 0,
      max: 1_000_000_000,
    },
    server: { kind: 'boolean', description: 'The limit is for the whole server', required: false },
    reset: {
      kind: 'boolean',
      description: 'Take the limit back, so that the default holds again',
      required: false,
    },
  },
  visibility: 'private',
  async execute({ options: { member, tokens, server, reset }, services: { settings }, caller }) {
    requireAdmin(caller);
    const { guildId } = caller;
    if (member && server) {
      throw new UserError('bad-input', 'Choose a member or the whole server, not both.');
    }
    if (reset && tokens !== undefined) {
      throw new UserError('bad-input', 'Give a number of tokens, or `reset`: not both.');
    }
    const changes = reset === true || tokens !== undefined;
    if (changes && !member && !server) {
      throw new UserError('bad-input', 'Say whose limit it is: choose a member, or set `server` to True.');
    }
    if (!changes) {
      const about = member && memberLimitWords(member.id, settings.limitOf(guildId, member.id));
      return limitsView(settings.get(guildId), { about });
    }
    if (member) {
      const stored = await settings.limitMember(guildId, member.id, tokens);
      const done = reset
        ? `<@${member.id}>: the same as everybody again, from now on.`
        : `${memberLimitWords(member.id, tokens)}, from now on.`;
      return limitsView(stored, { done });
    }
    const stored = await settings.update(guildId, ({ serverLimit: _before, ...rest }) =>
      tokens === undefined ? rest : { ...rest, serverLimit: tokens },
    );
    return limitsView(stored, { done: 'Changed, from now on.' });
  },
});
