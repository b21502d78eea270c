import type { Logger } from '../../logger.ts';
import type { Hub } from '../huggingface/hub/hub.ts';
import type { SettingsService } from '../settings/settings-service.ts';
import type { Collection } from '../storage/collection.ts';
import { type Availabilities, createAvailabilities } from './availability.ts';
import { catalogue } from './catalogue.ts';
import { createModelCuration } from './curate-models.ts';
import { findModel } from './find-model.ts';
import { createGuildModels, type NamedModel } from './guild-models.ts';
import type { GuildStyles } from './guild-styles.ts';
import type { LoraWays } from './lora-ways.ts';
import type { Model } from './model.ts';
import { createOwnComputers } from './own-computers.ts';
import { createModelResolver } from './resolve-model.ts';
import type { Availability, ServingHub } from './served-routes.ts';
import { folded, type StoredGuildModels } from './stored-models.ts';

export type { LoraWays } from './lora-ways.ts';
export type { Availability } from './served-routes.ts';

/** A LoRA's base, with the ways to both. */
export interface ServedLora extends Omit<Availability, 'reason'>, LoraWays {}

export interface Suggestion {
  model: Model;
  /** Undefined while the hub has not been heard. */
  available: boolean | undefined;
}

/** With which a change can be undone; absent where nothing changed. */
export interface Changed {
  changeId: string | undefined;
}

/** The models of each server: those that the bot knows and those that its admins added, without what they hid. */
export interface ModelsService extends GuildStyles {
  /** Reads again what another process may have changed: of one server, or of all. One process alone reads nothing. */
  refresh(guildId?: string): Promise<void>;
  /** Every model, as the hub said at most ten minutes ago; older answers are used while a new one is fetched. */
  list(guildId: string): Promise<Availability[]>;
  /**
   * What makes images from words: by id, old id or name; without one, the first that is available.
   * @throws UserError model-unknown | model-unavailable | bad-input for one that starts from pictures
   */
  resolve(guildId: string, idOrName: string | undefined): Promise<Availability>;
  /**
   * Where images with a LoRA on this base can be made, which may be nowhere.
   * @throws UserError model-unknown | model-unavailable where it is hidden
   */
  resolveForLora(guildId: string, baseModel: string, loraRepo: string): Promise<ServedLora>;
  /** Where images of an actor of a server trained on this base could be made; undefined for a base that nobody knows. */
  loraWaysOf(baseModel: string, guildId: string): Promise<LoraWays | undefined>;
  /**
   * What makes a picture from so many pictures, or from fewer (`picturesMost`) where nothing takes as many, unless they
   * have to be `exactly` these; by id or name where `model` is given.
   * @throws UserError not-served | model-unknown | model-unavailable | bad-input
   */
  forPictures(
    guildId: string,
    count: number,
    options?: { model?: string; exactly?: boolean },
  ): Promise<Availability>;
  /** A provider said that it does not serve the model after all: the hub is asked again. Another that is available. */
  gone(guildId: string, modelId: string): Promise<Model | undefined>;
  /**
   * Models whose name or id holds what was typed, at most 25: those with an id in `first`, in that order, then those
   * that are available. Models for words, unless `which` says otherwise. Never waits for the hub.
   */
  suggest(
    guildId: string,
    typed: string,
    options?: { first?: readonly string[]; which?: (model: Model) => boolean },
  ): Suggestion[];
  /** What the admins of a server did not hide, of both kinds. */
  shown(guildId: string): Model[];
  /** Whether the model by that id or name starts from words or from pictures; nothing where it is not known. */
  kindOf(guildId: string, idOrName: string): Model['kind'] | undefined;
  /** The id of the model by that id, earlier id or name; undefined for one that this server does not show. */
  idOf(guildId: string, idOrName: string): string | undefined;
  /** What they hid. */
  hidden(guildId: string): Model[];
  /** Adds a model of the hub, by its id or the address of its page. @throws UserError bad-input | not-found | provider-failed */
  add(guildId: string, by: string, typed: string): Promise<Availability & Changed>;
  /** It is neither offered nor used from now on. @throws UserError model-unknown | bad-input */
  hide(guildId: string, by: string, idOrName: string): Promise<Model & Changed>;
  /** @throws UserError model-unknown | bad-input */
  unhide(guildId: string, by: string, idOrName: string): Promise<Model & Changed>;
  forgetGuild(guildId: string): Promise<void>;
  /** Servers whose admins decided something about models. */
  guildIds(): string[];
}

