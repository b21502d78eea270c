import { type HuggingFace, startHuggingFace } from '@ai-actor/playground/huggingface';
import { commit, createBranch, createRepo, datasetInfo } from '@huggingface/hub';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRelayRepos, RelayError, type RelayRepos } from './relay-repos.ts';

let server: HuggingFace;
let repos: RelayRepos;
let access: { hubUrl: string; accessToken: string };
beforeAll(async () => {
  server = await startHuggingFace();
  access = { hubUrl: server.url, accessToken: server.token };
  repos = createRelayRepos({ hubUrl: server.url, token: server.token });
});
afterAll(() => server.close());

const name = 'playground/actor-job-1';
const file = (path: string) => ({
  kind: 'dataset' as const,
  repo: name,
  revision: 'main',
  path,
  maxBytes: 100,
});
const blob = (words: string) => ({ content: new Blob([words]) });

describe('the repo of the photos', () => {
  test('is private, and holds what was put there last and nothing before it', async () => {
    await repos.publish(
      name,
      [
        { path: 'photos/01.jpg', ...blob('one') },
        { path: 'job.json', ...blob('{}') },
      ],
      'first',
    );
    await repos.publish(name, [{ path: 'job.json', ...blob('{"attempt":2}') }], 'second');
    expect(await datasetInfo({ ...access, name })).toMatchObject({ private: true });
    expect(await repos.look(file('photos/01.jpg'))).toEqual({ found: false });
    expect(await repos.look(file('job.json'))).toMatchObject({ found: true, text: '{"attempt":2}' });
  });

  test('is read again only where it changed', async () => {
    await repos.publish(name, [{ path: 'claim.json', ...blob('a') }], 'claimed');
    const first = await repos.look(file('claim.json'));
    if (!first.found) throw new Error('there is no file');
    expect(first.etag).toBeDefined();
    expect(await repos.look(file('claim.json'), { etag: first.etag })).toMatchObject({
      found: true,
      text: undefined,
    });
    await expect(repos.look({ ...file('claim.json'), maxBytes: 0 })).rejects.toThrow(RangeError);
  });

  test('is deleted, and once more is fine', async () => {
    await repos.deleteRepo(name);
    await repos.deleteRepo(name);
    expect(await repos.look(file('claim.json'))).toEqual({ found: false });
  });
});

test('a branch is deleted, and once more is fine', async () => {
  const repo = { type: 'model' as const, name: 'playground/actor-1-lora' };
  await createRepo({ ...access, repo, visibility: 'private' });
  await commit({
    ...access,
    repo,
    title: 'x',
    operations: [{ operation: 'addOrUpdate', path: 'a', content: new Blob(['a']) }],
  });
  await createBranch({ ...access, repo, branch: 'job-1' });
  const status = { kind: 'model' as const, repo: repo.name, revision: 'job-1', path: 'a', maxBytes: 10 };
  expect(await repos.look(status)).toMatchObject({ found: true });
  await repos.deleteBranch(repo.name, 'job-1');
  await repos.deleteBranch(repo.name, 'job-1');
  expect(await repos.look(status)).toEqual({ found: false });
});

test('a hub that asks for patience is quoted', async () => {
  server.faults.add({ kind: 'status', status: 429, retryAfterSeconds: 7, match: { via: 'hub' } });
  const asked = repos.look(file('claim.json'));
  await expect(asked).rejects.toMatchObject({ retryAfterMs: 7_000 });
  await expect(asked).rejects.toBeInstanceOf(RelayError);
  server.faults.add({ kind: 'status', status: 429, rateLimitSeconds: 42, match: { via: 'hub' } });
  await expect(repos.look(file('claim.json'))).rejects.toMatchObject({ retryAfterMs: 42_000 });
});
