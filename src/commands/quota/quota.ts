import { UserError } from '../../errors.ts';
import type { Services } from '../../services/index.ts';
import type { Count } from '../../services/settings/access.ts';
import type { MemberRules } from '../../views/quota/member-rules.ts';
import { quotaPicture } from '../../views/quota/quota-picture.ts';
import { type Pause, quotaView, type Spend } from '../../views/quota/quota-view.ts';
import { t } from '../../words/words.ts';
import { type Caller, defineCommand, directMessages } from '../command.ts';

/** Why no new images are made for this member, if so. The account's pause comes before what admins decided. */
function pauseOf({ account, settings }: Services, guildId: string, memberId: string): Pause | undefined {
  const paused = account.paused();
  if (paused) return { short: t('quota.noCreditShort'), sentence: paused.reason() };
  const { paused: serverPaused, serverLimit } = settings.get(guildId);
  if (serverPaused) {
    return {
      short: t('quota.serverPausedShort'),
      sentence: t('quota.serverPaused'),
    };
  }
  if (settings.limitOf(guildId, memberId) === 0) {
    return {
      short: t('quota.offForYouShort'),
      sentence: t('quota.offForYou'),
    };
  }
  if (serverLimit !== 0) return undefined;
  return {
    short: t('quota.offHereShort'),
    sentence: t('quota.offHere'),
  };
}

/** The bot's own count for the whole account beside Hugging Face's, if the hub reports one and servers are shown it. */
export async function spendOf({
  billing,
  money,
  quota,
}: Pick<Services, 'billing' | 'money' | 'quota'>): Promise<Spend | undefined> {
  if (!money.accountShown) return undefined;
  const reported = billing.reported();
  return reported && { reported, estimated: await quota.usedSince(reported.since) };
}

/** What the admins decided for this member, and how much of it is left. */
async function rulesOf(services: Services, caller: Caller): Promise<MemberRules> {
  const { settings, quota, trainingWeek } = services;
  const { guildId, memberId } = caller;
  const most = (what: Count) => settings.mostOf(caller, what);
  const [images, trainings, waiting] = [most('images'), most('trainings'), most('waiting')];
  const { day, month, memberDay, memberMonth, askAbove } = settings.get(guildId).money;
  const spent = await quota.spent(guildId, memberId);
  const usd = (micros: number) => micros / 1e6;
  const dollars = [
    { whose: 'you', per: 'day', most: memberDay, used: usd(spent.member.today) },
    { whose: 'you', per: 'month', most: memberMonth, used: usd(spent.member.month) },
    { whose: 'server', per: 'day', most: day, used: usd(spent.server.today) },
    { whose: 'server', per: 'month', most: month, used: usd(spent.server.month) },
  ] as const;
  return {
    refused: refusalOf(services, caller),
    images:
      images === undefined ? undefined : { most: images, used: await quota.imagesOf(memberId, guildId) },
    trainings:
      trainings === undefined
        ? undefined
        : { most: trainings, used: await trainingWeek.countOf(guildId, memberId) },
    waiting,
    dollars: dollars.flatMap(({ most, ...one }) => (most === undefined ? [] : [{ ...one, most }])),
    askAbove,
  };
}

/** Why the member may make no images here, by their roles or a block. */
function refusalOf({ settings }: Services, caller: Caller): string | undefined {
  try {
    settings.requireMay(caller, 'generate');
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error.tell();
    throw error;
  }
}

export const quota = defineCommand({
  name: 'quota',
  elsewhere: true,
  gate: 'right',
  description: 'commands.quota',
  options: {},
  visibility: 'private',
  async execute({ services, caller }) {
    const { memberId, guildId } = caller;
    const page = {
      today: await services.quota.today(memberId, guildId),
      queued: services.generation.queueLength(),
      paused: pauseOf(services, guildId, memberId),
      spend: await spendOf(services),
      rules: await rulesOf(services, caller),
      outside: guildId === directMessages,
      now: Date.now(),
    };
    return quotaView(page, await quotaPicture({ ...page, paused: page.paused?.short }));
  },
});
