import type { Post } from '../../actors/actor.ts';
import type { ActorsService } from '../../actors/actors-service.ts';
import type { SafetyService } from '../../safety/safety-service.ts';
import type { Blobs } from '../../storage/blobs.ts';
import type { Collection } from '../../storage/collection.ts';
import { eachFound, timeRank, type Where } from '../../storage/refs.ts';
import { actorIdsOf, type Generation } from '../generation.ts';
import type { PictureCache } from '../images/picture-cache.ts';
import type { MadePicture } from '../requests/starting-point.ts';
import { createFavourites } from './favourites.ts';
import { createGallery } from './gallery.ts';
import { type GalleryFilter, isShownIn } from './gallery-search.ts';
import { everythingOf, type GenerationIndex } from './generation-index.ts';
import { figuresOf, type Judged, type LikenessFigures } from './likeness-figures.ts';
import { createLimitedRecord } from './limited-record.ts';
import { createOwnership } from './ownership.ts';
import { createRemoval, everyPostOf } from './removal.ts';
import { createSaidBefore } from './said-before.ts';
import type { StalePosts } from './stale-posts.ts';

/** Who looks, and where. In direct messages `guildId` is `@me`: people find their own images of every server there. */
export interface Viewer {
  guildId: string;
  memberId: string;
  /** Whether Discord shows them that channel. One that no longer exists, or that the bot does not know, it shows nobody. */
  canView(channelId: string): boolean;
  /** They look at it in a place that the bot is no part of. */
  elsewhere?: boolean | undefined;
}

export interface GalleryPage {
  /** The latest first. */
  images: { record: Generation; mayDelete: boolean; isFavourite: boolean }[];
  /** From 0; the last one where the page that was asked for does not exist any more. */
  page: number;
  pages: number;
  total: number;
}

/** A picture of a generation as it may be shown in one place. */
export type ShownPicture =
  | { bytes: Buffer }
  | { withheld: 'too-sexual' | 'looks-young' | 'against-limits' | 'unchecked' | 'missing' };

/** What was made, for those who may see it. */
export interface Archive {
  /** @throws UserError gone | not-allowed */
  details(id: string, viewer: Viewer): Promise<Generation>;
  /** What the member may see: their own, all that shows them, and what is public in channels that they can view. */
  gallery(
    viewer: Viewer & { admin: boolean },
    filter: GalleryFilter & { page: number; size: number },
  ): Promise<GalleryPage>;
  /**
   * Makes an image that the viewer may see a favourite of theirs, or no favourite any more. Resolves to whether it is one
   * now. @throws UserError gone | not-allowed
   */
  toggleFavourite(id: string, viewer: Viewer): Promise<boolean>;
  /** The latest first. */
  favouritesOf(memberId: string): Promise<Generation[]>;
  /** Strikes their id from what they made a favourite of theirs; with `guildId`, in that server alone. */
  forgetFavourites(memberId: string, guildId?: string): Promise<void>;
  /** The pictures, judged anew for the place where they are to be shown. */
  pictures(record: Generation, place: { guildId: string; adultChannel: boolean }): Promise<ShownPicture[]>;
  /**
   * A picture of it for a member's own copy: whole, wherever they are, but for what somebody else in it has ruled out, and
   * with the mark that these ask for.
   */
  pictureFor(
    memberId: string,
    record: Generation,
    image: Generation['images'][number],
  ): Promise<ShownPicture>;
  /** What `delete` would delete, for a member who may. @throws UserError gone | not-allowed */
  removable(id: string, guildId: string, memberId: string, admin: boolean): Promise<Generation>;
  /**
   * Deletes the pictures and the messages that show them; asked by the person shown, for everybody who was given the
   * same ones. `replaced` is for the message with the button, which the answer stands in for.
   * @throws UserError gone | not-allowed
   */
  delete(
    id: string,
    guildId: string,
    memberId: string,
    admin: boolean,
    options?: { replaced: boolean },
  ): Promise<void>;
  /** Images whose maker has yet to be told that the person shown deleted some; see `Generation.tell`. */
  makersToTell(): AsyncIterable<Generation>;
  makerTold(id: string): Promise<void>;
  /** Notes the message that says what became of the pack that these images are of; with none of them left, it is deleted. */
  notePackPost(ids: readonly string[], post: Post): Promise<void>;
  /** Notes the message that really shows it; one that shows what was deleted meanwhile is deleted. */
  noteShown(id: string, post: Post): Promise<void>;
  /**
   * Which generations have this picture, of those whose maker the viewer may know: their own, those of actors of
   * theirs, and for admins those of their server. Of private ones only their maker and the person shown. Of those of
   * servers nothing is said elsewhere.
   */
  madeWith(
    sha256: string,
    viewer: Pick<Viewer, 'guildId' | 'memberId' | 'elsewhere'> & { admin: boolean },
  ): Promise<Generation[]>;
  /** A kept picture, as something to start from; undefined for any other. */
  known(sha256: string): Promise<MadePicture | undefined>;
  /** Ids of the two actors in a picture, from left to right; empty where that is not known. */
  placesIn(sha256: string): Promise<string[]>;
  /** How alike the latest images of the actor are to their photos. */
  likenessOf(actorId: string): Promise<LikenessFigures[]>;
  /** The latest images of an actor from a period that others than this member made, up to a limit, and the total. */
  madeBetween(
    actorId: string,
    from: number,
    to: number,
    which: { notBy: string; most: number },
  ): Promise<{ images: Generation[]; total: number }>;
  /** The ones among these that have pictures. */
  existing(ids: readonly string[]): Promise<Generation[]>;
  /** With every message of theirs in `posts`. */
  ofActor(actorId: string): Promise<Generation[]>;
  ofMember(memberId: string): Promise<Generation[]>;
  ofGuild(guildId: string): Promise<Generation[]>;
  /**
   * Removes the records, and the pictures that no other one shows. Resolves to the messages that showed them, which
   * are the caller's to delete. Ids that are gone already are passed over.
   */
  erase(ids: string[]): Promise<Post[]>;
  /** The servers that images were made in. */
  guildIds(): Promise<Set<string>>;
  /** Which of these pictures, by their SHA-256, are kept. */
  inUse(hashes: readonly string[]): Promise<Set<string>>;
  /** Ids of the actors and models that the member's last images were made with, the latest first. */
  usedBy(memberId: string): Promise<{ actors: string[]; models: string[] }>;
}

