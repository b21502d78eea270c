import { createHash } from 'node:crypto';
import { z } from 'zod';
import { noteSchema } from '../audit/entry.ts';
import { photoSchema } from '../photos/photo.ts';
import { limitsSchema } from '../safety/limits/limits.ts';

export { maxPhotos, minPhotos, type Photo } from '../photos/photo.ts';

/** What was agreed to, by whom and when. `textVersion` names the wording in `consent-text.ts`. */
export const consentSchema = z.object({
  state: z.enum(['pending', 'granted']),
  /** Who has to answer, or answered: the member shown, or an admin for somebody outside the server. */
  memberId: z.string(),
  textVersion: z.number().int(),
  text: z.string(),
  /** When it was granted. */
  at: z.number().optional(),
  /** For somebody outside the server: how they agreed, in the words of the member who registered them. */
  statement: z.string().optional(),
});
export type Consent = z.infer<typeof consentSchema>;

/** A message of the bot in a channel. */
export const postSchema = z.object({ channelId: z.string(), messageId: z.string() });
export type Post = z.infer<typeof postSchema>;

/** The request that another member gets: where it was posted, and when it runs out. */
export const consentRequestSchema = z.object({
  /** The channel in which the actor was registered. */
  channelId: z.string(),
  expiresAt: z.number(),
  posted: postSchema.optional(),
  /** About somebody outside the server: the message that told the admins. */
  notice: postSchema.optional(),
  remindedAt: z.number().optional(),
  reminder: postSchema.optional(),
  /** When the member who asked was told that nobody can be reached. It is tried again all the same. */
  unreachableAt: z.number().optional(),
});
export type ConsentRequest = z.infer<typeof consentRequestSchema>;

/** How often the person shown hears what others made of them. */
export const everySchema = z.enum(['daily', 'weekly', 'never']);
export type Every = z.infer<typeof everySchema>;

/** The digests of images of the person shown: how often, and up to when they were sent (ms since 1970). */
export const digestStateSchema = z.object({
  /** Weekly where it is absent. */
  every: everySchema.optional(),
  /** Everything before that was in a digest. */
  until: z.number().optional(),
  /** The end of the period that is being told of: a killed process may have done so. */
  sending: z.number().optional(),
  /** They took no direct message: when, and the end of the period that it was about. */
  closedAt: z.number().optional(),
  triedAt: z.number().optional(),
});
export type DigestState = z.infer<typeof digestStateSchema>;

/** What was found when photos came: actors of the server whose face is this one's too. */
export const sameFaceSchema = z.object({
  with: z.array(
    z.object({
      actorId: z.string(),
      certainty: z.enum(['same', 'perhaps']),
      /** The person shown in that actor was told, or takes no direct messages. */
      told: z.literal(true).optional(),
    }),
  ),
  /** Nothing is made of the actor until an admin allows it. */
  waits: z.boolean(),
  /** When it was found last: the admins hear of it once each time. */
  at: z.number(),
  /** While it waits: when its photos are deleted if no admin answers. Absent if it was in use before. */
  expiresAt: z.number().optional(),
  /** When the admins were told, and the message. Without the message none of them could be reached. */
  toldAt: z.number().optional(),
  notice: postSchema.optional(),
});
export type SameFace = z.infer<typeof sameFaceSchema>;

/** The question whether a newer wording holds too, to somebody who agreed to an earlier one. */
export const renewalSchema = z.object({
  /** The wording that is asked about. */
  textVersion: z.number().int(),
  /** Where its use came up. */
  channelId: z.string(),
  askedAt: z.number(),
  posted: postSchema.optional(),
  /** They keep to the earlier wording, and are not asked about this one again. */
  declinedAt: z.number().optional(),
});
export type Renewal = z.infer<typeof renewalSchema>;

/** The results of checking a version. Likeness is the mean cosine of face vectors, −1 to 1. */
export const verificationSchema = z.object({
  /** What the trainer measured with its own models; absent if it sent nothing. */
  trainer: z
    .object({
      verdict: z.enum(['passed', 'failed', 'unchecked']),
      likeness: z.number().nullish(),
      likenessNeeded: z.number().nullish(),
      /** Why not, in the trainer's words, which must not be trusted. */
      reasons: z.array(z.string()),
    })
    .optional(),
  /** What the bot's own face model found in the sample pictures, compared with the photos. */
  own: z
    .object({
      passed: z.boolean(),
      samples: z.number().int(),
      /** How many of them show a face. */
      faces: z.number().int(),
      likeness: z.number().optional(),
      /** The lowest likeness that passes. */
      needed: z.number(),
    })
    .optional(),
});
export type Verification = z.infer<typeof verificationSchema>;

