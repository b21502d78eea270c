import { UserError } from '../../errors.ts';
import type { Services } from '../../services/index.ts';
import type { Erasure } from '../../services/privacy/erasure.ts';
import type { View } from '../../views/components.ts';
import { keptView } from '../../views/privacy/deletion-view.ts';
import { receiptGoneView, receiptView } from '../../views/privacy/receipt-view.ts';
import { said } from '../../words/words.ts';
import { actorToDelete } from '../actor/delete.ts';
import { type ButtonDeclaration, defineButton } from '../command.ts';
import { exportFrom } from './privacy.ts';

/** The receipt. Once it is shown, the record forgets whose deletion it was. */
const shown = (services: Services, erasure: Erasure): View => ({
  ...receiptView(erasure),
  onShown: () => services.privacy.markShown(erasure.id),
});

const actorDeleteConfirm = defineButton({
  name: 'actor-delete-confirm',
  elsewhere: true,
  gate: 'right',
  traceless: true,
  answer: 'replace',
  async execute({ ref, services, caller }) {
    // On a second press the actor is already gone: show the same deletion, but only to the member who asked for it.
    const actor = (await services.actors.byId(ref)) && (await actorToDelete(services, caller, ref));
    const erasure = await services.privacy.eraseActor({
      actorId: ref,
      why: actor?.subjectId === caller.memberId ? 'withdrawn' : 'deleted',
      askedBy: caller.memberId,
      channelId: caller.channelId,
    });
    if (!actor && erasure.askedBy !== caller.memberId) {
      throw new UserError('gone', said('actors.gone'));
    }
    return shown(services, erasure);
  },
});

const privacyDeleteConfirm = defineButton({
  name: 'privacy-delete-confirm',
  elsewhere: true,
  gate: 'right',
  traceless: true,
  answer: 'replace',
  direct: true,
  async execute({ ref, services, caller }) {
    const [memberId = '', guildId] = ref.split('.');
    const allowed =
      guildId === undefined ? memberId === caller.memberId : caller.admin && guildId === caller.guildId;
    if (!allowed) throw new UserError('not-allowed', said('privacy.notYourButton'));
    return shown(
      services,
      await services.privacy.eraseMember({
        memberId,
        guildId,
        askedBy: caller.memberId,
        channelId: caller.channelId,
      }),
    );
  },
});

const keep = defineButton({
  name: 'deletion-keep',
  elsewhere: true,
  gate: 'right',
  traceless: true,
  answer: 'replace',
  direct: true,
  execute: async () => keptView(),
});

const receipt = defineButton({
  name: 'receipt',
  elsewhere: true,
  gate: 'right',
  traceless: true,
  answer: 'replace',
  direct: true,
  async execute({ ref, services, caller }) {
    const erasure = await services.privacy.receipt(ref);
    if (!erasure) return receiptGoneView();
    if (erasure.askedBy !== undefined && erasure.askedBy !== caller.memberId) {
      throw new UserError('not-allowed', said('privacy.receiptOfOther'));
    }
    return shown(services, erasure);
  },
});

const exportNext = defineButton({
  name: 'privacy-export-next',
  elsewhere: true,
  gate: 'right',
  traceless: true,
  answer: 'private',
  direct: true,
  execute: ({ ref, services, caller }) => exportFrom(services, caller.memberId, Number(ref)),
});

export const privacyButtons: ButtonDeclaration[] = [
  actorDeleteConfirm,
  privacyDeleteConfirm,
  keep,
  receipt,
  exportNext,
];
