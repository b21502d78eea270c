import { UserError } from '../../errors.ts';
import type { Actor } from '../../services/actors/actor.ts';
import { idIn, type Pack, requestForPack } from '../../services/generation/requests/packs.ts';
import type { GenerationRequest } from '../../services/generation/requests/plan.ts';
import type { Services } from '../../services/index.ts';
import type { View } from '../../views/components.ts';
import { type PackRef, packQuoteView, packRefs, packsView } from '../../views/generate/pack-view.ts';
import { t } from '../../words/words.ts';
import { type ButtonDeclaration, type Caller, defineButton } from '../command.ts';
import { placeOf } from './generate.ts';

/** @throws UserError */
const actorOf = (services: Services, { guildId, memberId }: Caller, { actorId }: Pick<PackRef, 'actorId'>) =>
  services.actors.askable(guildId, memberId, actorId);

const requestOf = (caller: Caller, ref: PackRef, pack: Pack, { id, name }: Actor): GenerationRequest => ({
  ...placeOf(caller),
  ...requestForPack(pack, name),
  actor: id,
  private: ref.private,
  fresh: ref.fresh,
});

async function quoteOf(services: Services, caller: Caller, ref: PackRef): Promise<View> {
  const actor = await actorOf(services, caller, ref);
  const pack = services.packs.named(caller.guildId, idIn(ref.packKey));
  const quote = await services.generation.quotePack(requestOf(caller, ref, pack, actor));
  return packQuoteView(pack, actor.name, ref, quote, error =>
    error instanceof UserError ? error.tell() : t('packs.failed'),
  );
}

/** The *Pack…* button of an actor. */
const packs = defineButton({
  name: 'packs',
  gate: 'generate',
  answer: 'onward',
  execute: async ({ ref, services, caller }) =>
    packsView(await actorOf(services, caller, { actorId: ref }), services.packs.of(caller.guildId), caller),
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

/** The scenes and the price were shown, so they are agreed to; a price that has risen since is asked about again. */
const make = defineButton({
  name: 'pack-make',
  gate: 'generate',
  async asks({ ref, services, caller }) {
    const asked = packRefs.parse(ref);
    const pack = services.packs.named(caller.guildId, asked.packKey);
    return {
      ...requestOf(caller, asked, pack, await actorOf(services, caller, asked)),
      agreedMicros: asked.micros,
    };
  },
});

export const packButtons: ButtonDeclaration[] = [packs, quote, again, make];
