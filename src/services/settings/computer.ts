import { z } from 'zod';

/**
 * A computer of a server as it was when it was last written down: for other processes, and for the start after this one.
 * Unknown work is passed over by whoever reads it.
 */
export const computerSchema = z.object({
  keyId: z.string(),
  /** Made by the computer's worker when it started. */
  id: z.string(),
  name: z.string(),
  version: z.string(),
  device: z.string(),
  memoryBytes: z.number(),
  bases: z.array(z.string()),
  kinds: z.array(z.string()),
  /** In milliseconds since 1970, by the clock of the process that it connects to. */
  seenAt: z.number(),
  isHere: z.boolean(),
  /** Whether it would be given an image: one that trains draws nothing for hours. */
  draws: z.boolean(),
  /** What it is at work on. */
  doing: z.array(z.enum(['image', 'training'])),
});
export type Computer = z.infer<typeof computerSchema>;
