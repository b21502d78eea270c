import { z } from 'zod';

/** Scenes that the admins of a server wrote, by the rules of `own-packs.ts`. */
export const ownPackSchema = z.object({
  name: z.string(),
  /** Prompts; `{actor}` stands for the name. */
  scenes: z.array(z.string()),
});
export type OwnPack = z.infer<typeof ownPackSchema>;
