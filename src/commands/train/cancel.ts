import { UserError } from '../../errors.ts';
import { isOver, type TrainingJob } from '../../services/training/job/job.ts';
import { chooseCancelView, trainingCancelledView } from '../../views/train/training-cancel-view.ts';
import { said } from '../../words/words.ts';
import { defineCommand } from '../command.ts';

export const trainCancel = defineCommand({
  name: 'cancel',
  gate: 'right',
  description: 'commands.trainCancel',
  options: {},
  visibility: 'private',
  async execute({ services, caller }) {
    const { guildId, memberId, admin } = caller;
    const isOpen = (job: TrainingJob) => !isOver(job) && !job.result;
    const open = (await services.training.ofMember(guildId, memberId)).filter(isOpen);
    const [only, ...others] = open;
    if (!only) {
      // Admins can stop any training of their server, but have to choose it.
      const all = admin ? services.training.all().filter(job => job.guildId === guildId && isOpen(job)) : [];
      if (all.length > 0) return chooseCancelView(all);
      throw new UserError('not-found', said('train.noneRunning'));
    }
    if (others.length > 0) return chooseCancelView(open);
    return trainingCancelledView(
      await services.training.cancel({ guildId, jobId: only.id, memberId, admin }),
    );
  },
});
