import { dollars } from '../../services/quota/money.ts';
import { formatNumber } from '../components.ts';

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

const counted = ({ most, used }: Left, what: string) =>
  most === 0 ? undefined : `${formatNumber(used)} of ${formatNumber(most)} ${what}`;

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
    images && (counted(images, 'new images today') ?? 'New images: switched off for you by an admin'),
    trainings && (counted(trainings, 'trainings in 7 days') ?? 'Trainings: switched off for you by an admin'),
    waiting === undefined
      ? undefined
      : `At most ${formatNumber(waiting)} ${waiting === 1 ? 'request' : 'requests'} at a time`,
    ...sums.map(
      ({ whose, per, most, used }) =>
        `${whose === 'you' ? 'You' : 'This server'}: ${dollars(used)} of ${dollars(most)} ${per === 'day' ? 'today' : 'this month'}`,
    ),
    askAbove === undefined ? undefined : `I ask you first if a request costs more than ${dollars(askAbove)}`,
  ];
  return [...(refused ? [`⛔ ${refused}`] : []), ...lines.filter(line => line !== undefined)];
}
