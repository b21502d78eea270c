import {
  commit,
  createBranch,
  createRepo,
  datasetInfo,
  deleteBranch,
  deleteFile,
  deleteFiles,
  deleteRepo,
  downloadFile,
  fileDownloadInfo,
  fileExists,
  HubApiError,
  listCommits,
  listFiles,
  listModels,
  modelInfo,
  pathsInfo,
  repoExists,
  uploadFiles,
  whoAmI,
} from '@huggingface/hub';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HuggingFace, startHuggingFace } from '../server.ts';

let server: HuggingFace;
let hub: { hubUrl: string; accessToken: string };

beforeAll(async () => {
  server = await startHuggingFace({ otherTokens: { hf_stranger: 'stranger' } });
  hub = { hubUrl: server.url, accessToken: server.token };
});
afterAll(() => server.close());

const weights = new Uint8Array(200_000).map((_, index) => (index * 31) % 251);

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

async function statusOf(promise: Promise<unknown>): Promise<number> {
  try {
    await promise;
    return 200;
  } catch (error) {
    if (error instanceof HubApiError) return error.statusCode;
    throw error;
  }
}

async function makeRepo(name: string, visibility: 'public' | 'private' = 'private') {
  const repo = `${server.user}/${name}`;
  await createRepo({ ...hub, repo, visibility });
  await uploadFiles({
    ...hub,
    repo,
    commitTitle: 'Upload the LoRA',
    files: [
      { path: 'README.md', content: new Blob(['---\ntags: [lora]\n---\n# Hello']) },
      { path: 'samples/one.txt', content: new Blob(['one']) },
      { path: 'pytorch_lora_weights.safetensors', content: new Blob([weights]) },
    ],
  });
  return repo;
}

