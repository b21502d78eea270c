import { setTimeout } from 'node:timers/promises';
import { UserError } from '../../errors.ts';
import { actorIdsOf } from '../../services/generation/generation.ts';
import { byWords } from '../../services/generation/requests/touch-ups.ts';
import type { Services } from '../../services/index.ts';
import { deletedView, deleteImageView, imageKeptView } from '../../views/generate/delete-image-view.ts';
import { detailsView } from '../../views/generate/details-view.ts';
import {
  changeModal,
  deleteHereModal,
  promptModal,
  variationsModal,
} from '../../views/generate/image-forms.ts';
import { cancelledView } from '../../views/generate/waiting-view.ts';
import { said, t } from '../../words/words.ts';
import { type ButtonDeclaration, defineButton, defineModal, type ModalDeclaration } from '../command.ts';
import { placeOf } from './generate.ts';

const reroll = defineButton({
  name: 'reroll',
  elsewhere: true,
  gate: 'generate',
  asks: async ({ ref, services, caller }) => ({
    ...(await services.generation.requestOf(ref, caller)),
    fresh: true,
  }),
});

const editPrompt = defineButton({
  name: 'edit-prompt',
  elsewhere: true,
  gate: 'generate',
  opens: async ({ ref, services, caller }) => {
    const { prompt, actor, actor2 } = await services.generation.requestOf(ref, caller);
    // Checked before the member types anything in vain.
    for (const id of [actor, actor2]) {
      if (id) await services.actors.askable(caller.guildId, caller.memberId, id);
    }
    return promptModal(`edit-prompt:${ref}`, t('generate.editTitle'), prompt);
  },
});

const editPromptSent = defineModal({
  name: 'edit-prompt',
  elsewhere: true,
  gate: 'generate',
  asks: async ({ ref, services, caller, fields }) => ({
    ...byWords(await services.generation.requestOf(ref, caller)),
    prompt: String(fields.prompt ?? ''),
  }),
});

const variationCount = 4;
/** A modal has to reach Discord within three seconds. */
const modelWithinMs = 1_000;

/** The name of the model that variations will be made with, null if there is none now, undefined if that is not known soon enough. */
async function variationModel({ models }: Services, guildId: string): Promise<string | null | undefined> {
  const name = models.forPictures(guildId, 1).then(
    ({ model }) => model.name,
    () => null,
  );
  return Promise.race([name, setTimeout(modelWithinMs, undefined, { ref: false })]);
}

const variations = defineButton({
  name: 'variations',
  elsewhere: true,
  gate: 'generate',
  opens: async ({ ref, services, caller }) => {
    const { images, actor, actor2, modelName: madeBy } = await services.generation.details(ref, caller);
    for (const id of actorIdsOf({ actor, actor2 })) {
      await services.actors.askable(caller.guildId, caller.memberId, id);
    }
    const modelName = await variationModel(services, caller.guildId);
    const trained = actor !== undefined && actor.version > 0;
    return variationsModal(ref, images.length, { modelName, madeBy, trained });
  },
});

const variationsSent = defineModal({
  name: 'variations',
  elsewhere: true,
  gate: 'generate',
  asks: async ({ ref, services, caller, fields }) => {
    const { images } = await services.generation.details(ref, caller);
    const { model: _model, ...request } = await services.generation.requestOf(ref, caller);
    const picture = images[Number([fields.picture].flat()[0] ?? 0)] ?? images[0];
    const strength = Number([fields.strength].flat()[0]);
    return {
      ...byWords(request),
      changeOf: undefined,
      using: undefined,
      ...(picture
        ? { variationOf: { sha256: picture.sha256, strength: strength > 0 ? strength : 0.5 } }
        : {}),
      count: variationCount,
      fresh: true,
    };
  },
});

const change = defineButton({
  name: 'change',
  elsewhere: true,
  gate: 'generate',
  opens: async ({ ref, services, caller }) => {
    const record = await services.generation.details(ref, caller);
    // Checked before the member types anything in vain.
    for (const id of actorIdsOf(record)) await services.actors.askable(caller.guildId, caller.memberId, id);
    return changeModal(ref, record.images.length);
  },
});

