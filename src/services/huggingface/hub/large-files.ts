import { z } from 'zod';
import { type HubAccess, HubAnswerError, timed } from './hub-access.ts';

/** A file that goes to the hub's storage and not through a commit: `oid` is its SHA-256 in hex, `size` in bytes. */
export interface LargeFile {
  path: string;
  oid: string;
  size: number;
}

/** One commit: large files that the storage has, texts, and what is to go. */
export interface Change {
  title: string;
  large: LargeFile[];
  small: { path: string; content: string }[];
  remove: string[];
  /** The commit that the branch has to be at. */
  parent?: string | undefined;
}

/** The two halves of an upload to a model repo, which the hub's own client only does as a whole, with the bytes at hand. */
export interface LargeFiles {
  /**
   * Where each of these can be put without a token for a quarter of an hour, by `oid`; none for what the storage has.
   * An address is as good as a key: it goes to the one that asked, and nowhere else.
   */
  places(repo: string, branch: string, files: LargeFile[]): Promise<Map<string, string>>;
  /** Resolves to the commit. The hub refuses it where a large file was not put, or the branch has moved on (412). */
  commit(repo: string, branch: string, change: Change): Promise<string>;
}

const commitMs = 60_000;

const batchSchema = z.object({
  transfer: z.string().optional(),
  objects: z.array(
    z.object({
      oid: z.string(),
      actions: z
        .object({
          upload: z
            .object({ href: z.string(), header: z.record(z.string(), z.unknown()).nullish() })
            .optional(),
        })
        .nullish(),
      error: z.object({ code: z.number().optional() }).nullish(),
    }),
  ),
});

/** The requests are those of `huggingface_hub` 1.x, `lfs.py` and `_commit_api.py`. */
export function createLargeFiles({ hubUrl, token }: HubAccess): LargeFiles {
  async function post(path: string, type: string, body: string, ms?: number): Promise<unknown> {
    const response = await timed(ms)(`${hubUrl}/${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': type,
        accept: `${type}, application/json`,
      },
      body,
    });
    if (response.ok) return response.json();
    // What it says may repeat an address.
    await response.body?.cancel();
    throw new HubAnswerError(response, `to ${path}`);
  }

  return {
    async places(repo, branch, files) {
      const places = new Map<string, string>();
      if (files.length === 0) return places;
      const asked = {
        operation: 'upload',
        // One PUT for each file, which the hub's storage takes up to 5 GB; nothing of a training is near that.
        transfers: ['basic'],
        hash_algo: 'sha256',
        ref: { name: branch },
        objects: files.map(({ oid, size }) => ({ oid, size })),
      };
      const said = await post(
        `${pathOf(repo)}.git/info/lfs/objects/batch`,
        'application/vnd.git-lfs+json',
        JSON.stringify(asked),
      );
      const answer = batchSchema.parse(said);
      if ((answer.transfer ?? 'basic') !== 'basic') throw new Error('the hub wants uploads in another way');
      for (const { oid, actions, error } of answer.objects) {
        if (error) throw new Error(`the hub takes no such file: ${error.code ?? 'no code'}`);
        const upload = actions?.upload;
        if (upload?.header?.chunk_size !== undefined) throw new Error('the hub wants a file in parts');
        if (upload) places.set(oid, upload.href);
      }
      return places;
    },

    async commit(repo, branch, { title, large, small, remove, parent }) {
      const lines = [
        {
          key: 'header',
          value: { summary: title, description: '', ...(parent ? { parentCommit: parent } : {}) },
        },
        ...small.map(({ path, content }) => ({
          key: 'file',
          value: { path, content: Buffer.from(content).toString('base64'), encoding: 'base64' },
        })),
        ...large.map(({ path, oid, size }) => ({
          key: 'lfsFile',
          value: { path, algo: 'sha256', oid, size },
        })),
        ...remove.map(path => ({ key: 'deletedFile', value: { path } })),
      ];
      const said = await post(
        `api/models/${pathOf(repo)}/commit/${encodeURIComponent(branch)}`,
        'application/x-ndjson',
        lines.map(line => JSON.stringify(line)).join('\n'),
        commitMs,
      );
      return z.object({ commitOid: z.string() }).parse(said).commitOid;
    },
  };
}

const pathOf = (repo: string) => repo.split('/').map(encodeURIComponent).join('/');
