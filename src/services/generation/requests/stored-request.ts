import { z } from 'zod';
import { languages } from '../../../words/language.ts';
import { postSchema } from '../../actors/actor.ts';
import { namedStyleSchema } from '../../models/named-styles.ts';
import type { GenerationRequest } from './plan.ts';
import { touchUpKinds } from './touch-ups.ts';

/** A request for images, as it is stored while somebody waits for it. */
export const storedRequestSchema = z.object({
  guildId: z.string(),
  channelId: z.string(),
  parentChannelId: z.string().optional(),
  placeId: z.string().optional(),
  memberId: z.string(),
  prompt: z.string(),
  actor: z.string().optional(),
  model: z.string().optional(),
  negative: z.string().optional(),
  shape: z.enum(['square', 'portrait', 'landscape']).optional(),
  steps: z.number().optional(),
  guidance: z.number().optional(),
  seed: z.number().optional(),
  count: z.number().optional(),
  private: z.boolean().optional(),
  adultChannel: z.boolean().optional(),
  language: z.enum(languages).optional().catch(undefined),
  channelLanguage: z.enum(languages).optional().catch(undefined),
  post: postSchema.optional(),
  variationOf: z.object({ sha256: z.string(), strength: z.number() }).optional(),
  actor2: z.string().optional(),
  using: z.enum(['photos', 'trained']).optional(),
  changeOf: z.object({ sha256: z.string() }).optional(),
  touchUp: z.object({ kind: z.enum(touchUpKinds), width: z.number(), height: z.number() }).optional(),
  roleIds: z.array(z.string()).readonly().optional(),
  admin: z.boolean().optional(),
  pack: z.object({ id: z.string(), scenes: z.array(z.string()).readonly() }).optional(),
  agreedMicros: z.number().optional(),
  style: z.string().optional(),
  styled: namedStyleSchema.optional(),
  approvedFor: z.array(z.string()).readonly().optional(),
});
export type StoredRequest = z.infer<typeof storedRequestSchema>;

export const toStored = ({ fresh: _settled, ...request }: GenerationRequest): StoredRequest =>
  Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined)) as StoredRequest;
