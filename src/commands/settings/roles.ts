import { UserError } from '../../errors.ts';
import { type Gate, gates, type RoleRule, type RoleRules } from '../../services/settings/access.ts';
import { rolesView } from '../../views/settings/settings-roles-view.ts';
import { type PlainKey, said } from '../../words/words.ts';
import { defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';
import { changed, shown } from './change.ts';

/** A rule that says nothing is none. */
function withRule(rules: RoleRules, roleId: string, rule: RoleRule): RoleRules {
  const { [roleId]: _before, ...others } = rules;
  const { may, ...limits } = rule;
  if (may.length === 0 && Object.keys(limits).length === 0) return others;
  return { ...others, [roleId]: rule };
}

export function changeRule(rules: RoleRules, roleId: string, how: (rule: RoleRule) => RoleRule): RoleRules {
  return withRule(rules, roleId, how(rules[roleId] ?? { may: [] }));
}

const named = (description: PlainKey) => ({ kind: 'boolean', description, required: false }) as const;

export const roles = defineCommand({
  name: 'roles',
  description: 'commandsSettings.roles',
  options: {
    role: { kind: 'role', description: 'commandsSettings.rolesRole', required: false },
    generate: named('commandsSettings.rolesGenerate'),
    train: named('commandsSettings.rolesTrain'),
    register: named('commandsSettings.rolesRegister'),
    reset: named('commandsSettings.rolesReset'),
    cleanup: named('commandsSettings.rolesCleanup'),
  },
  visibility: 'private',
  async execute({ options: { role, reset, cleanup, ...may }, services, caller }) {
    requireAdmin(caller);
    const show = (stored: Parameters<typeof rolesView>[0], done?: string) =>
      rolesView(stored, caller.roleExists, done);
    const named = gates.filter(gate => may[gate] !== undefined);
    if (cleanup) {
      return changed(
        { services, caller },
        current => ({
          ...current,
          roles: Object.fromEntries(Object.entries(current.roles).filter(([id]) => caller.roleExists(id))),
        }),
        show,
      );
    }
    if (named.length === 0 && !reset)
      return shown({ services, caller }, ['roles'], show(services.settings.get(caller.guildId)));
    if (!role) throw new UserError('bad-input', said('settings.chooseRole'));
    if (reset && named.length > 0) {
      throw new UserError('bad-input', said('settings.rulesOrReset'));
    }
    const rule = (before: RoleRule): RoleRule =>
      reset
        ? { may: [] }
        : { ...before, may: gates.filter((gate: Gate) => may[gate] ?? before.may.includes(gate)) };
    return changed(
      { services, caller },
      current => ({ ...current, roles: changeRule(current.roles, role.id, rule) }),
      show,
    );
  },
});
