import { UserError } from '../../errors.ts';
import type { Services } from '../../services/index.ts';
import type { Reference } from '../../services/references/reference.ts';
import type { View } from '../../views/components.ts';
import {
  referenceChangeModal,
  referenceStatementModal,
  referenceView,
} from '../../views/generate/reference-view.ts';
import { said } from '../../words/words.ts';
import {
  type ButtonDeclaration,
  defineButton,
  defineMessageCommand,
  defineModal,
  type ModalDeclaration,
} from '../command.ts';
import { placeOf } from './generate.ts';

async function shown(services: Services, reference: Reference, left = 0): Promise<View> {
  const names = await services.actors.namesOf(reference.guildId, reference.actorIds);
  return referenceView(reference, { names: [...names.values()], left });
}

/** Takes the first picture of a message, so that a member can start from it. */
export const useAsReference = defineMessageCommand({
  name: 'Use as reference',
  gate: 'generate',
  visibility: 'private',
  async execute({ services, caller, message: { pictures } }) {
    const [first] = pictures;
    if (!first) throw new UserError('bad-input', said('generate.noPicture'));
    return shown(services, await services.references.give(first, caller), pictures.length - 1);
  },
});

const agreed = defineButton({
  name: 'reference-agreed',
  gate: 'generate',
  opens: async ({ ref, services, caller }) =>
    referenceStatementModal((await services.references.byId(ref, caller)).id),
});

const agreedSent = defineModal({
  name: 'reference-agreed',
  gate: 'generate',
  visibility: 'onward',
  execute: async ({ ref, services, caller, fields }) =>
    shown(services, await services.references.state(ref, caller, String(fields.statement ?? '').trim())),
});

const change = defineButton({
  name: 'reference-change',
  gate: 'generate',
  opens: async ({ ref, services, caller }) =>
    referenceChangeModal((await services.references.byId(ref, caller)).id),
});

const changeSent = defineModal({
  name: 'reference-change',
  gate: 'generate',
  asks: async ({ ref, services, caller, fields }) => {
    const { sha256, actorIds } = await services.references.byId(ref, caller);
    const [actor, actor2] = actorIds;
    return {
      ...placeOf(caller),
      ...{ actor, actor2 },
      prompt: String(fields.change ?? ''),
      changeOf: { sha256 },
    };
  },
});

export const referenceButtons: ButtonDeclaration[] = [agreed, change];
export const referenceModals: ModalDeclaration[] = [agreedSent, changeSent];
