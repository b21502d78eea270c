import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { createRepo, deleteRepo } from '@huggingface/hub';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HuggingFace, startHuggingFace } from '../server.ts';

const repo = 'playground/places';
const content = Buffer.from('weights of nobody');
const oid = createHash('sha256').update(content).digest('hex');
let server: HuggingFace;

beforeAll(async () => {
  server = await startHuggingFace();
  await createRepo({ hubUrl: server.url, accessToken: server.token, repo, visibility: 'private' });
});
afterAll(() => server.close());

const authorization = () => `Bearer ${server.token}`;

async function addressOf(object = { oid, size: content.length }): Promise<string> {
  const answer = await fetch(`${server.url}/${repo}.git/info/lfs/objects/batch`, {
    method: 'POST',
    headers: { authorization: authorization(), 'content-type': 'application/vnd.git-lfs+json' },
    body: JSON.stringify({
      ...{ operation: 'upload', transfers: ['basic'], hash_algo: 'sha256' },
      objects: [object],
    }),
  });
  const { objects } = (await answer.json()) as { objects: { actions?: { upload: { href: string } } }[] };
  return objects[0]?.actions?.upload.href ?? '';
}

async function put(address: string | URL, body: Buffer = content, headers: Record<string, string> = {}) {
  const answer = await fetch(address, { method: 'PUT', body: new Uint8Array(body), headers });
  return { status: answer.status, code: /<Code>(\w+)</.exec(await answer.text())?.[1] };
}

const commit = (branch: string, lines: { key: string; value: unknown }[]) =>
  fetch(`${server.url}/api/models/${repo}/commit/${branch}`, {
    method: 'POST',
    headers: { authorization: authorization(), 'content-type': 'application/x-ndjson' },
    body: lines.map(line => JSON.stringify(line)).join('\n'),
  });

describe('the address where a large file is put', () => {
  test('refuses a token beside its signature, as S3 does', async () => {
    const address = await addressOf();
    expect(await put(address, content, { authorization: authorization() })).toEqual({
      ...{ status: 400, code: 'InvalidArgument' },
    });
  });

  test('is for these bytes, this place and this quarter of an hour only', async () => {
    const address = new URL(await addressOf());
    expect(await put(address, Buffer.from('weights of nobodi'))).toEqual({
      ...{ status: 400, code: 'XAmzContentSHA256Mismatch' },
    });
    expect(await put(address, Buffer.from('weights'))).toEqual({ status: 400, code: 'EntityTooLarge' });
    for (const change of [
      (url: URL) => url.searchParams.set('X-Amz-Expires', '604800'),
      (url: URL) => url.searchParams.set('X-Amz-Date', '20990101T000000Z'),
      (url: URL) => url.searchParams.set('x-size', '3'),
      (url: URL) => url.searchParams.delete('X-Amz-Signature'),
      (url: URL) => {
        url.pathname = url.pathname.replace(oid, 'b'.repeat(64));
      },
    ]) {
      const other = new URL(address);
      change(other);
      expect(await put(other)).toEqual({ status: 403, code: 'SignatureDoesNotMatch' });
    }
    server.signedUploads.lifeMs = -1_000;
    const late = await addressOf();
    server.signedUploads.lifeMs = 15 * 60_000;
    expect(await put(late)).toEqual({ status: 403, code: 'AccessDenied' });
  });

  test('takes no body of unknown length', async () => {
    const address = await addressOf();
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sending = request(address, { method: 'PUT' }, response => {
        response.resume();
        resolve(response.statusCode);
      });
      sending.on('error', reject);
      sending.setHeader('transfer-encoding', 'chunked');
      sending.end(content);
    });
    expect(status).toBe(501);
  });

  test('once taken, the file needs none, and only then a commit may name it', async () => {
    const pointer = { path: 'w.safetensors', algo: 'sha256', oid, size: content.length };
    const lines = [
      { key: 'header', value: { summary: 'Link' } },
      { key: 'lfsFile', value: pointer },
    ];
    const early = await commit('main', lines);
    expect(early.status).toBe(400);
    expect(await early.text()).toContain('does not exist');
    expect(await put(await addressOf())).toEqual({ status: 200, code: undefined });
    expect(await addressOf()).toBe('');
    const done = await commit('main', lines);
    expect(done.status).toBe(200);
    // On a parent that the branch has left behind.
    const parentCommit = 'f'.repeat(40);
    const outdated = await commit('main', [{ key: 'header', value: { summary: 'Late', parentCommit } }]);
    expect(outdated.status).toBe(412);
  });

  test('is on another host than the hub, and so is the one where it is read', async () => {
    const [there] = server.repositories.find('model', repo)?.branches.values() ?? [];
    const read = await fetch(`${server.url}/${repo}/resolve/${there}/w.safetensors`, {
      headers: { authorization: authorization() },
      redirect: 'manual',
    });
    for (const address of [await addressOf({ oid: 'c'.repeat(64), size: 1 }), read.headers.get('location')])
      expect(new URL(address ?? '').host).not.toBe(new URL(server.url).host);
  });

  test('leads nowhere once the repo is gone', async () => {
    const other = Buffer.from('more weights');
    const address = await addressOf({
      oid: createHash('sha256').update(other).digest('hex'),
      size: other.length,
    });
    await deleteRepo({ hubUrl: server.url, accessToken: server.token, repo });
    expect(await put(address, other)).toEqual({ status: 404, code: 'NoSuchBucket' });
  });
});
