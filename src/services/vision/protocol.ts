import type { Pixels } from './pixels.ts';
import type { Nudity } from './vision.ts';

/** A thread's task: to look at a photo, to look for faces in a picture, or to classify a sample of one. */
export type Task =
  | { kind: 'look'; bytes: Uint8Array }
  | { kind: 'faces'; copy: Pixels }
  | { kind: 'nudity'; sample: Pixels };

/** Its answer; `unreadable` says why the bytes are no picture. Any other fault ends the thread. */
export type Answer = { result: unknown } | { unreadable: string };

/**
 * The answer of the classifier's process to the bytes of a sample; `unsupported` says why it does not run on this machine.
 * Any other fault ends the process.
 */
export type ClassifierAnswer = { result: Nudity } | { unsupported: string };
