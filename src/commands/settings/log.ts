import { safetyLogView } from '../../views/settings/safety-log-view.ts';
import { defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';

export const log = defineCommand({
  name: 'log',
  description: 'What was stopped for safety: who, when and why, without its content',
  options: {},
  visibility: 'private',
  async execute({ services, caller }) {
    requireAdmin(caller);
    const entries = services.safety.recent(caller.guildId);
    const ids = [...new Set(entries.map(({ actorId }) => actorId))].filter(id => id !== undefined);
    const names = await services.actors.namesOf(caller.guildId, ids);
    return safetyLogView(entries, id => names.get(id));
  },
});
