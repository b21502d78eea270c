/** The hub's account and repositories: who am I, create, delete, settings, info and listing. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { providerMapping, readCard } from '../inference/provider-mapping.ts';
import { cardList } from './model-card.ts';
import type { RepositoryType } from './repositories.ts';
import { repositoryInfo } from './repository-info.ts';
import { type HubParts, kinds, parseBody, target } from './route-target.ts';

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
const settingsSchema = z
  .object({ private: z.boolean(), visibility: z.enum(['public', 'private']) })
  .partial();

export function registerRepositoryRoutes(app: FastifyInstance, parts: HubParts): void {
  registerAccount(app, parts);
  registerManaging(app, parts);
  registerListing(app, parts);
}

function registerAccount(app: FastifyInstance, { accounts, origin }: HubParts): void {
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
}

function registerManaging(app: FastifyInstance, { accounts, repositories, origin }: HubParts): void {
  const pageOf = (type: RepositoryType, id: string) =>
    `${origin()}/${type === 'model' ? '' : `${type}s/`}${id}`;

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
}

function registerListing(app: FastifyInstance, { accounts, repositories }: HubParts): void {
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
