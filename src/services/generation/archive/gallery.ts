import { UserError } from '../../../errors.ts';
import type { Figures } from '../../safety/figures.ts';
import type { SafetyService } from '../../safety/safety-service.ts';
import type { Blobs } from '../../storage/blobs.ts';
import type { Collection } from '../../storage/collection.ts';
import type { Generation } from '../generation.ts';
import type { Archive, ShownPicture, Viewer } from './archive.ts';
import type { GenerationIndex, IndexEntry } from './generation-index.ts';
import { notKept, type Ownership } from './ownership.ts';

/** Whether the viewer can view where an image was posted. Of a public thread that is archived by now, its channel counts. */
function showsPlaceOf({ canView }: Pick<Viewer, 'canView'>) {
  const known = new Map<string, boolean>();
  const shows = (channelId: string | undefined): boolean => {
    if (channelId === undefined) return false;
    const shown = known.get(channelId) ?? canView(channelId);
    known.set(channelId, shown);
    return shown;
  };
  return ({ channelId, parentChannelId }: Pick<IndexEntry, 'channelId' | 'parentChannelId'>) =>
    shows(channelId) || shows(parentChannelId);
}

/** What was made, for those who look at it. */
export function createGallery({
  generations,
  index,
  read,
  ownership: { actorsOf, existing, isOwn, ownFaces },
  blobs,
  safety,
}: {
  generations: Pick<Collection<Generation>, 'update'>;
  index: Pick<GenerationIndex, 'find'>;
  read: (entries: IndexEntry[]) => Promise<Generation[]>;
  ownership: Ownership;
  blobs: Pick<Blobs, 'get'>;
  safety: Pick<SafetyService, 'complete' | 'forbids'>;
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
      if (isOwn(ownFaces(record), memberId, actorsOf(memberId))) return record;
      if (record.private) {
        throw new UserError('not-allowed', 'This image is private to the member who made it.');
      }
      // Nobody learns what there is in a channel that is closed to them.
      if (!showsPlaceOf(viewer)(record)) throw notKept();
      return record;
    },

    async gallery({ admin, ...viewer }, filter) {
      const { guildId, memberId } = viewer;
      const shown = showsPlaceOf(viewer);
      const own = actorsOf(memberId);
      const found = index.find(
        entry =>
          entry.hashes.length > 0 &&
          (filter.memberId === undefined || entry.memberId === filter.memberId) &&
          (filter.actorId === undefined || entry.actorIds.includes(filter.actorId)) &&
          (isOwn(entry, memberId, own)
            ? guildId === '@me' || entry.guildId === guildId
            : entry.guildId === guildId && !entry.private && shown(entry)),
      );
      const pages = Math.max(1, Math.ceil(found.length / filter.size));
      const page = Math.min(Math.max(0, filter.page), pages - 1);
      const records = await read(found.slice(page * filter.size, (page + 1) * filter.size));
      return {
        images: records.map(record => ({
          record,
          mayDelete: admin || isOwn(ownFaces(record), memberId, own),
        })),
        page,
        pages,
        total: found.length,
      };
    },

    pictures: (record, { guildId, adultChannel }) =>
      Promise.all(
        record.images.map(async ({ sha256, nudity, faces }): Promise<ShownPicture> => {
          const bytes = await blobs.get(sha256);
          if (!bytes) return { withheld: 'missing' };
          try {
            const place = {
              ...{ guildId, adultChannel },
              ...{ actorId: record.actor?.id, otherActorId: record.actor2?.id },
            };
            const figures = await safety.complete(bytes, { ...(nudity ? { nudity } : {}), faces }, place);
            if (figures.nudity !== nudity || figures.faces !== faces) {
              await noteFigures(record.id, sha256, figures);
            }
            const rule = await safety.forbids(figures, place);
            if (!rule) return { bytes };
            return { withheld: rule === 'young-image' ? 'looks-young' : 'too-sexual' };
          } catch {
            return { withheld: 'unchecked' };
          }
        }),
      ),
  };
}
