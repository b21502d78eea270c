import type { SettingChange } from '../../services/settings/setting-change.ts';
import { t } from '../../words/words.ts';
import { button, card, row, text, timestamp, type View, within } from '../components.ts';
import { changeLines } from './change-words.ts';

const small = (words: string) => text(`-# ${words}`);

/** A card about a change, with who made it and a button that takes it back for ten minutes. */
export const withUndo = (view: View, changeId: string, by: string): View =>
  within(
    view,
    small(t('settings.changedBy', { member: `<@${by}>` })),
    row(button('settings-undo', changeId, { label: t('settings.undo'), emoji: '↩️' })),
  );

/** A card about settings, with who changed them last. */
export const withLastChange = (view: View, { by, at }: Pick<SettingChange, 'by' | 'at'>): View => {
  const time = timestamp(at);
  return within(
    view,
    small(
      by
        ? t('settings.lastChanged', { time, member: `<@${by}>` })
        : t('settings.lastChangedByDeleted', { time }),
    ),
  );
};

export const undoneView = (change: SettingChange): View =>
  card(
    'good',
    text(
      [
        `### ↩️ ${t('settings.undone')}`,
        ...changeLines(change),
        ...(change.by ? [`-# ${t('settings.undoneBy', { member: `<@${change.by}>` })}`] : []),
      ].join('\n'),
    ),
  );
