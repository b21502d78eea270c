/** Reading from the hub: resolve and raw (with ranges), the tree and path information. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Accounts } from './accounts.ts';
import {
  type Commit,
  HubError,
  history,
  lfsPointer,
  type Repository,
  type RepositoryType,
  readContent,
  resolveRevision,
  type StoredFile,
} from './repositories.ts';
import { kinds, parseBody, target } from './route-target.ts';
import { sendRange } from './send-range.ts';
import type { SignedDownloads } from './signed-downloads.ts';

const pathsSchema = z.object({
  paths: z.union([z.string().transform(path => [path]), z.array(z.string())]),
  expand: z.union([z.boolean(), z.string()]).optional(),
});

const contentTypes: Record<string, string> = {
  json: 'application/json',
  md: 'text/plain; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
};

export function registerFileRoutes(
  app: FastifyInstance,
  { accounts, signedDownloads }: { accounts: Accounts; signedDownloads: SignedDownloads },
): void {
  for (const [prefix, type] of [
    ['', 'model'],
    ['/datasets', 'dataset'],
    ['/spaces', 'space'],
  ] as const) {
    for (const form of ['resolve', 'raw'] as const) {
      app.get(`${prefix}/:namespace/:name/${form}/:revision/*`, async (request, reply) =>
        sendFile(request, reply, type, form === 'raw'),
      );
    }
  }

  function sendFile(request: FastifyRequest, reply: FastifyReply, type: RepositoryType, raw: boolean) {
    const { namespace, name, revision, '*': path } = request.params as Record<string, string>;
    const repository = accounts.readable(request, type, `${namespace}/${name}`);
    const commit = resolveRevision(repository, revision ?? 'main');
    reply.header('x-repo-commit', commit.oid).header('accept-ranges', 'bytes');
    const { file, content } = readContent(repository, commit, path ?? '');
    reply.type(contentTypes[path?.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream');
    // A page on another origin, or opened by hand, must not run what somebody uploaded.
    reply.header('x-content-type-options', 'nosniff');
    if (raw && file.lfs) {
      return reply.header('etag', `"${file.oid}"`).send(Buffer.from(lfsPointer(file.sha256, file.size)));
    }
    const counts = request.method === 'GET' && !request.headers.range?.startsWith('bytes=0-0');
    if (file.lfs) {
      if (counts) repository.downloads += 1;
      // The bytes of large files lie elsewhere, for private repositories and public ones alike.
      const address = signedDownloads.addressOf(repository, file, path ?? '');
      return reply
        .header('x-linked-etag', `"${file.sha256}"`)
        .header('x-linked-size', String(file.size))
        .header('location', address)
        .code(302)
        .type('text/plain; charset=utf-8')
        .send(`Found. Redirecting to ${address}`);
    }
    const etag = `"${file.oid}"`;
    reply.header('etag', etag);
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    if (counts) repository.downloads += 1;
    return sendRange(request, reply, content);
  }

  app.get(`/api/${kinds}/:namespace/:name/tree/:revision`, async request => tree(request, ''));
  app.get(`/api/${kinds}/:namespace/:name/tree/:revision/*`, async request =>
    tree(request, (request.params as { '*': string })['*']),
  );

  function tree(request: FastifyRequest, folder: string) {
    const { type, id, revision } = target(request.params);
    const repository = accounts.readable(request, type, id);
    const commit = resolveRevision(repository, revision);
    const query = request.query as { recursive?: string; expand?: string };
    const entries = listTree(repository, commit, folder.replace(/\/$/, ''), {
      recursive: /^(true|1)$/i.test(query.recursive ?? ''),
      expand: /^(true|1)$/i.test(query.expand ?? ''),
    });
    if (folder !== '' && entries.length === 0) {
      throw new HubError(404, `${folder} does not exist on "${revision}"`, 'EntryNotFound');
    }
    return entries;
  }

  app.post(`/api/${kinds}/:namespace/:name/paths-info/:revision`, async request => {
    const { type, id, revision } = target(request.params);
    const repository = accounts.readable(request, type, id);
    const commit = resolveRevision(repository, revision);
    const { paths, expand } = parseBody(pathsSchema, request.body);
    const expanded = expand === true || /^(true|1)$/i.test(String(expand));
    return paths.flatMap(path => {
      const file = commit.files.get(path);
      if (file) return [fileEntry(repository, commit, path, file, expanded)];
      const isFolder = [...commit.files.keys()].some(name => name.startsWith(`${path}/`));
      return isFolder ? [{ type: 'directory', path, size: 0, oid: commit.oid }] : [];
    });
  });
}

function listTree(
  repository: Repository,
  commit: Commit,
  folder: string,
  options: { recursive: boolean; expand: boolean },
) {
  const prefix = folder === '' ? '' : `${folder}/`;
  const folders = new Set<string>();
  const entries: Record<string, unknown>[] = [];
  for (const [path, file] of commit.files) {
    if (!path.startsWith(prefix)) continue;
    const parts = path.slice(prefix.length).split('/');
    for (let depth = 1; depth < parts.length; depth += 1) {
      if (options.recursive || depth === 1) folders.add(prefix + parts.slice(0, depth).join('/'));
    }
    if (options.recursive || parts.length === 1) {
      entries.push(fileEntry(repository, commit, path, file, options.expand));
    }
  }
  for (const path of folders) entries.push({ type: 'directory', oid: commit.oid, size: 0, path });
  return entries.sort((a, b) => (String(a.path) < String(b.path) ? -1 : 1));
}

function fileEntry(
  repository: Repository,
  commit: Commit,
  path: string,
  file: StoredFile,
  expand: boolean,
): Record<string, unknown> {
  const pointerSize = Buffer.byteLength(lfsPointer(file.sha256, file.size));
  return {
    type: 'file',
    oid: file.oid,
    size: file.size,
    path,
    ...(file.lfs ? { lfs: { oid: file.sha256, size: file.size, pointerSize } } : {}),
    ...(expand ? { lastCommit: lastCommitOf(repository, commit, path, file) } : {}),
  };
}

function lastCommitOf(repository: Repository, commit: Commit, path: string, file: StoredFile) {
  let last = commit;
  for (const older of history(repository, commit)) {
    if (older.files.get(path)?.sha256 !== file.sha256) break;
    last = older;
  }
  return { id: last.oid, title: last.title, date: last.date.toISOString() };
}
