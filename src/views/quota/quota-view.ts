import type { ReportedSpend } from '../../services/huggingface/account/billing.ts';
import type { Use } from '../../services/quota/quota-day.ts';
import { weightMost } from '../../services/quota/token-weight.ts';
import { formatDollars, formatNumber } from '../../words/numbers.ts';
import { t } from '../../words/words.ts';
import { bar, card, gallery, text, timestamp, type View } from '../components.ts';
import { type MemberRules, ruleLines } from './member-rules.ts';
import { moodOf, type QuotaStatus, untilInWords } from './quota-picture.ts';

/** What the bot counted and what Hugging Face reports, of the same time. */
export interface Spend {
  estimated: Use;
  reported: ReportedSpend;
}

/** Why no images are made: for the picture, and as a sentence. */
export interface Pause {
  short: string;
  sentence: string;
}

export interface QuotaPage extends Omit<QuotaStatus, 'paused'> {
  paused: Pause | undefined;
  /** Undefined if the hub does not say. */
  spend: Spend | undefined;
  rules: MemberRules;
}

const dollars = (usd: number) => formatDollars(usd, 2);

/** The two counts together, so that nobody mistakes one for the other. */
export function spendWords({ estimated, reported }: Spend): string {
  const { at, since, usd, includedUsd, requests } = reported;
  const bill = { time: timestamp(at, 't'), dollars: dollars(usd) };
  return (
    `**${t('quota.accountSince', { date: timestamp(since, 'd') })}**\n` +
    `${t('quota.estimated', { images: estimated.pictures, tokens: estimated.tokens })}\n` +
    `${requests === undefined ? t('quota.reported', bill) : t('quota.reportedCalls', { ...bill, calls: requests })}` +
    `${includedUsd ? ` ${t('quota.included', { dollars: dollars(includedUsd) })}` : ''}`
  );
}

/** The picture in words. */
function altOf({ today, queued, paused, outside, now }: QuotaPage): string {
  const { limit, used, memberLimit, memberUsed, server } = today;
  return [
    ...(paused ? [t('quota.altPaused', { why: paused.short })] : []),
    t('quota.altShared', { left: Math.max(0, limit - used), most: limit }),
    memberLimit === undefined
      ? t('quota.altYouUsed', { used: memberUsed })
      : memberLimit === 0
        ? t('quota.altYouOff')
        : t('quota.altYouUsedOf', { used: memberUsed, most: memberLimit }),
    ...(server
      ? [
          server.limit === 0
            ? outside
              ? t('quota.altOutsideOff')
              : t('quota.altServerOff')
            : t(outside ? 'quota.altOutsideUsedOf' : 'quota.altServerUsedOf', {
                used: server.used,
                most: server.limit,
              }),
        ]
      : []),
    t('quota.altQueue', {
      queue: queued === 0 ? t('quota.queueEmpty') : formatNumber(queued),
      time: untilInWords(today.resetsAt, now),
    }),
  ].join(' ');
}

/** The budget as text, with a picture if there is one. */
export function quotaView(page: QuotaPage, picture: Uint8Array | undefined): View {
  const { today, queued, paused, spend, outside } = page;
  const rules = ruleLines(page.rules);
  const { limit, used, unknown, memberLimit, memberUsed, server } = today;
  const line = (done: number, most: number) =>
    `${bar(done, most)} ${t('quota.tokensOf', { used: done, most })}`;
  const share = (done: number, most: number) => (most === 0 ? t('quota.off') : line(done, most));
  const mine =
    memberLimit === undefined
      ? t('quota.noLimit', { used: memberUsed })
      : `**${t('quota.share')}**\n${share(memberUsed, memberLimit)}`;
  const view = card(
    paused ? 'warn' : moodOf(used, limit),
    text(`### ${t('quota.title')}${paused ? `\n⏸ ${paused.sentence}` : ''}`),
    ...(picture ? [gallery([{ name: 'quota.png', alt: altOf(page) }])] : []),
    text(
      `**${t('quota.everyone')}**\n${line(used, limit)}` +
        `${unknown ? `\n-# ${t('quota.unknown', { tokens: unknown })}` : ''}` +
        `\n${mine}${server ? `\n**${t(outside ? 'quota.outside' : 'quota.server')}**\n${share(server.used, server.limit)}` : ''}`,
    ),
    ...(rules.length > 0 ? [text(`**${t('quota.rules')}**\n${rules.join('\n')}`)] : []),
    text(
      `**${t('quota.queue')}** ${queued === 0 ? t('quota.queueEmpty') : t('quota.queueLength', { requests: queued })} · ` +
        `**${t('quota.fullAgain')}** ${timestamp(today.resetsAt)}`,
    ),
    ...(spend ? [text(spendWords(spend))] : []),
    text(`-# ${t('quota.howCounted', { most: weightMost })}`),
  );
  return picture
    ? { ...view, files: [{ name: 'quota.png', bytes: picture, description: altOf(page), made: 'nothing' }] }
    : view;
}
