import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type HuggingFace, startHuggingFace } from '@ai-actor/playground/huggingface';
import { createRepo, deleteRepo, uploadFiles } from '@huggingface/hub';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWeightsLinks, NoLinkError, WeightsGoneError } from './weights-links.ts';

let server: HuggingFace;
let hub: { hubUrl: string; accessToken: string };
beforeAll(async () => {
  server = await startHuggingFace({ otherTokens: { hf_stranger: 'stranger' } });
  hub = { hubUrl: server.url, accessToken: server.token };
});
afterAll(() => server.close());

const path = 'pytorch_lora_weights.safetensors';
async function privateRepo(name: string) {
  const repo = `${server.user}/${name}`;
  await createRepo({ ...hub, repo, visibility: 'private' });
  const upload = async (words: string) => {
    const files = [{ path, content: new Blob([words]) }];
    return (await uploadFiles({ ...hub, repo, files }))?.commit.oid ?? '';
  };
  return { repo, upload };
}

describe('a link to private weights', () => {
  test('opens those of the commit to anybody, without a token and without saying it', async () => {
    const { repo, upload } = await privateRepo('linked');
    const first = await upload('first');
    await upload('second');
    const link = await createWeightsLinks({ hubUrl: server.url, token: server.token }).of({
      ...{ repo, revision: first, path },
    });
    expect(link).not.toContain(server.token);
    expect(await (await fetch(link)).text()).toBe('first');
  });

  test('is not there for a repo that is gone, or that is not the token’s', async () => {
    const { repo, upload } = await privateRepo('short-lived');
    const revision = await upload('weights');
    const strangers = createWeightsLinks({ hubUrl: server.url, token: 'hf_stranger' });
    await expect(strangers.of({ repo, revision, path })).rejects.toBeInstanceOf(WeightsGoneError);
    const own = createWeightsLinks({ hubUrl: server.url, token: server.token });
    await expect(own.of({ repo, revision, path: 'absent.safetensors' })).rejects.toThrow(WeightsGoneError);
    await deleteRepo({ ...hub, repo });
    await expect(own.of({ repo, revision, path })).rejects.toBeInstanceOf(WeightsGoneError);
  });

  test('is not made of what is no redirect, nor while the hub has trouble', async () => {
    const { repo, upload } = await privateRepo('plain');
    const revision = await upload('weights');
    const links = createWeightsLinks({ hubUrl: server.url, token: server.token });
    await expect(links.of({ repo, revision, path: '.gitattributes' })).rejects.toBeInstanceOf(NoLinkError);
    server.faults.add({ kind: 'status', status: 503, match: { pathIncludes: '/resolve/' } });
    await expect(links.of({ repo, revision, path })).rejects.toBeInstanceOf(NoLinkError);
  });
});

describe('a hub that redirects', () => {
  let wire: Server;
  let where: Record<string, string>;
  let seen: { url: string; token: string | undefined }[];
  beforeAll(async () => {
    wire = createServer((incoming, outgoing) => {
      seen.push({ url: incoming.url ?? '', token: incoming.headers.authorization });
      outgoing.writeHead(302, { location: where[incoming.url ?? ''] ?? '' }).end();
    }).listen(0, '127.0.0.1');
    await once(wire, 'listening');
  });
  afterAll(() => wire.close());
  const of = () => {
    seen = [];
    const hubUrl = `http://127.0.0.1:${(wire.address() as AddressInfo).port}`;
    return createWeightsLinks({ hubUrl, token: 'hf_secret' }).of({ repo: 'old/name', revision: 'abc', path });
  };

  test('from a former name is followed, and its storage is not asked at all', async () => {
    const storage = 'https://cas-bridge.xethub.hf.co/xet-bridge-us/1/2?X-Amz-Expires=3600&X-Amz-Signature=s';
    where = {
      [`/old/name/resolve/abc/${path}`]: `/new/name/resolve/abc/${path}`,
      [`/new/name/resolve/abc/${path}`]: storage,
    };
    expect(await of()).toBe(storage);
    expect(seen.map(({ token }) => token)).toEqual(['Bearer hf_secret', 'Bearer hf_secret']);
  });

  test('in a circle gives none', async () => {
    where = { [`/old/name/resolve/abc/${path}`]: `/old/name/resolve/abc/${path}` };
    await expect(of()).rejects.toBeInstanceOf(NoLinkError);
  });
});
