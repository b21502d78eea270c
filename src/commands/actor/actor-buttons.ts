import { UserError } from '../../errors.ts';
import { mayChangePhotos } from '../../services/actors/access.ts';
import type { Answerer } from '../../services/actors/consent.ts';
import {
  addPhotosModal,
  consentEndedView,
  consentGrantedView,
  consentPhotosView,
} from '../../views/actor/actor-view.ts';
import { contactSheet, numbered } from '../../views/actor/contact-sheet.ts';
import { type Caller, defineButton, defineModal } from '../command.ts';
import { reportOf } from './photo-report.ts';

/** For people outside the server an admin answers, in the server. */
const answererOf = ({ memberId, guildId, admin }: Caller): Answerer => ({
  memberId,
  ...(admin ? { adminOf: guildId } : {}),
});

export const consentPhotos = defineButton({
  name: 'consent-photos',
  answer: 'private',
  direct: true,
  async execute({ ref, services, caller }) {
    const actor = services.actors.asked(answererOf(caller), ref);
    return consentPhotosView(
      actor,
      await contactSheet(numbered(await services.photos.tiles(actor.photos)), { plain: true }),
    );
  },
});

export const consentGrant = defineButton({
  name: 'consent-grant',
  answer: 'replace',
  direct: true,
  async execute({ ref, services, caller }) {
    const [actorId = '', seen = ''] = ref.split('/');
    return consentGrantedView(await services.actors.grant(answererOf(caller), actorId, seen));
  },
});

export const consentDecline = defineButton({
  name: 'consent-decline',
  answer: 'public',
  direct: true,
  async execute({ ref, services, caller }) {
    const actor = services.actors.decline(answererOf(caller), ref);
    await services.privacy.eraseActor({ actorId: ref, why: 'declined', askedBy: caller.memberId });
    return consentEndedView(actor, 'declined', caller.memberId);
  },
});

export const addPhotos = defineButton({
  name: 'add-photos',
  async opens({ ref, services, caller }) {
    const actor = await services.actors.find(caller.guildId, caller.memberId, ref);
    if (!mayChangePhotos(actor, caller.memberId)) {
      throw new UserError('not-allowed', 'Only the person shown can add photos now.');
    }
    return addPhotosModal(actor);
  },
});

export const addPhotosSent = defineModal({
  name: 'add-photos',
  visibility: 'private',
  async execute({ ref, services, caller, files }) {
    const { guildId, memberId } = caller;
    return reportOf(
      services,
      await services.actors.addPhotos(guildId, memberId, ref, files.photos ?? []),
      memberId,
    );
  },
});
