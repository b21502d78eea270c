import { addedModelView } from '../../views/models/models-view.ts';
import { defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';
import { undoable } from '../settings/change.ts';

export const add = defineCommand({
  name: 'add',
  description: 'commands.modelsAdd',
  options: {
    id: {
      kind: 'string',
      description: 'commands.modelsAddId',
      required: true,
      maxLength: 200,
    },
  },
  visibility: 'private',
  async execute({ options: { id }, services, caller }) {
    requireAdmin(caller, 'models.adminsOnly');
    const added = await services.models.add(caller.guildId, caller.memberId, id);
    return undoable(addedModelView(added), added.changeId, caller);
  },
});
