import sharp from 'sharp';
import type { Photo } from '../actors/actor.ts';
import type { Blobs } from '../storage/blobs.ts';
import { normalisePhoto, photoLimits } from './photo-check.ts';

/** A file to fetch: where its bytes are for now, and what its sender calls it. */
export interface PhotoSource {
  url: string;
  name: string;
  /** Bytes, as the sender says. Only good for refusing early. */
  size?: number;
}

/** What became of one file. `refused` completes the sentence that begins with the file's name. */
export type PhotoOutcome = { name: string } & ({ photo: Photo } | { refused: string });

export interface PhotosService {
  /**
   * Fetches, checks and stores photos, one outcome for each source in the same order. `known` are photos that
   * the actor has already: the same picture again is refused.
   */
  take(sources: PhotoSource[], known: Photo[]): Promise<PhotoOutcome[]>;
  /** A JPEG of at most 640 pixels on the long side, for a message. */
  thumbnail(bytes: Buffer): Promise<Buffer>;
}

export function createPhotosService({
  blobs,
  now,
  fetch: get = fetch,
  downloadTimeoutMs = 20_000,
}: {
  blobs: Blobs;
  now: () => number;
  fetch?: typeof fetch;
  downloadTimeoutMs?: number;
}): PhotosService {
  /** The sets of photos before, one at a time: a set can be hundreds of megabytes. */
  let turns: Promise<unknown> = Promise.resolve();

  async function download({ url, size: said = 0 }: PhotoSource): Promise<Buffer | { refused: string }> {
    if (said > photoLimits.bytes) return { refused: 'is larger than 25 MB. Send a smaller copy.' };
    try {
      const response = await get(url, { signal: AbortSignal.timeout(downloadTimeoutMs) });
      if (!response.ok || !response.body)
        return { refused: 'could not be fetched from Discord. Attach it again.' };
      const chunks: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of response.body) {
        size += chunk.length;
        if (size > photoLimits.bytes) return { refused: 'is larger than 25 MB. Send a smaller copy.' };
        chunks.push(chunk);
      }
      return Buffer.concat(chunks);
    } catch {
      return { refused: 'could not be fetched from Discord in time. Attach it again.' };
    }
  }

  async function takeNow(sources: PhotoSource[], known: Photo[]): Promise<PhotoOutcome[]> {
    // All at once: the links expire, and the checks that follow take a while.
    const downloads = await Promise.all(sources.map(download));
    const firstNameOf = new Map(known.map((photo, index) => [photo.sha256, `photo ${index + 1}`]));
    const outcomes: PhotoOutcome[] = [];
    for (const [index, source] of sources.entries()) {
      const { name } = source;
      const downloaded = downloads[index];
      if (!downloaded || 'refused' in downloaded) {
        outcomes.push({ name, refused: downloaded?.refused ?? 'could not be fetched. Attach it again.' });
        continue;
      }
      const normalised = await normalisePhoto(downloaded);
      if ('refused' in normalised) {
        outcomes.push({ name, ...normalised });
        continue;
      }
      const sha256 = await blobs.put(normalised.bytes);
      const twin = firstNameOf.get(sha256);
      if (twin) {
        outcomes.push({ name, refused: `is the same picture as ${twin}.` });
        continue;
      }
      firstNameOf.set(sha256, name);
      outcomes.push({
        name,
        photo: { sha256, width: normalised.width, height: normalised.height, addedAt: now() },
      });
    }
    return outcomes;
  }

  return {
    take(sources, known) {
      const mine = turns.then(() => takeNow(sources, known));
      turns = mine.catch(() => undefined);
      return mine;
    },
    thumbnail: bytes =>
      sharp(bytes)
        .resize({ width: 640, height: 640, fit: 'inside', withoutEnlargement: true })
        .jpeg({ quality: 85 })
        .toBuffer(),
  };
}
