import { keptEarlierView, renewedView } from '../../views/actor/renewal-view.ts';
import { languageOf } from '../../words/language.ts';
import { speaking } from '../../words/words.ts';
import { type ButtonDeclaration, defineButton } from '../command.ts';

const renewalGrant = defineButton({
  name: 'renewal-grant',
  gate: 'right',
  answer: 'replace',
  direct: true,
  async execute({ ref, services, caller }) {
    const [actorId = '', wording = '', read] = ref.split('/');
    // The wording is kept with their answer, as they read it.
    const renewed = await speaking(languageOf(read), () =>
      services.actors.renew(caller.memberId, actorId, wording),
    );
    return renewedView(renewed);
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