/** What an image service answered when it was given a version by a link. */
export const servingSchema = z.object({
  provider: z.string(),
  /** Who answered at the link. */
  link: z.enum(['bot', 'hub']),
  outcome: z.enum(['made', 'refused']),
  /** Why not, in a few words of the service's, without addresses. */
  reason: z.string().optional(),
  at: z.number(),
});
export type Serving = z.infer<typeof servingSchema>;

/** A trained LoRA of the actor, pinned to the commit that holds it. */
export const actorVersionSchema = z.object({
  number: z.number().int().positive(),
  jobId: z.string(),
  repo: z.string(),
  revision: z.string(),
  baseModel: z.string(),
  steps: z.number().int(),
  trainedAt: z.number(),
  /** A stand-in trainer made it: it says so, and so do we. */
  standIn: z.boolean(),
  /** Sample pictures, by SHA-256 of the stored bytes. */
  samples: z.array(z.string()),
  /** What each of them looks like (see `lookOf`), once they were looked at; empty for what cannot be. */
  looks: z.array(z.string()).optional(),
  verification: verificationSchema.optional(),
  /** By service and link; the last answer of each. */
  servings: z.array(servingSchema).optional(),
});
export type ActorVersion = z.infer<typeof actorVersionSchema>;

/** A picture that shows samples of several versions side by side: it is drawn anew each time, and kept nowhere. */
export const gridSchema = z.object({
  /** What it looks like (see `lookOf`). */
  look: z.string(),
  /** A copy of a few pixels to compare with: PNG, base64. */
  small: z.string(),
});
export type SampleGrid = z.infer<typeof gridSchema>;

export const actorSchema = z.object({
  id: z.string(),
  guildId: z.string(),
  name: z.string(),
  about: z.string().optional(),
  /** Who registered the actor. */
  ownerId: z.string(),
  /** The member who is shown in the photos; absent for somebody outside the server. */
  subjectId: z.string().optional(),
  /** `ask`: everybody in the server may ask for images, and the person shown approves each request. */
  visibility: z.enum(['owner', 'chosen', 'ask', 'guild']),
  chosenMemberIds: z.array(z.string()),
  photos: z.array(photoSchema),
  consent: consentSchema,
  /** While another member or an admin is being asked. */
  request: consentRequestSchema.optional(),
  renewal: renewalSchema.optional(),
  /** Messages about its consent that stay in channels. */
  posts: z.array(postSchema).default([]),
  sameFace: sameFaceSchema.optional(),
  /** What the person shown has ruled out for pictures of them; absent where they never set anything. */
  limits: limitsSchema.optional(),
  digest: digestStateSchema.optional(),
  /** The channel in which it was registered. Absent for actors of earlier versions. */
  channelId: z.string().optional(),
  triggerWord: z.string(),
  versions: z.array(actorVersionSchema),
  /** The latest ones that were shown; none from before a version was deleted. */
  grids: z.array(gridSchema).optional(),
  /** The highest number that any version has had, so that the number of a deleted one is never reused. */
  versionsMade: z.number().int().optional(),
  /** Number of the version that generation uses. */
  activeVersion: z.number().int().optional(),
  /** Deeds that are not in the log yet. They are stored together with the change itself, so that neither exists alone. */
  unlogged: z.array(noteSchema).optional(),
  createdAt: z.number(),
});
export type Actor = z.infer<typeof actorSchema>;

/** Whether an admin has to allow it first, because its face is registered already. */
export const waitsForAdmin = ({ sameFace }: Pick<Actor, 'sameFace'>): boolean => sameFace?.waits === true;

/** The question whether today's wording holds too, where it is to be answered. */
export const openRenewalOf = ({
  renewal,
  consent,
}: Pick<Actor, 'renewal' | 'consent'>): Renewal | undefined =>
  renewal && renewal.declinedAt === undefined && renewal.textVersion > consent.textVersion
    ? renewal
    : undefined;

/** Identifies the photos as they are now, so that an agreement covers exactly those that were seen. */
export const photosMark = ({ photos }: Pick<Actor, 'photos'>): string =>
  createHash('sha256')
    .update(photos.map(photo => photo.sha256).join())
    .digest('hex')
    .slice(0, 12);

/** Whether it is good enough to be used without asking: no check has failed. */
export function passesGate({ verification }: Pick<ActorVersion, 'verification'>): boolean {
  if (!verification) return true;
  const { trainer, own } = verification;
  if (trainer?.verdict === 'failed' || own?.passed === false) return false;
  return trainer?.verdict === 'passed' || own?.passed === true;
}

/** The version that generation uses, if any has been trained. */
export function activeVersionOf(actor: Actor): ActorVersion | undefined {
  return actor.versions.find(version => version.number === actor.activeVersion);
}
