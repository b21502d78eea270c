import type { Model } from '../../services/models/model.ts';
import { hiddenModelView, unhiddenModelView } from '../../views/models/models-view.ts';
import { type Choice, defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';
import { undoable } from '../settings/change.ts';

/** The models whose name or id contains what was typed, as choices. */
function choicesOf(models: Model[], typed: string): Choice[] {
  const wanted = typed.trim().toLowerCase();
  return models
    .filter(({ id, name }) => [id, name].some(words => words.toLowerCase().includes(wanted)))
    .slice(0, 25)
    .map(({ id, name }) => ({ name: `${name} · ${id}`, value: id }));
}

export const hide = defineCommand({
  name: 'hide',
  description: 'commands.modelsHide',
  options: {
    model: {
      kind: 'string',
      description: 'commands.modelsHideModel',
      required: true,
      maxLength: 200,
      autocomplete: ({ typed, services, caller }) =>
        caller.admin ? choicesOf(services.models.shown(caller.guildId), typed) : [],
    },
  },
  visibility: 'private',
  async execute({ options: { model }, services, caller }) {
    requireAdmin(caller, 'models.adminsOnly');
    const done = await services.models.hide(caller.guildId, caller.memberId, model);
    return undoable(hiddenModelView(done), done.changeId, caller);
  },
});

export const unhide = defineCommand({
  name: 'unhide',
  description: 'commands.modelsUnhide',
  options: {
    model: {
      kind: 'string',
      description: 'commands.modelsHideModel',
      required: true,
      maxLength: 200,
      autocomplete: ({ typed, services, caller }) =>
        caller.admin ? choicesOf(services.models.hidden(caller.guildId), typed) : [],
    },
  },
  visibility: 'private',
  async execute({ options: { model }, services, caller }) {
    requireAdmin(caller, 'models.adminsOnly');
    const done = await services.models.unhide(caller.guildId, caller.memberId, model);
    return undoable(unhiddenModelView(done), done.changeId, caller);
  },
});
