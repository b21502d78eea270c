import { z } from 'zod';
import { type HubAccess, HubAnswerError, timed } from './hub-access.ts';
import { hubClient, isAnswer } from './hub-client.ts';
import { createLargeFiles, type LargeFiles } from './large-files.ts';

/** A file as it lies at a commit. `oid` is the SHA-256 of a large one. */
export interface FileThere {
  path: string;
  size: number;
  oid?: string;
}

/** The private model repos of actors, where the bot writes what a trainer without a token has made. */
export interface ActorRepos extends LargeFiles {
  /** Makes the private repo, and the branch, where they are not there yet. @throws PublicRepoError */
  ensure(repo: string, branch: string): Promise<void>;
  /** The commit of each branch and of each tag; empty where there is no such repo. */
  refs(repo: string): Promise<{ branches: Map<string, string>; tags: Map<string, string> }>;
  /** Every file at a revision; empty where it is not there. */
  files(repo: string, revision: string): Promise<FileThere[]>;
  /** Names a commit. One that has this name already is fine. */
  tag(repo: string, name: string, revision: string): Promise<void>;
}

/** A model of a real person is written into a private repo only. */
export class PublicRepoError extends Error {}

const unless = (status: number) => (error: unknown) => {
  if (!isAnswer(error, status)) throw error;
};

const refSchema = z.array(z.object({ name: z.string(), targetCommit: z.string() }));
const refsSchema = z.object({ branches: refSchema, tags: refSchema });
const byName = (refs: z.infer<typeof refSchema>) =>
  new Map(refs.map(({ name, targetCommit }) => [name, targetCommit]));

export function createActorRepos(access: HubAccess): ActorRepos {
  const { hubUrl, token } = access;
  const given = () => ({ hubUrl, accessToken: token, fetch: timed() });
  const api = (path: string, init: RequestInit = {}) =>
    timed()(`${hubUrl}/api/models/${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
  const pathOf = (repo: string) => repo.split('/').map(encodeURIComponent).join('/');

  return {
    ...createLargeFiles(access),

    async ensure(repo, branch) {
      const { createBranch, createRepo, modelInfo } = await hubClient();
      const look = () => modelInfo({ ...given(), name: repo });
      const info = await look().catch(async error => {
        unless(404)(error);
        await createRepo({ ...given(), repo, visibility: 'private' }).catch(unless(409));
        return look();
      });
      if (!info.private) throw new PublicRepoError(`${repo} is public`);
      if (branch !== 'main') await createBranch({ ...given(), repo, branch }).catch(unless(409));
    },

    async refs(repo) {
      const response = await api(`${pathOf(repo)}/refs`);
      if (response.ok) {
        const { branches, tags } = refsSchema.parse(await response.json());
        return { branches: byName(branches), tags: byName(tags) };
      }
      await response.body?.cancel();
      if (response.status === 404) return { branches: new Map(), tags: new Map() };
      throw new HubAnswerError(response, `about the branches of ${repo}`);
    },

    async files(repo, revision) {
      const { listFiles } = await hubClient();
      const found: FileThere[] = [];
      try {
        for await (const file of listFiles({ ...given(), repo, revision, recursive: true })) {
          const { type, path, size, lfs } = file;
          if (type === 'file')
            found.push({ path, size: lfs?.size ?? size, ...(lfs ? { oid: lfs.oid } : {}) });
        }
      } catch (error) {
        unless(404)(error);
        return [];
      }
      return found;
    },

    async tag(repo, name, revision) {
      const response = await api(`${pathOf(repo)}/tag/${encodeURIComponent(revision)}`, {
        method: 'POST',
        body: JSON.stringify({ tag: name }),
      });
      await response.body?.cancel();
      // Its name is taken: fine where it stands for this very commit, which the next call of refs tells.
      if (!response.ok && response.status !== 409) throw new HubAnswerError(response, `to a tag of ${repo}`);
    },
  };
}
