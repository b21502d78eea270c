import type { GuildSettings } from '../../services/settings/settings-service.ts';
import type { View } from '../../views/components.ts';
import { undoneView, withLastChange, withUndo } from '../../views/settings/undo-view.ts';
import { t } from '../../words/words.ts';
import { type Call, type Caller, defineButton } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';

/** Changes the settings and shows what came of it, with a button that takes it back. `done` says it better, if it can. */
export async function changed(
  { services: { settings }, caller: { guildId, memberId } }: Call,
  how: (current: GuildSettings) => GuildSettings,
  show: (stored: GuildSettings, done: string | undefined) => View,
  done: (stored: GuildSettings) => string | undefined = () => undefined,
): Promise<View> {
  const { stored, id } = await settings.change(guildId, memberId, how);
  if (!id) return show(stored, t('settings.asBefore'));
  return withUndo(show(stored, done(stored) ?? t('settings.changed')), id, memberId);
}

/** What came of a change that was noted, with a button that takes it back. */
export const undoable = (view: View, changeId: string | undefined, { memberId }: Caller): View =>
  changeId === undefined ? view : withUndo(view, changeId, memberId);

/** What is set, and who last changed any of it. */
export async function shown(
  { services: { settings }, caller: { guildId } }: Call,
  keys: readonly (keyof GuildSettings)[],
  view: View,
): Promise<View> {
  const last = (await settings.changes(guildId)).find(({ parts }) =>
    parts.some(({ key }) => keys.some(one => one === key)),
  );
  return last ? withLastChange(view, last) : view;
}

export const settingsUndo = defineButton({
  name: 'settings-undo',
  answer: 'replace',
  async execute({ ref, services: { settings }, caller }) {
    requireAdmin(caller, 'settings.adminsOnlyUndo');
    return undoneView(await settings.undo(caller.guildId, caller.memberId, ref));
  },
});
