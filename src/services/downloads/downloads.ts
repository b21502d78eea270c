import { setTimeout } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { ForbiddenAddressError, publicLookup, requirePublicHost } from './public-address.ts';

export interface DownloadLimits {
  bytesMost: number;
  /** For one attempt, from the connection to the last byte. */
  timeoutMs: number;
  signal?: AbortSignal;
  /** Attempts after the first one; a file that is there is the same however often it is asked for. */
  repeats?: number;
  /** Origins that may be local and without TLS, because the operator configured them. */
  trustedOrigins?: readonly string[];
  /** The only hosts beside the trusted ones, redirects included; by default any public one. */
  hosts?: readonly string[];
}

/** Files at addresses that others name. */
export interface Downloads {
  /** @throws DownloadError; the signal's reason */
  get(url: string, limits: DownloadLimits): Promise<Buffer>;
  close(): Promise<void>;
}

/** A file that did not come. */
export class DownloadError extends Error {
  /** forbidden and too-large stay so; the others may pass. */
  readonly why: 'forbidden' | 'too-large' | 'refused' | 'broken';
  readonly status: number | undefined;

  constructor(why: DownloadError['why'], message: string, options?: ErrorOptions & { status?: number }) {
    super(message, options);
    this.name = 'DownloadError';
    this.why = why;
    this.status = options?.status;
  }

  get mayPass(): boolean {
    if (this.why === 'refused') {
      // What a file host just stored may not be everywhere yet.
      return this.status === 404 || this.status === 408 || this.status === 429 || (this.status ?? 0) >= 500;
    }
    return this.why === 'broken';
  }
}

const redirectsMost = 3;
const firstPauseMs = 300;

/**
 * Fetches from public addresses over TLS alone, whatever a provider names, and no more bytes than are asked for. Names
 * are checked where the socket connects, redirects one by one. `request` of undici rather than `fetch`: it neither
 * follows redirects nor unpacks what it is sent, so that a few bytes can't become gigabytes.
 */
export function createDownloads({ lookup }: { lookup?: Parameters<typeof publicLookup>[0] } = {}): Downloads {
  const timeouts = { headersTimeout: 60_000, bodyTimeout: 60_000 };
  const guarded = new Agent({ ...timeouts, connect: { lookup: publicLookup(lookup), timeout: 10_000 } });
  const trusted = new Agent({ ...timeouts, connect: { timeout: 10_000 } });

  function agentFor(url: URL, { trustedOrigins = [], hosts }: DownloadLimits): Agent {
    if (trustedOrigins.includes(url.origin)) return trusted;
    if (hosts && !hosts.includes(url.hostname))
      throw new DownloadError('forbidden', 'a host that is not asked');
    if (url.protocol !== 'https:') throw new DownloadError('forbidden', `${url.protocol} is not fetched`);
    if (url.username || url.password) throw new DownloadError('forbidden', 'an address with a password');
    requirePublicHost(url.hostname);
    return guarded;
  }

  async function once(address: string, limits: DownloadLimits): Promise<Buffer> {
    const late = AbortSignal.timeout(limits.timeoutMs);
    const signal = limits.signal ? AbortSignal.any([late, limits.signal]) : late;
    let url = new URL(address);
    for (let redirects = 0; ; redirects++) {
      const { statusCode, headers, body } = await request(url, {
        dispatcher: agentFor(url, limits),
        headers: { accept: 'image/*,*/*;q=0.5', 'accept-encoding': 'identity' },
        signal,
      });
      // A body that is ended early says so by an error, which nobody has to hear.
      body.on('error', () => {});
      if (statusCode === 200) return await bytesWithin(body, headers['content-length'], limits.bytesMost);
      body.destroy();
      const { location } = headers;
      if (
        statusCode < 300 ||
        statusCode >= 400 ||
        typeof location !== 'string' ||
        redirects === redirectsMost
      ) {
        throw new DownloadError('refused', `the answer was ${statusCode}`, { status: statusCode });
      }
      url = new URL(location, url);
    }
  }

  async function attempt(address: string, limits: DownloadLimits): Promise<Buffer> {
    try {
      return await once(address, limits);
    } catch (error) {
      limits.signal?.throwIfAborted();
      if (error instanceof DownloadError) throw error;
      const forbidden = error instanceof ForbiddenAddressError || isUnreadable(error);
      throw new DownloadError(forbidden ? 'forbidden' : 'broken', 'the file did not come', { cause: error });
    }
  }

  return {
    async get(address, limits) {
      for (let repeats = 0; ; repeats++) {
        try {
          return await attempt(address, limits);
        } catch (error) {
          const over = repeats === (limits.repeats ?? 0);
          if (over || !(error instanceof DownloadError) || !error.mayPass) throw error;
          await setTimeout(firstPauseMs * 2 ** repeats, undefined, { signal: limits.signal }).catch(() =>
            limits.signal?.throwIfAborted(),
          );
        }
      }
    },
    close: async () => void (await Promise.all([guarded.destroy(), trusted.destroy()])),
  };
}

const isUnreadable = (error: unknown) =>
  error instanceof TypeError && (error as NodeJS.ErrnoException).code === 'ERR_INVALID_URL';

/** @throws DownloadError too-large, as soon as it is known */
async function bytesWithin(
  body: AsyncIterable<Buffer> & { destroy(): unknown },
  announced: string | string[] | undefined,
  most: number,
): Promise<Buffer> {
  const tooLarge = () => {
    body.destroy();
    return new DownloadError('too-large', `the file has more than ${most} bytes`);
  };
  if (Number(announced) > most) throw tooLarge();
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > most) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
