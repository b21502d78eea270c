import { ComponentType } from 'discord-api-types/v10';
import type { SettingChange } from '../../services/settings/setting-change.ts';
import { button, card, row, text, timestamp, type View } from '../components.ts';
import { changeLines } from './change-words.ts';

const under = (view: View, ...components: View['components']): View => ({
  ...view,
  components: [...view.components, ...components],
});

const small = (words: string) => ({ type: ComponentType.TextDisplay as const, content: `-# ${words}` });

/** A card about a change, with who made it and a button that takes it back for ten minutes. */
export const withUndo = (view: View, changeId: string, by: string): View =>
  under(
    view,
    small(`Changed by <@${by}>. You can undo it for ten minutes.`),
    row(button('settings-undo', changeId, { label: 'Undo', emoji: '↩️' })),
  );

/** A card about settings, with who changed them last. */
export const withLastChange = (view: View, { by, at }: Pick<SettingChange, 'by' | 'at'>): View =>
  under(
    view,
    small(`Last changed ${timestamp(at)} by ${by ? `<@${by}>` : 'an admin whose data was deleted'}.`),
  );

export const undoneView = (change: SettingChange): View =>
  card(
    'good',
    text(
      `### ↩️ Undone\n${changeLines(change).join('\n')}${change.by ? `\n-# Undone by <@${change.by}>.` : ''}`,
    ),
  );
