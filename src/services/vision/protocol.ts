import type { Pixels } from './pixels.ts';
import type { Nudity } from './vision.ts';

/** What a thread is asked: to look at a photo, or to classify a sample of a picture. */
export type Task = { kind: 'look'; bytes: Uint8Array } | { kind: 'nudity'; sample: Pixels };

/** What it answers; `unreadable` says why the bytes are no picture. Any other fault ends the thread. */
export type Answer = { result: unknown } | { unreadable: string };

/**
 * What the classifier's process answers to the bytes of a sample; `unsupported` says why it does not run on this
 * machine. Any other fault ends the process.
 */
export type ClassifierAnswer = { result: Nudity } | { unsupported: string };
