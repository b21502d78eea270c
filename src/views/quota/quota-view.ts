import type { ReportedSpend } from '../../services/huggingface/account/billing.ts';
import type { Use } from '../../services/quota/quota-day.ts';
import { weightMost } from '../../services/quota/token-weight.ts';
import { bar, card, formatNumber, gallery, text, timestamp, type View } from '../components.ts';
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

const dollars = (usd: number) => `$${usd.toFixed(2)}`;
const pictures = (count: number) => `${formatNumber(count)} ${count === 1 ? 'image' : 'images'}`;

/** The two counts together, so that nobody mistakes one for the other. */
export function spendWords({ estimated, reported }: Spend): string {
  const { at, since, usd, includedUsd, requests } = reported;
  const calls =
    requests === undefined ? '' : ` for ${formatNumber(requests)} ${requests === 1 ? 'call' : 'calls'}`;
  const included = includedUsd ? ` (${dollars(includedUsd)} are included)` : '';
  return (
    `**The whole account since ${timestamp(since, 'd')}**\n` +
    `Estimated by the bot: ${pictures(estimated.pictures)}, ${formatNumber(estimated.tokens)} tokens\n` +
    `Reported by Hugging Face at ${timestamp(at, 't')}: ${dollars(usd)}${calls}${included}`
  );
}

const switchedOff = 'switched off by an admin';

/** The picture in words. */
function altOf({ today, queued, paused, now }: QuotaPage): string {
  const { limit, used, memberLimit, memberUsed, server } = today;
  return [
    ...(paused ? [`Paused: ${paused.short}.`] : []),
    `Today's shared budget: ${formatNumber(Math.max(0, limit - used))} of ${formatNumber(limit)} tokens left.`,
    memberLimit === undefined
      ? `You used ${formatNumber(memberUsed)}.`
      : memberLimit === 0
        ? `You: ${switchedOff}.`
        : `You used ${formatNumber(memberUsed)} of ${formatNumber(memberLimit)}.`,
    ...(server
      ? [
          server.limit === 0
            ? `This server: ${switchedOff}.`
            : `This server used ${formatNumber(server.used)} of ${formatNumber(server.limit)}.`,
        ]
      : []),
    `Queue: ${queued === 0 ? 'empty' : formatNumber(queued)}. Full again in ${untilInWords(today.resetsAt, now)}.`,
  ].join(' ');
}

/** The budget as text, with a picture if there is one. */
export function quotaView(page: QuotaPage, picture: Uint8Array | undefined): View {
  const { today, queued, paused, spend } = page;
  const rules = ruleLines(page.rules);
  const { limit, used, unknown, memberLimit, memberUsed, server } = today;
  const line = (done: number, most: number) =>
    `${bar(done, most)} ${formatNumber(done)} of ${formatNumber(most)} tokens`;
  const share = (done: number, most: number) => (most === 0 ? switchedOff : line(done, most));
  const mine =
    memberLimit === undefined
      ? `**You used** ${formatNumber(memberUsed)} tokens. You have no limit of your own.`
      : `**Your share**\n${share(memberUsed, memberLimit)}`;
  const view = card(
    paused ? 'warn' : moodOf(used, limit),
    text(`### Today’s budget${paused ? `\n⏸ ${paused.sentence}` : ''}`),
    ...(picture ? [gallery([{ name: 'quota.png', alt: altOf(page) }])] : []),
    text(
      `**Everyone together**\n${line(used, limit)}` +
        `${unknown ? `\n-# ${formatNumber(unknown)} of them for calls whose outcome is unknown` : ''}` +
        `\n${mine}${server ? `\n**This server**\n${share(server.used, server.limit)}` : ''}`,
    ),
    ...(rules.length > 0 ? [text(`**What admins set for you here**\n${rules.join('\n')}`)] : []),
    text(
      `**Queue** ${queued === 0 ? 'empty' : `${formatNumber(queued)} waiting or running`} · ` +
        `**Full again** ${timestamp(today.resetsAt)}`,
    ),
    ...(spend ? [text(spendWords(spend))] : []),
    text(
      `-# An image costs the tokens of its prompt, counted once for the cheapest models and up to ${weightMost} times for others. ` +
        'Repeats from the cache are free. ' +
        'Tokens are the bot’s own count, not Hugging Face’s bill.',
    ),
  );
  return picture
    ? { ...view, files: [{ name: 'quota.png', bytes: picture, description: altOf(page), made: 'nothing' }] }
    : view;
}
