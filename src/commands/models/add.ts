import { addedModelView } from '../../views/models/models-view.ts';
import { defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';

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
    return addedModelView(await services.models.add(caller.guildId, id));
  },
});
