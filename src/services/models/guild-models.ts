import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { Collection } from '../storage/collection.ts';
import { catalogue, type Model } from './catalogue.ts';
import type { ModelCard } from './model-card.ts';
import { familyOf, modelFromCard } from './model-card.ts';

export const guildModelsSchema = z.object({
  guildId: z.string(),
  /** Models of the hub that admins added: what their cards said then. */
  added: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      licence: z.string(),
      family: z.enum(['sd15', 'sd21', 'sdxl', 'flux', 'other']),
      gated: z.boolean(),
    }),
  ),
  /** Ids that members are not offered. */
  hidden: z.array(z.string()),
});
export type StoredGuildModels = z.infer<typeof guildModelsSchema>;

const addedMost = 500;

/** A model with the names that it is looked up by, folded. */
export interface Named {
  model: Model;
  names: string[];
}

export const folded = (words: string) => words.trim().toLowerCase();
const named = (model: Model): Named => ({
  model,
  names: [model.name, model.id, ...model.aliases].map(folded),
});

/** Which models a server has: those of the catalogue and what its admins added, without what they hid. */
export interface GuildModels {
  /** Folded once, so that no keystroke has to. */
  of(guildId: string): Named[];
  hidden(guildId: string): Model[];
  /** @throws UserError bad-input where it is there already, or where there is no room */
  add(guildId: string, card: ModelCard): Promise<Model>;
  hide(guildId: string, modelId: string): Promise<void>;
  unhide(guildId: string, modelId: string): Promise<void>;
  removeGuild(guildId: string): Promise<void>;
}

export async function createGuildModels(collection: Collection<StoredGuildModels>): Promise<GuildModels> {
  const kept = new Map((await collection.all()).map(record => [record.guildId, record]));
  const known = catalogue.map(named);
  const views = new Map<string, { all: Named[]; shown: Named[] }>();

  function viewOf(guildId: string): { all: Named[]; shown: Named[] } {
    const record = kept.get(guildId);
    if (!record) return { all: known, shown: known };
    let view = views.get(guildId);
    if (!view) {
      const all = [...known, ...record.added.map(entry => named(modelFromCard(entry)))];
      const hidden = new Set(record.hidden);
      view = { all, shown: all.filter(({ model }) => !hidden.has(model.id)) };
      views.set(guildId, view);
    }
    return view;
  }

  async function change(
    guildId: string,
    apply: (record: StoredGuildModels) => StoredGuildModels,
  ): Promise<void> {
    const stored = await collection.update(guildId, current =>
      apply(current ?? { guildId, added: [], hidden: [] }),
    );
    if (stored) kept.set(guildId, stored);
    views.delete(guildId);
  }

  return {
    of: guildId => viewOf(guildId).shown,

    hidden(guildId) {
      const hidden = new Set(kept.get(guildId)?.hidden);
      return viewOf(guildId).all.flatMap(({ model }) => (hidden.has(model.id) ? [model] : []));
    },

    async add(guildId, card) {
      const { all } = viewOf(guildId);
      const there = all.find(({ names }) => names.includes(folded(card.id)));
      if (there) {
        throw new UserError(
          'bad-input',
          `**${there.model.name}** is there already. If it is hidden, \`/models unhide\` brings it back.`,
        );
      }
      if ((kept.get(guildId)?.added.length ?? 0) >= addedMost) {
        throw new UserError('bad-input', `A server may add ${addedMost} models, and that many are there.`);
      }
      const { id, licence, gated } = card;
      const entry = { id, name: card.name, licence, gated, family: familyOf(card) };
      await change(guildId, record => ({
        ...record,
        added: [...record.added.filter(known => known.id !== id), entry],
      }));
      return modelFromCard(entry);
    },

    hide: (guildId, modelId) =>
      change(guildId, record => ({
        ...record,
        // One that was added goes; one of the catalogue is only not shown.
        hidden: [...new Set([...record.hidden, modelId])],
      })),

    unhide: (guildId, modelId) =>
      change(guildId, record => ({ ...record, hidden: record.hidden.filter(id => id !== modelId) })),

    async removeGuild(guildId) {
      kept.delete(guildId);
      views.delete(guildId);
      await collection.delete(guildId);
    },
  };
}
