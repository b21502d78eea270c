import { UserError } from '../../errors.ts';
import { blocksView } from '../../views/settings/settings-block-view.ts';
import { defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';
import { changed, shown } from './change.ts';

const dayMs = 86_400_000;

export const block = defineCommand({
  name: 'block',
  description: 'Keep a member from using the bot here, or let them back in',
  options: {
    member: { kind: 'member', description: 'Who', required: false },
    reason: { kind: 'string', description: 'Why; they’ll see this', required: false, maxLength: 200 },
    days: {
      kind: 'integer',
      description: 'For how many days; leave it out to block them until you let them back in',
      required: false,
      min: 1,
      max: 3_650,
    },
    lift: { kind: 'boolean', description: 'Let them back in', required: false },
  },
  visibility: 'private',
  async execute({ options: { member, reason, days, lift }, services, caller }) {
    requireAdmin(caller);
    const { settings } = services;
    const now = Date.now();
    if (!member) {
      if (reason || days || lift) throw new UserError('bad-input', 'Choose the `member` this is about.');
      return shown({ services, caller }, ['blocked'], blocksView(settings.get(caller.guildId), now));
    }
    if (lift && (reason || days)) {
      throw new UserError('bad-input', 'Either block them or let them back in with `lift`, not both.');
    }
    if (!lift && member.id === caller.memberId) {
      throw new UserError('bad-input', 'You can’t block yourself.');
    }
    if (!lift && member.bot) throw new UserError('bad-input', 'Bots can’t use me anyway.');
    if (!lift && member.admin) {
      throw new UserError(
        'bad-input',
        `<@${member.id}> can manage the server, so blocking them would change nothing.`,
      );
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
      () => (lift ? `<@${member.id}> can use me again.` : `<@${member.id}> is blocked from now on.`),
    );
  },
});