export function createArchive({
  generations,
  index,
  pictures,
  blobs,
  actors,
  safety,
  stalePosts,
  onMakerToTell,
  onLeaving,
  onGone,
}: {
  generations: Collection<Generation>;
  index: GenerationIndex;
  pictures: PictureCache;
  blobs: Pick<Blobs, 'get'>;
  actors: Pick<ActorsService, 'byId' | 'spokenFor' | 'logDeed'>;
  safety: Pick<SafetyService, 'complete' | 'forbids' | 'isAgainstLimits' | 'isSeenAgainstLimits'>;
  stalePosts: StalePosts;
  onMakerToTell?: (() => void) | undefined;
  onLeaving?: ((ids: readonly string[]) => Promise<void>) | undefined;
  onGone?: ((ids: readonly string[]) => void) | undefined;
}): Archive {
  /** Page by page, the latest first. */
  async function* pagesOf(where: Where | readonly Where[]): AsyncIterable<Generation[]> {
    for await (const page of eachFound(generations, where, { limit: 100 }))
      yield await generations.some(page.map(({ id }) => id));
  }
  async function everything(...of: Parameters<typeof everythingOf>): Promise<Generation[]> {
    const found: Generation[] = [];
    for await (const page of pagesOf(everythingOf(...of))) found.push(...page);
    return found.map(record => ({ ...record, posts: everyPostOf(record) }));
  }
  const ownership = createOwnership({ generations, actors });
  const saidBefore = createSaidBefore(generations);
  const limited = createLimitedRecord({ actors, safety, saidBefore });
  const gallery = createGallery({ generations, ownership, blobs, safety, limited });

  return {
    ...createRemoval({
      ...{ generations, index, pictures, ownership, actors, stalePosts },
      ...{ onMakerToTell, onLeaving, onGone },
    }),
    ...gallery,
    ...createFavourites({ generations, details: gallery.details }),
    async madeWith(sha256, { guildId, memberId, admin, elsewhere }) {
      const found: Generation[] = [];
      for await (const page of pagesOf({ index: 'picture', value: sha256 }))
        for (const record of page)
          if (
            isShownIn({ elsewhere }, record) &&
            (await ownership.mayKnowMaker(record, { memberId, isAdmin: admin && record.guildId === guildId }))
          )
            found.push(record);
      return found;
    },
    async known(sha256) {
      const found = await saidBefore.withPicture(sha256);
      if (found.length === 0) return undefined;
      const against = await Promise.all(found.map(record => limited.isAgainst(record)));
      return {
        actorIds: [...new Set(found.flatMap(actorIdsOf))],
        fromPhoto: found.some(({ fromPhoto }) => fromPhoto === true),
        isRuledOut: against.includes(true),
        said: await saidBefore.after(found),
      };
    },
    async placesIn(sha256) {
      for await (const page of pagesOf({ index: 'picture', value: sha256 })) {
        const images = page.flatMap(record => record.images);
        const seen = images.find(image => image.sha256 === sha256 && image.faces);
        if (seen?.faces) return seen.faces.leftToRight ?? [];
      }
      return [];
    },
    async likenessOf(actorId) {
      const where = { index: 'likeness', value: actorId };
      const found = await generations.findTagged(where, { limit: likenessLookedAt });
      return figuresOf(found.map(({ tag }) => JSON.parse(tag) as Judged));
    },
    async madeBetween(actorId, from, to, { notBy, most }) {
      const images: Generation[] = [];
      let total = 0;
      const range = { order: 'down' as const, below: timeRank(to), limit: 50 };
      for await (const found of eachFound(generations, { index: 'actor', value: actorId }, range)) {
        const ids = found.filter(({ rank }) => rank >= timeRank(from)).map(({ id }) => id);
        const some = (await generations.some(ids)).filter(({ memberId }) => memberId !== notBy);
        some.sort((one, other) => other.createdAt - one.createdAt);
        total += some.length;
        images.push(...some.slice(0, most - images.length));
        if (ids.length < found.length) break;
      }
      return { images, total };
    },
    async existing(ids) {
      const found = await generations.some(ids);
      return found.filter(({ images, deleted }) => images.length > 0 && !deleted);
    },
    ofActor: actorId => everything('actor', actorId),
    ofMember: memberId => everything('member', memberId),
    ofGuild: guildId => everything('guild', guildId),
    guildIds: index.guildIds,
    inUse: index.shown,
    usedBy: index.usedBy,
  };
}

/** So many of an actor's judged images say how alike they are. */
const likenessLookedAt = 400;
