import { z } from 'zod';

export const photoSchema = z.object({
  sha256: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  addedAt: z.number(),
});
export type Photo = z.infer<typeof photoSchema>;

/** What the person shown agreed to. `textVersion` names the wording in `consent-text.ts`. */
export const consentSchema = z.object({
  state: z.enum(['pending', 'granted', 'declined']),
  memberId: z.string(),
  textVersion: z.number().int(),
  text: z.string(),
  at: z.number().optional(),
});
export type Consent = z.infer<typeof consentSchema>;

/** A trained LoRA of the actor, pinned to the commit that holds it. */
export const actorVersionSchema = z.object({
  number: z.number().int().positive(),
  jobId: z.string(),
  repo: z.string(),
  revision: z.string(),
  baseModel: z.string(),
  steps: z.number().int(),
  trainedAt: z.number(),
  /** True where a stand-in trainer made it: it says so, and so do we. */
  standIn: z.boolean(),
  /** Sample pictures, by SHA-256 of the stored bytes. */
  samples: z.array(z.string()),
});
export type ActorVersion = z.infer<typeof actorVersionSchema>;

export const actorSchema = z.object({
  id: z.string(),
  guildId: z.string(),
  name: z.string(),
  about: z.string().optional(),
  /** Who registered the actor. */
  ownerId: z.string(),
  /** The member who is shown in the photos. */
  subjectId: z.string(),
  visibility: z.enum(['owner', 'chosen', 'guild']),
  chosenMemberIds: z.array(z.string()),
  photos: z.array(photoSchema),
  consent: consentSchema,
  triggerWord: z.string(),
  versions: z.array(actorVersionSchema),
  /** Number of the version that generation uses. */
  activeVersion: z.number().int().optional(),
  createdAt: z.number(),
});
export type Actor = z.infer<typeof actorSchema>;

export const minPhotos = 5;
export const maxPhotos = 10;

/** The version that generation uses, if any has been trained. */
export function activeVersionOf(actor: Actor): ActorVersion | undefined {
  return actor.versions.find(version => version.number === actor.activeVersion);
}
