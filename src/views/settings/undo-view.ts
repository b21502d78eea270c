import type { SettingChange } from '../../services/settings/setting-change.ts';
import { button, card, row, text, type View } from '../components.ts';
import { changeLines } from './change-words.ts';

/** A card about a change, with a button that takes it back for ten minutes. */
export function withUndo(view: View, changeId: string): View {
  return {
    ...view,
    components: [...view.components, row(button('settings-undo', changeId, { label: 'Undo', emoji: '↩️' }))],
  };
}

export const undoneView = (change: SettingChange): View =>
  card('good', text(`### ↩️ Undone\n${changeLines(change).join('\n')}`));
