import { dollars } from '../../services/quota/money.ts';
import { t } from '../../words/words.ts';

interface Left {
  most: number;
  used: number;
}

/** What the admins of a server decided for a member; what is undefined is not limited. */
export interface MemberRules {
  /** Why they may make no images at all. */
  refused: string | undefined;
  /** New images today. */
  images: Left | undefined;
  /** Trainings in the last 7 days. */
  trainings: Left | undefined;
  /** Requests at a time. */
  waiting: number | undefined;
  /** US dollars. */
  dollars: (Left & { whose: 'you' | 'server'; per: 'day' | 'month' })[];
  /** They are asked before a request that costs more US dollars. */
  askAbove: number | undefined;
}

/** The rules for the member here, a line each; none where the admins decided nothing. */
export function ruleLines({
  refused,
  images,
  trainings,
  waiting,
  dollars: sums,
  askAbove,
}: MemberRules): string[] {
  const lines = [
    images && (images.most === 0 ? t('quota.imagesOff') : t('quota.imagesToday', images)),
    trainings && (trainings.most === 0 ? t('quota.trainingsOff') : t('quota.trainingsWeek', trainings)),
    waiting === undefined ? undefined : t('quota.waitingMost', { requests: waiting }),
    ...sums.map(({ whose, per, most, used }) =>
      t(sumKeys[whose][per], { used: dollars(used), most: dollars(most) }),
    ),
    askAbove === undefined ? undefined : t('quota.askAbove', { dollars: dollars(askAbove) }),
  ];
  return [...(refused ? [`⛔ ${refused}`] : []), ...lines.filter(line => line !== undefined)];
}

const sumKeys = {
  you: { day: 'quota.youToday', month: 'quota.youMonth' },
  server: { day: 'quota.serverToday', month: 'quota.serverMonth' },
} as const;
