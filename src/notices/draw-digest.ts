import type { Digest } from '../services/digest/digest-service.ts';
import type { GenerationService } from '../services/generation/generation-service.ts';
import { thumbnailOf } from '../services/generation/images/thumbnail.ts';
import { contactSheet, type SheetTile } from '../views/actor/contact-sheet.ts';
import { type DigestImage, digestView } from '../views/actor/digest-view.ts';
import type { View } from '../views/components.ts';

/** The digest with its pictures, judged as in direct messages. */
export async function drawDigest(
  digest: Digest,
  {
    generation,
    guildName,
  }: {
    generation: Pick<GenerationService, 'pictures'>;
    guildName: (guildId: string) => string | undefined;
  },
): Promise<View> {
  const images: DigestImage[] = [];
  const tiles: SheetTile[] = [];
  for (const record of digest.images) {
    const shown = await generation.pictures(record, { guildId: '@me', adultChannel: false });
    const bytes = await thumbnailOf(shown.flatMap(one => ('bytes' in one ? [one.bytes] : [])));
    const withheld = shown.flatMap(one => ('withheld' in one ? [one.withheld] : []))[0];
    images.push({ record, withheld: withheld ?? (bytes ? undefined : 'missing') });
    const verdict = { verdict: 'good' as const, reasons: [] };
    if (bytes) tiles.push({ bytes, faces: [], verdict, badge: String(images.length) });
  }
  const sheet = tiles.length > 0 ? await contactSheet(tiles, { plain: true }) : undefined;
  return digestView(digest, images, { sheet, guildName: guildName(digest.actor.guildId) });
}
