/** What came for a request: the picture, where it is to be fetched, a place in a queue, or words. */
export type Answer =
  | { kind: 'picture'; bytes: Buffer }
  | { kind: 'address'; url: string }
  | { kind: 'queued'; place: QueuePlace }
  | { kind: 'words'; body: unknown };

/** Where a queue is asked about a request that it took, as paths behind the router. */
export interface QueuePlace {
  provider: 'fal-ai' | 'wavespeed';
  path: string;
}

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);
const isBase64 = (words: string) => /^[A-Za-z0-9+/\s]{64,}={0,2}\s*$/.test(words);

function pathOf(url: unknown): string | undefined {
  const address = text(url);
  return address && URL.canParse(address) ? new URL(address).pathname : undefined;
}

/** The queue's answer of fal and of WaveSpeed. Only the paths are taken from them: the host is always the router. */
function placeIn(provider: string, body: Json): QueuePlace | undefined {
  if (provider === 'fal-ai' && text(body.request_id)) {
    const path = pathOf(body.response_url);
    return path ? { provider, path } : undefined;
  }
  if (provider === 'wavespeed' && isObject(body.data) && isObject(body.data.urls)) {
    const path = pathOf(body.data.urls.get);
    return path ? { provider, path } : undefined;
  }
  return undefined;
}

/** Where providers and endpoints put a picture: `data[].b64_json`, `data[].url`, `images[].url`, `output[]`, `outputs[]`. */
export function pictureIn(body: unknown): Answer | undefined {
  if (typeof body === 'string') {
    return isBase64(body) ? { kind: 'picture', bytes: Buffer.from(body, 'base64') } : undefined;
  }
  if (!isObject(body)) return undefined;
  const inner = isObject(body.data) ? body.data : body;
  for (const list of [inner.data, inner.images, inner.output, inner.outputs]) {
    const first: unknown = Array.isArray(list) ? list[0] : undefined;
    const entry = typeof first === 'string' ? { url: first } : first;
    if (!isObject(entry)) continue;
    const base64 = text(entry.b64_json);
    if (base64) return { kind: 'picture', bytes: Buffer.from(base64, 'base64') };
    const url = text(entry.url);
    if (url && URL.canParse(url)) return { kind: 'address', url };
  }
  return undefined;
}

/** @throws SyntaxError for JSON that is none */
export function readAnswer(provider: string, contentType: string, bytes: Buffer): Answer {
  // Base64 is often labelled wrong, bytes rarely: what is no JSON is looked at as a picture.
  if (!/^application\/(\w+\+)?json/.test(contentType)) return { kind: 'picture', bytes };
  const body: unknown = JSON.parse(bytes.toString('utf8'));
  const place = isObject(body) ? placeIn(provider, body) : undefined;
  if (place) return { kind: 'queued', place };
  return pictureIn(body) ?? { kind: 'words', body };
}
