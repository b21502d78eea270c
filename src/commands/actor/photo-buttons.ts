import { UserError } from '../../errors.ts';
import { mayChangePhotos } from '../../services/actors/access.ts';
import { addPhotosModal } from '../../views/actor/actor-forms.ts';
import { replacePhotoModal } from '../../views/actor/photo-report-view.ts';
import { said } from '../../words/words.ts';
import { type ButtonDeclaration, defineButton, defineModal, type ModalDeclaration } from '../command.ts';
import { reportOf, showChecks } from './photo-report.ts';

const split = (ref: string): [actorId: string, sha256Start: string] => {
  const [actorId = '', start = ''] = ref.split('/');
  return [actorId, start];
};

const addPhotos = defineButton({
  name: 'add-photos',
  gate: 'register',
  async opens({ ref, services, caller }) {
    const actor = await services.actors.find(caller.guildId, caller.memberId, ref);
    if (!mayChangePhotos(actor, caller.memberId)) {
      throw new UserError('not-allowed', said('actorPhotos.onlyPersonAdds'));
    }
    return addPhotosModal(actor);
  },
});

const addPhotosSent = defineModal({
  name: 'add-photos',
  gate: 'register',
  visibility: 'onward',
  async execute({ ref, services, caller, files, progress }) {
    const { guildId, memberId } = caller;
    const report = await services.actors.addPhotos(guildId, memberId, ref, files.photos ?? [], {
      onChecked: showChecks(progress),
    });
    return reportOf(services, report, memberId);
  },
});

const replacePhoto = defineButton({
  name: 'replace-photo',
  gate: 'register',
  async opens({ ref, services, caller }) {
    const [actorId, start] = split(ref);
    const actor = await services.actors.find(caller.guildId, caller.memberId, actorId);
    const index = actor.photos.findIndex(photo => photo.sha256.startsWith(start));
    if (index < 0) throw new UserError('gone', said('actorPhotos.alreadyGone'));
    return replacePhotoModal(ref, index + 1);
  },
});

const replacePhotoSent = defineModal({
  name: 'replace-photo',
  gate: 'register',
  visibility: 'onward',
  async execute({ ref, services, caller, files, progress }) {
    const [actorId, start] = split(ref);
    const { guildId, memberId } = caller;
    const report = await services.actors.addPhotos(guildId, memberId, actorId, files.photos ?? [], {
      replacing: [start],
      onChecked: showChecks(progress),
    });
    return reportOf(services, report, memberId);
  },
});

const removePhoto = defineButton({
  name: 'remove-photo',
  gate: 'right',
  answer: 'replace',
  async execute({ ref, services, caller }) {
    const [actorId, start] = split(ref);
    const { guildId, memberId } = caller;
    return reportOf(
      services,
      await services.actors.removePhotos(guildId, memberId, actorId, [start]),
      memberId,
    );
  },
});

const acceptPhotos = defineButton({
  name: 'accept-photos',
  gate: 'register',
  answer: 'replace',
  async execute({ ref, services, caller }) {
    const { guildId, memberId } = caller;
    return reportOf(services, await services.actors.acceptWarnings(guildId, memberId, ref), memberId);
  },
});

export const photoButtons: ButtonDeclaration[] = [addPhotos, replacePhoto, removePhoto, acceptPhotos];
export const photoModals: ModalDeclaration[] = [addPhotosSent, replacePhotoSent];
