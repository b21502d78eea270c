import { z } from 'zod';
import { type Actor, type Post, postSchema } from '../actors/actor.ts';
import type { Generation } from '../generation/generation.ts';
import type { TrainingJob } from '../training/job/job.ts';
import { postsOf } from '../training/job/posts.ts';

export const countsSchema = z.object({
  actors: z.number(),
  photos: z.number(),
  /** Photos on which a face had been measured. */
  faces: z.number(),
  images: z.number(),
  versions: z.number(),
  jobs: z.number(),
  messages: z.number(),
  repos: z.number(),
});
export type Counts = z.infer<typeof countsSchema>;

const repoSchema = z.object({ kind: z.enum(['model', 'dataset']), name: z.string(), gone: z.boolean() });

/** What is left to do. It names things by their ids, so it is kept no longer than needed. */
export const workSchema = z.object({
  /** What the bot itself kept is gone; messages and repos are kept elsewhere and may take longer. */
  removed: z.boolean(),
  /** Everything of this member goes; only in one server if `guildId` is set too. */
  memberId: z.string().optional(),
  /** Without a member: everything of this server goes. */
  guildId: z.string().optional(),
  /** Who asked for it, for the log. */
  by: z.string().optional(),
  actorIds: z.array(z.string()),
  jobIds: z.array(z.string()),
  generationIds: z.array(z.string()),
  /** SHA-256 of photos, samples and images. */
  blobs: z.array(z.string()),
  posts: z.array(postSchema),
  repos: z.array(repoSchema),
});
export type Work = z.infer<typeof workSchema>;

/** One deletion, from the moment it was asked for. It is stored before anything is touched. */
export const erasureSchema = z.object({
  id: z.string(),
  what: z.enum(['actor', 'member', 'guild']),
  why: z.enum(['deleted', 'withdrawn', 'declined', 'expired', 'left']),
  at: z.number(),
  /** Who is owed a receipt, and where it was asked for; both absent once it was shown. */
  askedBy: z.string().optional(),
  channelId: z.string().optional(),
  work: workSchema.optional(),
  /** Which of several processes carries it out, for as long as that one is there. */
  holder: z.string().optional(),
  gone: countsSchema,
  /** Messages that Discord does not let the bot delete. */
  closedMessages: z.number().default(0),
  doneAt: z.number().optional(),
  /** Who registered an actor that somebody else deleted, until they were told, and the channel where they did. */
  tell: z.array(z.object({ memberId: z.string(), channelId: z.string().optional() })).optional(),
  /** A notebook may still be uploading: at that time the same actors and repos are searched once more. */
  again: z.object({ at: z.number(), actorIds: z.array(z.string()), repos: z.array(repoSchema) }).optional(),
});
export type Erasure = z.infer<typeof erasureSchema>;

const nothing: Counts = {
  actors: 0,
  photos: 0,
  faces: 0,
  images: 0,
  versions: 0,
  jobs: 0,
  messages: 0,
  repos: 0,
};

export function newErasure(
  about: Pick<Erasure, 'id' | 'what' | 'why' | 'at' | 'askedBy' | 'channelId' | 'holder'>,
  { memberId, guildId, by }: Pick<Work, 'memberId' | 'guildId' | 'by'>,
): Erasure {
  return {
    ...about,
    work: {
      removed: false,
      ...(memberId === undefined ? {} : { memberId }),
      ...(guildId === undefined ? {} : { guildId }),
      ...(by === undefined ? {} : { by }),
      actorIds: [],
      jobIds: [],
      generationIds: [],
      blobs: [],
      posts: [],
      repos: [],
    },
    gone: nothing,
    closedMessages: 0,
  };
}

/** What belongs to a deletion, as it was found in the store. */
export interface Found {
  actors: Actor[];
  jobs: TrainingJob[];
  generations: Generation[];
}

/** A request that was declined or ran out has an answer of its own, and who left a server is not followed. */
export const owesNews = ({ why }: Pick<Erasure, 'why'>): boolean => why === 'deleted' || why === 'withdrawn';

