import { actorListView } from '../../views/actor/actor-view.ts';
import { defineCommand } from '../command.ts';

export const actorList = defineCommand({
  name: 'list',
  gate: 'right',
  description: 'commands.actorList',
  options: {},
  visibility: 'private',
  async execute({ services, caller }) {
    const { first, count } = await services.actors.list(caller.guildId, caller.memberId);
    return actorListView(first, count);
  },
});
