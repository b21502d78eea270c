import { type PlainKey, said } from '../../../words/words.ts';
import type { Credentials } from '../../credentials/credentials.ts';
import { markPicture } from '../../credentials/mark-picture.ts';
import { InferenceFailure } from '../../huggingface/inference/inference-failure.ts';
import type { Asked, SafetyService } from '../../safety/safety-service.ts';
import { sha256Of } from '../../storage/blobs.ts';
import type { Settings } from '../generation.ts';
import type { Plan } from '../requests/plan.ts';
import type { CheckImage, ImageFault } from './check-image.ts';
import { madeOf } from './made-of.ts';
import { parametersText } from './parameters-text.ts';
import type { Picture } from './picture-cache.ts';
import { labelPng } from './png-text.ts';

const faultKeys = {
  black: 'generation.black',
  'cut-off': 'generation.cutOff',
  'not-an-image': 'generation.notAnImage',
} as const satisfies Record<ImageFault, PlainKey>;

export type DevelopPicture = ReturnType<typeof createDevelopPicture>;

/**
 * Makes a picture of the bytes that came: decoded whole, looked at for the place that it was asked in, and labelled
 * with its settings and signed, so that what is stored is what leaves. Whether it may be shown is decided afterwards.
 */
export function createDevelopPicture({
  checkImage,
  credentials,
  safety,
  fileOf = () => undefined,
}: {
  checkImage: CheckImage;
  credentials: Pick<Credentials, 'trySign'>;
  safety: Pick<SafetyService, 'looksAtFaces' | 'complete'>;
  /** A file that has what came, where there is one. */
  fileOf?: (came: Buffer) => string | undefined;
}) {
  /** @throws InferenceFailure picture-unusable; UserError unchecked */
  return async (
    came: Buffer,
    settings: Settings,
    { cast, fromPhoto }: Pick<Plan, 'cast' | 'fromPhoto'>,
    asked: Asked,
  ): Promise<Picture> => {
    const checked = await checkImage(came, { faces: safety.looksAtFaces(asked), file: fileOf(came) });
    if ('fault' in checked) {
      throw new InferenceFailure('picture-unusable', said(faultKeys[checked.fault]), { cost: 'free' });
    }
    const figures = await safety.complete(checked.png, {}, asked);
    const made = madeOf(settings, { showsSomebodyReal: cast !== undefined || fromPhoto });
    const png = settings.marked ? await markPicture(checked.png) : checked.png;
    const labelled = labelPng(png, parametersText(settings, cast?.version), made.from);
    // One that can't be signed now is paid for: it is kept, and tried again where it leaves.
    const bytes =
      (await credentials.trySign(labelled, made, settings.marked ? undefined : checked.thumbnail)) ??
      labelled;
    const sha256 = sha256Of(bytes);
    return { sha256, bytes, look: checked.look, ...figures, fromCache: false };
  };
}
