import { UserError } from '../../errors.ts';
import { list } from '../../words/numbers.ts';
import { said, t } from '../../words/words.ts';
import { type Approval, unanswered } from './approval.ts';

export const over = () => new UserError('gone', said('approvals.over'));

/** What the member who asks reads. */
export function askedWords(approval: Approval, again: boolean): UserError {
  const { expiresAt } = approval;
  const open = unanswered(approval);
  if (open.length === 0) return new UserError('asked', () => `✓ ${t('approvals.already')}`);
  const time = `<t:${Math.floor(expiresAt / 1000)}:R>`;
  return new UserError('asked', () => {
    const people = list(open.map(({ memberId }) => `<@${memberId}>`));
    const words = again
      ? t('approvals.askedAgain', { people, time })
      : t('approvals.asked', { count: open.length, people, time });
    return `⏳ ${words}\n${t('approvals.askedNext')}`;
  });
}
