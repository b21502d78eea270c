import { z } from 'zod';
import { postSchema } from '../actors/actor.ts';
import { type Indexes, timeRank } from '../storage/refs.ts';

/** For how long a digest shows its images; then they are taken out of the message, and the record goes. */
export const digestDays = 90;

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
  /** How many pictures each of them had when it was drawn; absent in records of earlier versions. */
  pictures: z.array(z.number().int()).optional(),
  /** Images in it that were about to be deleted: a killed process may have left them in the message. */
  leaving: z.array(z.string()).optional(),
});
export type DigestRecord = z.infer<typeof digestSchema>;

const at = (values: readonly string[]) => [...new Set(values)].map(value => ({ value, rank: '' }));

export const digestIndexes: Indexes<DigestRecord> = {
  version: 2,
  by: {
    actor: ({ actorId }) => at([actorId]),
    guild: ({ guildId }) => at([guildId]),
    image: ({ shown }) => at(shown),
    leaving: ({ leaving = [] }) => (leaving.length > 0 ? at(['yes']) : []),
    sent: ({ to }) => [{ value: 'sent', rank: timeRank(to) }],
  },
};
