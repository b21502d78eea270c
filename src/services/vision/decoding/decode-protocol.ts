import type { Pixels } from '../pixels.ts';

/** A task of a decoder's process: a member's photo to be stored, or a picture that a model made. */
export interface DecodeTask {
  kind: 'photo' | 'picture';
  bytes: Uint8Array;
  /** Of a picture: its faces will be looked for. */
  faces?: boolean;
}

/**
 * Why there is no picture: it is `damaged` (or cut off), its words are `packed` so that they unpack to megabytes, it is
 * `black` all over (what safety filters send instead of an error), or it is none at all.
 */
export type DecodeFault = 'damaged' | 'packed' | 'black' | 'not-an-image';

export interface DecodedPhoto {
  jpeg: Uint8Array;
  width: number;
  height: number;
}

export interface DecodedPicture {
  /** Absent where the file that came is a plain PNG already. */
  png?: Uint8Array;
  /** What the classifier looks at. */
  sample: Pixels;
  /** What faces are looked for in, where that was asked for. */
  copy?: Pixels;
}

export type DecodeAnswer = { fault: DecodeFault } | DecodedPhoto | DecodedPicture;
