import { actorListView } from '../../views/actor/actor-view.ts';
import { defineCommand } from '../command.ts';

export const actorList = defineCommand({
  name: 'list',
  description: 'The actors that you may use, and where each stands',
  options: {},
  visibility: 'private',
  execute: async ({ services, caller }) =>
    actorListView(services.actors.list(caller.guildId, caller.memberId)),
});
