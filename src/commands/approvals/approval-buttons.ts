import { UserError } from '../../errors.ts';
import type { Approval, Asked } from '../../services/approvals/approval.ts';
import { startingPicture } from '../../services/approvals/starting-picture.ts';
import {
  approvalAnsweredView,
  approvalOverView,
  approvalRequestView,
  startOf,
} from '../../views/approvals/approval-view.ts';
import type { View } from '../../views/components.ts';
import { said } from '../../words/words.ts';
import { type ButtonCall, type ButtonDeclaration, defineButton } from '../command.ts';

const askedOf = ({ asked }: Approval, memberId: string): Asked => {
  const mine = asked.find(one => one.memberId === memberId);
  if (!mine) throw new UserError('not-allowed', said('approvals.onlyPerson'));
  return mine;
};

/** If the request is over, the card says so and loses its buttons. */
async function unlessOver(work: () => Promise<View>): Promise<View> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError && error.code === 'gone') return approvalOverView();
    throw error;
  }
}

const look = defineButton({
  name: 'approval',
  gate: 'right',
  answer: 'private',
  direct: true,
  execute: ({ ref, services: { approvals, generation }, caller: { memberId } }) =>
    unlessOver(async () => {
      const approval = await approvals.asked(memberId, ref);
      const asked = askedOf(approval, memberId);
      if (asked.approvedAt !== undefined) return approvalAnsweredView(approval, asked);
      const start = await startingPicture(generation, approval, memberId);
      return approvalRequestView(approval, asked, { picture: start && startOf(start) });
    }),
});

const answering =
  (answer: 'approve' | 'decline') =>
  ({ ref, services, caller: { memberId } }: ButtonCall) =>
    unlessOver(async () => {
      const approval = await services.approvals.answer(memberId, ref, answer);
      return approvalAnsweredView(approval, askedOf(approval, memberId));
    });

const approve = defineButton({
  name: 'approve',
  gate: 'right',
  answer: 'replace',
  direct: true,
  execute: answering('approve'),
});

const decline = defineButton({
  name: 'approve-not',
  gate: 'right',
  answer: 'replace',
  direct: true,
  execute: answering('decline'),
});

const declineAndBlock = defineButton({
  name: 'approve-never',
  gate: 'right',
  answer: 'replace',
  direct: true,
  execute: ({ ref, services, caller: { memberId } }) =>
    unlessOver(async () => {
      const approval = await services.approvals.block(memberId, ref);
      return approvalAnsweredView(approval, askedOf(approval, memberId), { blocked: true });
    }),
});

export const approvalButtons: ButtonDeclaration[] = [look, approve, decline, declineAndBlock];
