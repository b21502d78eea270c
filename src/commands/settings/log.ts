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
    const names = new Map(services.actors.all().map(({ id, name }) => [id, name]));
    return safetyLogView(services.safety.recent(caller.guildId), id => names.get(id));
  },
});
