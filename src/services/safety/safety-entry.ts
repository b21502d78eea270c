import { z } from 'zod';
import { type Indexes, timeRank } from '../storage/refs.ts';

/** How long an entry is kept. */
export const safetyLogDays = 90;

/** A stopped request, for the admins of the server: who, when and why, but not its words. */
export const safetyEntrySchema = z.object({
  id: z.string(),
  guildId: z.string(),
  memberId: z.string(),
  at: z.number(),
  where: z.enum(['prompt', 'image', 'photos', 'reference']),
  rule: z.enum([
    'minor-sexual',
    'actor-sexual',
    'actor-minor',
    'adult-only',
    'blocked-word',
    'explicit-image',
    'young-image',
    'faceless-image',
    'face-known',
    'face-not-agreed',
    'limit-swimwear',
    'limit-violence',
    'limit-politics',
    'limit-others',
    'limit-realistic',
    'limit-never',
  ]),
  actorId: z.string().optional(),
});
export type SafetyEntry = z.infer<typeof safetyEntrySchema>;

/** By what stopped requests are found. */
export const safetyEntryIndexes: Indexes<SafetyEntry> = {
  version: 1,
  by: {
    guild: ({ guildId, at }) => [{ value: guildId, rank: timeRank(at) }],
    member: ({ memberId, at }) => [{ value: memberId, rank: timeRank(at) }],
    actor: ({ actorId, at }) => (actorId === undefined ? [] : [{ value: actorId, rank: timeRank(at) }]),
  },
};
