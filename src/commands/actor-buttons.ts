import { UserError } from '../errors.ts';
import { isTheirs } from '../services/actors/access.ts';
import { addPhotosModal, consentAnsweredView, photoReportView } from '../views/actor-view.ts';
import { defineButton, defineModal } from './command.ts';

export const consentGrant = defineButton({
  name: 'consent-grant',
  answer: 'replace',
  execute: async ({ ref, services, caller }) =>
    consentAnsweredView(await services.actors.answerConsent(caller.guildId, caller.memberId, ref, true)),
});

export const consentDecline = defineButton({
  name: 'consent-decline',
  answer: 'replace',
  execute: async ({ ref, services, caller }) =>
    consentAnsweredView(await services.actors.answerConsent(caller.guildId, caller.memberId, ref, false)),
});

export const addPhotos = defineButton({
  name: 'add-photos',
  answer: 'private',
  async opens({ ref, services, caller }) {
    const actor = await services.actors.find(caller.guildId, caller.memberId, ref);
    if (!isTheirs(actor, caller.memberId)) {
      throw new UserError(
        'not-allowed',
        'Only the person who registered an actor, or who is shown, can add photos.',
      );
    }
    return addPhotosModal(actor);
  },
});

export const addPhotosSent = defineModal({
  name: 'add-photos',
  visibility: 'private',
  async execute({ ref, services, caller, files }) {
    const { actor, outcomes } = await services.actors.addPhotos(
      caller.guildId,
      caller.memberId,
      ref,
      files.photos ?? [],
    );
    return photoReportView(actor, outcomes, caller.memberId);
  },
});
