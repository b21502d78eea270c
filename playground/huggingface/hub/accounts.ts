/** Who a request's token belongs to, and what they may see and change. */
import type { FastifyRequest } from 'fastify';
import { HubError, type Repositories, type Repository, type RepositoryType } from './repositories.ts';

export type Accounts = ReturnType<typeof createAccounts>;

/**
 * @param tokens access token → user name
 * @param organizations names of organisations that every user belongs to
 */
export function createAccounts(options: {
  tokens: ReadonlyMap<string, string>;
  organizations: readonly string[];
  repositories: Repositories;
}) {
  const { tokens, organizations, repositories } = options;

  /** The user's name; undefined without a token. A wrong token is refused even where none is needed. */
  function userOf(request: FastifyRequest): string | undefined {
    const header = request.headers.authorization;
    if (header === undefined) return undefined;
    const token = /^Bearer\s+(\S+)$/i.exec(header)?.[1];
    const user = token === undefined ? undefined : tokens.get(token);
    if (user === undefined) throw new HubError(401, 'Invalid credentials in Authorization header');
    return user;
  }

  function requireUser(request: FastifyRequest): string {
    const user = userOf(request);
    if (user === undefined) throw new HubError(401, 'Invalid username or password.');
    return user;
  }

  function owns(user: string | undefined, namespace: string): boolean {
    return user !== undefined && (user === namespace || organizations.includes(namespace));
  }

  function canRead(user: string | undefined, repository: Repository): boolean {
    return !repository.private || owns(user, repository.id.split('/')[0] ?? '');
  }

  /** A repository that may not be read looks exactly like one that does not exist. */
  function readable(request: FastifyRequest, type: RepositoryType, id: string): Repository {
    const user = userOf(request);
    const repository = repositories.find(type, id);
    if (repository && canRead(user, repository)) return repository;
    if (user === undefined) throw new HubError(401, 'Invalid username or password.', 'RepoNotFound');
    throw new HubError(404, 'Repository not found', 'RepoNotFound');
  }

  function writable(request: FastifyRequest, type: RepositoryType, id: string) {
    const user = requireUser(request);
    const repository = readable(request, type, id);
    requireNamespace(user, repository.id.split('/')[0] ?? '', type);
    return { user, repository };
  }

  function requireNamespace(user: string, namespace: string, type: RepositoryType | 'job'): void {
    if (owns(user, namespace)) return;
    throw new HubError(
      403,
      `You don't have the rights to create or change a ${type} under the namespace "${namespace}"`,
    );
  }

  return { userOf, requireUser, canRead, readable, writable, requireNamespace, organizations };
}
