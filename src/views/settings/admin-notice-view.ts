import { type Said, t } from '../../words/words.ts';
import { button, card, row, text, timestamp, type View } from '../components.ts';

/** Tells admins, once, that the paying account is paused. The button works only in the server. */
export function accountPausedView(
  { reason, since }: { reason: Said; since: number },
  inServer: boolean,
): View {
  const time = timestamp(since);
  return card(
    'warn',
    text(`### ⏸ ${t('settings.accountPaused')}\n${reason()}`),
    text(
      inServer ? t('settings.accountPausedHere', { time }) : t('settings.accountPausedElsewhere', { time }),
    ),
    ...(inServer ? [row(button('account-resume', '', { label: t('settings.goOn'), style: 'primary' }))] : []),
    text(`-# ${t('settings.forAdmins')}`),
  );
}
