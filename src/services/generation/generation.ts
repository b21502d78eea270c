import { createHash } from 'node:crypto';
import { z } from 'zod';
import { postSchema } from '../actors/actor.ts';
import { seenFacesSchema } from '../safety/figures.ts';

/** Everything that decides what a picture looks like. */
export const settingsSchema = z.object({
  model: z.string(),
  /** Commit of the model. */
  modelRevision: z.string(),
  /** As it is sent: with the trigger word in it. */
  prompt: z.string(),
  negative: z.string().optional(),
  width: z.number().int(),
  height: z.number().int(),
  steps: z.number().int(),
  guidance: z.number(),
  seed: z.number().int(),
  lora: z.object({ repo: z.string(), revision: z.string(), scale: z.number() }).optional(),
  /** The picture that it varies, by the SHA-256 of the stored bytes; strength 0 keeps it, 1 ignores it. */
  reference: z.object({ sha256: z.string(), strength: z.number() }).optional(),
  /**
   * Pictures that the model looks at, in the order in which the prompt names them, by the SHA-256 of the stored bytes:
   * photos of who is shown, or the picture that is changed.
   */
  pictures: z.array(z.string()).optional(),
  /** A visible mark is drawn on it. Absent for none. */
  marked: z.boolean().optional(),
});
export type Settings = z.infer<typeof settingsSchema>;

/** What the classifier said of a picture, so that it can be judged again where it is shown next. */
export const nuditySchema = z.object({ explicit: z.number(), suggestive: z.number() });

/** Where the likeness of an actor comes from: their photos, a trained version, or the picture that was varied. */
export const likenessSources = ['photos', 'trained', 'picture'] as const;
export type LikenessSource = (typeof likenessSources)[number];

/** Words that a picture was asked for in, with those of its style, as limits judge them. */
export const wordsSchema = z.object({ prompt: z.string(), negative: z.string().optional() });
export type Words = z.infer<typeof wordsSchema>;

/** One posted answer to /generate: what its buttons need after a restart. */
export const generationSchema = z.object({
  id: z.string(),
  guildId: z.string(),
  channelId: z.string(),
  /** Of a public thread, the channel that it belongs to: Discord forgets threads that are archived. */
  parentChannelId: z.string().optional(),
  memberId: z.string(),
  /** As the member typed it. */
  prompt: z.string(),
  shape: z.enum(['square', 'portrait', 'landscape']),
  actor: z
    .object({
      id: z.string(),
      name: z.string(),
      /** 0 where no version of it was used. */
      version: z.number().int(),
      standIn: z.boolean(),
      /** In records of earlier versions: made from one of the photos. */
      preview: z.literal(true).optional(),
      /** Absent in those of earlier versions. */
      from: z.enum(likenessSources).optional(),
    })
    .optional(),
  /** The second one, of two who are shown together. */
  actor2: z.object({ id: z.string(), name: z.string() }).optional(),
  modelName: z.string(),
  /** What was pressed, where what was made does not say it. */
  request: z.enum(['variations', 'change']).optional(),
  /** How the picture was touched up, where a change was that. */
  touchUp: z.enum(['upscale', 'face']).optional(),
  /** Of the first picture; the others have the seeds that stand with them. */
  settings: settingsSchema,
  private: z.boolean(),
  /** It goes back to a photo that a member gave, which may show somebody who is no actor. */
  fromPhoto: z.literal(true).optional(),
  /** `nudity` is absent for pictures from before it was looked for, `faces` also where no place has asked for it. */
  images: z.array(
    z.object({
      sha256: z.string(),
      seed: z.number().int(),
      nudity: nuditySchema.optional(),
      faces: seenFacesSchema.optional(),
    }),
  ),
  /** The messages that show it. A private answer has none that could be found again. */
  posts: z.array(postSchema).default([]),
  /** Of an image of a pack: the message that says what became of the pack, which goes when its actor or its maker does. */
  packPost: postSchema.optional(),
  /** Messages that showed pictures which were deleted, until they are removed. */
  stalePosts: z.array(postSchema).default([]),
  /** Ids of the members whose favourite it is: each may know of themselves alone. */
  favouriteOf: z.array(z.string()).optional(),
  /** How many of the images the person shown deleted and the member who made them hasn't been told about. */
  tell: z.object({ images: z.number().int() }).optional(),
  /** How many of the images came from the cache. */
  cached: z.number().int(),
  tokens: z.number(),
  promptTokens: z.number().int(),
  /** The style that was chosen, by its name. */
  style: z.string().optional(),
  /** What it added to the prompt then. */
  styleWords: z.string().optional(),
  /**
   * Of a picture that was made from another: the words of that one, and of those before it. Limits apply to them too, also
   * once those are deleted. Absent in records of earlier versions, and where it shows nobody who could have limits.
   */
  saidBefore: z.array(wordsSchema).optional(),
  /** What one new picture counts in the day's budget; absent in records from before models were weighed. */
  tokensEach: z.number().int().optional(),
  tokenLimit: z.number().int().optional(),
  createdAt: z.number(),
  /** No picture is left; the record goes with the last of `stalePosts`, and once `tell` is done. */
  deleted: z.boolean(),
});
export type Generation = z.infer<typeof generationSchema>;

