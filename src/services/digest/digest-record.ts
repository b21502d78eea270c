import { z } from 'zod';
import { postSchema } from '../actors/actor.ts';
import type { Indexes } from '../storage/refs.ts';

/** A digest that was sent. When images in it are deleted, it is redrawn or deleted too. */
export const digestSchema = z.object({
  /** Of the actor and the period's end, so that there is one. */
  id: z.string(),
  actorId: z.string(),
  guildId: z.string(),
  from: z.number(),
  to: z.number(),
  post: postSchema,
  /** The images that it shows, by their requests, and how many requests there were. */
  shown: z.array(z.string()),
  total: z.number().int(),
});
export type DigestRecord = z.infer<typeof digestSchema>;

const at = (values: readonly string[]) => [...new Set(values)].map(value => ({ value, rank: '' }));

export const digestIndexes: Indexes<DigestRecord> = {
  version: 1,
  by: {
    actor: ({ actorId }) => at([actorId]),
    guild: ({ guildId }) => at([guildId]),
    image: ({ shown }) => at(shown),
  },
};
