import { type HuggingFace, startHuggingFace, writeSafetensors } from '@ai-actor/playground/huggingface';
import { createRepo, deleteRepo, uploadFiles } from '@huggingface/hub';
import { pino } from 'pino';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Actor, actorSchema } from '../services/actors/actor.ts';
import { type ActorDirectory, createActorDirectory } from '../services/actors/actor-directory.ts';
import { consentText } from '../services/actors/consent-text.ts';
import { createActorLookups } from '../services/actors/lookups.ts';
import { actorCollections } from '../services/actors/testing/actor-collections.ts';
import { createDownloads } from '../services/downloads/downloads.ts';
import { createMakeLink, createWeightsDoor, type WeightsDoor } from '../services/generation/weights-door.ts';
import { createWeightsLinks } from '../services/huggingface/hub/weights-links.ts';
import type { Route } from '../services/huggingface/inference/image-request.ts';
import { makeImage } from '../services/huggingface/inference/make-image.ts';
import type { Collection } from '../services/storage/collection.ts';
import { createSeal } from '../services/storage/seal.ts';
import { openMemoryStore } from '../services/storage/store.ts';
import { createHttpServer, type HttpServer } from './server.ts';

const path = 'pytorch_lora_weights.safetensors';
const minute = 60_000;
const weights = writeSafetensors({}, { stand_in: 'true', words: 'of Nova' });

let huggingFace: HuggingFace;
let http: HttpServer;
let door: WeightsDoor;
let url: string;
let version: { repo: string; revision: string };
const clock = { ms: Date.UTC(2026, 2, 29, 12) };
const logged: string[] = [];
let actors: Collection<Actor>;
let directory: ActorDirectory;

const actor = (textVersion: number): Actor =>
  actorSchema.parse({
    ...{ id: 'nova', guildId: 'g', name: 'Nova', ownerId: 'ana', subjectId: 'ana', visibility: 'owner' },
    ...{ chosenMemberIds: [], photos: [], posts: [], triggerWord: 'ohwx', createdAt: 0 },
    consent: { state: 'granted', memberId: 'ana', textVersion, text: 'yes', at: 0 },
    versions: [
      {
        ...{ number: 1, jobId: 'job-1', ...version, baseModel: 'b', steps: 1, trainedAt: 0 },
        ...{ standIn: true, samples: [] },
      },
    ],
  });

beforeAll(async () => {
  huggingFace = await startHuggingFace();
  const hub = { hubUrl: huggingFace.url, accessToken: huggingFace.token };
  const repo = `${huggingFace.user}/nova`;
  await createRepo({ ...hub, repo, visibility: 'private' });
  const files = [{ path, content: new Blob([weights as Uint8Array<ArrayBuffer>]) }];
  version = { repo, revision: (await uploadFiles({ ...hub, repo, files }))?.commit.oid ?? '' };
  ({ actors } = await actorCollections(openMemoryStore()));
  const logger = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  const own: Pick<WeightsDoor, 'open'> = { open: request => door.open(request) };
  http = createHttpServer({
    config: { HTTP_HOST: '127.0.0.1', HTTP_PORT: 0 },
    training: {} as never,
    weights: own,
    logger,
  });
  ({ url } = await http.start());
  directory = createActorDirectory(actors);
  door = createWeightsDoor({
    publicUrl: url,
    actors: createActorLookups({ directory }),
    links: createWeightsLinks({ hubUrl: huggingFace.url, token: huggingFace.token }),
    seal: createSeal('a token of tests'),
    now: () => clock.ms,
  });
});
beforeEach(() => keep(actor(consentText.version)));
afterAll(async () => {
  await http.stop();
  await huggingFace.close();
});

/** As it is from now on. */
async function keep(next: Actor): Promise<void> {
  await directory.add(next);
}
const link = () => door.linkTo(version, path);
const statusOf = async (address: string | URL) => {
  const response = await fetch(address);
  await response.body?.cancel();
  return response.status;
};

