import { rememberNudity, rememberSample } from '../classifier/sample.ts';
import { rememberCopy } from '../faces/face-copy.ts';
import { processWorker } from '../workers/process-worker.ts';
import { createWorkerPool, type WorkerPool } from '../workers/worker-pool.ts';
import { type TooMuch, tooMuchToDecode } from './decode-cost.ts';
import type {
  DecodeAnswer,
  DecodedPhoto,
  DecodedPicture,
  DecodeFault,
  DecodeTask,
  PictureBytes,
} from './decode-protocol.ts';
import { type PictureHeader, readHeader } from './picture-header.ts';
import { sniffImage } from './sniff-image.ts';

/** `too-slow`: it took longer than any picture should, or more memory than its header says. */
export type PictureFault = DecodeFault | TooMuch | 'too-slow';

/** A whole picture as PNG, and what was seen of it where it was decoded. */
export interface CheckedPicture extends Pick<DecodedPicture, 'look' | 'thumbnail'> {
  png: Buffer;
}

/** Decodes the pictures of others, each only if its header says that it can be done within bounds. */
export interface Decoder {
  /** A member's photo as it is stored: upright, at most 2048 pixels long, JPEG, without metadata. */
  photo(bytes: Uint8Array, header: PictureHeader): Promise<DecodedPhoto | { fault: PictureFault }>;
  /**
   * A picture that a model made, as PNG: the bytes that came where they are a plain PNG already. `faces` says that its
   * faces will be looked for, so that it is not decoded once more for that; `file` has the same bytes, where one has.
   */
  picture(
    bytes: Buffer,
    options?: { faces: boolean; file?: string | undefined },
  ): Promise<CheckedPicture | { fault: PictureFault }>;
  /** A picture will come soon: its process starts now, or waits for it. */
  prepare(): void;
  stop(): Promise<void>;
}

/**
 * Decoding in processes: whatever a file does to its decoder, the bot keeps its memory and its threads, and the work
 * ends with its process. One decodes members' photos, one at a time, since one may take 250 MB; the other one decodes
 * pictures that were paid for, so that they never wait behind the files of members. It classifies them too, while their
 * pixels are there: they need not pass through the bot to yet another process.
 */
export function createDecoder({
  timeoutMs = 60_000,
  photosIdleMs = 10_000,
  picturesIdleMs = 60_000,
  script = new URL('./decode-process.ts', import.meta.url),
  poolOf = (waitingMost, idleMs) =>
    createWorkerPool({
      start: processWorker({ script }),
      ...{ workers: 1, idleMs, timeoutMs, waitingMost },
    }),
}: {
  /** The longest that one file may take once it is its turn, including the start of its process. */
  timeoutMs?: number;
  photosIdleMs?: number;
  /** Longer: it holds a model, and pictures come after the calls for them. */
  picturesIdleMs?: number;
  /** What the processes run. Tests pass scripts that misbehave. */
  script?: URL;
  poolOf?: (waitingMost: number, idleMs: number) => WorkerPool<DecodeTask, DecodeAnswer>;
} = {}): Decoder {
  const photos = poolOf(100, photosIdleMs);
  const pictures = poolOf(1_000, picturesIdleMs);

  return {
    async photo(bytes, header) {
      const tooMuch = tooMuchToDecode(header);
      if (tooMuch) return { fault: tooMuch };
      const answer = await photos.run({ kind: 'photo', bytes }).catch(() => tooSlow);
      return 'jpeg' in answer || 'fault' in answer ? answer : unexpected();
    },
    async picture(bytes, { faces, file } = { faces: false }) {
      const header = readHeader(bytes, sniffImage(bytes));
      if (!header) return { fault: 'not-an-image' };
      const tooMuch = tooMuchToDecode(header);
      // A model may well make a picture of one colour.
      if (tooMuch && tooMuch !== 'empty') return { fault: tooMuch };
      const decoded = (from: PictureBytes) =>
        pictures.run({ kind: 'picture', faces, ...from }).catch(() => tooSlow);
      let answer = await decoded(file === undefined ? { bytes } : { file, length: bytes.length });
      // Whoever was to see it may have deleted it meanwhile.
      if ('unread' in answer) answer = await decoded({ bytes });
      if ('fault' in answer) return answer;
      if (!('sample' in answer || 'nudity' in answer)) return unexpected();
      const png = answer.png ? Buffer.from(answer.png) : bytes;
      if (answer.nudity) rememberNudity(png, answer.nudity);
      else if (answer.sample) rememberSample(png, answer.sample);
      if (answer.copy) rememberCopy(png, answer.copy);
      const { look, thumbnail } = answer;
      return { png, ...(look ? { look } : {}), ...(thumbnail ? { thumbnail } : {}) };
    },
    prepare: () => pictures.prepare({ kind: 'prepare' }),
    async stop() {
      await Promise.all([photos.stop(), pictures.stop()]);
    },
  };
}

const tooSlow: { fault: PictureFault } = { fault: 'too-slow' };

function unexpected(): never {
  throw new Error('the decoder answered something else');
}
