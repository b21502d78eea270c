import { photoLimits, type Refusal } from './photo-check.ts';

/** A file to fetch: its address for now, and its sender's name for it. */
export interface PhotoSource {
  url: string;
  name: string;
  /** Size in bytes as the sender states it: only used to refuse early. */
  size?: number;
}

/** Fetches a photo's bytes, no more of them than a photo may have. Resolves to a refusal for anything that fails. */
export async function downloadPhoto(
  { url, size: stated = 0 }: PhotoSource,
  { fetch: get, signal }: { fetch: typeof fetch; signal: AbortSignal },
): Promise<Buffer | Refusal> {
  const tooLarge = { refused: 'is larger than 25 MB. Send a smaller copy.' };
  if (stated > photoLimits.bytes) return tooLarge;
  try {
    const response = await get(url, { signal });
    if (!response.ok || !response.body)
      return { refused: 'could not be fetched from Discord. Attach it again.' };
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body) {
      size += chunk.length;
      if (size > photoLimits.bytes) return tooLarge;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch {
    return { refused: 'could not be fetched from Discord in time. Attach it again.' };
  }
}
