import { UserError } from '../../errors.ts';
import type { Actor } from '../../services/actors/actor.ts';
import { faceAllowedView } from '../../views/actor/face-view.ts';
import { deleteActorView } from '../../views/privacy/deletion-view.ts';
import { said } from '../../words/words.ts';
import { type ButtonDeclaration, type Caller, defineButton, directMessages } from '../command.ts';
import { actorToDelete } from './delete.ts';

/** An admin in the server, or its owner in the direct message that told them. */
const decides = ({ guildId, sameFace }: Actor, caller: Caller) =>
  caller.guildId === directMessages
    ? caller.channelId === sameFace?.notice?.channelId
    : caller.admin && caller.guildId === guildId;

const faceAllow = defineButton({
  name: 'face-allow',
  answer: 'replace',
  direct: true,
  async execute({ ref, services, caller }) {
    const actor = await services.actors.byId(ref);
    if (!actor) throw new UserError('gone', said('actors.gone'));
    if (!decides(actor, caller)) {
      throw new UserError('not-allowed', said('actorFaces.onlyAdminAllows'));
    }
    return faceAllowedView(await services.actors.allowFace(actor.id, caller.memberId), caller.memberId);
  },
});

const faceDelete = defineButton({
  name: 'face-delete',
  answer: 'private',
  async execute({ ref, services, caller }) {
    const actor = await actorToDelete(services, caller, ref);
    return deleteActorView(actor, await services.privacy.footprintOfActor(actor.id), caller.memberId);
  },
});

export const faceButtons: ButtonDeclaration[] = [faceAllow, faceDelete];