/** A picture in the cache, by the key of its settings. */
export const cachedImageSchema = z.object({
  /** What it is stored under, so that a list of them says it; absent in those of earlier versions. */
  key: z.string().optional(),
  /** Absent for a picture that was made, and withheld for its figures: it is not to be paid for again. */
  sha256: z.string().optional(),
  nudity: nuditySchema.optional(),
  faces: seenFacesSchema.optional(),
  actorId: z.string().optional(),
  actor2Id: z.string().optional(),
  /** Commit of the actor's version that it was made with; absent without one, and in those of earlier versions. */
  revision: z.string().optional(),
  createdAt: z.number(),
  /** Of the picture; absent in those of earlier versions. */
  bytes: z.number().int().optional(),
  /** What it looks like (see `lookOf`), once it was looked at; empty for what cannot be. */
  look: z.string().optional(),
  /** When it was last given from the cache, to the hour. */
  usedAt: z.number().optional(),
});
export type CachedImage = z.infer<typeof cachedImageSchema>;

/** Where the likeness comes from, told from what records of earlier versions say. */
export const sourceOf = ({ actor }: Pick<Generation, 'actor'>): LikenessSource | undefined =>
  actor && (actor.from ?? (actor.preview ? 'photos' : actor.version > 0 ? 'trained' : 'picture'));

/** Whether somebody real is shown, as far as that is known. */
export const showsSomebodyReal = ({ actor, fromPhoto }: Pick<Generation, 'actor' | 'fromPhoto'>): boolean =>
  actor !== undefined || fromPhoto === true;

export const wordsOf = ({
  prompt,
  styleWords,
  settings: { negative },
}: Pick<Generation, 'prompt' | 'styleWords' | 'settings'>): Words => ({
  prompt: [prompt, styleWords].filter(words => words !== undefined).join(', '),
  ...(negative === undefined ? {} : { negative }),
});

/** Everybody who is shown, by their ids. */
export const actorIdsOf = ({ actor, actor2 }: Pick<Generation, 'actor' | 'actor2'>): string[] =>
  [actor?.id, actor2?.id].filter(id => id !== undefined);

/** The channels whose members may see it, unless it is private: where it was asked for, and where it stands. */
export const channelsWith = ({
  channelId,
  parentChannelId,
  posts,
}: Pick<Generation, 'channelId' | 'parentChannelId' | 'posts'>): string[] => [
  ...new Set([
    channelId,
    ...(parentChannelId === undefined ? [] : [parentChannelId]),
    ...posts.map(post => post.channelId),
  ]),
];

const ordered = (value: Record<string, unknown>) =>
  JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
const hash = (words: string) => createHash('sha256').update(words).digest('hex');

/** Equal settings have equal keys, whatever order they were written in. */
export const cacheKey = (settings: Settings): string =>
  hash(
    ordered({
      ...settings,
      lora: settings.lora && ordered(settings.lora),
      // Absent rather than empty, so that pictures from before there were references keep their key.
      ...(settings.reference ? { reference: ordered(settings.reference) } : {}),
    }),
  );

/** The seed of a request without one: derived from the request, so that a repeat finds the same picture. */
export function derivedSeed(settings: Omit<Settings, 'seed'>): number {
  return Number.parseInt(cacheKey({ ...settings, seed: 0 }).slice(0, 8), 16);
}

/** The largest seed: what the field's tools read and write, 32 bits. */
export const maxSeed = 0xffff_ffff;
