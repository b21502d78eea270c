import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { ActorVersion } from '../actors/actor.ts';
import type { ActorsService } from '../actors/actors-service.ts';
import { agreedToSending } from '../actors/agreed-to.ts';
import { WeightsGoneError, type WeightsLinks } from '../huggingface/hub/weights-links.ts';
import type { LoraReference, MakeLink } from '../huggingface/inference/image-request.ts';
import { type Seal, sameText } from '../storage/seal.ts';

/** A link is good for at least so long: a call that is under way has that much time to fetch the weights. */
export const lifeMs = 10 * 60_000;
/** Links to the same version made within this have the same address, so that a provider can keep what it fetched. */
export const sameForMs = 5 * 60_000;
/** Of one link, at a time. A provider that loads a model once needs one or two. */
const streamsMost = 16;

export interface WeightsRequest {
  /** What is in the link. */
  token: string;
  method: 'GET' | 'HEAD';
  range: string | undefined;
}

export type WeightsAnswer =
  | { outcome: 'weights'; status: 200 | 206; headers: Record<string, string>; body: Readable }
  | { outcome: 'unauthorised' | 'over' | 'busy' | 'away'; why: string };

/**
 * Where an image service fetches the weights of one version, for minutes, and only while the person shown agrees to it.
 * They pass through from the hub, and are kept nowhere.
 */
export interface WeightsDoor {
  /** @throws WeightsGoneError */
  linkTo(lora: Pick<LoraReference, 'repo' | 'revision'>, file: string): Promise<string>;
  open(request: WeightsRequest): Promise<WeightsAnswer>;
}

export function createWeightsDoor({
  publicUrl,
  actors,
  links,
  seal,
  now,
}: {
  publicUrl: string;
  actors: Pick<ActorsService, 'withVersion'>;
  links: WeightsLinks;
  seal: Pick<Seal, 'sign'>;
  now: () => number;
}): WeightsDoor {
  let streams = 0;

  const tokenOf = (jobId: string, expires: number, file: string) =>
    `${Buffer.from(JSON.stringify([jobId, expires, file])).toString('base64url')}.${seal.sign(`weights/${jobId}/${expires}/${file}`)}`;

  function read(token: string): { jobId: string; expires: number; file: string } | undefined {
    const [words = ''] = token.split('.');
    try {
      const [jobId, expires, file] = JSON.parse(Buffer.from(words, 'base64url').toString('utf8'));
      const isWhole = sameText(token, tokenOf(String(jobId), Number(expires), String(file)));
      return isWhole ? { jobId: String(jobId), expires: Number(expires), file: String(file) } : undefined;
    } catch {
      return undefined;
    }
  }

  async function fetched({ repo, revision }: ActorVersion, path: string, request: WeightsRequest) {
    const link = await links.of({ repo, revision, path });
    const response = await fetch(link, {
      method: request.method,
      headers: request.range ? { range: request.range } : {},
      signal: AbortSignal.timeout(lifeMs),
    });
    if (response.status === 200 || response.status === 206) return response;
    await response.body?.cancel();
    throw new Error('the weights did not come');
  }

  return {
    async linkTo({ repo, revision }, file) {
      const found = await actors.withVersion({ repo, revision });
      if (!found) throw new WeightsGoneError('the version is gone');
      const expires = Math.ceil((now() + lifeMs) / sameForMs) * sameForMs;
      return `${publicUrl}/weights/${file}?link=${tokenOf(found.version.jobId, expires, file)}`;
    },

    async open(request) {
      const asked = read(request.token);
      if (!asked) return { outcome: 'unauthorised', why: 'This isn’t one of the bot’s links.' };
      const found = await actors.withVersion({ jobId: asked.jobId });
      // Gone, withdrawn or never agreed to is none of the caller's business.
      if (!found || asked.expires <= now() || !agreedToSending(found.actor)) {
        return { outcome: 'over', why: 'This link has expired.' };
      }
      if (streams >= streamsMost) return { outcome: 'busy', why: 'Too many downloads at once.' };
      streams++;
      try {
        const response = await fetched(found.version, asked.file, request);
        const headers = keptHeaders(response.headers);
        const status = response.status === 206 ? 206 : 200;
        const { body } = response;
        if (request.method === 'HEAD' || !body) {
          await body?.cancel();
          streams--;
          return { outcome: 'weights', status, headers, body: Readable.from([]) };
        }
        const stream = Readable.fromWeb(body as ReadableStream);
        stream.once('close', () => {
          streams--;
        });
        return { outcome: 'weights', status, headers, body: stream };
      } catch (error) {
        streams--;
        // Its words could hold the hub's own address for the file.
        const isGone = error instanceof WeightsGoneError;
        return isGone
          ? { outcome: 'over', why: 'This link has expired.' }
          : { outcome: 'away', why: 'The file isn’t available right now.' };
      }
    },
  };
}

function keptHeaders(from: Headers): Record<string, string> {
  const kept: Record<string, string> = { 'content-type': 'application/octet-stream' };
  for (const name of ['content-length', 'content-range', 'accept-ranges', 'etag']) {
    const value = from.get(name);
    if (value !== null) kept[name] = value;
  }
  return kept;
}

/** Addresses for private weights: the hub's, and the bot's where it has a door of its own. */
export const createMakeLink =
  (links: WeightsLinks, door: Pick<WeightsDoor, 'linkTo'> | undefined): MakeLink =>
  async (kind, { repo, revision }, path) => {
    // For the bot's link too: what is not there is said before anything is sent.
    const hubs = await links.of({ repo, revision, path });
    return kind === 'bot' && door ? door.linkTo({ repo, revision }, path) : hubs;
  };
