import { z } from 'zod';
import { type Indexes, timeRank } from '../storage/refs.ts';

/** A picture that a member gave to be made into another. It is theirs alone, in the server where they gave it. */
export const referenceSchema = z.object({
  id: z.string(),
  guildId: z.string(),
  memberId: z.string(),
  /** Of the stored bytes. */
  sha256: z.string(),
  /** A picture that this bot made, which is kept; absent for a copy of what the member gave. */
  ours: z.literal(true).optional(),
  /** The picture of this bot that the copy shows, by its SHA-256: what was said of that one counts. */
  copyOf: z.string().optional(),
  /** The actors who are in it, the largest face first. Everybody else in it is a stranger. */
  actorIds: z.array(z.string()),
  /** How many faces belong to nobody who agreed. */
  strangers: z.number().int(),
  /** That those in it who are no actors agreed, in the words of the member who gave it. */
  statement: z.object({ text: z.string(), at: z.number() }).optional(),
  givenAt: z.number(),
});
export type Reference = z.infer<typeof referenceSchema>;

/** What follows if a picture shows somebody who is no actor: it is refused, or the member states that they agreed. */
export type StrangersRule = 'refuse' | 'statement';

export const referenceDays = 7;
const keptMs = referenceDays * 24 * 60 * 60_000;
/** One that still waits for a statement. */
const waitingMs = 60 * 60_000;

export const lacksStatement = ({ strangers, statement }: Reference): boolean =>
  strangers > 0 && statement === undefined;

const endsAt = (reference: Reference) => reference.givenAt + (lacksStatement(reference) ? waitingMs : keptMs);

/** Whether it can still be used. */
export const isKept = (reference: Reference, now: number): boolean => now < endsAt(reference);

export const referenceIndexes: Indexes<Reference> = {
  version: 1,
  by: {
    member: ({ memberId, guildId, givenAt }) => [{ value: memberId, rank: timeRank(givenAt), tag: guildId }],
    guild: ({ guildId }) => [{ value: guildId, rank: '' }],
    actor: ({ actorIds }) => [...new Set(actorIds)].map(value => ({ value, rank: '' })),
    picture: ({ sha256, givenAt }) => [{ value: sha256, rank: timeRank(givenAt) }],
    // Bytes that are kept for it alone.
    copy: ({ sha256, ours }) => (ours ? [] : [{ value: sha256, rank: '' }]),
    ends: reference => [{ value: 'ends', rank: timeRank(endsAt(reference)) }],
  },
};
