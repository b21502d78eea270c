import { readFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { CallLog, ProviderCalls } from '../huggingface/inference/call-log.ts';
import type { Circuits } from '../huggingface/inference/circuits.ts';

/** How the gateway stands. */
export interface DiscordStatus {
  /** Milliseconds of the latest heartbeat; undefined before the first. */
  pingMs: number | undefined;
  /** Of all processes. */
  shards: number;
  connected: boolean;
}

/** What an admin is told of the bot and of what it depends on. */
export interface BotStatus {
  version: string;
  /** When it started. */
  since: number;
  memoryBytes: number;
  /** Requests that wait or run. */
  queued: number;
  discord: DiscordStatus;
  /** How long the hub took to answer just now, in ms; undefined where it did not. */
  hubMs: number | undefined;
  /** `pausedMs` is how long the bot leaves it alone, because it kept failing. */
  providers: (ProviderCalls & { pausedMs: number })[];
  hasEndpoint: boolean;
  trainer: { backend: string; missing: string | undefined; open: number };
  storage: {
    /** Undefined while it is still being counted. */
    bytes: number | undefined;
    /** When the latest backup was made; undefined before the first. */
    backupAt: number | undefined;
  };
}

export interface StatusService {
  /** Asks the hub, so it takes up to three seconds. */
  full(): Promise<BotStatus>;
  /** For everybody, from memory. */
  short(): Pick<BotStatus, 'queued' | 'discord'>;
}

const hubTimeoutMs = 3_000;
const countWithinMs = 1_500;
const countEveryMs = 10 * 60_000;

export function createStatusService({
  discord,
  hubUrl,
  calls,
  circuits,
  hasEndpoint,
  queued,
  trainer,
  dataDir,
  lastBackupAt,
  now,
}: {
  discord: () => DiscordStatus;
  hubUrl: string;
  calls: Pick<CallLog, 'lastHour'>;
  circuits: Pick<Circuits, 'msUntilProbe'>;
  hasEndpoint: boolean;
  queued: () => number;
  trainer: () => BotStatus['trainer'];
  dataDir: string;
  lastBackupAt: () => Promise<number | undefined>;
  now: () => number;
}): StatusService {
  const since = now();
  const version = versionOfBot();
  let counted: { at: number; bytes: Promise<number> } | undefined;

  /** Walks through every file, so not at every question; undefined where that takes longer than a moment. */
  async function bytesStored(): Promise<number | undefined> {
    if (!counted || now() - counted.at > countEveryMs) counted = { at: now(), bytes: sizeOf(dataDir) };
    return Promise.race([counted.bytes, setTimeout(countWithinMs, undefined, { ref: false })]);
  }

  async function hubMs(): Promise<number | undefined> {
    const begun = performance.now();
    try {
      const response = await fetch(`${hubUrl}/api/models?limit=1`, {
        signal: AbortSignal.timeout(hubTimeoutMs),
      });
      await response.body?.cancel();
      return response.status < 500 ? Math.round(performance.now() - begun) : undefined;
    } catch {
      return undefined;
    }
  }

  return {
    short: () => ({ queued: queued(), discord: discord() }),
    async full() {
      const [hub, bytes, backupAt] = await Promise.all([hubMs(), bytesStored(), lastBackupAt()]);
      return {
        version,
        since,
        memoryBytes: process.memoryUsage.rss(),
        queued: queued(),
        discord: discord(),
        hubMs: hub,
        providers: calls.lastHour().map(one => ({ ...one, pausedMs: circuits.msUntilProbe(one.provider) })),
        hasEndpoint,
        trainer: trainer(),
        storage: { bytes, backupAt },
      };
    },
  };
}

/** Bytes of all files in a folder; what goes while it is counted counts as nothing. */
async function sizeOf(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) bytes += await sizeOf(path);
    else if (entry.isFile())
      bytes += await stat(path).then(
        ({ size }) => size,
        () => 0,
      );
  }
  return bytes;
}

/** From the package that this file is part of, compiled or not. */
function versionOfBot(): string {
  for (const up of ['../../..', '../..', '..', '.']) {
    try {
      const file = fileURLToPath(new URL(`${up}/package.json`, import.meta.url));
      const { name, version } = JSON.parse(readFileSync(file, 'utf8')) as { name?: string; version?: string };
      if (name === 'ai-actor-generator' && version) return version;
    } catch {
      // Not there: one further.
    }
  }
  return 'unknown';
}
