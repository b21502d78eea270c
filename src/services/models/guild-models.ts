import { UserError } from '../../errors.ts';
import { said } from '../../words/words.ts';
import { type Change, fitting, type Kept, type Noted } from '../settings/noted-changes.ts';
import { changedSince } from '../settings/setting-change.ts';
import type { Collection } from '../storage/collection.ts';
import { refreshed } from '../storage/refreshed.ts';
import { type AddedModel, modelOf } from './added-model.ts';
import { catalogue } from './catalogue.ts';
import {
  createGuildStyles,
  type GuildStyles,
  requireStylesFit,
  withFittingExamples,
} from './guild-styles.ts';
import type { Model } from './model.ts';
import { folded, guildModelsSchema, repeated, type StoredGuildModels } from './stored-models.ts';

export const addedMost = 500;

/** A model with the names that it is looked up by, folded once: no keystroke has to. */
export interface NamedModel {
  model: Model;
  name: string;
  /** Its id, and those it had. */
  ids: string[];
}

const named = (model: Model): NamedModel => ({
  model,
  name: folded(model.name),
  ids: [model.id, ...model.aliases].map(folded),
});

/** Which models a server has: those of the catalogue and those that its admins added, in that order. */
export interface GuildModels extends GuildStyles {
  /** Reads again what another process may have changed. */
  refresh(guildId?: string): Promise<void>;
  /** Those that are not hidden. */
  shown(guildId: string): NamedModel[];
  hidden(guildId: string): NamedModel[];
  /** @throws UserError bad-input where it is there already, or where there is no room */
  add(guildId: string, by: string, added: AddedModel): Promise<Noted<unknown>>;
  hide(guildId: string, by: string, modelId: string): Promise<Noted<unknown>>;
  unhide(guildId: string, by: string, modelId: string): Promise<Noted<unknown>>;
  forgetGuild(guildId: string): Promise<void>;
  /** Servers of which something is stored. */
  guildIds(): string[];
}

interface Sides {
  shown: NamedModel[];
  hidden: NamedModel[];
}

/** Where nobody notes them. */
const unnoted = <T extends object>({ fits, update }: Kept<T>): Change<T> => {
  return async (guildId, _by, change) => ({
    stored: await update(guildId, fitting(fits, change)),
  });
};

/** @throws UserError bad-input, or gone where what is brought back has been added again since */
function requireFits(before: StoredGuildModels, after: StoredGuildModels): void {
  requireStylesFit(before, after);
  if (after.added.length > addedMost && after.added.length > before.added.length) {
    throw new UserError('bad-input', said('models.modelsFull', { most: addedMost }));
  }
  const ids = ({ added }: StoredGuildModels) => added.map(({ id }) => id);
  if (repeated(ids(after)) > repeated(ids(before))) throw changedSince();
}

/** Reads every server's decisions once. Without `noted`, changes can't be undone. */
export async function createGuildModels(
  collection: Collection<StoredGuildModels>,
  noted: <T extends object>(kept: Kept<T>) => Change<T> = unnoted,
): Promise<GuildModels> {
  const records = new Map((await collection.all()).map(record => [record.guildId, record]));
  const plainCatalogue = catalogue.map(named);
  const sidesOf = new Map<string, Sides>();

  function sides(guildId: string): Sides {
    const record = records.get(guildId);
    if (!record) return { shown: plainCatalogue, hidden: [] };
    const known = sidesOf.get(guildId);
    if (known) return known;
    const hiddenIds = new Set(record.hidden);
    const all = [...plainCatalogue, ...record.added.map(added => named(modelOf(added)))];
    const made: Sides = {
      shown: all.filter(({ model }) => !hiddenIds.has(model.id)),
      hidden: all.filter(({ model }) => hiddenIds.has(model.id)),
    };
    sidesOf.set(guildId, made);
    return made;
  }

  async function update(guildId: string, apply: (record: StoredGuildModels) => StoredGuildModels) {
    const stored = await collection.update(guildId, current => {
      const before = current ?? guildModelsSchema.parse({ guildId });
      return withFittingExamples(before, apply(before));
    });
    if (!stored) throw new Error(`the models of ${guildId} were not stored`);
    records.set(guildId, stored);
    sidesOf.delete(guildId);
    return stored;
  }
  const change = noted({ keys: ['added', 'hidden', 'styles'], fits: requireFits, update });

  /** A list with one more. Where it is full, the oldest that is hidden makes room. @throws UserError bad-input */
  function withAdded({ added, hidden, ...rest }: StoredGuildModels, model: AddedModel): StoredGuildModels {
    const id = folded(model.id);
    const found = [...plainCatalogue, ...added.map(one => named(modelOf(one)))].find(one =>
      one.ids.includes(id),
    );
    if (found) {
      const there = { model: found.model.name };
      const isHidden = hidden.includes(found.model.id);
      throw new UserError(
        'bad-input',
        isHidden ? said('models.thereButHidden', there) : said('models.alreadyThere', there),
      );
    }
    if (added.length < addedMost) return { ...rest, hidden, added: [...added, model] };
    const spare = added.find(one => hidden.includes(one.id));
    return {
      ...rest,
      hidden: hidden.filter(one => one !== spare?.id),
      added: [...added.filter(one => one !== spare), model],
    };
  }

  return {
    ...createGuildStyles({ recordOf: guildId => records.get(guildId), update, change }),
    refresh: refreshed(records, collection, {
      idOf: ({ guildId }) => guildId,
      onRead: guildId => sidesOf.delete(guildId),
    }),
    shown: guildId => sides(guildId).shown,
    hidden: guildId => sides(guildId).hidden,

    add: (guildId, by, added) => change(guildId, by, record => withAdded(record, added)),

    hide: (guildId, by, modelId) =>
      change(guildId, by, record => ({ ...record, hidden: [...new Set([...record.hidden, modelId])] })),

    unhide: (guildId, by, modelId) =>
      change(guildId, by, record => ({ ...record, hidden: record.hidden.filter(id => id !== modelId) })),

    async forgetGuild(guildId) {
      records.delete(guildId);
      sidesOf.delete(guildId);
      await collection.delete(guildId);
    },

    guildIds: () => [...records.keys()],
  };
}
