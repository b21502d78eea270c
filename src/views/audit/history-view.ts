import type { Logged } from '../../services/audit/audit.ts';
import type { Fault } from '../../services/audit/check.ts';
import { auditDays } from '../../services/audit/entry.ts';
import { t } from '../../words/words.ts';
import { card, fitting, plain, text, timestamp, type View } from '../components.ts';
import { brokenWords, deedWords, whoWords } from './audit-words.ts';

/** What was done about an actor, for the person shown and the admins; `logged` is the latest first. */
export function historyView(
  { id, name }: { id: string; name: string },
  logged: readonly Logged[],
  faults: readonly Fault[],
): View {
  const nameOf = (actorId: string) => (actorId === id ? name : undefined);
  const lines = logged.map(
    one => `${timestamp(one.at ?? 0, 'f')} ${whoWords(one)} · ${deedWords(one, nameOf)}`,
  );
  const shown = fitting(lines, 3_000);
  const more = lines.length - shown.length;
  const broken = brokenWords(faults);
  return card(
    broken ? 'bad' : 'plain',
    text(`### ${t('audit.title', { actor: plain(name) })}`),
    ...(broken ? [text(broken)] : []),
    text(shown.length > 0 ? shown.join('\n') : t('audit.empty')),
    text(
      `-# ${more > 0 ? `${t('audit.before', { entries: more })} ` : ''}${t('audit.foot', { days: auditDays })}`,
    ),
  );
}
