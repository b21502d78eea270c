/** What the hub's routes share: which repository a path names, and how a body is checked. */
import type { z } from 'zod';
import type { Accounts } from './accounts.ts';
import { HubError, type Repositories, type RepositoryType } from './repositories.ts';

export interface HubParts {
  accounts: Accounts;
  repositories: Repositories;
  origin: () => string;
}

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
