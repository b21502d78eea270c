import { quotaView } from '../views/quota-view.ts';
import { defineCommand } from './command.ts';

export const quota = defineCommand({
  name: 'quota',
  description: "Today's shared budget, your own share, and the queue",
  options: {},
  visibility: 'private',
  execute: async ({ services, caller }) =>
    quotaView(await services.quota.today(caller.memberId), services.generation.queueLength()),
});
