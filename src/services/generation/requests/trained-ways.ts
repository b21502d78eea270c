import { UserError } from '../../../errors.ts';
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
    const { model, revision, routes, byLink } = await models.resolveForLora(actor.guildId, baseModel, repo);
    const agreed = agreedToSending(actor);
    const linked = byLink
      .flatMap(route => linkKinds.map(link => ({ ...route, link })))
      .filter(route => mayBeAsked(servingIn(version, route), now()));
    return {
      model,
      revision,
      routes: [...routes, ...(agreed ? linked : [])],
      afterConsent: agreed ? [] : [...new Set(linked.map(({ provider }) => provider))],
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
  elseWorks: string,
): UserError {
  const trained = `**${name}** is trained on **${model.name}**`;
  if (afterConsent.length > 0) {
    return new UserError(
      'consent-needed',
      `${trained}, and ${afterConsent.join(' or ')} could make images with it, but the person shown agreed to an ` +
        'earlier text, in which the trained model stays with the bot. They are asked whether it may be sent there. ' +
        elseWorks,
    );
  }
  const [last] = refused;
  return new UserError(
    'not-served',
    last
      ? `${trained}, and ${last.provider} cannot use that. ${last.reason ?? ''} It is asked again after a day; an admin can set INFERENCE_ENDPOINT_URL. ${elseWorks}`
      : `${trained}, but nothing can serve it now: no image service loads models that were trained on it. It works once an admin sets INFERENCE_ENDPOINT_URL. ${elseWorks}`,
  );
}
