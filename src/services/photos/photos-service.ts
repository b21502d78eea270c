import pLimit from 'p-limit';
import { t } from '../../words/words.ts';
import { type Blobs, sha256Of } from '../storage/blobs.ts';
import type { Decoder } from '../vision/decoding/decoder.ts';
import { sharp } from '../vision/sharp.ts';
import type { Box, Sight, Vision } from '../vision/vision.ts';
import { assess, type PhotoVerdict } from './assess.ts';
import { downloadPhoto, type FetchAttachment, type PhotoSource } from './download-photo.ts';
import type { Photo } from './photo.ts';
import { type NormalisedPhoto, normalisePhoto, type Refusal } from './photo-check.ts';

/** A small copy of a photo for the contact sheet, with the faces that were found: the first is the one that counts. */
export interface Tile {
  /** JPEG of at most 480 pixels on the long side. */
  bytes: Buffer;
  faces: Box[];
  verdict: PhotoVerdict;
}

/** One of an actor's photos; its number on the contact sheet counts from 1. */
export interface NumberedTile extends Tile {
  number: number;
}

/** What became of one file. `refused` says why it was not taken. */
export type PhotoOutcome = { name: string } & ({ photo: Photo } | { refused: string; tile?: Tile });

export type OnChecked = (done: number, total: number) => void;

export interface PhotosService {
  /**
   * Fetches, checks and stores photos; one outcome for each source, in the same order. `known` are the photos that the
   * actor has already: the new ones are judged beside them. Only usable photos are stored. Resolves within some three
   * minutes, however slow the files are: photos that were not reached by then are refused.
   */
  take(sources: PhotoSource[], known: Photo[], onChecked?: OnChecked): Promise<PhotoOutcome[]>;
  /**
   * Any picture that a member shows, as it came and as a JPEG that is cheap to look at. Nothing is stored.
   */
  read(source: PhotoSource): Promise<{ file: Buffer; jpeg: Buffer } | Refusal>;
  /** The photos for a contact sheet, judged as a set. One whose bytes are gone is left out. */
  tiles(photos: Photo[]): Promise<NumberedTile[]>;
  /** A JPEG of at most 640 pixels on the long side, for a message. */
  thumbnail(bytes: Buffer): Promise<Buffer>;
}

interface Checked extends NormalisedPhoto {
  sha256: string;
  sight: Sight;
}

/** Photos of all members that are fetched, decoded and looked at at once: each can be 25 MB and 40 megapixels. */
const atOnce = 4;
/** Fewer for one set, so that a slow one leaves room for the others. */
const ofOneSet = 3;
const tileSide = 480;
/** Smaller ones look like too many others. */
const pictureSideLeast = 48;

const shrunk = (bytes: Buffer, side: number, quality: number) =>
  sharp(bytes)
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality })
    .toBuffer();

const boxesOf = (sight: Sight | undefined) => sight?.faces.map(face => face.box) ?? [];

export function createPhotosService({
  blobs,
  decoder,
  vision,
  now,
  fetch,
  downloadTimeoutMs = 20_000,
  setTimeoutMs = 120_000,
}: {
  blobs: Pick<Blobs, 'put' | 'get'>;
  decoder: Pick<Decoder, 'photo'>;
  vision: Pick<Vision, 'look'>;
  now: () => number;
  fetch: FetchAttachment;
  downloadTimeoutMs?: number;
  /** No photo of a set is started later than this. */
  setTimeoutMs?: number;
}): PhotosService {
  const turn = pLimit(atOnce);

  async function check(source: PhotoSource, late: AbortSignal): Promise<Checked | { refused: string }> {
    const notReached = { refused: t('photos.notReached') };
    if (late.aborted) return notReached;
    const signal = AbortSignal.any([AbortSignal.timeout(downloadTimeoutMs), late]);
    const bytes = await downloadPhoto(source, { fetch, signal });
    if ('refused' in bytes) return bytes;
    const normalised = await normalisePhoto(bytes, decoder);
    if ('refused' in normalised) return normalised;
    if (late.aborted) return notReached;
    try {
      const sight = await vision.look(normalised.bytes);
      return { ...normalised, sha256: sha256Of(normalised.bytes), sight };
    } catch {
      // A photo that was not looked at is not taken: nobody knows whom it shows, or how.
      return { refused: t('photos.notChecked') };
    }
  }

  return {
    async take(sources, known, onChecked) {
      const late = AbortSignal.timeout(setTimeoutMs);
      const ofThisSet = pLimit(ofOneSet);
      let done = 0;
      const checked = await Promise.all(
        sources.map(source =>
          ofThisSet(() => turn(() => check(source, late))).finally(() => onChecked?.(++done, sources.length)),
        ),
      );
      const seen = checked.filter(outcome => 'sight' in outcome);
      const verdicts = assess([...known, ...seen], known.length).photos.slice(known.length);
      const verdictOf = new Map(seen.map((photo, index) => [photo, verdicts[index]]));
      const outcomes: PhotoOutcome[] = [];
      for (const [index, { name }] of sources.entries()) {
        const outcome = checked[index] ?? { refused: t('photos.notRead') };
        if ('refused' in outcome) {
          outcomes.push({ name, ...outcome });
          continue;
        }
        const { bytes, width, height, sha256, sight } = outcome;
        const verdict = verdictOf.get(outcome);
        if (!verdict) throw new Error('a photo has no verdict');
        if (verdict.verdict === 'bad') {
          const tile = { bytes: await shrunk(bytes, tileSide, 80), faces: boxesOf(sight), verdict };
          const words = verdict.reasons.map(({ words }) => words).join(' ');
          // A photo that seems to show nudity is not shown again, not even to its sender.
          const hidden = verdict.reasons.some(({ code }) => code === 'nudity');
          outcomes.push({ name, refused: words, ...(hidden ? {} : { tile }) });
          continue;
        }
        await blobs.put(bytes);
        outcomes.push({ name, photo: { sha256, width, height, addedAt: now(), sight, accepted: false } });
      }
      return outcomes;
    },

    read: source =>
      turn(async () => {
        const signal = AbortSignal.timeout(downloadTimeoutMs);
        const file = await downloadPhoto(source, { fetch, signal });
        if ('refused' in file) return file;
        const normalised = await normalisePhoto(file, decoder, { shortSideLeast: pictureSideLeast });
        return 'refused' in normalised ? normalised : { file, jpeg: normalised.bytes };
      }),

    async tiles(photos) {
      const { photos: verdicts } = assess(photos);
      const tiles = await Promise.all(
        photos.map(async ({ sha256, sight }, index) => {
          const bytes = await blobs.get(sha256);
          const verdict = verdicts[index];
          const small = bytes && (await shrunk(bytes, tileSide, 80).catch(() => undefined));
          return small && verdict
            ? { number: index + 1, bytes: small, faces: boxesOf(sight), verdict }
            : undefined;
        }),
      );
      return tiles.filter(tile => tile !== undefined);
    },

    thumbnail: bytes => shrunk(bytes, 640, 85),
  };
}
