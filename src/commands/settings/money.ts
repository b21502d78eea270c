import { UserError } from '../../errors.ts';
import type { GuildSettings } from '../../services/settings/settings-service.ts';
import { moneyView } from '../../views/settings/settings-money-view.ts';
import { defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';
import { changed } from './change.ts';

const sum = (description: string) =>
  ({ kind: 'number', description, required: false, min: 0, max: 1_000_000 }) as const;

/** In whole cents. @throws UserError bad-input for less than one, which would turn off what it is meant to allow */
function cents(usd: number): number {
  const rounded = Math.round(usd * 100) / 100;
  if (rounded === 0 && usd > 0)
    throw new UserError(
      'bad-input',
      'The smallest budget is $0.01. Give 0 to make nothing that costs money.',
    );
  return rounded;
}

export const money = defineCommand({
  name: 'money',
  description: 'Budgets in dollars, what images cost, and how long the credit lasts',
  options: {
    day: sum('US dollars a day for this server; 0 to make nothing that costs money'),
    month: sum('US dollars a month for this server'),
    member: sum('US dollars a day for each member'),
    reset: { kind: 'boolean', description: 'Remove this server’s budgets in dollars', required: false },
  },
  visibility: 'private',
  async execute({ options: { day, month, member, reset }, services, caller }) {
    requireAdmin(caller);
    const given = { day, month, memberDay: member };
    const set = Object.entries(given).filter(([, usd]) => usd !== undefined);
    if (reset && set.length > 0) throw new UserError('bad-input', 'Give an amount or `reset`, not both.');
    const page = {
      spent: await services.quota.spent(caller.guildId),
      account: services.money.account,
      factor: services.money.factor(),
      reported: services.billing.reported(),
    };
    const show = ({ money: budgets }: GuildSettings, done?: string) => moneyView({ ...page, budgets }, done);
    if (!reset && set.length === 0) return show(services.settings.get(caller.guildId));
    const rounded = Object.fromEntries(set.map(([name, usd]) => [name, cents(usd as number)]));
    return changed(
      { services, caller },
      current => ({ ...current, money: reset ? {} : { ...current.money, ...rounded } }),
      show,
    );
  },
});
