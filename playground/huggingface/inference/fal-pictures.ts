/** How fal gets at the pictures that a request starts from: out of the request, or from an address. */
import sharp from 'sharp';
import { type FalForm, problem } from './fal-forms.ts';
import { FalRefusal } from './fal-loras.ts';
import { isPicture } from './pictures.ts';

const sideMost = 14_142;
const patienceMs = 20_000;
const fields = ['image_url', 'image_urls'];

/** What the log keeps of a request: how many pictures there were, and none of them. */
export function withoutPictures(body: Record<string, unknown>): Record<string, unknown> {
  const kept = Object.entries(body).map(([field, value]): [string, unknown] => {
    if (!fields.includes(field)) return [field, value];
    return [field, Array.isArray(value) ? `${value.length} pictures` : '1 picture'];
  });
  return Object.fromEntries(kept);
}

/** @throws FalRefusal for what cannot be fetched or is no picture */
export async function loadPictures(
  { pictures }: FalForm,
  body: Record<string, unknown>,
): Promise<Uint8Array[]> {
  if (!pictures) return [];
  const { field, most } = pictures;
  const given = [body[field]].flat().slice(0, most);
  return Promise.all(
    given.map(async (address, index) => {
      const loc = ['body', field, ...(field === 'image_urls' ? [index] : [])];
      const bytes = await bytesAt(String(address));
      if (!bytes) {
        // https://docs.fal.ai/errors#file_download_error
        const msg = 'Failed to download the file. Please check if the URL is accessible and try again.';
        throw new FalRefusal([problem({ loc, msg, type: 'file_download_error' })]);
      }
      await requirePicture(bytes, loc);
      return bytes;
    }),
  );
}

async function requirePicture(bytes: Uint8Array, loc: (string | number)[]): Promise<void> {
  const size = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => undefined);
  if (size && Math.max(size.width, size.height) > sideMost) {
    const msg = `Image dimensions are too large. Maximum dimensions are ${sideMost}x${sideMost} pixels.`;
    const ctx = { max_height: sideMost, max_width: sideMost };
    throw new FalRefusal([problem({ loc, msg, type: 'image_too_large', ctx })]);
  }
  if (!size || !(await isPicture(bytes))) {
    // https://docs.fal.ai/errors#image_load_error, in the words of fal's own toolkit.
    const msg =
      'Failed to load the image. Please ensure the image file is not corrupted and is in a supported format.';
    throw new FalRefusal([problem({ loc, msg, type: 'image_load_error' })]);
  }
}

async function bytesAt(address: string): Promise<Uint8Array | undefined> {
  const data = /^data:[^,]*;base64,(.*)$/s.exec(address)?.[1];
  if (data !== undefined) return Buffer.from(data, 'base64');
  if (!/^https?:/.test(address)) return undefined;
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(patienceMs) });
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined;
  } catch {
    return undefined;
  }
}
