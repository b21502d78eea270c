import type { Services } from '../../services/index.ts';
import { quotaPicture } from '../../views/quota/quota-picture.ts';
import { type Pause, quotaView, type Spend } from '../../views/quota/quota-view.ts';
import { defineCommand } from '../command.ts';

/** Why no new images are made for this member, if so. The account's pause comes before what admins decided. */
function pauseOf({ account, settings }: Services, guildId: string, memberId: string): Pause | undefined {
  const paused = account.paused();
  if (paused) return { short: 'Hugging Face has no credit left', sentence: paused.reason };
  const { paused: serverPaused, serverLimit } = settings.get(guildId);
  if (serverPaused) {
    return {
      short: 'The admins paused this server',
      sentence: 'The admins of this server paused image generation.',
    };
  }
  if (settings.limitOf(guildId, memberId) === 0) {
    return {
      short: 'Turned off for you',
      sentence: 'An admin of this server turned off new images for you: your limit is 0.',
    };
  }
  if (serverLimit !== 0) return undefined;
  return {
    short: 'Turned off in this server',
    sentence: 'New images are turned off in this server: its admins set its limit to 0.',
  };
}

/** The bot's own count for the whole account beside Hugging Face's, if the hub reports one. */
export async function spendOf({
  billing,
  quota,
}: Pick<Services, 'billing' | 'quota'>): Promise<Spend | undefined> {
  const reported = billing.reported();
  return reported && { reported, estimated: await quota.usedSince(reported.since) };
}

export const quota = defineCommand({
  name: 'quota',
  gate: 'right',
  description: "Today's shared budget, your own share and the queue",
  options: {},
  visibility: 'private',
  async execute({ services, caller: { memberId, guildId } }) {
    const page = {
      today: await services.quota.today(memberId, guildId),
      queued: services.generation.queueLength(),
      paused: pauseOf(services, guildId, memberId),
      spend: await spendOf(services),
      now: Date.now(),
    };
    return quotaView(page, await quotaPicture({ ...page, paused: page.paused?.short }));
  },
});