describe('the hub, through @huggingface/hub', () => {
  it('knows whose token it is, and refuses another', async () => {
    const me = await whoAmI(hub);
    expect(me).toMatchObject({ type: 'user', name: 'playground', auth: { type: 'access_token' } });
    expect(await statusOf(whoAmI({ ...hub, accessToken: 'hf_wrong' }))).toBe(401);
  });

  it('creates a repository once, and only in its own namespace', async () => {
    const made = await createRepo({ ...hub, repo: 'playground/once', visibility: 'private' });
    expect(made).toEqual({ id: 'playground/once', repoUrl: `${server.url}/playground/once` });
    expect(await statusOf(createRepo({ ...hub, repo: 'playground/once' }))).toBe(409);
    expect(await statusOf(createRepo({ ...hub, repo: 'someone-else/repo' }))).toBe(403);
    expect(await statusOf(createRepo({ ...hub, repo: 'playground/bad name' }))).toBe(400);
  });

  it('stores what is uploaded, small files and large ones, byte for byte', async () => {
    const repo = await makeRepo('upload');
    const files = await collect(listFiles({ ...hub, repo, recursive: true }));
    expect(files.map(file => file.path)).toEqual([
      '.gitattributes',
      'README.md',
      'pytorch_lora_weights.safetensors',
      'samples',
      'samples/one.txt',
    ]);
    expect(files[2]).toMatchObject({ type: 'file', size: weights.length, lfs: { size: weights.length } });
    const large = await downloadFile({ ...hub, repo, path: 'pytorch_lora_weights.safetensors' });
    expect(new Uint8Array((await large?.arrayBuffer()) ?? [])).toEqual(weights);
    const slice = await large?.slice(1000, 1010).arrayBuffer();
    expect(new Uint8Array(slice ?? [])).toEqual(weights.slice(1000, 1010));
    const small = await downloadFile({ ...hub, repo, path: 'samples/one.txt' });
    expect(await small?.text()).toBe('one');
    expect(await downloadFile({ ...hub, repo, path: 'missing.txt' })).toBeNull();
    expect(await fileExists({ ...hub, repo, path: 'README.md' })).toBe(true);
    expect(await fileExists({ ...hub, repo, path: 'nope.md' })).toBe(false);
    const info = await fileDownloadInfo({ ...hub, repo, path: 'pytorch_lora_weights.safetensors' });
    expect(info).toMatchObject({ size: weights.length, etag: expect.stringMatching(/^"[0-9a-f]{64}"$/) });
    const [path] = await pathsInfo({ ...hub, repo, paths: ['README.md', 'absent'], expand: true });
    expect(path).toMatchObject({ path: 'README.md', lastCommit: { title: 'Upload the LoRA' } });
  });

  it('keeps every revision, and resolves branches, tags and commits', async () => {
    const repo = await makeRepo('history');
    const before = await modelInfo({ ...hub, name: repo, additionalFields: ['sha', 'filePaths'] });
    const made = await commit({
      ...hub,
      repo,
      title: 'Change one, drop the README',
      parentCommit: before.sha,
      operations: [
        { operation: 'addOrUpdate', path: 'samples/one.txt', content: new Blob(['two']) },
        { operation: 'delete', path: 'README.md' },
      ],
    });
    const at = async (revision: string) =>
      (await downloadFile({ ...hub, repo, path: 'samples/one.txt', revision }))?.text();
    expect(await at(before.sha)).toBe('one');
    expect(await at('main')).toBe('two');
    expect(await at(made?.commit.oid ?? '')).toBe('two');
    expect(await at((made?.commit.oid ?? '').slice(0, 10))).toBe('two');
    expect(made?.commit.url).toBe(`${server.url}/${repo}/commit/${made?.commit.oid}`);
    const stale = commit({
      ...hub,
      repo,
      title: 'Stale',
      parentCommit: before.sha,
      operations: [{ operation: 'addOrUpdate', path: 'a.txt', content: new Blob(['a']) }],
    });
    expect(await statusOf(stale)).toBe(412);
    const tagged = await fetch(`${server.url}/api/models/${repo}/tag/${before.sha}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ tag: 'v1' }),
    });
    expect(tagged.status).toBe(200);
    expect(await at('v1')).toBe('one');
    const titles = (await collect(listCommits({ ...hub, repo, batchSize: 1 }))).map(item => item.title);
    expect(titles).toEqual(['Change one, drop the README', 'Upload the LoRA', 'initial commit']);
    const head = await fetch(`${server.url}/${repo}/resolve/main/samples/one.txt`, {
      method: 'HEAD',
      headers: { authorization: `Bearer ${server.token}` },
    });
    expect(head.headers.get('x-repo-commit')).toBe(made?.commit.oid);
    expect(head.headers.get('content-length')).toBe('3');
  });

  it('branches, deletes files and branches', async () => {
    const repo = await makeRepo('branches');
    const missing = commit({ ...hub, repo, title: 'x', branch: 'job-1', operations: [] });
    expect(await statusOf(missing)).toBe(404);
    await createBranch({ ...hub, repo, branch: 'job-1' });
    await uploadFiles({
      ...hub,
      repo,
      branch: 'job-1',
      files: [{ path: 'checkpoint.txt', content: new Blob(['step 250']) }],
    });
    expect(await fileExists({ ...hub, repo, path: 'checkpoint.txt', revision: 'job-1' })).toBe(true);
    expect(await fileExists({ ...hub, repo, path: 'checkpoint.txt' })).toBe(false);
    await deleteFile({ ...hub, repo, path: 'README.md' });
    await deleteFiles({ ...hub, repo, paths: ['samples/one.txt'] });
    expect(await fileExists({ ...hub, repo, path: 'README.md' })).toBe(false);
    expect(await statusOf(deleteFile({ ...hub, repo, path: 'README.md' }))).toBe(404);
    expect(await fileExists({ ...hub, repo, path: 'samples/one.txt', revision: 'job-1' })).toBe(true);
    await deleteBranch({ ...hub, repo, branch: 'job-1' });
    expect(await statusOf(modelInfo({ ...hub, name: repo, revision: 'job-1' }))).toBe(404);
  });

  it('hides a private repository from everybody else', async () => {
    const repo = await makeRepo('secret');
    const anonymous = { hubUrl: server.url };
    const stranger = { hubUrl: server.url, accessToken: 'hf_stranger' };
    expect(await statusOf(modelInfo({ ...anonymous, name: repo }))).toBe(401);
    expect(await statusOf(modelInfo({ ...stranger, name: repo }))).toBe(404);
    expect(await statusOf(downloadFile({ ...anonymous, repo, path: 'README.md' }))).toBe(401);
    expect(await repoExists({ ...stranger, repo })).toBe(false);
    expect(await repoExists({ ...hub, repo })).toBe(true);
    const listed = async (access: { hubUrl: string; accessToken?: string }) =>
      (await collect(listModels({ ...access, search: { owner: 'playground' } }))).map(item => item.name);
    expect(await listed(stranger)).not.toContain(repo);
    expect(await listed(hub)).toContain(repo);
  });

  it('erases a repository with all of its bytes', async () => {
    const repo = await makeRepo('erase');
    const stored = server.repositories.find('model', repo);
    expect(stored?.contents.size).toBeGreaterThan(2);
    await deleteRepo({ ...hub, repo });
    expect(stored?.contents.size).toBe(0);
    expect(await statusOf(modelInfo({ ...hub, name: repo }))).toBe(404);
    expect(await statusOf(deleteRepo({ ...hub, repo }))).toBe(404);
    await createRepo({ ...hub, repo, visibility: 'private' });
    const files = await collect(listFiles({ ...hub, repo }));
    expect(files.map(file => file.path)).toEqual(['.gitattributes']);
  });

  it('answers for a large file with an address that needs no token, is whole, and runs out', async () => {
    const repo = await makeRepo('signed');
    const path = `${server.url}/${repo}/resolve/main/pytorch_lora_weights.safetensors`;
    const authorization = `Bearer ${server.token}`;
    const ask = (headers: Record<string, string>) => fetch(path, { headers, redirect: 'manual' });
    const found = await ask({ authorization });
    // The headers that huggingface_hub reads: constants.HUGGINGFACE_HEADER_X_LINKED_ETAG, _SIZE and X_REPO_COMMIT.
    expect(found.status).toBe(302);
    expect(found.headers.get('x-linked-size')).toBe(String(weights.length));
    expect(found.headers.get('x-linked-etag')).toMatch(/^"[0-9a-f]{64}"$/);
    expect(found.headers.get('x-repo-commit')).toMatch(/^[0-9a-f]{40}$/);
    const address = new URL(found.headers.get('location') ?? '');
    expect(address.pathname).not.toContain(repo);
    expect(new Uint8Array(await (await fetch(address)).arrayBuffer())).toEqual(weights);
    const lives = Number(address.searchParams.get('Expires')) * 1_000 - Date.now();
    expect(lives).toBeGreaterThan(55 * 60_000);
    expect(lives).toBeLessThan(65 * 60_000);

    // The sentence and the code of huggingface_hub's RepositoryNotFoundError for a private repo.
    const closed = await ask({});
    expect(closed.status).toBe(401);
    expect(closed.headers.get('x-error-code')).toBe('RepoNotFound');
    expect(await closed.json()).toEqual({ error: 'Invalid username or password.' });
    expect((await ask({ authorization: 'Bearer hf_stranger' })).status).toBe(404);

    for (const change of [{ Expires: '9999999999' }, { Signature: 'x' }, { Expires: '' }]) {
      const changed = new URL(address);
      for (const [name, value] of Object.entries(change)) changed.searchParams.set(name, value);
      expect((await fetch(changed)).status).toBe(403);
    }
    const other = new URL(address);
    other.pathname = `${address.pathname.slice(0, -64)}${'0'.repeat(64)}`;
    expect((await fetch(other)).status).toBe(403);

    server.signedDownloads.lifeMs = -1_000;
    const late = (await ask({ authorization })).headers.get('location') ?? '';
    server.signedDownloads.lifeMs = 60 * 60_000;
    const refused = await fetch(late);
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain('<Code>AccessDenied</Code>');

    await deleteRepo({ ...hub, repo });
    expect((await fetch(address)).status).toBe(403);
  });

  it('refuses an LFS upload whose bytes are not those announced', async () => {
    await createRepo({ ...hub, repo: 'playground/lfs' });
    const batch = await fetch(`${server.url}/playground/lfs.git/info/lfs/objects/batch`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/vnd.git-lfs+json' },
      body: JSON.stringify({ operation: 'upload', objects: [{ oid: 'a'.repeat(64), size: 3 }] }),
    });
    const answer = (await batch.json()) as { objects: { actions: { upload: { href: string } } }[] };
    const put = await fetch(answer.objects[0]?.actions.upload.href ?? '', { method: 'PUT', body: 'abc' });
    expect(put.status).toBe(400);
    const linked = await fetch(`${server.url}/api/models/playground/lfs/commit/main`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/x-ndjson' },
      body: [
        { key: 'header', value: { summary: 'Link' } },
        { key: 'lfsFile', value: { path: 'w.safetensors', algo: 'sha256', oid: 'a'.repeat(64), size: 3 } },
      ]
        .map(line => JSON.stringify(line))
        .join('\n'),
    });
    expect(linked.status).toBe(400);
  });

  it('keeps datasets apart from models', async () => {
    const repo = { type: 'dataset', name: 'playground/photos' } as const;
    await createRepo({ ...hub, repo, visibility: 'private' });
    await uploadFiles({ ...hub, repo, files: [{ path: '1.jpg', content: new Blob([weights]) }] });
    const file = await downloadFile({ ...hub, repo, path: '1.jpg' });
    expect(file?.size).toBe(weights.length);
    expect(await datasetInfo({ ...hub, name: repo.name })).toMatchObject({ name: repo.name, private: true });
    expect(await statusOf(modelInfo({ ...hub, name: repo.name }))).toBe(404);
  });

  it('lists the public LoRAs of a base with the application that runs them, and no private one', async () => {
    await createRepo({ ...hub, repo: 'playground/own-lora', visibility: 'private' });
    const base = 'stabilityai/stable-diffusion-xl-base-1.0';
    const card = `---\nbase_model: ${base}\nbase_model_relation: adapter\ntags: [lora]\n---\n`;
    await uploadFiles({
      ...hub,
      repo: 'playground/own-lora',
      files: [
        { path: 'README.md', content: new Blob([card]) },
        { path: 'pytorch_lora_weights.safetensors', content: new Blob([weights]) },
      ],
    });
    const query = new URLSearchParams([
      ['filter', 'lora'],
      ['filter', `base_model:adapter:${base}`],
      ['inference_provider', 'fal-ai'],
      ['expand[]', 'inferenceProviderMapping'],
    ]);
    const answer = await fetch(`${server.url}/api/models?${query}`, {
      headers: { authorization: `Bearer ${server.token}` },
    });
    expect(await answer.json()).toEqual([
      {
        _id: expect.any(String),
        id: 'nerijs/pixel-art-xl',
        inferenceProviderMapping: [
          {
            provider: 'fal-ai',
            hfModelId: 'nerijs/pixel-art-xl',
            status: 'live',
            providerId: 'fal-ai/lora',
            task: 'text-to-image',
            adapter: 'lora',
            adapterWeightsPath: 'pytorch_lora_weights.safetensors',
            type: 'tag-filter',
          },
        ],
      },
    ]);
  });

  it('lists the seed models, and says who serves them', async () => {
    const served = await collect(
      listModels({
        ...hub,
        search: { inferenceProviders: ['fal-ai'], task: 'text-to-image' },
        additionalFields: ['inferenceProviderMapping', 'tags'],
      }),
    );
    expect(served.map(item => item.name)).toContain('Tongyi-MAI/Z-Image-Turbo');
    expect(served.map(item => item.name)).not.toContain('prompthero/openjourney');
    const flux = await modelInfo({
      ...hub,
      name: 'black-forest-labs/FLUX.1-dev',
      additionalFields: ['inferenceProviderMapping', 'cardData', 'tags', 'sha'],
    });
    expect(flux).toMatchObject({ gated: 'auto', private: false, task: 'text-to-image' });
    expect(flux.cardData).toMatchObject({ license: 'other' });
    expect(flux.inferenceProviderMapping?.map(entry => entry.provider)).toEqual([
      'fal-ai',
      'hf-inference',
      'together',
    ]);
    const old = await modelInfo({
      ...hub,
      name: 'prompthero/openjourney',
      additionalFields: ['inferenceProviderMapping'],
    });
    expect(old.inferenceProviderMapping).toEqual([]);
    expect(await statusOf(modelInfo({ ...hub, name: 'runwayml/stable-diffusion-v1-5' }))).toBe(404);
  });
});
