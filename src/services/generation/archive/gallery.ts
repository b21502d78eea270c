import { UserError } from '../../../errors.ts';
import { said } from '../../../words/words.ts';
import { principalOf } from '../../actors/access.ts';
import type { Actor } from '../../actors/actor.ts';
import { limitsOf } from '../../actors/limits.ts';
import type { Figures } from '../../safety/figures.ts';
import { isSeen } from '../../safety/limits/seen-limit.ts';
import type { SafetyService, WhereShown } from '../../safety/safety-service.ts';
import type { Blobs } from '../../storage/blobs.ts';
import type { Collection } from '../../storage/collection.ts';
import { channelsWith, type Generation } from '../generation.ts';
import type { Archive, ShownPicture } from './archive.ts';
import { isFavouriteOf } from './favourites.ts';
import { gallerySearch, isShownIn, showsOneOf } from './gallery-search.ts';
import type { LimitedRecord } from './limited-record.ts';
import { notKept, type Ownership } from './ownership.ts';

/** What was made, for those who look at it. */
export function createGallery({
  generations,
  ownership: { spokenFor, existing, isOwn },
  blobs,
  safety,
  limited,
}: {
  generations: Collection<Generation>;
  ownership: Ownership;
  blobs: Pick<Blobs, 'get'>;
  safety: Pick<SafetyService, 'complete' | 'forbids' | 'isSeenAgainstLimits'>;
  limited: LimitedRecord;
}): Pick<Archive, 'details' | 'gallery' | 'pictures' | 'pictureFor'> {
  /** So that a picture of an earlier time is measured once. */
  async function noteFigures(id: string, sha256: string, { nudity, faces }: Figures): Promise<void> {
    const figures = { nudity, ...(faces ? { faces } : {}) };
    await generations.update(
      id,
      record =>
        record && {
          ...record,
          images: record.images.map(image => (image.sha256 === sha256 ? { ...image, ...figures } : image)),
        },
    );
  }

  /** All that it is judged by in one place; what has not been measured yet, is. @throws UserError unchecked */
  async function figuresFor(
    record: Generation,
    { sha256, nudity, faces }: Generation['images'][number],
    bytes: Buffer,
    place: WhereShown,
  ): Promise<Figures> {
    const figures = await safety.complete(bytes, { ...(nudity ? { nudity } : {}), faces }, place);
    if (figures.nudity !== nudity || figures.faces !== faces) await noteFigures(record.id, sha256, figures);
    return figures;
  }

  return {
    async details(id, viewer) {
      const { guildId, memberId } = viewer;
      const record = await existing(id, guildId, memberId);
      if (!isShownIn(viewer, record)) throw notKept();
      if (await isOwn(record, memberId)) return record;
      if (record.private) {
        throw new UserError('not-allowed', said('generation.isPrivate'));
      }
      if (!showsOneOf(viewer)(channelsWith(record))) {
        throw new UserError('not-allowed', said('generation.channelClosed'));
      }
      return record;
    },

    async gallery({ admin, ...viewer }, filter) {
      const { memberId } = viewer;
      const own = await spokenFor(memberId);
      const { where, parts } = await gallerySearch(viewer, filter, own, generations);
      const counts = await Promise.all(parts.map(part => generations.count(part)));
      const total = counts.reduce((sum, count) => sum + count, 0);
      const pages = Math.max(1, Math.ceil(total / filter.size));
      const page = Math.min(Math.max(0, filter.page), pages - 1);
      const found = await generations.find(where, { limit: filter.size, skip: page * filter.size });
      const records = await generations.some(found.map(({ id }) => id));
      const images = await Promise.all(
        records.map(async record => ({
          record,
          mayDelete: admin || (await isOwn(record, memberId)),
          isFavourite: isFavouriteOf(record, memberId),
        })),
      );
      return { images, page, pages, total };
    },

    pictures: (record, { guildId, adultChannel }) =>
      Promise.all(
        record.images.map(async (image): Promise<ShownPicture> => {
          const bytes = await blobs.get(image.sha256);
          if (!bytes) return { withheld: 'missing' };
          try {
            if (await limited.isAgainst(record)) return { withheld: 'against-limits' };
            const place = { ...whomIn(record), guildId, adultChannel };
            const figures = await figuresFor(record, image, bytes, place);
            const rule = await safety.forbids(figures, place);
            if (!rule) return { bytes: await limited.marked(record, bytes) };
            return { withheld: reasons[rule] ?? 'too-sexual' };
          } catch {
            return { withheld: 'unchecked' };
          }
        }),
      ),

    async pictureFor(memberId, record, image) {
      const bytes = await blobs.get(image.sha256);
      if (!bytes) return { withheld: 'missing' };
      const isSomebodyElse = (actor: Actor) => principalOf(actor) !== memberId;
      try {
        const limiting = await limited.limiting(record, isSomebodyElse);
        if (limiting.length === 0) return { bytes };
        if (await limited.isAgainst(record, isSomebodyElse)) return { withheld: 'against-limits' };
        const seen = limiting.filter(actor => isSeen(limitsOf(actor))).map(({ id }) => id);
        if (seen.length > 0) {
          const place = { ...whomIn(record), guildId: record.guildId, adultChannel: false };
          const figures = await figuresFor(record, image, bytes, place);
          if (await safety.isSeenAgainstLimits(figures, place, seen)) return { withheld: 'against-limits' };
        }
        return { bytes: await limited.marked(record, bytes, isSomebodyElse) };
      } catch {
        return { withheld: 'unchecked' };
      }
    },
  };
}

const whomIn = ({ actor, actor2, fromPhoto }: Generation) => ({
  ...{ actorId: actor?.id, otherActorId: actor2?.id, fromPhoto },
});

const reasons: Partial<Record<string, Extract<ShownPicture, { withheld: string }>['withheld']>> = {
  'young-image': 'looks-young',
  limit: 'against-limits',
};
