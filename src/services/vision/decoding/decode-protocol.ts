import type { Pixels } from '../pixels.ts';
import type { Nudity } from '../vision.ts';

/**
 * A task of a decoder's process: a member's photo to be stored, or a picture that a model made. `faces` says that its
 * faces will be looked for; its bytes may be in a `file` of so many, which takes less than to send them. To `prepare` is to
 * load what pictures need before the first one is there.
 */
export type DecodeTask =
  | { kind: 'photo'; bytes: Uint8Array }
  | ({ kind: 'picture'; faces: boolean } & PictureBytes)
  | { kind: 'prepare' };

/**
 * Why there is no picture: it is `damaged` (or cut off), its words are `packed` so that they unpack to megabytes, it is
 * `black` all over (what safety filters send instead of an error), or it is none at all.
 */
export type DecodeFault = 'damaged' | 'packed' | 'black' | 'not-an-image';

export type PictureBytes = { bytes: Uint8Array } | { file: string; length: number };

export interface DecodedPhoto {
  jpeg: Uint8Array;
  width: number;
  height: number;
}

export interface DecodedPicture {
  /** Absent where the file that came is a plain PNG already. */
  png?: Uint8Array;
  /** What the classifier looks at, unless it has. */
  sample?: Pixels;
  nudity?: Nudity;
  /** What it looks like, as 64 bits in hex. */
  look?: string;
  /** What its credentials show of it: see `takeThumbnail`. */
  thumbnail?: Uint8Array;
  /** What faces are looked for in, where that was asked for. */
  copy?: Pixels;
}

/** `unread`: the file is gone, or is another one. */
export type DecodeAnswer =
  | { fault: DecodeFault }
  | DecodedPhoto
  | DecodedPicture
  | { prepared: true }
  | { unread: true };
