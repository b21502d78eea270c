import { lossChart } from '../../views/train/loss-chart.ts';
import { trainingStatusView } from '../../views/train/training-status-view.ts';
import { defineCommand } from '../command.ts';

export const trainStatus = defineCommand({
  name: 'status',
  gate: 'right',
  description: 'commands.trainStatus',
  options: {},
  visibility: 'private',
  async execute({ services, caller }) {
    const jobs = await services.training.ofMember(caller.guildId, caller.memberId);
    const job = jobs.slice(0, 6).find(candidate => candidate.losses.length > 1);
    const png = job && (await lossChart(job.losses));
    return trainingStatusView(jobs, job && png ? { job, png } : undefined, services.training.lastLine);
  },
});
