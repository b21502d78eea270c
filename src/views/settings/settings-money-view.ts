import type { ReportedSpend } from '../../services/huggingface/account/billing.ts';
import { creditEnds } from '../../services/quota/money.ts';
import { factorLeast } from '../../services/quota/price-factor.ts';
import { assumedUsd, prices } from '../../services/quota/prices.ts';
import type { Spent } from '../../services/quota/quota-service.ts';
import type { GuildSettings } from '../../services/settings/settings-service.ts';
import { card, divider, fitting, text, timestamp, type View } from '../components.ts';

export interface MoneyPage {
  budgets: GuildSettings['money'];
  /** Millionths of a dollar, by the bot's own prices. */
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

const dollars = (usd: number) =>
  `$${usd > 0 && usd < 0.1 ? usd.toFixed(4).replace(/0{1,2}$/, '') : usd.toFixed(2)}`;

/** When the included credit ends, as a sentence; nothing where that can't be told. */
function forecastWords(reported: ReportedSpend | undefined): string | undefined {
  if (!reported?.includedUsd) return undefined;
  const ends = creditEnds(reported);
  if (ends === 'over') return `The ${dollars(reported.includedUsd)} of included credit is used up.`;
  if (ends !== undefined) return `At this pace the included credit ends on ${timestamp(ends, 'D')}.`;
  return reported.usd > 0 ? 'At this pace the included credit lasts the month.' : undefined;
}

function budgetLine(name: string, micros: number, factor: number, limit: number | undefined): string {
  const used = dollars((micros * factor) / 1e6);
  if (limit === undefined) return `${name}: ${used}, no limit`;
  return limit === 0
    ? `${name}: $0, so I make nothing that costs money`
    : `${name}: ${used} of ${dollars(limit)}`;
}

/** What each member may spend, and what they are asked about. */
function memberLines({ memberDay, memberMonth, askAbove }: GuildSettings['money']): string {
  const limits = [
    ...(memberDay === undefined ? [] : [`${dollars(memberDay)} a day`]),
    ...(memberMonth === undefined ? [] : [`${dollars(memberMonth)} a month`]),
  ];
  const asked =
    askAbove === undefined
      ? 'Members aren’t asked before a request, whatever it costs.'
      : askAbove === 0
        ? 'Members are asked before every request that costs money.'
        : `Members are asked before a request that costs more than ${dollars(askAbove)}.`;
  return `Each member: ${limits.length > 0 ? limits.join(', ') : 'no limit'}\n${asked}`;
}

function accountWords(
  { budgets, spent, reported }: NonNullable<MoneyPage['account']>,
  factor: number,
): string {
  const forecast = forecastWords(reported);
  return (
    `**The whole account**\n${budgetLine('Today', spent.today, factor, budgets.day)}\n` +
    `${budgetLine('This month', spent.month, factor, budgets.month)}` +
    `${reported ? `\nHugging Face reports ${dollars(reported.usd)} since ${timestamp(reported.since, 'd')} (${timestamp(reported.at, 't')}).` : ''}` +
    `${forecast ? `\n${forecast}` : ''}`
  );
}

/** Budgets in dollars, what was spent of them, what images cost and how long the credit lasts. */
export function moneyView({ budgets, spent, account, factor }: MoneyPage, done?: string): View {
  const known = Object.entries(prices).flatMap(([model, providers]) =>
    Object.entries(providers).map(
      ([provider, { usd, perMegapixel, source, readOn }]) =>
        `${model.split('/')[1]} at ${provider}: ${dollars(usd)}${perMegapixel ? ' a megapixel' : ''} (${source}, ${readOn})`,
    ),
  );
  const correction =
    factor === 1
      ? 'Hugging Face has reported nothing yet that would change these.'
      : `Hugging Face bills ${factor.toFixed(2)} times as much, so I multiply by that.` +
        `${factor <= factorLeast ? ' I never go lower, because its bill can come late.' : ''}`;
  return card(
    done ? 'good' : 'plain',
    text(`### Money${done ? `\n✓ ${done}` : ''}`),
    text(
      `**This server**\n${budgetLine('Today', spent.today, factor, budgets.day)}\n` +
        `${budgetLine('This month', spent.month, factor, budgets.month)}\n${memberLines(budgets)}`,
    ),
    ...(account ? [text(accountWords(account, factor))] : []),
    divider(),
    text(
      `**What an image costs**\n${fitting(known, 1_600).join('\n')}\n` +
        `Any other model: I don’t know, so I count ${dollars(assumedUsd)}. Your own endpoint costs nothing here.\n${correction}`,
    ),
    text('-# These are my estimates, not a bill. Images from the cache cost nothing.'),
  );
}
