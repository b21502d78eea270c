import { z } from 'zod';
import { addedModelSchema } from './added-model.ts';
import { namedStyleSchema } from './named-styles.ts';

/** What the admins of one server decided about models. */
export const guildModelsSchema = z.object({
  guildId: z.string(),
  added: z.array(addedModelSchema).default([]),
  /** Ids of models that are neither offered nor used here. */
  hidden: z.array(z.string()).default([]),
  /** Styles of the server's own. */
  styles: z.array(namedStyleSchema).default([]),
  /** Images of this server that show a style, by its folded name. */
  examples: z.record(z.string(), z.string()).default({}),
});
export type StoredGuildModels = z.infer<typeof guildModelsSchema>;

export const folded = (words: string) => words.trim().toLowerCase();

/** How many of these names are another of them in other letters. */
export const repeated = (names: readonly string[]) => names.length - new Set(names.map(folded)).size;
