import { UserError } from '../../../errors.ts';
import { list } from '../../../words/numbers.ts';
import { type Said, said, t, together } from '../../../words/words.ts';
import type { Actor, ActorVersion, Serving } from '../../actors/actor.ts';
import { agreedToSending } from '../../actors/agreed-to.ts';
import { mayBeAsked, servingIn } from '../../actors/servings.ts';
import type { LinkKind, Route } from '../../huggingface/inference/image-request.ts';
import type { Model } from '../../models/model.ts';
import type { ModelsService } from '../../models/models-service.ts';

/** Where images of a trained version can be made now. */
export interface TrainedWays {
  model: Model;
  /** Commit of the base. */
  revision: string;
  /** Those that can be used, the best first. */
  routes: Route[];
  /** Image services that could have it, if only the person shown agreed to it being sent. */
  afterConsent: string[];
  /** What image services answered that refused this version, the latest first. */
  refused: Serving[];
}

export type FindTrainedWays = (actor: Actor, version: ActorVersion) => Promise<TrainedWays>;

/**
 * The operator's own endpoint comes first: nothing leaves for anybody else, and it costs no credit. Then come the image
 * services that load LoRAs of the base from a link. With an address of its own the bot answers at the link itself:
 * that link ends with the consent, at any moment, and lives for minutes. The hub's lives for an hour whatever happens,
 * but needs nothing of the bot: it is the only one without PUBLIC_URL, and the next one where the bot's is not reached.
 * @throws UserError model-unknown | model-unavailable where admins have hidden the base
 */
export function createTrainedWays({
  models,
  linkKinds,
  now,
}: {
  models: Pick<ModelsService, 'resolveForLora'>;
  /** Who can answer at links, the preferred first; empty where private weights are not sent. */
  linkKinds: readonly LinkKind[];
  now: () => number;
}): FindTrainedWays {
  return async (actor, version) => {
    const { baseModel, repo } = version;
    const { model, revision, routes, byLink, onOwn } = await models.resolveForLora(
      actor.guildId,
      baseModel,
      repo,
    );
    const agreed = agreedToSending(actor);
    const linked = byLink
      .flatMap(route => linkKinds.map(link => ({ ...route, link })))
      .filter(route => mayBeAsked(servingIn(version, route), now()));
    const withoutOwn = [...routes, ...(agreed ? linked : [])];
    const after = [
      ...(onOwn ? [t('models.ownComputer')] : []),
      ...new Set(linked.map(({ provider }) => provider)),
    ];
    return {
      model,
      revision,
      // With a computer of its own a server pays for nothing behind its back.
      routes: onOwn && agreed ? [onOwn, ...routes.filter(({ via }) => via !== 'provider')] : withoutOwn,
      afterConsent: agreed ? [] : after,
      refused: (version.servings ?? [])
        .filter(({ outcome }) => outcome === 'refused')
        .sort((a, b) => b.at - a.at),
    };
  };
}

/** Why a version cannot be used, and what would help. `elseWorks` is what can be done until then. */
export function noTrainedWay(
  { name }: Actor,
  { model, afterConsent, refused }: TrainedWays,
  elseWorks: Said | undefined,
): UserError {
  const trained = { actor: name, model: model.name };
  if (afterConsent.length > 0) {
    const why = () => t('generation.afterConsent', { ...trained, providers: list(afterConsent, 'or') });
    return new UserError('consent-needed', together(why, elseWorks));
  }
  const [last] = refused;
  if (!last) {
    return new UserError('not-served', together(said('generation.notServed', trained), elseWorks));
  }
  const { provider, reason } = last;
  return new UserError(
    'not-served',
    together(
      said('generation.refusedBy', { ...trained, provider }),
      reason === undefined ? undefined : () => reason,
      said('generation.askedAgain'),
      elseWorks,
    ),
  );
}
