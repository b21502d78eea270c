import { directMessages } from '../../settings/access.ts';
import type { RecordIndex, Where } from '../../storage/refs.ts';
import type { Generation } from '../generation.ts';
import type { Viewer } from './archive.ts';
import { channelsOf, placeIn, tagOf } from './generation-index.ts';

/** What the images of one gallery are found by. */
export interface GallerySearch {
  where: Where[];
  /** Parts of it that have nothing in common, to be counted. */
  parts: (Where | Where[])[];
}

export interface GalleryFilter {
  memberId?: string | undefined;
  actorId?: string | undefined;
  /** See `modelKey`. */
  model?: string | undefined;
  /** Only the viewer's favourites. */
  favourites?: boolean | undefined;
}

/** Nothing of a server is shown where that server isn't. */
export const isShownIn = (
  { elsewhere = false }: Pick<Viewer, 'elsewhere'>,
  { guildId }: Pick<Generation, 'guildId'>,
): boolean => !elsewhere || guildId === directMessages;

/** Whether the viewer can view one of these channels. */
export function showsOneOf({ canView }: Pick<Viewer, 'canView'>) {
  const known = new Map<string, boolean>();
  return (channelIds: readonly string[]): boolean =>
    channelIds.some(channelId => {
      const shown = known.get(channelId) ?? canView(channelId);
      known.set(channelId, shown);
      return shown;
    });
}

/**
 * Two kinds of images: what is public in channels that the viewer can view, and what is their own wherever it is. Each
 * is tagged with its place, so that the one kind is told from the other without reading a record.
 * @param spokenFor Ids of the actors whom the viewer speaks for
 */
export async function gallerySearch(
  { guildId, memberId, canView, elsewhere }: Viewer,
  filter: GalleryFilter,
  spokenFor: readonly string[],
  index: Pick<RecordIndex, 'values' | 'tags'>,
): Promise<GallerySearch> {
  const filters: { index: string; value: string }[] = [];
  // As `isShownIn` says it of one.
  if (elsewhere) filters.push({ index: 'guild', value: directMessages });
  if (filter.memberId !== undefined) filters.push({ index: 'member', value: filter.memberId });
  if (filter.actorId !== undefined) filters.push({ index: 'actor', value: filter.actorId });
  if (filter.model !== undefined) filters.push({ index: 'model', value: filter.model });
  if (filter.favourites) filters.push({ index: 'favourite', value: memberId });
  const own: Where[] = [
    { index: 'member', value: memberId, and: filters },
    ...(spokenFor.length > 0 ? [{ index: 'actor', value: spokenFor, and: filters }] : []),
  ];
  if (guildId === directMessages) return { where: own, parts: [own] };

  const [first, ...others] = filters;
  const tags = first
    ? await index.tags(first.index, first.value)
    : await index.values('place', `${guildId} `);
  const places = tags.map(placeIn).flatMap(one => (one.guildId === guildId ? [one.place] : []));
  const shows = showsOneOf({ canView });
  const visible = places.filter(place => shows(channelsOf(place)));
  const hidden = places.filter(place => !visible.includes(place)).map(place => tagOf(guildId, place));
  const open = visible.map(place => tagOf(guildId, place));
  const ownHidden = hidden.length > 0 ? own.map(one => ({ ...one, tags: hidden })) : [];
  const shown: Where = first
    ? { ...first, tags: open, and: others }
    : { index: 'guild', value: guildId, tags: visible };
  // By place they are counted without looking at each.
  const counted: Where = first ? shown : { index: 'place', value: open };
  return { where: [shown, ...ownHidden], parts: [counted, ownHidden] };
}
