/** The hub's branches, tags and commits. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { HubError, history, resolveRevision } from './repositories.ts';
import { type HubParts, kinds, parseBody, target } from './route-target.ts';

const branchSchema = z
  .object({ startingPoint: z.string().optional(), emptyBranch: z.boolean(), overwrite: z.boolean() })
  .partial();
const tagSchema = z.object({ tag: z.string().min(1), message: z.string().nullish() });
export function registerRefRoutes(app: FastifyInstance, parts: HubParts): void {
  registerReading(app, parts);
  registerBranches(app, parts);
  registerTags(app, parts);
}

function registerReading(app: FastifyInstance, { accounts, origin }: HubParts): void {
  app.get(`/api/${kinds}/:namespace/:name/refs`, async request => {
    const { type, id } = target(request.params);
    const repository = accounts.readable(request, type, id);
    const refs = (map: Map<string, string>, prefix: string) =>
      [...map].map(([name, oid]) => ({ name, ref: `refs/${prefix}/${name}`, targetCommit: oid }));
    return {
      branches: refs(repository.branches, 'heads'),
      tags: refs(repository.tags, 'tags'),
      converts: [],
    };
  });

  app.get(`/api/${kinds}/:namespace/:name/commits/:revision`, async (request, reply) => {
    const { type, id, revision } = target(request.params);
    const repository = accounts.readable(request, type, id);
    const commits = history(repository, resolveRevision(repository, revision));
    const query = request.query as { limit?: string; p?: string };
    const size = Math.min(Math.max(Number(query.limit ?? 50) || 50, 1), 1000);
    const page = Math.max(Number(query.p ?? 0) || 0, 0);
    reply.header('x-total-count', String(commits.length));
    if (commits.length > (page + 1) * size) {
      const next = new URL(request.url, origin());
      next.searchParams.set('p', String(page + 1));
      reply.header('link', `<${next}>; rel="next"`);
    }
    return commits.slice(page * size, (page + 1) * size).map(commit => ({
      id: commit.oid,
      title: commit.title,
      message: commit.message,
      authors: [{ user: commit.author, avatar: `${origin()}/avatars/${commit.author}.svg` }],
      date: commit.date.toISOString(),
    }));
  });
}

function registerBranches(app: FastifyInstance, { accounts, repositories }: HubParts): void {
  app.post(`/api/${kinds}/:namespace/:name/branch/:revision`, async request => {
    const { type, id, revision: branch } = target(request.params);
    const { repository, user } = accounts.writable(request, type, id);
    const body = parseBody(branchSchema, request.body);
    if (repository.branches.has(branch)) {
      if (!body.overwrite) throw new HubError(409, `Reference refs/heads/${branch} already exists`);
      if (!body.startingPoint && !body.emptyBranch) return { ok: true };
    }
    const start = resolveRevision(repository, body.startingPoint ?? 'main');
    repository.branches.set(branch, start.oid);
    if (body.emptyBranch) {
      const changes = [...start.files.keys()].map(path => ({ kind: 'delete' as const, path }));
      repositories.commit(repository, branch, { title: 'Initial commit', author: user, changes });
    }
    return { ok: true };
  });

  app.delete(`/api/${kinds}/:namespace/:name/branch/:revision`, async request => {
    const { type, id, revision: branch } = target(request.params);
    const { repository } = accounts.writable(request, type, id);
    if (branch === 'main') throw new HubError(403, 'The main branch cannot be deleted');
    if (!repository.branches.delete(branch)) {
      throw new HubError(404, `Reference refs/heads/${branch} does not exist`, 'RevisionNotFound');
    }
    return { ok: true };
  });
}

function registerTags(app: FastifyInstance, { accounts }: HubParts): void {
  app.post(`/api/${kinds}/:namespace/:name/tag/:revision`, async request => {
    const { type, id, revision } = target(request.params);
    const { repository } = accounts.writable(request, type, id);
    const { tag } = parseBody(tagSchema, request.body);
    if (repository.tags.has(tag)) throw new HubError(409, `Tag reference refs/tags/${tag} already exists`);
    repository.tags.set(tag, resolveRevision(repository, revision).oid);
    return { ok: true };
  });

  app.delete(`/api/${kinds}/:namespace/:name/tag/:revision`, async request => {
    const { type, id, revision: tag } = target(request.params);
    const { repository } = accounts.writable(request, type, id);
    if (!repository.tags.delete(tag)) {
      throw new HubError(404, `Reference refs/tags/${tag} does not exist`, 'RevisionNotFound');
    }
    return { ok: true };
  });
}