describe('the bot’s own link to private weights', () => {
  test('gives them whole, in parts and by HEAD, from the hub and without its token or address', async () => {
    const response = await fetch(await link());
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe(String(weights.length));
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(weights);
    const part = await fetch(await link(), { headers: { range: 'bytes=0-7' } });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 0-7/${weights.length}`);
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(weights.slice(0, 8));
    const head = await fetch(await link(), { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe(String(weights.length));
    expect(await link()).not.toContain(version.repo);
  });

  test('is good for at least ten minutes and at most fifteen, and is the same for a while', async () => {
    const made = await link();
    const at = clock.ms;
    expect(await link()).toBe(made);
    clock.ms = at + 10 * minute - 1;
    expect(await statusOf(made)).toBe(200);
    clock.ms = at + 15 * minute;
    expect(await statusOf(made)).toBe(410);
    clock.ms = at;
  });

  test('that was changed, or is another bot’s, opens nothing', async () => {
    const changed = new URL(await link());
    const [words = '', signature = ''] = (changed.searchParams.get('link') ?? '').split('.');
    const later = JSON.parse(Buffer.from(words, 'base64url').toString());
    later[1] += minute;
    const forged = Buffer.from(JSON.stringify(later)).toString('base64url');
    for (const token of [`${forged}.${signature}`, words, '', 'x.y', `${words}.${signature}x`]) {
      changed.searchParams.set('link', token);
      expect(await statusOf(changed)).toBe(401);
    }
    expect(await statusOf(`${url}/weights/${path}`)).toBe(401);
  });

  test('ends at once with the consent, the version and the actor', async () => {
    const made = await link();
    await keep(actor(3));
    expect(await statusOf(made)).toBe(410);
    await keep({ ...actor(consentText.version), versions: [] });
    expect(await statusOf(made)).toBe(410);
    await directory.remove('nova');
    expect(await statusOf(made)).toBe(410);
  });

  test('a download that is broken off leaves nothing behind, and a hub in trouble is said without its words', async () => {
    for (let nth = 0; nth < 40; nth++) {
      const cut = new AbortController();
      const response = await fetch(await link(), { signal: cut.signal });
      cut.abort();
      expect(response.status).toBe(200);
    }
    await expect.poll(async () => statusOf(await link())).toBe(200);
    huggingFace.faults.add({ kind: 'status', status: 500, match: { pathIncludes: '/cdn-lfs/' } });
    const away = await fetch(await link());
    expect(away.status).toBe(502);
    expect(await away.json()).toEqual({ error: 'The file isn’t available right now.' });
    huggingFace.faults.clear();
    expect(logged.join('\n')).not.toMatch(/cdn-lfs|Signature|link=/);
  });

  test('is what the provider gets, and it makes the picture with it', async () => {
    const links = createWeightsLinks({ hubUrl: huggingFace.url, token: huggingFace.token });
    const downloads = createDownloads();
    const account = {
      origins: { hub: huggingFace.url, router: huggingFace.routerUrl },
      ...{ token: huggingFace.token, timeoutMs: 60_000, downloads, pollEveryMs: 20 },
      makeLink: createMakeLink(links, door),
    };
    const route: Route = {
      ...{ via: 'provider', provider: 'fal-ai', providerId: 'fal-ai/lora' },
      ...{ weightsPath: path, link: 'bot' },
    };
    const model = 'stabilityai/stable-diffusion-xl-base-1.0';
    const request = {
      ...{ model, prompt: 'a boat', width: 64, height: 64, steps: 20, guidance: 5, seed: 1 },
      lora: { ...version, scale: 0.9 },
    };
    const made = await makeImage(account, route, request);
    expect((await sharp(made).metadata()).format).toBe('png');
    expect(huggingFace.requests.at(-1)?.loras).toMatchObject([{ repo: `${url}/weights/…`, scale: 0.9 }]);
    await downloads.close();
  });

  test('to a repo that is gone is not even made', async () => {
    const links = createWeightsLinks({ hubUrl: huggingFace.url, token: huggingFace.token });
    const makeLink = createMakeLink(links, door);
    const lora = { ...version, scale: 1 };
    expect(await makeLink('bot', lora, path)).toBe(await link());
    const made = await link();
    await deleteRepo({ repo: version.repo, hubUrl: huggingFace.url, accessToken: huggingFace.token });
    await expect(makeLink('bot', lora, path)).rejects.toThrow(/404/);
    expect(await statusOf(made)).toBe(410);
  });
});

test('without a door there is no such path', async () => {
  const bare = createHttpServer({
    config: { HTTP_HOST: '127.0.0.1', HTTP_PORT: 0 },
    training: {} as never,
    logger: pino({ level: 'silent' }),
  });
  const { url: place } = await bare.start();
  expect(await statusOf(`${place}/weights/${path}?link=x`)).toBe(404);
  await bare.stop();
});
