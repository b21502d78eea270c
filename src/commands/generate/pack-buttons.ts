import { UserError } from '../../errors.ts';
import { type Pack, packOf, requestForPack } from '../../services/generation/requests/packs.ts';
import type { GenerationRequest } from '../../services/generation/requests/plan.ts';
import type { Services } from '../../services/index.ts';
import type { View } from '../../views/components.ts';
import { type PackRef, packQuoteView, packRefs, packsView } from '../../views/generate/pack-view.ts';
import { type ButtonDeclaration, type Caller, defineButton } from '../command.ts';
import { placeOf } from './generate.ts';

/** @throws UserError gone */
function packNamed({ packId }: PackRef): Pack {
  const pack = packOf(packId);
  if (!pack) throw new UserError('gone', 'I don’t have that pack any more. `/actor show` has the others.');
  return pack;
}

async function requestOf(services: Services, caller: Caller, ref: PackRef): Promise<GenerationRequest> {
  const actor = await services.actors.askable(caller.guildId, caller.memberId, ref.actorId);
  return {
    ...placeOf(caller),
    ...requestForPack(packNamed(ref), actor.name),
    actor: actor.id,
    private: ref.private,
    fresh: ref.fresh,
  };
}

async function quoteOf(services: Services, caller: Caller, ref: PackRef): Promise<View> {
  const { name } = await services.actors.askable(caller.guildId, caller.memberId, ref.actorId);
  const quote = await services.generation.quotePack(await requestOf(services, caller, ref));
  return packQuoteView(packNamed(ref), name, ref, quote, error =>
    error instanceof UserError ? error.message : 'Something went wrong on my side.',
  );
}

/** The *Pack…* button of an actor. */
const packs = defineButton({
  name: 'packs',
  gate: 'generate',
  answer: 'onward',
  execute: async ({ ref, services, caller }) =>
    packsView(await services.actors.askable(caller.guildId, caller.memberId, ref)),
});

/** Says the price and the time first. */
const quote = defineButton({
  name: 'pack',
  gate: 'generate',
  answer: 'onward',
  execute: ({ ref, services, caller }) => quoteOf(services, caller, packRefs.parse(ref)),
});

/** On the message of a finished pack, which stays. */
const again = defineButton({
  name: 'pack-again',
  gate: 'generate',
  answer: 'private',
  execute: ({ ref, services, caller }) => quoteOf(services, caller, packRefs.parse(ref)),
});

/** The price was said, so it is agreed to; one that has risen since is asked about again. */
const make = defineButton({
  name: 'pack-make',
  gate: 'generate',
  async asks({ ref, services, caller }) {
    const asked = packRefs.parse(ref);
    return { ...(await requestOf(services, caller, asked)), agreedMicros: asked.micros };
  },
});

export const packButtons: ButtonDeclaration[] = [packs, quote, again, make];
