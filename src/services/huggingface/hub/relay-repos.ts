import { retryAfterIn } from '../retry-after.ts';
import { type HubAccess, timed } from './hub-access.ts';
import { hubClient, isAnswer } from './hub-client.ts';

const uploadMs = 120_000;

/** What a file was at the last look, so that an unchanged one costs next to nothing. */
export interface Seen {
  etag: string | undefined;
}

export type Look =
  /** `text` is undefined where the file is as it was. */
  { found: true; etag: string | undefined; text: string | undefined } | { found: false };

/** Private repos through which a job travels where the bot cannot be reached. */
export interface RelayRepos {
  /** Makes a private dataset repo of these files and no others, whatever was there under that name. */
  publish(name: string, files: { path: string; content: Blob }[], about: string): Promise<void>;
  /** A small text file. @throws RelayError, with 429 where one asks too often; RangeError over `maxBytes` */
  look(
    file: { kind: 'model' | 'dataset'; repo: string; revision: string; path: string; maxBytes: number },
    seen?: Seen,
  ): Promise<Look>;
  deleteRepo(name: string): Promise<void>;
  /** Of a model repo. Gone already is fine. */
  deleteBranch(repo: string, branch: string): Promise<void>;
}

export function createRelayRepos({ hubUrl, token }: HubAccess): RelayRepos {
  const access = (ms?: number) => ({ hubUrl, accessToken: token, fetch: timed(ms) });
  return {
    async publish(name, files, about) {
      const { commit, createRepo } = await hubClient();
      const repo = { type: 'dataset' as const, name };
      // Anew, so that nothing of an earlier attempt is left in its history, and it is private for sure.
      await this.deleteRepo(name);
      await createRepo({ ...access(), repo, visibility: 'private' });
      await commit({
        ...access(uploadMs),
        repo,
        title: about,
        operations: files.map(({ path, content }) => ({ operation: 'addOrUpdate' as const, path, content })),
      });
    },

    async look({ kind, repo, revision, path, maxBytes }, seen) {
      const place = `${kind === 'dataset' ? 'datasets/' : ''}${repo}/resolve/${encodeURIComponent(revision)}`;
      const response = await timed()(`${hubUrl}/${place}/${path}`, {
        headers: {
          authorization: `Bearer ${token}`,
          ...(seen?.etag ? { 'if-none-match': seen.etag } : {}),
        },
      });
      if (response.status === 304) return { found: true, etag: seen?.etag, text: undefined };
      if (response.status === 404) {
        await response.body?.cancel();
        return { found: false };
      }
      if (!response.ok) {
        await response.body?.cancel();
        const seconds = retryAfterIn(response.headers, Date.now());
        throw new RelayError(response.status, seconds ? seconds * 1_000 : undefined);
      }
      const text = await response.text();
      if (text.length > maxBytes) throw new RangeError(`${repo}/${path} is larger than ${maxBytes}`);
      return { found: true, etag: response.headers.get('etag') ?? undefined, text };
    },

    async deleteRepo(name) {
      const { deleteRepo } = await hubClient();
      await deleteRepo({ ...access(), repo: { type: 'dataset', name } }).catch(error => {
        if (!isAnswer(error, 404)) throw error;
      });
    },

    async deleteBranch(repo, branch) {
      const { deleteBranch } = await hubClient();
      await deleteBranch({ ...access(), repo: { type: 'model', name: repo }, branch }).catch(error => {
        if (!isAnswer(error, 404)) throw error;
      });
    },
  };
}

/** The hub did not give a file; `retryAfterMs` as it asked. */
export class RelayError extends Error {
  readonly retryAfterMs: number | undefined;

  constructor(status: number, retryAfterMs: number | undefined) {
    super(`the hub answered ${status}`);
    this.name = 'RelayError';
    this.retryAfterMs = retryAfterMs;
  }
}
