import { UserError } from '../../errors.ts';
import { type Approval, unanswered } from './approval.ts';

export const over = () => new UserError('gone', 'This request is over; there is nothing left to answer.');

/** What the member who asks reads. */
export function askedWords(approval: Approval, again: boolean): UserError {
  const { expiresAt } = approval;
  const open = unanswered(approval);
  if (open.length === 0)
    return new UserError('asked', '✓ This has been approved already. I make it next, and mention you.');
  const who = open.map(({ memberId }) => `<@${memberId}>`).join(' and ');
  const until = `<t:${Math.floor(expiresAt / 1000)}:R>`;
  const approve = open.length > 1 ? 'approve' : 'approves';
  return new UserError(
    'asked',
    `${
      again
        ? `⏳ You’ve already asked for this, and ${who} can still answer: the request runs out ${until}.`
        : `⏳ ${who} ${approve} each image, so I’ve passed your request on. It runs out ${until}.`
    }\nOnce it’s approved, I make the images and mention you. Nothing is charged before that.`,
  );
}
