import { z } from 'zod';
import { onOneLine } from '../../cut-text.ts';

/** What computers of servers send, as `actor-lora worker` writes it. Unknown fields are passed over. */
export const workKinds = ['image', 'training'] as const;
export type WorkKind = (typeof workKinds)[number];

const workerId = z.uuid();
const leases = z.array(z.string().max(80)).max(64).default([]);
/** What a worker says of itself is shown to admins, on one line. */
const line = (most: number) =>
  z
    .string()
    .max(most)
    .transform(words => onOneLine(words.replace(/\p{C}/gu, ' ')));

export const askedSchema = z.object({
  worker: workerId,
  name: line(60),
  version: line(30),
  device: line(80),
  memoryBytes: z.number().min(0).max(1e15),
  bases: z.array(z.string().max(200)).max(64),
  kinds: z.array(z.string().max(40)).max(16),
  free: z.object({
    image: z.number().int().min(0).max(16).default(0),
    training: z.number().int().min(0).max(1).default(0),
  }),
  waitS: z.number().min(0).max(25).default(25),
  running: leases,
});
export type Asked = z.infer<typeof askedSchema>;

export const aliveSchema = z.object({ worker: workerId, running: leases });
export const byeSchema = z.object({ worker: workerId });

export const failedSchema = z.object({
  worker: workerId,
  status: z.number().int().min(100).max(599),
  error: z.string().max(2_000).default(''),
  retryAfterS: z.number().min(0).max(3_600).optional(),
  /** It stops, and has not tried. */
  handedBack: z.boolean().optional(),
});
export type FailedWork = Omit<z.infer<typeof failedSchema>, 'worker'>;

/** What a worker says when a training's process has ended. */
export const endedSchema = z.object({ exitCode: z.number().int() });