const changeSent = defineModal({
  name: 'change',
  elsewhere: true,
  gate: 'generate',
  asks: async ({ ref, services, caller, fields }) => {
    const { images } = await services.generation.details(ref, caller);
    const before = await services.generation.requestOf(ref, caller);
    const picture = images[Number([fields.picture].flat()[0] ?? 0)] ?? images[0];
    return {
      ...placeOf(caller),
      actor: before.actor,
      actor2: before.actor2,
      shape: before.shape,
      private: before.private,
      prompt: String(fields.change ?? ''),
      ...(picture ? { changeOf: { sha256: picture.sha256 } } : {}),
    };
  },
});

const details = defineButton({
  name: 'details',
  elsewhere: true,
  gate: 'right',
  answer: 'private',
  direct: true,
  execute: async ({ ref, services, caller }) => detailsView(await services.generation.details(ref, caller)),
});

const cancel = defineButton({
  name: 'cancel',
  elsewhere: true,
  gate: 'right',
  answer: 'private',
  execute: async ({ ref, services, caller }) => {
    await services.generation.cancel(ref, caller);
    return cancelledView();
  },
});

/** Asks first. On a private card in its place, so that what is deleted does not stay on show there. */
const deleteImage = defineButton({
  name: 'delete-image',
  elsewhere: true,
  gate: 'right',
  answer: 'onward',
  direct: true,
  execute: async ({ ref, services, caller: { guildId, memberId, admin } }) =>
    deleteImageView(
      await services.generation.removable(ref, guildId, memberId, admin),
      { name: 'delete-image-now', ref },
      { name: 'delete-image-keep', ref },
    ),
});

const deleteImageNow = defineButton({
  name: 'delete-image-now',
  elsewhere: true,
  gate: 'right',
  answer: 'replace',
  direct: true,
  execute: async ({ ref, services, caller: { guildId, memberId, admin } }) => {
    await services.generation.delete(ref, guildId, memberId, admin);
    return deletedView();
  },
});

/**
 * On a message where the bot is not: it can be replaced only by an answer to a press on itself, so the question is a form
 * and not a message of its own.
 */
const deleteHere = defineButton({
  name: 'delete-here',
  elsewhere: true,
  gate: 'right',
  async opens({ ref, services, caller: { guildId, memberId, admin } }) {
    return deleteHereModal(await services.generation.removable(ref, guildId, memberId, admin));
  },
});

const deleteHereSent = defineModal({
  name: 'delete-here',
  elsewhere: true,
  gate: 'right',
  visibility: 'replace',
  async execute({ ref, services, caller: { guildId, memberId, admin }, fields }) {
    if ([fields.sure].flat()[0] !== 'yes') throw new UserError('cancelled', said('generate.notDeleted'));
    await services.generation.delete(ref, guildId, memberId, admin, { replaced: true });
    return deletedView();
  },
});

const keepImage = defineButton({
  name: 'delete-image-keep',
  elsewhere: true,
  gate: 'right',
  answer: 'replace',
  direct: true,
  execute: async ({ ref }) => imageKeptView(ref),
});

/** The Generate button of an actor: asks for a prompt. */
const generateActor = defineButton({
  name: 'generate-actor',
  gate: 'generate',
  opens: async ({ ref, services, caller }) => {
    const actor = await services.actors.askable(caller.guildId, caller.memberId, ref);
    return promptModal(
      `generate-actor:${actor.id}`,
      t('generate.generateTitle', { actor: actor.name }),
      `${actor.name} `,
    );
  },
});

const generateActorSent = defineModal({
  name: 'generate-actor',
  gate: 'generate',
  asks: async ({ ref, caller, fields }) => ({
    ...placeOf(caller),
    actor: ref,
    prompt: String(fields.prompt ?? ''),
  }),
});

export const imageButtons: ButtonDeclaration[] = [
  reroll,
  editPrompt,
  variations,
  change,
  cancel,
  details,
  deleteImage,
  deleteImageNow,
  deleteHere,
  keepImage,
  generateActor,
];
export const imageModals: ModalDeclaration[] = [
  editPromptSent,
  variationsSent,
  changeSent,
  deleteHereSent,
  generateActorSent,
];