/** Of these actors those whose owners are to be told: they neither asked for the deletion, nor does their data go. */
export function ownersToTell(erasure: Erasure, actors: Actor[]): Actor[] {
  if (!owesNews(erasure)) return [];
  return actors.filter(({ ownerId }) => ownerId !== erasure.askedBy && ownerId !== erasure.work?.memberId);
}

const keyOf = ({ channelId, messageId }: Post) => `${channelId}/${messageId}`;
const unknown = <T extends { id: string }>(found: T[], known: string[]) => {
  const ids = new Set(known);
  return found.filter(({ id }) => !ids.has(id));
};
const present = <T>(values: (T | undefined)[]) => values.filter(value => value !== undefined);
const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

/** Whether anything of it is still there. */
export const isEmpty = ({ actors, jobs, generations }: Found): boolean =>
  actors.length + jobs.length + generations.length === 0;

/**
 * The deletion with what was found added to its work and counts. Nothing is counted twice; of what is known already,
 * messages, files and repos are added that came since.
 */
export function withFound(erasure: Erasure, found: Found): Erasure {
  const { work, gone } = erasure;
  if (!work) return erasure;
  const actors = unknown(found.actors, work.actorIds);
  const jobs = unknown(found.jobs, work.jobIds);
  const generations = unknown(found.generations, work.generationIds);
  const actorIds = [...work.actorIds, ...actors.map(({ id }) => id)];
  const doomedIds = new Set(actorIds);
  const photos = actors.flatMap(actor => actor.photos);
  const versions = actors.flatMap(actor => actor.versions);
  const allVersions = found.actors.flatMap(actor => actor.versions);
  // The repo of a job whose actor stays is the actor's.
  const doomed = found.jobs.filter(({ actorId }) => doomedIds.has(actorId));
  const names = new Set([...allVersions.map(({ repo }) => repo), ...doomed.map(({ spec }) => spec.repo)]);
  const photoRepos = found.jobs.flatMap(({ leftovers }) => leftovers.photoRepo ?? []);
  const repos = [
    ...[...names].map(name => ({ kind: 'model' as const, name, gone: false })),
    ...photoRepos.map(name => ({ kind: 'dataset' as const, name, gone: false })),
  ];
  const posts = present([
    ...found.actors.flatMap(({ request, posts: about }) => [
      request?.posted,
      request?.notice,
      request?.reminder,
      ...about,
    ]),
    ...found.jobs.flatMap(postsOf),
    ...found.generations.flatMap(generation => generation.posts),
  ]);
  const tell = [
    ...(erasure.tell ?? []),
    ...ownersToTell(erasure, actors).map(({ ownerId, channelId }) => ({
      memberId: ownerId,
      ...(channelId ? { channelId } : {}),
    })),
  ];
  return {
    ...erasure,
    work: {
      ...work,
      actorIds,
      jobIds: [...work.jobIds, ...jobs.map(({ id }) => id)],
      generationIds: [...work.generationIds, ...generations.map(({ id }) => id)],
      blobs: [
        ...new Set([
          ...work.blobs,
          ...found.actors.flatMap(actor => actor.photos.map(({ sha256 }) => sha256)),
          ...allVersions.flatMap(({ samples }) => samples),
          ...found.jobs.flatMap(({ samples }) => samples.map(({ sha256 }) => sha256)),
          ...found.generations.flatMap(({ images }) => images.map(({ sha256 }) => sha256)),
        ]),
      ],
      posts: joined(erasure, posts),
      repos: [...work.repos, ...repos.filter(({ name }) => !work.repos.some(repo => repo.name === name))],
    },
    gone: {
      ...gone,
      actors: gone.actors + actors.length,
      photos: gone.photos + photos.length,
      faces: gone.faces + photos.filter(({ sight }) => sight?.descriptor).length,
      images: gone.images + sum(generations.map(({ images }) => images.length)),
      versions: gone.versions + versions.length,
      jobs: gone.jobs + jobs.length,
    },
    ...(tell.length > 0 ? { tell } : {}),
  };
}

