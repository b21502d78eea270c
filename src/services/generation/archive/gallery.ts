import { UserError } from '../../../errors.ts';
import { said } from '../../../words/words.ts';
import type { Figures } from '../../safety/figures.ts';
import type { SafetyService } from '../../safety/safety-service.ts';
import type { Blobs } from '../../storage/blobs.ts';
import type { Collection } from '../../storage/collection.ts';
import type { Generation } from '../generation.ts';
import type { Archive, ShownPicture } from './archive.ts';
import { isFavouriteOf } from './favourites.ts';
import { gallerySearch, showsOneOf } from './gallery-search.ts';
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
  safety: Pick<SafetyService, 'complete' | 'forbids'>;
  limited: LimitedRecord;
}): Pick<Archive, 'details' | 'gallery' | 'pictures'> {
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

  return {
    async details(id, viewer) {
      const { guildId, memberId } = viewer;
      const record = await existing(id, guildId, memberId);
      if (await isOwn(record, memberId)) return record;
      if (record.private) {
        throw new UserError('not-allowed', said('generation.isPrivate'));
      }
      // Nobody learns what there is in a channel that is closed to them.
      if (!showsOneOf(viewer)([record.channelId, record.parentChannelId])) throw notKept();
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
        record.images.map(async ({ sha256, nudity, faces }): Promise<ShownPicture> => {
          const bytes = await blobs.get(sha256);
          if (!bytes) return { withheld: 'missing' };
          try {
            if (await limited.isAgainst(record)) return { withheld: 'against-limits' };
            const place = {
              ...{ guildId, adultChannel },
              ...{ actorId: record.actor?.id, otherActorId: record.actor2?.id },
              fromPhoto: record.fromPhoto,
            };
            const figures = await safety.complete(bytes, { ...(nudity ? { nudity } : {}), faces }, place);
            if (figures.nudity !== nudity || figures.faces !== faces) {
              await noteFigures(record.id, sha256, figures);
            }
            const rule = await safety.forbids(figures, place);
            if (!rule) return { bytes: await limited.marked(record, bytes) };
            return { withheld: reasons[rule] ?? 'too-sexual' };
          } catch {
            return { withheld: 'unchecked' };
          }
        }),
      ),
  };
}

const reasons: Partial<Record<string, Extract<ShownPicture, { withheld: string }>['withheld']>> = {
  'young-image': 'looks-young',
  limit: 'against-limits',
};
