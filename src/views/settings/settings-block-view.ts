import { type Block, blockHolds } from '../../services/settings/access.ts';
import { isForgotten } from '../../services/settings/member-records.ts';
import type { GuildSettings } from '../../services/settings/settings-service.ts';
import { card, fitting, plain, text, timestamp, type View } from '../components.ts';

const line = (memberId: string, { reason, until }: Block) =>
  `<@${memberId}> ${until === undefined ? 'until you let them back in' : `until ${timestamp(until, 'f')}`}` +
  `${reason ? ` · ${plain(reason)}` : ''}`;

/** Who is blocked, why and until when. */
export function blocksView({ blocked }: GuildSettings, now: number, done?: string): View {
  const held = Object.entries(blocked).filter(([, block]) => blockHolds(block, now));
  const named = held.filter(([memberId]) => !isForgotten(memberId));
  const lines = fitting(
    named.map(([memberId, block]) => line(memberId, block)),
    3_000,
  );
  const forgotten = held.length - named.length;
  return card(
    done ? 'good' : 'plain',
    text(`### Blocked members: ${held.length}${done ? `\n✓ ${done}` : ''}`),
    text(
      `${lines.length > 0 ? lines.join('\n') : forgotten > 0 ? '' : 'Nobody.'}` +
        `${lines.length < named.length ? `\n… and ${named.length - lines.length} more` : ''}` +
        `${forgotten > 0 ? `\n… and ${forgotten} whose data was deleted` : ''}`,
    ),
    text(
      '-# Blocked members can’t make, train or register anything. They can still use `/privacy`, delete what is theirs and answer requests for consent. Images already in the making are still delivered.',
    ),
  );
}
