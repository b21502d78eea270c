import { type HuggingFace, startHuggingFace } from '@ai-actor/playground/huggingface';
import { createRepo, uploadFiles } from '@huggingface/hub';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createHub, type Hub } from './hub.ts';

let server: HuggingFace;
let hub: Hub;
beforeAll(async () => {
  server = await startHuggingFace({ user: 'studio' });
  hub = createHub({ hubUrl: server.url, token: server.token, namespace: undefined });
});
afterEach(() => server.faults.clear());
afterAll(() => server.close());

test('the namespace is that of the settings, else the token’s user; a failed question is asked again', async () => {
  const named = createHub({ hubUrl: server.url, token: server.token, namespace: 'the-studio' });
  expect(await named.namespace()).toBe('the-studio');
  server.faults.add({ kind: 'status', status: 500, match: { via: 'hub', pathIncludes: 'whoami' } });
  await expect(hub.namespace()).rejects.toThrow();
  expect(await hub.namespace()).toBe('studio');
});

test('whose token it is, and what it may, is asked once', async () => {
  const asked: string[] = [];
  const own = await startHuggingFace({ user: 'studio' });
  const { take } = own.faults;
  own.faults.take = subject => {
    asked.push(subject.path);
    return take(subject);
  };
  const one = createHub({ hubUrl: own.url, token: own.token, namespace: undefined });
  expect(await Promise.all([one.namespace(), one.mayWrite(), one.namespace()])).toEqual([
    'studio',
    true,
    'studio',
  ]);
  expect(await one.mayWrite()).toBe(true);
  expect(asked.filter(path => path.includes('whoami'))).toHaveLength(1);
  await own.close();
});

test('a used-up limit says when it is full again', async () => {
  const match = { via: 'hub' as const, pathIncludes: '/api/models' };
  server.faults.add({ kind: 'status', status: 429, rateLimitSeconds: 123, match, times: 2 });
  const limited = { name: 'HubAnswerError', status: 429, retryAfterMs: 123_000 };
  await expect(hub.servedBy('black-forest-labs/FLUX.1-schnell')).rejects.toMatchObject(limited);
  await expect(hub.modelPage('black-forest-labs/FLUX.1-schnell')).rejects.toMatchObject(limited);
});

test('who serves a model, and the commit it is at', async () => {
  const served = await hub.servedBy('black-forest-labs/FLUX.1-schnell');
  expect(served?.revision).toMatch(/^[0-9a-f]{40}$/);
  expect(served?.providers).toContainEqual({
    provider: 'fal-ai',
    status: 'live',
    task: 'text-to-image',
    providerId: 'fal-ai/flux/schnell',
  });
  expect((await hub.servedBy('prompthero/openjourney'))?.providers).toEqual([]);
});

test('a model that does not exist is undefined, a hub that does not answer an error', async () => {
  expect(await hub.servedBy('nobody/nothing')).toBeUndefined();
  server.faults.add({ kind: 'status', status: 503, match: { via: 'hub', pathIncludes: '/api/models' } });
  await expect(hub.servedBy('black-forest-labs/FLUX.1-schnell')).rejects.toThrow(/503/);
});

test('a file at a revision, from a private repo, up to a size', async () => {
  const repo = 'studio/files';
  await createRepo({ repo, visibility: 'private', hubUrl: server.url, accessToken: server.token });
  const upload = async (words: string) =>
    (
      await uploadFiles({
        repo,
        hubUrl: server.url,
        accessToken: server.token,
        files: [{ path: 'notes/a.txt', content: new Blob([words]) }],
      })
    )?.commit.oid ?? '';
  const first = await upload('first');
  await upload('the second one');
  const file = { repo, revision: first, path: 'notes/a.txt', maxBytes: 10 };
  expect((await hub.download(file))?.toString()).toBe('first');
  await expect(hub.download({ ...file, revision: 'main' })).rejects.toThrow(RangeError);
  expect(await hub.download({ ...file, path: 'notes/b.txt' })).toBeUndefined();
});

test('a deleted repo is gone with its history; one that is not there is no error, a hub that refuses is', async () => {
  const repo = { kind: 'model', name: 'studio/to-delete' } as const;
  const access = { repo: repo.name, hubUrl: server.url, accessToken: server.token };
  await createRepo({ ...access, visibility: 'private' });
  await uploadFiles({ ...access, files: [{ path: 'a.txt', content: new Blob(['a']) }] });
  server.faults.add({ kind: 'status', status: 503, match: { via: 'hub', pathIncludes: 'repos/delete' } });
  await expect(hub.deleteRepo(repo)).rejects.toThrow();
  expect(await hub.servedBy(repo.name)).toBeDefined();
  expect(await hub.deleteRepo(repo)).toBe('deleted');
  expect(await hub.servedBy(repo.name)).toBeUndefined();
  expect(await hub.deleteRepo(repo)).toBe('absent');
  expect(await hub.deleteRepo({ kind: 'dataset', name: 'studio/no-photos' })).toBe('absent');
  const stranger = createHub({ hubUrl: server.url, token: 'hf_wrong', namespace: undefined });
  await expect(stranger.deleteRepo(repo)).rejects.toThrow();
});
