import { UserError } from '../../errors.ts';
import { trainingBackends } from '../../services/training/job/job.ts';
import { trainingCancelledView } from '../../views/train/training-cancel-view.ts';
import {
  planDroppedView,
  resumePlanView,
  trainingPlanView,
  trainingStartView,
} from '../../views/train/training-start-view.ts';
import { said } from '../../words/words.ts';
import { type ButtonCall, type ButtonDeclaration, defineButton } from '../command.ts';

const damaged = () => new UserError('bad-input', said('train.damaged'));

const startButton = defineButton({
  name: 'train-start',
  gate: 'train',
  answer: 'onward',
  execute: async ({ ref, services, caller: { guildId, memberId } }) =>
    trainingPlanView(await services.training.plan({ guildId, memberId, actor: ref })),
});

/** The same training on a base whose actors can be used. */
const baseButton = defineButton({
  name: 'train-base',
  gate: 'train',
  answer: 'replace',
  async execute({ ref, services, caller: { guildId, memberId } }) {
    const [actor, base] = ref.split('/');
    if (!actor || !base) throw damaged();
    return trainingPlanView(await services.training.plan({ guildId, memberId, actor, base }));
  },
});

/** The base leads nowhere now, and they know. */
const anywayButton = defineButton({
  name: 'train-anyway',
  gate: 'train',
  answer: 'replace',
  async execute({ ref, services, caller: { guildId, memberId } }) {
    const [actor, base, steps] = ref.split('/');
    if (!actor || !base || !steps) throw damaged();
    const plan = await services.training.plan({ guildId, memberId, actor, base, steps: Number(steps) });
    return trainingPlanView(plan, { anyway: true });
  },
});

/** Checks everything again, because the plan may be old. */
const confirmButton = defineButton({
  name: 'train-confirm',
  gate: 'train',
  answer: 'replace',
  async execute({ ref, services, caller: { guildId, channelId, memberId, roleIds, admin } }) {
    const [actor, base, steps, where] = ref.split('/');
    if (!actor || !base || !steps) throw damaged();
    return trainingStartView(
      await services.training.start({
        ...{ guildId, channelId, memberId, roleIds, admin },
        ...{ actor, base, steps: Number(steps), backend: trainingBackends.find(one => one === where) },
      }),
    );
  },
});

const dropButton = defineButton({
  name: 'train-drop',
  gate: 'right',
  answer: 'replace',
  execute: async () => planDroppedView(),
});

/** Where a machine is paid for it, its price is shown first. */
const resume = {
  answer: 'onward',
  async execute({ ref, services, caller: { guildId, memberId } }: ButtonCall) {
    const request = { guildId, memberId, jobId: ref };
    const plan = await services.training.planResume(request);
    return plan ? resumePlanView(plan) : trainingStartView(await services.training.resume(request));
  },
} as const;

/** Checks everything again, because the plan may be old. */
const goOnButton = defineButton({
  name: 'train-go-on',
  gate: 'train',
  answer: 'replace',
  async execute({ ref, services, caller: { guildId, memberId, roleIds, admin } }) {
    const [jobId, where] = ref.split('/');
    const backend = trainingBackends.find(one => one === where);
    if (!jobId || !backend) throw damaged();
    return trainingStartView(
      await services.training.resume({ guildId, memberId, roleIds, admin, jobId, backend }),
    );
  },
});

const resumeButton = defineButton({ name: 'train-resume', gate: 'train', ...resume });
/** For a code that was lost or is about to expire; voids the old one. */
const codeButton = defineButton({ name: 'train-code', gate: 'train', ...resume });

const cancelButton = defineButton({
  name: 'train-cancel',
  gate: 'right',
  answer: 'onward',
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

export const trainButtons: ButtonDeclaration[] = [
  startButton,
  baseButton,
  anywayButton,
  confirmButton,
  dropButton,
  resumeButton,
  goOnButton,
  codeButton,
  cancelButton,
];
