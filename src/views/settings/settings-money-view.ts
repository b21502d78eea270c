import type { ReportedSpend } from '../../services/huggingface/account/billing.ts';
import { creditEnds } from '../../services/quota/money.ts';
import { factorLeast } from '../../services/quota/price-factor.ts';
import { assumedUsd, prices } from '../../services/quota/prices.ts';
import type { Spent } from '../../services/quota/quota-service.ts';
import type { GuildSettings } from '../../services/settings/settings-service.ts';
import { formatNumber } from '../../words/numbers.ts';
import { t } from '../../words/words.ts';
import { card, divider, fitting, text, timestamp, type View } from '../components.ts';

export interface MoneyPage {
  budgets: GuildSettings['money'];
  /** Millionths of a dollar, as far as is known of what the hub bills. */
  spent: Spent['server'];
  /** Of the whole account, where the operator shows it. */
  account?: {
    budgets: { day?: number | undefined; month?: number | undefined };
    spent: Spent['account'];
    reported: ReportedSpend | undefined;
  };
  /** The hub's bill as a multiple of the bot's own count. */
  factor: number;
}

/** Small amounts with up to four digits behind the point. */
const dollars = (usd: number) =>
  formatNumber(usd, {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: 2,
    maximumFractionDigits: usd < 0.1 ? 4 : 2,
  });

/** When the included credit ends, as a sentence; nothing where that can't be told. */
function forecastWords(reported: ReportedSpend | undefined): string | undefined {
  if (!reported?.includedUsd) return undefined;
  const ends = creditEnds(reported);
  if (ends === 'over') return t('money.creditOver', { dollars: dollars(reported.includedUsd) });
  if (ends !== undefined) return t('money.creditEnds', { date: timestamp(ends, 'D') });
  return reported.usd > 0 ? t('money.creditLasts') : undefined;
}

const budgetKeys = {
  today: { of: 'money.today', nothing: 'money.todayNothing', unlimited: 'money.todayUnlimited' },
  month: { of: 'money.month', nothing: 'money.monthNothing', unlimited: 'money.monthUnlimited' },
} as const;

function budgetLine(when: keyof typeof budgetKeys, micros: number, limit: number | undefined): string {
  const keys = budgetKeys[when];
  const used = dollars(micros / 1e6);
  if (limit === undefined) return t(keys.unlimited, { used });
  return limit === 0 ? t(keys.nothing) : t(keys.of, { used, most: dollars(limit) });
}

/** What each member may spend, and what they are asked about. */
function memberLines({ memberDay, memberMonth, askAbove }: GuildSettings['money']): string {
  const day = memberDay === undefined ? undefined : dollars(memberDay);
  const month = memberMonth === undefined ? undefined : dollars(memberMonth);
  const limit =
    day && month
      ? t('money.memberBoth', { day, month })
      : day
        ? t('money.memberDay', { day })
        : month
          ? t('money.memberMonth', { month })
          : t('money.memberUnlimited');
  const asked =
    askAbove === undefined
      ? t('money.neverAsked')
      : askAbove === 0
        ? t('money.alwaysAsked')
        : t('money.askedAbove', { dollars: dollars(askAbove) });
  return `${limit}\n${asked}`;
}

function accountWords({ budgets, spent, reported }: NonNullable<MoneyPage['account']>): string {
  const forecast = forecastWords(reported);
  const lines = [
    `**${t('money.account')}**`,
    budgetLine('today', spent.today, budgets.day),
    budgetLine('month', spent.month, budgets.month),
    ...(reported
      ? [
          t('money.reported', {
            dollars: dollars(reported.usd),
            date: timestamp(reported.since, 'd'),
            time: timestamp(reported.at, 't'),
          }),
        ]
      : []),
    ...(forecast ? [forecast] : []),
  ];
  return lines.join('\n');
}

function correctionWords(factor: number): string {
  if (factor === 1) return t('money.notCorrected');
  const times = formatNumber(factor, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return factor <= factorLeast
    ? t('money.correctedLeast', { factor: times })
    : t('money.corrected', { factor: times });
}

/** Budgets in dollars, what was spent of them, what images cost and how long the credit lasts. */
export function moneyView({ budgets, spent, account, factor }: MoneyPage, done?: string): View {
  const known = Object.entries(prices).flatMap(([model, providers]) =>
    Object.entries(providers).map(([provider, { usd, perMegapixel, source, readOn }]) =>
      t(perMegapixel ? 'money.pricePerMegapixel' : 'money.price', {
        model: model.split('/')[1] ?? model,
        provider,
        dollars: dollars(usd),
        source: t(source),
        date: readOn,
      }),
    ),
  );
  const here = [
    `**${t('money.server')}**`,
    budgetLine('today', spent.today, budgets.day),
    budgetLine('month', spent.month, budgets.month),
    memberLines(budgets),
  ];
  const costs = [
    `**${t('money.prices')}**`,
    ...fitting(known, 1_600),
    t('money.otherModels', { dollars: dollars(assumedUsd) }),
    correctionWords(factor),
  ];
  return card(
    done ? 'good' : 'plain',
    text(`### ${t('money.title')}${done ? `\n✓ ${done}` : ''}`),
    text(here.join('\n')),
    ...(account ? [text(accountWords(account))] : []),
    divider(),
    text(costs.join('\n')),
    text(`-# ${t('money.foot')}`),
  );
}
