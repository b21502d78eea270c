import { UserError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import type { Hub } from '../huggingface/hub/hub.ts';
import type { Collection } from '../storage/collection.ts';
import { addedFrom, typedModelId } from './added-model.ts';
import { type Availability, createAvailabilities } from './availability.ts';
import { closest } from './closest.ts';
import { createGuildModels, folded, type NamedModel, type StoredGuildModels } from './guild-models.ts';
import type { Model } from './model.ts';

export type { Availability } from './availability.ts';

export interface Suggestion {
  model: Model;
  /** Undefined while the hub has not been heard. */
  available: boolean | undefined;
}

/** The models of each server: those that the bot knows and those that its admins added, without what they hid. */
export interface ModelsService {
  /** Every model, as the hub said at most ten minutes ago; older answers are used while a new one is fetched. */
  list(guildId: string): Promise<Availability[]>;
  /**
   * What makes images from words: by id, old id or name; without one, the first that is available.
   * @throws UserError model-unknown | model-unavailable | bad-input for one that starts from pictures
   */
  resolve(guildId: string, idOrName: string | undefined): Promise<Availability>;
  /** Where images with a LoRA on this base can be made. @throws UserError model-unknown | model-unavailable | not-served */
  resolveForLora(guildId: string, baseModel: string, loraRepo: string): Promise<Availability>;
  /** What makes a picture from a picture, for previews and variations. @throws UserError not-served */
  forPreview(guildId: string): Promise<Availability>;
  /** A provider said that it does not serve the model after all: the hub is asked again. Another that is available. */
  gone(guildId: string, modelId: string): Promise<Model | undefined>;
  /**
   * Models for words whose name or id holds what was typed, at most 25: those with an id in `first`, in that order,
   * then those that are available. Never waits for the hub.
   */
  suggest(guildId: string, typed: string, options?: { first?: readonly string[] }): Suggestion[];
  /** What the admins of a server did not hide, of both kinds. */
  shown(guildId: string): Model[];
  /** What they hid. */
  hidden(guildId: string): Model[];
  /** Adds a model of the hub, by its id or the address of its page. @throws UserError bad-input | not-found | provider-failed */
  add(guildId: string, typed: string): Promise<Availability>;
  /** It is neither offered nor used from now on. @throws UserError model-unknown | bad-input */
  hide(guildId: string, idOrName: string): Promise<Model>;
  /** @throws UserError model-unknown | bad-input */
  unhide(guildId: string, idOrName: string): Promise<Model>;
  forgetGuild(guildId: string): Promise<void>;
  /** Servers whose admins decided something about models. */
  guildIds(): string[];
}

const suggestedMost = 25;
const namesOf = ({ id, name, aliases }: Model) => [id, name, ...aliases];

/** By its id before its name, which two may share. */
function find(models: NamedModel[], idOrName: string): Model | undefined {
  const wanted = folded(idOrName);
  const found = models.find(({ ids }) => ids.includes(wanted)) ?? models.find(({ name }) => name === wanted);
  return found?.model;
}

/** Reads every server's models once. */
export async function createModelsService({
  hub,
  collection,
  hasEndpoint,
  patienceMs = 10_000,
  now,
  logger,
}: {
  hub: Pick<Hub, 'servedBy' | 'modelPage'>;
  collection: Collection<StoredGuildModels>;
  hasEndpoint: boolean;
  /** How long a list waits for models that nothing is known of. */
  patienceMs?: number;
  now: () => number;
  logger: Logger;
}): Promise<ModelsService> {
  const guilds = await createGuildModels(collection);
  const availabilities = createAvailabilities({ hub, hasEndpoint, patienceMs, now, logger });

  const ofKind = (guildId: string, kind: Model['kind']) =>
    guilds.shown(guildId).filter(({ model }) => model.kind === kind);
  const modelsFor = (guildId: string, kind: Model['kind']) => ofKind(guildId, kind).map(({ model }) => model);
  const firstAvailable = (guildId: string) => availabilities.first(modelsFor(guildId, 'text-to-image'));

  /** A sentence about one that can be had, to go on with. */
  async function insteadOf(guildId: string): Promise<string> {
    const instead = await firstAvailable(guildId);
    return instead ? ` **${instead.model.name}** is available now.` : '';
  }

  function unknown(idOrName: string, among: NamedModel[]): UserError {
    const close = closest(
      idOrName.slice(0, 80),
      among.map(({ model }) => model),
      namesOf,
    ).map(({ name }) => `**${name}**`);
    const meant = close.length > 0 ? ` Did you mean ${close.join(' or ')}?` : '';
    return new UserError(
      'model-unknown',
      `I do not know a model of that name.${meant} \`/models list\` shows them all.`,
    );
  }

  const isHidden = ({ name }: Model) =>
    new UserError('model-unavailable', `The admins of this server have hidden **${name}**.`);

  return {
    list: guildId => availabilities.all(guilds.shown(guildId).map(({ model }) => model)),

    suggest(guildId, typed, { first = [] } = {}) {
      const wanted = folded(typed);
      const ranked: { suggestion: Suggestion; rank: number }[] = [];
      for (const { model, name, ids } of guilds.shown(guildId)) {
        if (model.kind !== 'text-to-image') continue;
        if (!name.includes(wanted) && !ids.some(id => id.includes(wanted))) continue;
        const available = availabilities.peek(model);
        const own = first.indexOf(model.id);
        const rank =
          own >= 0 ? own - first.length : (available === false ? 2 : 0) + (name.startsWith(wanted) ? 0 : 1);
        ranked.push({ suggestion: { model, available }, rank });
      }
      const suggested = ranked.sort((a, b) => a.rank - b.rank).slice(0, suggestedMost);
      for (const { suggestion } of suggested) availabilities.prepare(suggestion.model);
      return suggested.map(({ suggestion }) => suggestion);
    },

    async gone(guildId, modelId) {
      availabilities.doubt(modelId);
      const others = modelsFor(guildId, 'text-to-image').filter(({ id }) => id !== modelId);
      const doubted = guilds.shown(guildId).find(({ model }) => model.id === modelId);
      if (doubted) availabilities.prepare(doubted.model);
      return (await availabilities.first(others))?.model;
    },

    async resolve(guildId, idOrName) {
      if (idOrName === undefined) {
        const first = await firstAvailable(guildId);
        if (first) return first;
        throw new UserError(
          'model-unavailable',
          'No model is available at the moment. `/models list` says why.',
        );
      }
      const model = find(guilds.shown(guildId), idOrName);
      if (!model) {
        const hidden = find(guilds.hidden(guildId), idOrName);
        if (!hidden) throw unknown(idOrName, ofKind(guildId, 'text-to-image'));
        throw new UserError('model-unavailable', `${isHidden(hidden).message}${await insteadOf(guildId)}`);
      }
      if (model.kind === 'image-to-image') {
        throw new UserError(
          'bad-input',
          `**${model.name}** starts from a picture: the bot takes it for previews and variations by itself.${await insteadOf(guildId)}`,
        );
      }
      const found = await availabilities.of(model);
      if (found.routes.length > 0) return found;
      throw new UserError(
        'model-unavailable',
        `**${model.name}** is not available. ${found.reason ?? ''}${await insteadOf(guildId)}`,
      );
    },

    async resolveForLora(guildId, baseModel, loraRepo) {
      const model = find(guilds.shown(guildId), baseModel);
      if (!model) {
        const hidden = find(guilds.hidden(guildId), baseModel);
        if (hidden) {
          throw new UserError(
            'model-unavailable',
            `This actor is trained on **${hidden.name}**, which the admins of this server have hidden. Until they bring it back, \`/generate\` without the actor works.`,
          );
        }
        throw new UserError('model-unknown', 'The base that this actor was trained on is not known here.');
      }
      const [found, routes] = await Promise.all([
        availabilities.of(model),
        availabilities.loraRoutes(model, loraRepo),
      ]);
      if (routes.length > 0) return { model, routes, revision: found.revision };
      throw new UserError(
        'not-served',
        `This actor is trained on **${model.name}**, but nothing can serve it now: its model is private, and no provider serves private ones. ` +
          'It works once an admin sets INFERENCE_ENDPOINT_URL. Until then, `/generate` without the actor works.',
      );
    },

    async forPreview(guildId) {
      const models = modelsFor(guildId, 'image-to-image');
      const [best] = models;
      if (!best) {
        throw new UserError(
          'not-served',
          'The admins of this server have hidden the models that start from a picture. `/models unhide` brings them back.',
        );
      }
      const found = await availabilities.first(models);
      if (found) return found;
      const { reason = '' } = await availabilities.of(best);
      throw new UserError(
        'not-served',
        `No model that starts from a picture is served at the moment. **${best.name}**: ${reason}`,
      );
    },

    shown: guildId => guilds.shown(guildId).map(({ model }) => model),
    hidden: guildId => guilds.hidden(guildId).map(({ model }) => model),

    async add(guildId, typed) {
      const id = typedModelId(typed);
      const page = await hub.modelPage(id).catch(error => {
        logger.warn({ err: error }, 'the hub did not show the page of a model');
        throw new UserError(
          'provider-failed',
          'The Hugging Face hub did not answer, so the model could not be checked. Try again in a minute.',
          { cause: error },
        );
      });
      // A private one could be somebody's actor; nothing of it is said to whoever guesses its name.
      if (!page || page.private) {
        throw new UserError(
          'not-found',
          `There is no public model \`${id}\` on Hugging Face. Check its spelling.`,
        );
      }
      return availabilities.of(await guilds.add(guildId, addedFrom(page)));
    },

    async hide(guildId, idOrName) {
      const model = find(guilds.shown(guildId), idOrName);
      if (!model) {
        const hidden = find(guilds.hidden(guildId), idOrName);
        if (hidden) throw new UserError('bad-input', `**${hidden.name}** is hidden already.`);
        throw unknown(idOrName, guilds.shown(guildId));
      }
      await guilds.hide(guildId, model.id);
      return model;
    },

    async unhide(guildId, idOrName) {
      const model = find(guilds.hidden(guildId), idOrName);
      if (!model) {
        const shown = find(guilds.shown(guildId), idOrName);
        if (shown) throw new UserError('bad-input', `**${shown.name}** is not hidden.`);
        throw unknown(idOrName, guilds.hidden(guildId));
      }
      await guilds.unhide(guildId, model.id);
      return model;
    },

    forgetGuild: guilds.forgetGuild,
    guildIds: guilds.guildIds,
  };
}
