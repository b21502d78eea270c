import { addedModelView } from '../../views/models/models-view.ts';
import { defineCommand } from '../command.ts';
import { requireAdmin } from '../require-admin.ts';

export const add = defineCommand({
  name: 'add',
  description: 'Add a Hugging Face model for this server',
  options: {
    id: {
      kind: 'string',
      description: 'Its id, such as owner/name, or the address of its page',
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
