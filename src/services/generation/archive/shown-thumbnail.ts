import type { Made } from '../../credentials/made.ts';
import { type Generation, showsSomebodyReal } from '../generation.ts';
import { madeOf } from '../images/made-of.ts';
import { smallSide, thumbnailOf } from '../images/thumbnail.ts';
import type { Archive, ShownPicture } from './archive.ts';

/** A small JPEG of an image's pictures, as they may be shown in one place. */
export interface ShownThumbnail {
  /** Undefined where none may be shown, or can be read. */
  thumbnail: Buffer | undefined;
  /** What a model has to do with it. */
  made: Made;
  withheld: Extract<ShownPicture, { withheld: string }>['withheld'] | undefined;
}

export async function shownThumbnail(
  { pictures }: Pick<Archive, 'pictures'>,
  record: Generation,
  place: { guildId: string; adultChannel: boolean },
  side = smallSide,
): Promise<ShownThumbnail> {
  const shown = await pictures(record, place);
  const bytes = shown.flatMap(one => ('bytes' in one ? [one.bytes] : []));
  const withheld = shown.flatMap(one => ('withheld' in one ? [one.withheld] : []))[0];
  const thumbnail = await thumbnailOf(bytes, side);
  const [first, another] = bytes;
  return {
    thumbnail,
    made: another
      ? { from: 'several' }
      : { ...madeOf(record.settings, { showsSomebodyReal: showsSomebodyReal(record) }), copyOf: first },
    withheld: withheld ?? (thumbnail ? undefined : 'missing'),
  };
}
