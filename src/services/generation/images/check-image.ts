import type { CheckedPicture, Decoder, PictureFault } from '../../vision/decoding/decoder.ts';

/** A provider's answer that is no picture to show: `black` is what safety filters send instead of an error. */
export type ImageFault = 'not-an-image' | 'cut-off' | 'black';

/** `faces` says that the picture's faces will be looked for; `file` has the bytes, too. */
export type CheckImage = (
  bytes: Buffer,
  options?: { faces: boolean; file?: string | undefined },
) => Promise<CheckedPicture | { fault: ImageFault }>;

const faultOf: Record<PictureFault, ImageFault> = {
  ...{ black: 'black', damaged: 'cut-off', 'not-an-image': 'not-an-image' },
  // Made to cost more than a picture does: nothing that a model makes.
  ...{ packed: 'not-an-image', pixels: 'not-an-image', memory: 'not-an-image', empty: 'not-an-image' },
  'too-slow': 'not-an-image',
};

/**
 * Decodes the whole picture, outside of the bot's process, and looks at its light. Resolves to PNG bytes, which are
 * those that came where they were a plain PNG already, or to what is wrong.
 */
export const createCheckImage =
  (decoder: Pick<Decoder, 'picture'>): CheckImage =>
  async (bytes, options) => {
    const decoded = await decoder.picture(bytes, options);
    return 'png' in decoded ? decoded : { fault: faultOf[decoded.fault] };
  };
