import type { QuotaToday } from '../services/quota/quota-service.ts';
import { bar, card, text, type View } from './components.ts';

const number = (value: number) => value.toLocaleString('en');

export function quotaView(today: QuotaToday, queued: number): View {
  const share = today.limit > 0 ? today.used / today.limit : 1;
  return card(
    share >= 1 ? 'bad' : share >= 0.8 ? 'warn' : 'good',
    text(
      `### Today’s budget\n${bar(today.used, today.limit)} ${number(today.used)} of ${number(today.limit)} tokens` +
        `${today.unknown ? `\n-# ${number(today.unknown)} of them for calls whose outcome is not known` : ''}`,
    ),
    text(
      today.memberLimit > 0
        ? `**Your share**\n${bar(today.memberUsed, today.memberLimit)} ${number(today.memberUsed)} of ${number(today.memberLimit)} tokens`
        : `**You used** ${number(today.memberUsed)} tokens. There is no limit for one member.`,
    ),
    text(
      `**Queue** ${queued === 0 ? 'empty' : `${queued} waiting or running`} · **Full again** <t:${Math.floor(today.resetsAt / 1000)}:R>\n` +
        '-# An image costs as many tokens as its prompt has. A repeat from the cache is free. This is the bot’s own count, not Hugging Face’s bill.',
    ),
  );
}
