import { UserError } from '../../errors.ts';
import type { GuildSettings } from '../../services/settings/settings-service.ts';
import { moneyView } from '../../views/settings/settings-money-view.ts';
import { type PlainKey, said } from '../../words/words.ts';
import { defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';
import { changed, shown } from './change.ts';

/** US dollars. */
const sumMost = 1_000_000;
const sum = (description: PlainKey) =>
  ({ kind: 'number', description, required: false, min: 0, max: sumMost }) as const;

/** Discord lets nobody type such a sum; what comes in another way is refused in words. @throws UserError bad-input */
function requireSum(usd: number): void {
  if (!(usd >= 0 && usd <= sumMost))
    throw new UserError('bad-input', said('money.sumBounds', { most: sumMost }));
}

/** In whole cents. @throws UserError bad-input for less than one, which would turn off what it is meant to allow */
function cents(usd: number): number {
  const rounded = Math.round(usd * 100) / 100;
  if (rounded === 0 && usd > 0) throw new UserError('bad-input', said('money.leastBudget'));
  return rounded;
}

const definedOnly = ({ askAbove }: { askAbove: number | undefined }) =>
  askAbove === undefined ? {} : { askAbove };

export const money = defineCommand({
  name: 'money',
  description: 'commandsSettings.money',
  options: {
    day: sum('commandsSettings.moneyDay'),
    month: sum('commandsSettings.moneyMonth'),
    member: sum('commandsSettings.moneyMember'),
    'member-month': sum('commandsSettings.moneyMemberMonth'),
    ask: sum('commandsSettings.moneyAsk'),
    'ask-never': { kind: 'boolean', description: 'commandsSettings.moneyAskNever', required: false },
    reset: { kind: 'boolean', description: 'commandsSettings.moneyReset', required: false },
  },
  visibility: 'private',
  async execute({ options, services, caller }) {
    requireAdmin(caller);
    const { day, month, member, ask, reset, 'ask-never': askNever } = options;
    const given = { day, month, memberDay: member, memberMonth: options['member-month'], askAbove: ask };
    const set = Object.entries(given).filter(([, usd]) => usd !== undefined);
    for (const [, usd = 0] of set) requireSum(usd);
    if (reset && set.length > 0) throw new UserError('bad-input', said('money.amountOrReset'));
    if (askNever && ask !== undefined) {
      throw new UserError('bad-input', said('money.askOrNever'));
    }
    const spent = await services.quota.spent(caller.guildId, caller.memberId);
    const { account: budgets, accountShown } = services.money;
    const page = {
      spent: spent.server,
      factor: services.money.factor(),
      ...(accountShown
        ? { account: { budgets, spent: spent.account, reported: services.billing.reported() } }
        : {}),
    };
    const show = ({ money: budgets }: GuildSettings, done?: string) => moneyView({ ...page, budgets }, done);
    if (!reset && !askNever && set.length === 0) {
      return shown({ services, caller }, ['money'], show(services.settings.get(caller.guildId)));
    }
    const rounded = Object.fromEntries(
      // 0 asks before everything that costs money, which may be less than a cent.
      set.map(([name, usd = 0]) => [name, name === 'askAbove' ? Math.round(usd * 1e4) / 1e4 : cents(usd)]),
    );
    return changed(
      { services, caller },
      current => {
        if (reset) return { ...current, money: {} };
        const { askAbove, ...kept } = current.money;
        return { ...current, money: { ...kept, ...(askNever ? {} : definedOnly({ askAbove })), ...rounded } };
      },
      show,
    );
  },
});
