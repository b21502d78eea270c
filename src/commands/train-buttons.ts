import { trainingCancelledView, trainingStartView } from '../views/training-view.ts';
import { type ButtonDeclaration, defineButton } from './command.ts';

const startButton = defineButton({
  name: 'train-start',
  answer: 'private',
  execute: async ({ ref, services, caller }) =>
    trainingStartView(
      await services.training.start({
        guildId: caller.guildId,
        channelId: caller.channelId,
        memberId: caller.memberId,
        actor: ref,
      }),
    ),
});

const resumeButton = defineButton({
  name: 'train-resume',
  answer: 'private',
  execute: async ({ ref, services, caller }) =>
    trainingStartView(
      await services.training.resume({ guildId: caller.guildId, memberId: caller.memberId, jobId: ref }),
    ),
});

const cancelButton = defineButton({
  name: 'train-cancel',
  answer: 'private',
  execute: async ({ ref, services, caller }) =>
    trainingCancelledView(
      await services.training.cancel({
        guildId: caller.guildId,
        jobId: ref,
        memberId: caller.memberId,
        admin: caller.admin,
      }),
    ),
});

export const trainButtons: ButtonDeclaration[] = [startButton, resumeButton, cancelButton];
