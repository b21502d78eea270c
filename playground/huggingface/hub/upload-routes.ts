/** Uploading to the hub: preupload, the LFS batch with its PUT, and the commit. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Accounts } from './accounts.ts';
import {
  type Change,
  HubError,
  type Repositories,
  type Repository,
  type RepositoryType,
} from './repositories.ts';
import { kinds, parseBody, target } from './route-target.ts';
import type { SignedUploads } from './signed-uploads.ts';

/** Above this size, or with one of these endings, a file goes through LFS, as on the real hub. */
const regularLimitBytes = 10 * 1024 * 1024;
const lfsEndings = /\.(safetensors|bin|pt|pth|ckpt|onnx|gguf|zip|gz|tar|png|jpe?g|webp|gif|mp4|parquet)$/i;

const preuploadSchema = z.object({
  files: z.array(z.object({ path: z.string(), size: z.number(), sample: z.string().optional() })).max(1000),
});
const batchSchema = z.object({
  operation: z.enum(['upload', 'download']),
  objects: z.array(z.object({ oid: z.string().regex(/^[0-9a-f]{64}$/), size: z.number().int().min(0) })),
});
const lineSchema = z.discriminatedUnion('key', [
  z.object({
    key: z.literal('header'),
    value: z.object({
      summary: z.string(),
      description: z.string().nullish(),
      parentCommit: z.string().nullish(),
    }),
  }),
  z.object({
    key: z.literal('file'),
    value: z.object({ path: z.string(), content: z.string(), encoding: z.string().default('utf-8') }),
  }),
  z.object({
    key: z.literal('lfsFile'),
    value: z.object({
      path: z.string(),
      algo: z.literal('sha256').optional(),
      oid: z.string(),
      size: z.number().optional(),
    }),
  }),
  z.object({ key: z.literal('deletedFile'), value: z.object({ path: z.string() }) }),
  z.object({ key: z.literal('deletedFolder'), value: z.object({ path: z.string() }) }),
]);

export function registerUploadRoutes(
  app: FastifyInstance,
  {
    accounts,
    repositories,
    signedUploads,
    origin,
  }: {
    accounts: Accounts;
    repositories: Repositories;
    signedUploads: SignedUploads;
    origin: () => string;
  },
): void {
  app.post(`/api/${kinds}/:namespace/:name/preupload/:revision`, async request => {
    const { type, id } = target(request.params);
    accounts.writable(request, type, id);
    const { files } = parseBody(preuploadSchema, request.body);
    return {
      files: files.map(file => ({
        path: file.path,
        uploadMode: file.size > regularLimitBytes || lfsEndings.test(file.path) ? 'lfs' : 'regular',
        shouldIgnore: false,
        oid: null,
      })),
    };
  });

  for (const [prefix, type] of [
    ['', 'model'],
    ['/datasets', 'dataset'],
    ['/spaces', 'space'],
  ] as const) {
    app.post(`${prefix}/:namespace/:name/info/lfs/objects/batch`, async (request, reply) => {
      reply.type('application/vnd.git-lfs+json');
      return batch(request.params, request.body, type, id => accounts.writable(request, type, id).repository);
    });
  }

  function batch(params: unknown, body: unknown, _type: RepositoryType, open: (id: string) => Repository) {
    const { namespace, name } = params as { namespace: string; name: string };
    const repository = open(`${namespace}/${name.replace(/\.git$/, '')}`);
    const { operation, objects } = parseBody(batchSchema, body);
    if (operation === 'download') throw new HubError(400, 'Downloads go through resolve');
    const answers = objects.map(({ oid, size }) => {
      if (repository.contents.has(oid)) return { oid, size };
      const href = signedUploads.addressOf(repository, { oid, size });
      return { oid, size, authenticated: true, actions: { upload: { href } } };
    });
    return JSON.stringify({ transfer: 'basic', objects: answers });
  }

  app.post(`/api/${kinds}/:namespace/:name/commit/:revision`, async request => {
    const { type, id, revision } = target(request.params);
    const { repository, user } = accounts.writable(request, type, id);
    if ((request.query as { create_pr?: string }).create_pr === '1') {
      throw new HubError(403, 'Discussions are disabled for this repo');
    }
    const { header, changes } = readOperations(request.body);
    const commit = repositories.commit(repository, revision, {
      title: header.summary,
      message: header.description ?? '',
      parent: header.parentCommit ?? undefined,
      author: user,
      changes,
    });
    const page = `${origin()}/${type === 'model' ? '' : `${type}s/`}${repository.id}`;
    return {
      success: true,
      commitOid: commit.oid,
      commitUrl: `${page}/commit/${commit.oid}`,
      hookOutput: '',
    };
  });

  // huggingface_hub asks for this before it commits a README.
  app.post('/api/validate-yaml', async () => ({ errors: [], warnings: [] }));
}

function readOperations(body: unknown) {
  const text = Buffer.isBuffer(body) ? body.toString('utf8') : typeof body === 'string' ? body : '';
  const lines = text.split('\n').filter(line => line.trim() !== '');
  let header: { summary: string; description?: string | null; parentCommit?: string | null } | undefined;
  const changes: Change[] = [];
  for (const text of lines) {
    const line = parseBody(lineSchema, parseLine(text));
    if (line.key === 'header') {
      const { summary, description, parentCommit } = line.value;
      header = { summary, description: description ?? null, parentCommit: parentCommit ?? null };
    } else if (line.key === 'file') {
      const encoding = line.value.encoding === 'base64' ? 'base64' : 'utf8';
      changes.push({
        kind: 'write',
        path: line.value.path,
        content: Buffer.from(line.value.content, encoding),
      });
    } else if (line.key === 'lfsFile') {
      changes.push({ kind: 'link', path: line.value.path, sha256: line.value.oid });
    } else {
      const kind = line.key === 'deletedFile' ? 'delete' : 'delete-folder';
      changes.push({ kind, path: line.value.path });
    }
  }
  if (!header) throw new HubError(400, 'The commit has no header');
  return { header, changes };
}

function parseLine(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HubError(400, 'The commit is not newline-delimited JSON');
  }
}
