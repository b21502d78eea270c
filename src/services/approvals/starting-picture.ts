import type { Made } from '../credentials/made.ts';
import { showsSomebodyReal } from '../generation/generation.ts';
import type { GenerationService } from '../generation/generation-service.ts';
import { madeOf } from '../generation/images/made-of.ts';
import { thumbnailOf } from '../generation/images/thumbnail.ts';
import type { Approval } from './approval.ts';

/**
 * The picture that a request changes or varies, made smaller, for a person who is asked; judged as in direct messages.
 * Undefined where it starts from none, or from one that they can't be shown.
 */
export async function startingPicture(
  generation: Pick<GenerationService, 'madeWith' | 'pictures'>,
  { request }: Approval,
  memberId: string,
): Promise<{ bytes: Buffer; made: Made } | undefined> {
  const sha256 = (request.changeOf ?? request.variationOf)?.sha256;
  if (!sha256) return undefined;
  const { guildId } = request;
  const [record] = await generation.madeWith(sha256, { guildId, memberId, admin: false });
  if (!record) return undefined;
  const shown = await generation.pictures(record, { guildId: '@me', adultChannel: false });
  const picture = shown[record.images.findIndex(image => image.sha256 === sha256)];
  if (!picture || !('bytes' in picture)) return undefined;
  const bytes = await thumbnailOf([picture.bytes]);
  if (!bytes) return undefined;
  return {
    bytes,
    made: {
      ...madeOf(record.settings, { showsSomebodyReal: showsSomebodyReal(record) }),
      copyOf: picture.bytes,
    },
  };
}
