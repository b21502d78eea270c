import { z } from 'zod';
import { sightSchema } from '../vision/vision.ts';

export const photoSchema = z.object({
  sha256: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  addedAt: z.number(),
  /** What was measured in it, face data included. Absent for photos stored before photos were measured. */
  sight: sightSchema.optional(),
  /** Its owner has read its warnings and uses it in spite of them. */
  accepted: z.boolean().default(false),
});
export type Photo = z.infer<typeof photoSchema>;

/** How many photos an actor has: enough to train on, and as many as are taken. */
export const minPhotos = 5;
export const maxPhotos = 10;
