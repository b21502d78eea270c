import { type Block, blockHolds } from '../../services/settings/access.ts';
import { isForgotten } from '../../services/settings/member-records.ts';
import type { GuildSettings } from '../../services/settings/settings-service.ts';
import { t } from '../../words/words.ts';
import { card, fitting, plain, text, timestamp, type View } from '../components.ts';

function line(memberId: string, { reason, until }: Block): string {
  const member = `<@${memberId}>`;
  const end =
    until === undefined
      ? t('settings.blockedForNow', { member })
      : t('settings.blockedUntil', { member, time: timestamp(until, 'f') });
  return reason ? `${end} · ${plain(reason)}` : end;
}

/** Who is blocked, why and until when. */
export function blocksView({ blocked }: GuildSettings, now: number, done?: string): View {
  const held = Object.entries(blocked).filter(([, block]) => blockHolds(block, now));
  const named = held.filter(([memberId]) => !isForgotten(memberId));
  const lines = fitting(
    named.map(([memberId, block]) => line(memberId, block)),
    3_000,
  );
  const forgotten = held.length - named.length;
  const more = named.length - lines.length;
  const listed = [
    ...lines,
    ...(held.length === 0 ? [t('settings.nobody')] : []),
    ...(more > 0 ? [t('settings.andMore', { count: more })] : []),
    ...(forgotten > 0 ? [t('settings.andDeleted', { count: forgotten })] : []),
  ];
  return card(
    done ? 'good' : 'plain',
    text(`### ${t('settings.blocks', { members: held.length })}${done ? `\n✓ ${done}` : ''}`),
    text(listed.join('\n')),
    text(`-# ${t('settings.blocksFoot')}`),
  );
}
