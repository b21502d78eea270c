import { quotaDaysKept } from '../../services/quota/usage.ts';
import { usagePicture } from '../../views/settings/settings-usage-picture.ts';
import { usageView } from '../../views/settings/settings-usage-view.ts';
import { defineCommand } from '../command.ts';
import { spendOf } from '../quota/quota.ts';
import { requireAdmin } from '../require-admin.ts';

export const usage = defineCommand({
  name: 'usage',
  description: 'commandsSettings.usage',
  options: {
    days: {
      kind: 'integer',
      description: 'commandsSettings.usageDays',
      required: false,
      min: 1,
      max: quotaDaysKept,
    },
  },
  visibility: 'private',
  async execute({ options: { days = 7 }, services, caller }) {
    requireAdmin(caller);
    const { guildId, memberId } = caller;
    const { server } = await services.quota.today(memberId, guildId);
    const used = await services.quota.usageOf(guildId, days);
    return usageView(used, server, await spendOf(services), await usagePicture(used));
  },
});
