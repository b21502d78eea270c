import { cancelledView, deletedView, detailsView, promptModal } from '../views/image-view.ts';
import { type ButtonDeclaration, defineButton, defineModal, type ModalDeclaration } from './command.ts';
import { placeOf } from './generate.ts';

const reroll = defineButton({
  name: 'reroll',
  answer: 'public',
  asks: async ({ ref, services, caller }) => ({
    ...(await services.generation.requestOf(ref, caller)),
    fresh: true,
  }),
});

const editPrompt = defineButton({
  name: 'edit-prompt',
  answer: 'public',
  opens: async ({ ref, services, caller }) => {
    const { prompt, actor } = await services.generation.requestOf(ref, caller);
    // Before anything is typed in vain.
    if (actor) await services.actors.usable(caller.guildId, caller.memberId, actor);
    return promptModal(`edit-prompt:${ref}`, 'Edit the prompt', prompt);
  },
});

const editPromptSent = defineModal({
  name: 'edit-prompt',
  visibility: 'public',
  asks: async ({ ref, services, caller, fields }) => ({
    ...(await services.generation.requestOf(ref, caller)),
    prompt: String(fields.prompt ?? ''),
  }),
});

const details = defineButton({
  name: 'details',
  answer: 'private',
  direct: true,
  execute: async ({ ref, services, caller }) =>
    detailsView(await services.generation.details(ref, caller.guildId, caller.memberId)),
});

const cancel = defineButton({
  name: 'cancel',
  answer: 'private',
  execute: async ({ ref, services, caller }) => {
    services.generation.cancel(ref, caller);
    return cancelledView();
  },
});

const deleteImage = defineButton({
  name: 'delete-image',
  answer: 'replace',
  direct: true,
  execute: async ({ ref, services, caller }) => {
    const { guildId, memberId, admin } = caller;
    await services.generation.delete(ref, guildId, memberId, admin, { replaced: true });
    return deletedView();
  },
});

/** The Generate button of an actor: asks for a prompt. */
const generateActor = defineButton({
  name: 'generate-actor',
  answer: 'public',
  opens: async ({ ref, services, caller }) => {
    const actor = await services.actors.usable(caller.guildId, caller.memberId, ref);
    return promptModal(`generate-actor:${actor.id}`, `Generate ${actor.name}`, `${actor.name} `);
  },
});

const generateActorSent = defineModal({
  name: 'generate-actor',
  visibility: 'public',
  asks: async ({ ref, caller, fields }) => ({
    ...placeOf(caller),
    actor: ref,
    prompt: String(fields.prompt ?? ''),
  }),
});

export const imageButtons: ButtonDeclaration[] = [
  reroll,
  editPrompt,
  cancel,
  details,
  deleteImage,
  generateActor,
];
export const imageModals: ModalDeclaration[] = [editPromptSent, generateActorSent];
