import { type Actor, activeVersionOf } from '../../services/actors/actor.ts';
import type { Model } from '../../services/models/model.ts';
import type { Suggestion } from '../../services/models/models-service.ts';
import { type PlainKey, t } from '../../words/words.ts';
import type { AutocompleteContext, Choice } from '../command.ts';
import { actorsGiven } from './actor-options.ts';

/** Suggests the models that can make what has been filled in so far. */
export async function fittingModels(context: AutocompleteContext): Promise<Choice[]> {
  const { typed, given, services, caller } = context;
  const [people, used] = await Promise.all([
    actorsGiven(context),
    services.generation.usedBy(caller.memberId),
  ]);
  const ways = waysFor(people, given.using);
  return services.models
    .suggest(caller.guildId, typed, {
      first: used.models,
      which: model => ways.some(({ takes }) => takes(model)),
    })
    .map(suggestion => ({
      name: `${suggestion.model.name} · ${remarkOn(suggestion, ways)}`,
      value: suggestion.model.id,
    }));
}

interface Way {
  takes(model: Model): boolean;
  /** What tells a model of this way from those of another. */
  remark?: PlainKey;
}

/** Which models a request can go to: only a model that is shown photos knows an actor, or the one trained on them. */
function waysFor([actor, other]: readonly Actor[], using: string | undefined): Way[] {
  if (!actor) return [{ takes: ({ kind }) => kind === 'text-to-image' }];
  const least = other ? 2 : 1;
  const photos: Way = {
    takes: ({ kind, picturesMost = 1 }) => kind === 'image-to-image' && picturesMost >= least,
    remark: 'generate.fromPhotos',
  };
  const version = activeVersionOf(actor);
  if (!version || other || using === 'photos') return [photos];
  const trained: Way = {
    takes: ({ id, aliases }) => [id, ...aliases].includes(version.baseModel),
    remark: 'generate.trainedModel',
  };
  return using === 'trained' ? [trained] : [trained, photos];
}

function remarkOn({ model, available }: Suggestion, ways: readonly Way[]): string {
  if (available === false) return t('generate.unavailable');
  const remark = ways.length > 1 ? ways.find(({ takes }) => takes(model))?.remark : undefined;
  return remark ? t(remark) : model.goodFor();
}
