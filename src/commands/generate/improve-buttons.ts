import { byWords } from '../../services/generation/requests/touch-ups.ts';
import { promptModal } from '../../views/generate/image-forms.ts';
import { improvedView } from '../../views/generate/improve-view.ts';
import { t } from '../../words/words.ts';
import { type ButtonDeclaration, defineButton, defineModal, type ModalDeclaration } from '../command.ts';
import { placeOf } from './generate.ts';

/** Other words for the prompt of an image. */
const improve = defineButton({
  name: 'improve',
  elsewhere: true,
  gate: 'generate',
  answer: 'private',
  async execute({ ref, services, caller }) {
    const { generation } = services;
    return improvedView(await generation.improvePrompt(byWords(await generation.requestOf(ref, caller))));
  },
});

const use = defineButton({
  name: 'improve-use',
  elsewhere: true,
  gate: 'generate',
  asks: async ({ ref, services, caller }) => ({
    ...(await services.generation.agreeTo(ref, caller)),
    ...placeOf(caller),
  }),
});

const edit = defineButton({
  name: 'improve-edit',
  elsewhere: true,
  gate: 'generate',
  opens: async ({ ref, services, caller }) =>
    promptModal(
      `improve-edit:${ref}`,
      t('generate.editTitle'),
      (await services.generation.agreeTo(ref, caller)).prompt,
    ),
});

const edited = defineModal({
  name: 'improve-edit',
  elsewhere: true,
  gate: 'generate',
  asks: async ({ ref, services, caller, fields }) => ({
    ...(await services.generation.agreeTo(ref, caller)),
    ...placeOf(caller),
    prompt: String(fields.prompt ?? ''),
  }),
});

export const improveButtons: ButtonDeclaration[] = [improve, use, edit];
export const improveModals: ModalDeclaration[] = [edited];
