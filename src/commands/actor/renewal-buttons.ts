import { keptEarlierView, renewedView } from '../../views/actor/renewal-view.ts';
import { type ButtonDeclaration, defineButton } from '../command.ts';

const renewalGrant = defineButton({
  name: 'renewal-grant',
  gate: 'right',
  answer: 'replace',
  direct: true,
  async execute({ ref, services, caller }) {
    const [actorId = '', textVersion = ''] = ref.split('/');
    return renewedView(await services.actors.renew(caller.memberId, actorId, Number(textVersion)));
  },
});

const renewalKeep = defineButton({
  name: 'renewal-keep',
  gate: 'right',
  answer: 'replace',
  direct: true,
  execute: async ({ ref, services, caller }) =>
    keptEarlierView(await services.actors.keepEarlier(caller.memberId, ref)),
});

export const renewalButtons: ButtonDeclaration[] = [renewalGrant, renewalKeep];