const suggestedMost = 25;
const startsFromWords = ({ kind }: Model) => kind === 'text-to-image';

/** Reads every server's models once. */
export async function createModelsService({
  hub,
  collection,
  noted,
  isAlone = false,
  hasEndpoint,
  hasWorker = () => false,
  patienceMs = 10_000,
  now,
  logger,
}: {
  hub: ServingHub & Pick<Hub, 'modelPage'>;
  collection: Collection<StoredGuildModels>;
  /** Without it, what admins change can't be undone. */
  noted?: SettingsService['noted'];
  /** No other process changes what is stored. */
  isAlone?: boolean;
  hasEndpoint: boolean;
  /** Whether a computer of the server draws with the model now. */
  hasWorker?: (guildId: string, modelId: string) => boolean;
  /** How long a list waits for models that nothing is known of. */
  patienceMs?: number;
  now: () => number;
  logger: Logger;
}): Promise<ModelsService> {
  const guilds = await createGuildModels(collection, noted);
  const onOwn = createOwnComputers(hasWorker);
  const availabilities = createAvailabilities({ hub, hasEndpoint, patienceMs, now, logger });
  const modelsOf = (named: NamedModel[]) => named.map(({ model }) => model);

  return {
    ...createModelResolver({ guilds, availabilities, onOwn }),
    ...createModelCuration({ hub, guilds, availabilities, logger }),
    async list(guildId) {
      const all = await availabilities.all(modelsOf(guilds.shown(guildId)));
      return all.map(found => onOwn.first(guildId, found));
    },
    suggest(guildId, typed, { first = [], which = startsFromWords } = {}) {
      const among = guilds.shown(guildId).filter(({ model }) => which(model));
      const peek = (model: Model) => onOwn.draws(guildId, model) || availabilities.peek(model);
      const suggested = suggestions(among, { peek }, typed, first);
      for (const { model } of suggested) availabilities.prepare(model);
      return suggested;
    },
    shown: guildId => modelsOf(guilds.shown(guildId)),
    kindOf: (guildId, idOrName) => findModel(guilds.shown(guildId), idOrName)?.kind,
    idOf: (guildId, idOrName) => findModel(guilds.shown(guildId), idOrName)?.id,
    hidden: guildId => modelsOf(guilds.hidden(guildId)),
    async loraWaysOf(baseModel, guildId) {
      const model = catalogue.find(({ id }) => id === baseModel);
      return model && onOwn.loraFirst(guildId, model, await availabilities.loraWays(model));
    },
    refresh: isAlone ? async () => {} : guilds.refresh,
    styles: guilds.styles,
    styleNamed: guilds.styleNamed,
    setStyle: guilds.setStyle,
    removeStyle: guilds.removeStyle,
    noteExample: guilds.noteExample,
    forgetGuild: guilds.forgetGuild,
    guildIds: guilds.guildIds,
  };
}

/** Those that fit what was typed, the best first: from memory, because a keystroke does not wait for the hub. */
function suggestions(
  models: NamedModel[],
  availabilities: Pick<Availabilities, 'peek'>,
  typed: string,
  first: readonly string[],
): Suggestion[] {
  const wanted = folded(typed);
  const ranked: { suggestion: Suggestion; rank: number }[] = [];
  for (const { model, name, ids } of models) {
    if (!name.includes(wanted) && !ids.some(id => id.includes(wanted))) continue;
    const available = availabilities.peek(model);
    const own = first.indexOf(model.id);
    const rank =
      own >= 0 ? own - first.length : (available === false ? 2 : 0) + (name.startsWith(wanted) ? 0 : 1);
    ranked.push({ suggestion: { model, available }, rank });
  }
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, suggestedMost)
    .map(({ suggestion }) => suggestion);
}
