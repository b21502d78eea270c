import { UserError } from '../errors.ts';
import { isOver } from '../services/training/job.ts';
import { chooseCancelView, trainingCancelledView } from '../views/training-view.ts';
import { defineCommand } from './command.ts';

export const trainCancel = defineCommand({
  name: 'cancel',
  description: 'Stop a training of yours',
  options: {},
  visibility: 'private',
  async execute({ services, caller }) {
    const { guildId, memberId, admin } = caller;
    // Admins can stop every training of their server.
    const theirs = admin
      ? services.training.all().filter(job => job.guildId === guildId)
      : await services.training.ofMember(guildId, memberId);
    const open = theirs.filter(job => !isOver(job) && !job.result);
    const [only, ...others] = open;
    if (!only) throw new UserError('not-found', 'You have no training under way, so nothing to cancel.');
    if (others.length > 0) return chooseCancelView(open);
    return trainingCancelledView(
      await services.training.cancel({ guildId, jobId: only.id, memberId, admin }),
    );
  },
});
