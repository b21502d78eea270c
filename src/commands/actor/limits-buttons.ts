import type { Limits } from '../../services/safety/limits/limits.ts';
import { toggles } from '../../services/safety/limits/limits.ts';
import { limitsModal, limitsSetView } from '../../views/actor/limits-view.ts';
import { type ButtonDeclaration, defineButton, defineModal, type ModalDeclaration } from '../command.ts';

/** Opens the form with the limits as they are now, even if the card with the button shows older ones. */
const limits = defineButton({
  name: 'limits',
  gate: 'right',
  direct: true,
  opens: async ({ ref, services, caller }) =>
    limitsModal(await services.actors.limitable(caller.memberId, ref)),
});

const limitsSent = defineModal({
  name: 'limits',
  gate: 'right',
  visibility: 'private',
  direct: true,
  async execute({ ref, fields, services, caller }) {
    const [actorId = '', seen = ''] = ref.split('/');
    const ticked = [fields.toggles].flat();
    const wanted: Limits = {
      ...(Object.fromEntries(toggles.map(toggle => [toggle, ticked.includes(toggle)])) as Omit<
        Limits,
        'never'
      >),
      never: String(fields.never ?? ''),
    };
    const actor = await services.actors.setLimits(caller.memberId, actorId, wanted, seen);
    services.generation.lookAgain(actorId);
    return limitsSetView(actor);
  },
});

export const limitsButtons: ButtonDeclaration[] = [limits];
export const limitsModals: ModalDeclaration[] = [limitsSent];
