import { createHash } from 'node:crypto';
import { z } from 'zod';

/** What somebody may set for pictures of them. All but `mark` are about what is in them. */
export const toggles = ['swimwear', 'violence', 'politics', 'others', 'realistic', 'mark'] as const;
export type Toggle = (typeof toggles)[number];

/** Characters of the line in their own words. */
export const neverMost = 200;

/** The limits that the person shown has set. A toggle that is on forbids; `mark` asks for a mark on each picture. */
export const limitsSchema = z.object({
  swimwear: z.boolean().default(false),
  violence: z.boolean().default(false),
  politics: z.boolean().default(false),
  others: z.boolean().default(false),
  realistic: z.boolean().default(false),
  mark: z.boolean().default(false),
  /** What must never be shown, in their own words. */
  never: z.string().max(neverMost).optional(),
});
export type Limits = z.infer<typeof limitsSchema>;

export const noLimits: Limits = limitsSchema.parse({});

/** What a prompt or a picture can be against. */
export const limitNames = ['swimwear', 'violence', 'politics', 'others', 'realistic', 'never'] as const;
export type LimitName = (typeof limitNames)[number];

/** Identifies limits as they are now, so that a form that was opened before a change is told from a fresh one. */
export const limitsMark = (limits: Limits): string =>
  createHash('sha256')
    .update(JSON.stringify([...toggles.map(toggle => limits[toggle]), limits.never ?? '']))
    .digest('hex')
    .slice(0, 8);
