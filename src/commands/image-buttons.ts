import { deletedView, detailsView, promptModal } from '../views/image-view.ts';
import { type ButtonDeclaration, defineButton, defineModal, type ModalDeclaration } from './command.ts';
import { makeImages, placeOf } from './generate.ts';

/** Re-rolls of a private image are private too; where an answer goes is declared, so these are two buttons. */
const rerollAs = (name: string, answer: 'public' | 'private') =>
  defineButton({
    name,
    answer,
    execute: async ({ ref, services, caller, progress, post }) => {
      const request = await services.generation.requestOf(ref, caller);
      return makeImages(services, { ...request, post, fresh: true }, progress);
    },
  });

/** What `edit-prompt` is about: `<id>`, or `private/<id>` for an image that only its member sees. */
const privateRef = 'private/';
const idIn = (ref: string) => (ref.startsWith(privateRef) ? ref.slice(privateRef.length) : ref);

const editPrompt = defineButton({
  name: 'edit-prompt',
  answer: 'public',
  opens: async ({ ref, services, caller }) => {
    const { prompt } = await services.generation.requestOf(idIn(ref), caller);
    return promptModal(`edit-prompt:${ref}`, 'Edit the prompt', prompt);
  },
});

const editPromptSent = defineModal({
  name: 'edit-prompt',
  visibility: ref => (ref.startsWith(privateRef) ? 'private' : 'public'),
  execute: async ({ ref, services, caller, fields, progress, post }) => {
    const request = await services.generation.requestOf(idIn(ref), caller);
    return makeImages(services, { ...request, post, prompt: String(fields.prompt ?? '') }, progress);
  },
});

const details = defineButton({
  name: 'details',
  answer: 'private',
  execute: async ({ ref, services, caller }) =>
    detailsView(await services.generation.details(ref, caller.guildId, caller.memberId)),
});

const deleteImage = defineButton({
  name: 'delete-image',
  answer: 'replace',
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
  execute: ({ ref, services, caller, fields, progress, post }) =>
    makeImages(
      services,
      { ...placeOf(caller), post, actor: ref, prompt: String(fields.prompt ?? '') },
      progress,
    ),
});

export const imageButtons: ButtonDeclaration[] = [
  rerollAs('reroll', 'public'),
  rerollAs('reroll-private', 'private'),
  editPrompt,
  details,
  deleteImage,
  generateActor,
];
export const imageModals: ModalDeclaration[] = [editPromptSent, generateActorSent];
