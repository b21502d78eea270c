import { UserError } from '../../errors.ts';
import { blocksView } from '../../views/settings/settings-block-view.ts';
import { said, t } from '../../words/words.ts';
import { defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';
import { changed, shown } from './change.ts';

const dayMs = 86_400_000;

export const block = defineCommand({
  name: 'block',
  description: 'commandsSettings.block',
  options: {
    member: { kind: 'member', description: 'commandsSettings.blockMember', required: false },
    reason: { kind: 'string', description: 'commandsSettings.blockReason', required: false, maxLength: 200 },
    days: {
      kind: 'integer',
      description: 'commandsSettings.blockDays',
      required: false,
      min: 1,
      max: 3_650,
    },
    lift: { kind: 'boolean', description: 'commandsSettings.blockLift', required: false },
  },
  visibility: 'private',
  async execute({ options: { member, reason, days, lift }, services, caller }) {
    requireAdmin(caller);
    const { settings } = services;
    const now = Date.now();
    if (!member) {
      if (reason || days || lift) throw new UserError('bad-input', said('settings.chooseMember'));
      return shown({ services, caller }, ['blocked'], blocksView(settings.get(caller.guildId), now));
    }
    if (lift && (reason || days)) {
      throw new UserError('bad-input', said('settings.blockOrLift'));
    }
    if (!lift && member.id === caller.memberId) {
      throw new UserError('bad-input', said('settings.notYourself'));
    }
    if (!lift && member.bot) throw new UserError('bad-input', said('settings.notBots'));
    if (!lift && member.admin) {
      throw new UserError('bad-input', said('settings.notAdmins', { member: `<@${member.id}>` }));
    }
    const value = lift
      ? undefined
      : {
          reason: (reason ?? '').replace(/\s+/g, ' ').trim(),
          ...(days === undefined ? {} : { until: now + days * dayMs }),
        };
    return changed(
      { services, caller },
      settings.decide('blocked', member.id, value),
      (stored, done) => blocksView(stored, now, done),
      () => t(lift ? 'settings.letBackIn' : 'settings.blockedNow', { member: `<@${member.id}>` }),
    );
  },
});
