import type { Identity } from './identity.ts';
import type { Made } from './made.ts';

/** What the thread that signs is started with. */
export interface SignerData {
  identity: Identity;
  /** Of the bot. */
  version: string;
}

export interface SignTask {
  picture: Uint8Array;
  made: Made;
  /** Of the picture, where it was taken already. */
  thumbnail?: Uint8Array | undefined;
  /** Whether to read it again afterwards, as others will. */
  check?: boolean;
}

/** `fault`: the codes of the specification for what does not hold, where that was checked. */
export type SignAnswer = { signed: Uint8Array; fault?: string } | { failed: string };
