import type { Pixels } from './pixels.ts';
import type { Nudity } from './vision.ts';

/** A task of the process that looks: at a photo, or for faces in a picture. */
export type Task =
  | { kind: 'look'; bytes: Uint8Array }
  | { kind: 'faces'; copy: Pixels }
  | { kind: 'every-face'; copy: Pixels };

/**
 * Its answer; `unreadable` says why the bytes are no picture, `unsupported` why models do not run on this machine. Any
 * other fault ends the process.
 */
export type Answer = { result: unknown } | { unreadable: string } | { unsupported: string };

/** The answer of the classifier's process to the bytes of a sample. Any other fault ends it, too. */
export type ClassifierAnswer = { result: Nudity } | { unsupported: string };
