import { type HuggingFace, startHuggingFace } from '@ai-actor/playground/huggingface';
import { createRepo, uploadFiles } from '@huggingface/hub';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createVersionTags } from './version-tags.ts';

const repo = 'studio/actor-nova-lora';
let server: HuggingFace;
beforeAll(async () => {
  server = await startHuggingFace({ user: 'studio' });
  await createRepo({ repo, visibility: 'private', hubUrl: server.url, accessToken: server.token });
});
afterEach(() => server.faults.clear());
afterAll(() => server.close());

const tags = () => createVersionTags({ hubUrl: server.url, token: server.token });
const headers = () => ({ authorization: `Bearer ${server.token}`, 'content-type': 'application/json' });
async function publish(name: string): Promise<string> {
  const files = [{ path: 'weights.txt', content: new Blob([name]) }];
  const done = await uploadFiles({ repo, hubUrl: server.url, accessToken: server.token, files });
  const revision = done?.commit.oid ?? '';
  const response = await fetch(`${server.url}/api/models/${repo}/tag/${revision}`, {
    ...{ method: 'POST', headers: headers(), body: JSON.stringify({ tag: name }) },
  });
  expect(response.status).toBe(200);
  return revision;
}
async function names(): Promise<string[]> {
  const response = await fetch(`${server.url}/api/models/${repo}/refs`, { headers: headers() });
  return ((await response.json()) as { tags: { name: string }[] }).tags.map(({ name }) => name);
}

test('the tag of that revision goes, the others stay; repeats and repos that are gone are fine', async () => {
  const [one, two] = [await publish('v1'), await publish('v2')];
  expect(await tags().remove({ repo, revision: one })).toBe(1);
  expect(await names()).toEqual(['v2']);
  expect(await tags().remove({ repo, revision: one })).toBe(0);
  expect(await tags().remove({ repo: 'studio/nothing', revision: two })).toBe(0);
  expect(await names()).toEqual(['v2']);
});

test('a hub that is away, or that refuses, is an error', async () => {
  const revision = await publish('v3');
  server.faults.add({ kind: 'status', status: 503, match: { via: 'hub', pathIncludes: '/refs' } });
  await expect(tags().remove({ repo, revision })).rejects.toThrow(/503/);
  server.faults.clear();
  const stranger = createVersionTags({ hubUrl: server.url, token: 'hf_wrong' });
  await expect(stranger.remove({ repo, revision })).rejects.toThrow(/40[13]/);
  expect(await names()).toContain('v3');
});
