import type { Config } from '../../config.ts';
import type { Logger } from '../../logger.ts';
import type { Watch } from '../../watch.ts';
import type { Credentials } from '../credentials/credentials.ts';
import type { Downloads } from '../downloads/downloads.ts';
import type { DeleteMessage } from '../generation/archive/stale-posts.ts';
import type { Outbox } from '../outbox.ts';
import type { DiscordStatus } from '../status/status-service.ts';
import type { Blobs } from '../storage/blobs.ts';
import type { Locks } from '../storage/locks.ts';
import type { Store } from '../storage/store.ts';
import type { Decoder } from '../vision/decoding/decoder.ts';
import type { Vision } from '../vision/vision.ts';

/** One of the processes that work at the same requests, and which of the others are still there. */
export interface OneOfMany {
  id: string;
  /** Whether it makes images for others to acknowledge: it hears no members, and does no upkeep. */
  isWorker: boolean;
  /** Whether it is the gateway that does what is to be done once for all of them. */
  leads: boolean;
  isThere(id: string): Promise<boolean>;
  /** Whether the one that leads is there. Rejects while nobody can tell. */
  hasLeader(): Promise<boolean>;
  /** Between all of them. */
  locks: Locks;
}

/** What every service stands on. */
export interface Ground {
  config: Config;
  store: Store;
  blobs: Blobs;
  downloads: Downloads;
  vision: Vision;
  decoder: Decoder;
  credentials: Credentials;
  outbox: Outbox;
  deleteMessage: DeleteMessage;
  discord: () => DiscordStatus;
  /** Collects what is to be closed, the latest first. */
  onClose: (close: () => Promise<unknown> | unknown) => void;
  now: () => number;
  logger: Logger;
  watch: Watch;
  /** Absent where one process does everything. */
  process: OneOfMany | undefined;
}
