import type { GuildName } from '../discord/guild-name.ts';
import type { Digest } from '../services/digest/digest-service.ts';
import type { GenerationService } from '../services/generation/generation-service.ts';
import { digestSheet, type SheetBlock } from '../views/actor/digest-sheet.ts';
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
    guildName: GuildName;
  },
): Promise<View> {
  const images: DigestImage[] = [];
  const blocks: SheetBlock[] = [];
  for (const record of digest.images) {
    const shown = await generation.pictures(record, { guildId: '@me', adultChannel: false });
    const pictures = shown.flatMap(one => ('bytes' in one ? [one.bytes] : []));
    const withheld = shown.flatMap(one => ('withheld' in one ? [one.withheld] : []))[0];
    images.push({ record, withheld: withheld ?? (pictures.length > 0 ? undefined : 'missing') });
    blocks.push({ badge: String(images.length), pictures });
  }
  const sheet = await digestSheet(blocks);
  return digestView(digest, images, { sheet, guildName: await guildName(digest.actor.guildId) });
}
