import { z } from 'zod';
import { type HubAccess, HubAnswerError, timed } from './hub-access.ts';

/** The tags of model repos, which name the commits of an actor's versions. The hub's client has no call for them. */
export interface VersionTags {
  /**
   * Removes every tag that points at the revision, and resolves to how many went; none where the repo is gone.
   * Rejects where the hub cannot or may not.
   */
  remove(version: { repo: string; revision: string }): Promise<number>;
}

const refsSchema = z.object({ tags: z.array(z.object({ name: z.string(), targetCommit: z.string() })) });

export function createVersionTags({ hubUrl, token }: HubAccess): VersionTags {
  /** Undefined for what is not there. */
  async function ask(method: 'GET' | 'DELETE', path: string): Promise<Response | undefined> {
    const response = await timed()(`${hubUrl}/api/models/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
    });
    if (response.ok) return response;
    await response.body?.cancel();
    if (response.status === 404) return undefined;
    throw new HubAnswerError(response, `to ${method} ${path}`);
  }

  return {
    async remove({ repo, revision }) {
      const place = repo.split('/').map(encodeURIComponent).join('/');
      const answer = await ask('GET', `${place}/refs`);
      if (!answer) return 0;
      const { tags } = refsSchema.parse(await answer.json());
      let removed = 0;
      for (const { name, targetCommit } of tags) {
        if (targetCommit !== revision) continue;
        const gone = await ask('DELETE', `${place}/tag/${encodeURIComponent(name)}`);
        await gone?.body?.cancel();
        if (gone) removed++;
      }
      return removed;
    },
  };
}
