import { UserError } from '../../errors.ts';
import { aDay, limitsView } from '../../views/settings/settings-limits-view.ts';
import { defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';

export const limits = defineCommand({
  name: 'limits',
  description: 'How many tokens a day one member, or the whole server, may use',
  options: {
    member: { kind: 'member', description: 'Whose limit', required: false },
    tokens: {
      kind: 'integer',
      description: 'Tokens a day, 0 for no new images; leave it out for the default',
      required: false,
      min: 0,
      max: 1_000_000_000,
    },
    server: { kind: 'boolean', description: 'The limit is for the whole server', required: false },
  },
  visibility: 'private',
  async execute({ options: { member, tokens, server }, services: { settings }, caller }) {
    requireAdmin(caller);
    const { guildId } = caller;
    if (member && server) {
      throw new UserError('bad-input', 'Choose a member or the whole server, not both.');
    }
    if (member) {
      const stored = await settings.limitMember(guildId, member.id, tokens);
      const now = tokens === undefined ? 'the same as everybody again' : aDay(tokens);
      return limitsView(stored, `<@${member.id}>: ${now}, from now on.`);
    }
    if (server) {
      const stored = await settings.update(guildId, ({ serverLimit: _before, ...rest }) =>
        tokens === undefined ? rest : { ...rest, serverLimit: tokens },
      );
      return limitsView(stored, 'Changed, from now on.');
    }
    if (tokens !== undefined) {
      throw new UserError('bad-input', 'Say whose limit it is: choose a member, or set `server` to True.');
    }
    return limitsView(settings.get(guildId));
  },
});
