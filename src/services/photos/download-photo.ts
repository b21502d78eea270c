import { t } from '../../words/words.ts';
import { DownloadError, type Downloads } from '../downloads/downloads.ts';
import { photoLimits, type Refusal, tooLarge } from './photo-check.ts';

/** A file to fetch: its address for now, and its sender's name for it. */
export interface PhotoSource {
  url: string;
  name: string;
  /** Size in bytes as the sender states it: only used to refuse early. */
  size?: number;
}

/** Fetches a file that a member attached. @throws DownloadError; the signal's reason */
export type FetchAttachment = (url: string, signal: AbortSignal) => Promise<Buffer>;

/**
 * Where Discord keeps attachments: its CDN, and the proxy that `proxy_url` names
 * (docs.discord.com/developers/reference#image-formatting-cdn-endpoints, …/resources/message#attachment-object).
 */
const discordHosts = ['cdn.discordapp.com', 'media.discordapp.net'] as const;

/** Fetches from Discord's CDN alone, or from `origin`, where Discord's API is configured to be; nothing leads elsewhere. */
export const createFetchAttachment =
  (
    downloads: Pick<Downloads, 'get'>,
    { origin, timeoutMs }: { origin: string; timeoutMs: number },
  ): FetchAttachment =>
  (url, signal) =>
    downloads.get(url, {
      ...{ bytesMost: photoLimits.bytes, timeoutMs, signal },
      ...{ hosts: discordHosts, trustedOrigins: [origin] },
    });

/** Fetches a photo's bytes, no more of them than a photo may have. Resolves to a refusal for anything that fails. */
export async function downloadPhoto(
  { url, size: stated = 0 }: PhotoSource,
  { fetch, signal }: { fetch: FetchAttachment; signal: AbortSignal },
): Promise<Buffer | Refusal> {
  if (stated > photoLimits.bytes) return tooLarge();
  try {
    return await fetch(url, signal);
  } catch (error) {
    const why = error instanceof DownloadError ? error.why : undefined;
    if (why === 'too-large') return tooLarge();
    if (why === 'refused' || why === 'forbidden') {
      return { refused: t('photos.notDownloaded') };
    }
    return { refused: t('photos.notDownloadedInTime') };
  }
}
