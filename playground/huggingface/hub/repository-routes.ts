/** The hub's account and repository routes: who am I, create, delete, info, listing, branches, tags, commits. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { providerMapping, readCard } from '../inference/provider-mapping.ts';
import type { Accounts } from './accounts.ts';
import { cardList } from './model-card.ts';
import {
  HubError,
  history,
  type Repositories,
  type RepositoryType,
  resolveRevision,
} from './repositories.ts';
import { repositoryInfo } from './repository-info.ts';

const typeSchema = z.enum(['model', 'dataset', 'space']).default('model');
const createSchema = z.object({
  name: z.string(),
  organization: z.string().nullish(),
  type: typeSchema,
  private: z.boolean().nullish(),
  visibility: z.enum(['public', 'private', 'protected']).nullish(),
  files: z.array(z.object({ path: z.string(), content: z.string(), encoding: z.string() })).nullish(),
});
const deleteSchema = z.object({ name: z.string(), organization: z.string().nullish(), type: typeSchema });
const branchSchema = z
  .object({ startingPoint: z.string().optional(), emptyBranch: z.boolean(), overwrite: z.boolean() })
  .partial();
const tagSchema = z.object({ tag: z.string().min(1), message: z.string().nullish() });
const settingsSchema = z
  .object({ private: z.boolean(), visibility: z.enum(['public', 'private']) })
  .partial();

interface RepositoryParams {
  kind: string;
  namespace: string;
  name: string;
  revision: string;
}

/** The repository a `/api/{kind}/{namespace}/{name}` route is about. */
export function target(params: unknown): { type: RepositoryType; id: string; revision: string } {
  const { kind, namespace, name, revision } = params as RepositoryParams;
  const type = kind === 'models' ? 'model' : kind === 'datasets' ? 'dataset' : 'space';
  return { type, id: `${namespace}/${name}`, revision: revision ?? 'main' };
}

/** A Zod schema's verdict as the hub's 400. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new HubError(400, `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'invalid'}`);
}

export const kinds = ':kind(^(?:models|datasets|spaces)$)';

export function registerRepositoryRoutes(
  app: FastifyInstance,
  {
    accounts,
    repositories,
    origin,
  }: { accounts: Accounts; repositories: Repositories; origin: () => string },
): void {
  const pageOf = (type: RepositoryType, id: string) =>
    `${origin()}/${type === 'model' ? '' : `${type}s/`}${id}`;

  app.get('/api/whoami-v2', async request => {
    const user = accounts.requireUser(request);
    const entity = (name: string, type: string) => ({
      type,
      id: Buffer.from(name.padEnd(12, '-')).toString('hex').slice(0, 24),
      name,
      fullname: name,
      email: type === 'user' ? `${name}@example.invalid` : null,
      canPay: false,
      avatarUrl: `${origin()}/avatars/${name}.svg`,
      periodEnd: null,
    });
    return {
      ...entity(user, 'user'),
      emailVerified: true,
      isPro: false,
      billingMode: 'prepaid',
      orgs: accounts.organizations.map(name => ({ ...entity(name, 'org'), roleInOrg: 'admin' })),
      auth: {
        type: 'access_token',
        accessToken: { displayName: 'playground', role: 'write', createdAt: '2026-01-15T09:00:00.000Z' },
      },
    };
  });

  app.post('/api/repos/create', async request => {
    const user = accounts.requireUser(request);
    const body = parseBody(createSchema, request.body);
    const namespace = body.organization ?? user;
    accounts.requireNamespace(user, namespace, body.type);
    const id = `${namespace}/${body.name}`;
    const hidden = body.visibility ? body.visibility !== 'public' : (body.private ?? false);
    const repository = repositories.create({ type: body.type, id, private: hidden, author: user });
    if (body.files?.length) {
      const changes = body.files.map(file => ({
        kind: 'write' as const,
        path: file.path,
        content: Buffer.from(file.content, file.encoding === 'base64' ? 'base64' : 'utf8'),
      }));
      repositories.commit(repository, 'main', { title: 'Add files', author: user, changes });
    }
    return { url: pageOf(body.type, id), name: id, id };
  });

  app.delete('/api/repos/delete', async request => {
    const user = accounts.requireUser(request);
    const body = parseBody(deleteSchema, request.body);
    const { repository } = accounts.writable(request, body.type, `${body.organization ?? user}/${body.name}`);
    repositories.delete(repository);
    return 'OK';
  });

  app.put(`/api/${kinds}/:namespace/:name/settings`, async request => {
    const { type, id } = target(request.params);
    const { repository } = accounts.writable(request, type, id);
    const body = parseBody(settingsSchema, request.body);
    if (body.private !== undefined) repository.private = body.private;
    if (body.visibility !== undefined) repository.private = body.visibility === 'private';
    return { private: repository.private, gated: repository.gated };
  });

  app.get(`/api/${kinds}`, async request => {
    const user = accounts.userOf(request);
    const { type } = target(request.params);
    const query = request.query as Record<string, string | string[] | undefined>;
    const author = first(query.author);
    const search = first(query.search)?.toLowerCase();
    const task = first(query.pipeline_tag);
    const providers = first(query.inference_provider)?.split(',');
    const filters = list(query.filter);
    const limit = Number(first(query.limit) ?? 500);
    return repositories
      .list(type)
      .filter(item => accounts.canRead(user, item))
      .filter(item => !author || item.id.startsWith(`${author}/`))
      .filter(item => !search || item.id.toLowerCase().includes(search))
      .filter(item => !task || readCard(item).pipeline_tag === task)
      .filter(item => {
        const offered = Object.keys(providerMapping(item));
        return !providers || offered.some(name => providers.includes(name) || providers.includes('all'));
      })
      .filter(item => {
        const info = filters.length > 0 ? repositoryInfo(item, 'main', ['tags']) : {};
        const tags = Array.isArray(info.tags) ? info.tags : cardList(readCard(item), 'tags');
        return filters.every(filter => tags.includes(filter));
      })
      .sort((a, b) => b.downloads - a.downloads)
      .slice(0, Number.isFinite(limit) ? limit : 500)
      .map(item => repositoryInfo(item, 'main', expandOf(query), true));
  });

  app.get(`/api/${kinds}/:namespace/:name`, async request => {
    const { type, id } = target(request.params);
    return repositoryInfo(accounts.readable(request, type, id), 'main', expandOf(request.query));
  });

  app.get(`/api/${kinds}/:namespace/:name/revision/:revision`, async request => {
    const { type, id, revision } = target(request.params);
    return repositoryInfo(accounts.readable(request, type, id), revision, expandOf(request.query));
  });

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

function expandOf(query: unknown): string[] {
  const { expand, 'expand[]': bracketed } = query as Record<string, string | string[] | undefined>;
  return [...list(expand), ...list(bracketed)];
}

function list(value: string | string[] | undefined): string[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

function first(value: string | string[] | undefined): string | undefined {
  return list(value)[0];
}