/** The bot has left a server that is deleted: its messages there are out of reach, and deleting them would be refused. */
function joined({ what, work }: Erasure, more: Post[]): Post[] {
  const all = what === 'guild' ? [] : [...(work?.posts ?? []), ...more];
  return [...new Map(all.map(post => [keyOf(post), post])).values()];
}

/** The deletion with further messages to delete. */
export function withMorePosts(erasure: Erasure, more: Post[]): Erasure {
  const { work } = erasure;
  return work ? { ...erasure, work: { ...work, posts: joined(erasure, more) } } : erasure;
}

/** After the bot's own data is gone: keeps what the rest needs, and nothing that names a member. */
export function withoutRemoved(erasure: Erasure): Erasure {
  const { work } = erasure;
  if (!work) return erasure;
  const { actorIds, posts, repos } = work;
  return {
    ...erasure,
    work: { removed: true, actorIds, jobIds: [], generationIds: [], blobs: [], posts, repos },
  };
}

/** After some messages were tried: takes those off the list that were deleted, or that the bot may not delete. */
export function withoutPosts(erasure: Erasure, gone: Post[], closed: Post[]): Erasure {
  const { work } = erasure;
  if (!work) return erasure;
  const off = new Set([...gone, ...closed].map(keyOf));
  return {
    ...erasure,
    work: { ...work, posts: work.posts.filter(post => !off.has(keyOf(post))) },
    gone: { ...erasure.gone, messages: erasure.gone.messages + gone.length },
    closedMessages: erasure.closedMessages + closed.length,
  };
}

export function withoutRepo(erasure: Erasure, name: string): Erasure {
  const { work } = erasure;
  if (!work?.repos.some(repo => repo.name === name && !repo.gone)) return erasure;
  return {
    ...erasure,
    work: {
      ...work,
      repos: work.repos.map(repo => (repo.name === name ? { ...repo, gone: true } : repo)),
    },
    gone: { ...erasure.gone, repos: erasure.gone.repos + 1 },
  };
}

/** What could not be deleted yet; nothing once it is done. */
export function leftOf({ work }: Pick<Erasure, 'work'>): { own: boolean; messages: number; repos: number } {
  return {
    own: work !== undefined && !work.removed,
    messages: work?.posts.length ?? 0,
    repos: work?.repos.filter(repo => !repo.gone).length ?? 0,
  };
}

/** Marks it done if nothing is left: the work is dropped, except for what a second look needs. */
export function finished(erasure: Erasure, now: number, lookAgainMs: number): Erasure {
  const { work, ...rest } = erasure;
  const left = leftOf(erasure);
  if (!work || left.own || left.messages > 0 || left.repos > 0) return erasure;
  const { actorIds, repos } = work;
  return {
    ...rest,
    doneAt: now,
    ...(actorIds.length > 0 ? { again: { at: now + lookAgainMs, actorIds, repos } } : {}),
  };
}

/** Without who asked, and where: they have their receipt, or are owed none. */
export function unnamed(erasure: Erasure): Erasure {
  const { askedBy, channelId, work, ...rest } = erasure;
  if (askedBy === undefined && channelId === undefined && work?.by === undefined) return erasure;
  if (!work) return rest;
  const { by: _asked, ...left } = work;
  return { ...rest, work: left };
}

/** Without this member among those who are to be told; without any if none is given. */
export function withoutTold(erasure: Erasure, memberId?: string): Erasure {
  const { tell: before = [], ...rest } = erasure;
  const tell = memberId === undefined ? [] : before.filter(one => one.memberId !== memberId);
  if (tell.length === before.length) return erasure;
  return tell.length > 0 ? { ...rest, tell } : rest;
}

export const isDone = ({ doneAt }: Pick<Erasure, 'doneAt'>): boolean => doneAt !== undefined;
