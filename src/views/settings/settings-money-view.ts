import type { ReportedSpend } from '../../services/huggingface/account/billing.ts';
import { creditEnds } from '../../services/quota/money.ts';
import { assumedUsd, prices } from '../../services/quota/prices.ts';
import type { GuildSettings } from '../../services/settings/settings-service.ts';
import { card, divider, fitting, text, timestamp, type View } from '../components.ts';

export interface MoneyPage {
  budgets: GuildSettings['money'];
  /** Millionths of a dollar, by the bot's own prices. */
  spent: Record<'account' | 'server', { today: number; month: number }>;
  /** Of the whole account. */
  account: { day?: number | undefined; month?: number | undefined };
  /** The hub's bill as a multiple of the bot's own count. */
  factor: number;
  reported: ReportedSpend | undefined;
}

const dollars = (usd: number) =>
  `$${usd > 0 && usd < 0.1 ? usd.toFixed(4).replace(/0{1,2}$/, '') : usd.toFixed(2)}`;

/** When the included credit ends, as a sentence; nothing where that can't be told. */
export function forecastWords(reported: ReportedSpend | undefined): string | undefined {
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

/** Budgets in dollars, what was spent of them, what images cost and how long the credit lasts. */
export function moneyView({ budgets, spent, account, factor, reported }: MoneyPage, done?: string): View {
  const known = Object.entries(prices).flatMap(([model, providers]) =>
    Object.entries(providers).map(
      ([provider, { usd, perMegapixel, source, readOn }]) =>
        `${model.split('/')[1]} at ${provider}: ${dollars(usd)}${perMegapixel ? ' a megapixel' : ''} (${source}, ${readOn})`,
    ),
  );
  const correction =
    factor === 1
      ? 'Hugging Face has reported nothing yet that would change these.'
      : `Hugging Face bills ${factor.toFixed(2)} times as much, so I multiply by that.`;
  const forecast = forecastWords(reported);
  return card(
    done ? 'good' : 'plain',
    text(`### Money${done ? `\n✓ ${done}` : ''}`),
    text(
      `**This server**\n${budgetLine('Today', spent.server.today, factor, budgets.day)}\n` +
        `${budgetLine('This month', spent.server.month, factor, budgets.month)}\n` +
        `${budgets.memberDay === undefined ? 'Each member: no limit' : `Each member: ${dollars(budgets.memberDay)} a day`}`,
    ),
    text(
      `**The whole account**\n${budgetLine('Today', spent.account.today, factor, account.day)}\n` +
        `${budgetLine('This month', spent.account.month, factor, account.month)}` +
        `${reported ? `\nHugging Face reports ${dollars(reported.usd)} since ${timestamp(reported.since, 'd')} (${timestamp(reported.at, 't')}).` : ''}` +
        `${forecast ? `\n${forecast}` : ''}`,
    ),
    divider(),
    text(
      `**What an image costs**\n${fitting(known, 1_600).join('\n')}\n` +
        `Any other model: I don’t know, so I count ${dollars(assumedUsd)}. Your own endpoint costs nothing here.\n${correction}`,
    ),
    text('-# These are my estimates, not a bill. Images from the cache cost nothing.'),
  );
}
