/**
 * The hub's content: repositories with branches, tags and commits, each commit a full snapshot of the tree.
 * Everything is in memory, and each repository owns its bytes, so that deleting one leaves nothing behind.
 */
import { createHash, randomUUID } from 'node:crypto';

export type RepositoryType = 'model' | 'dataset' | 'space';

export interface StoredFile {
  /** SHA-256 of the content, the key of its bytes. */
  sha256: string;
  /** Git's blob id. */
  oid: string;
  size: number;
  lfs: boolean;
}

export interface Commit {
  oid: string;
  parent: string | undefined;
  title: string;
  message: string;
  author: string;
  date: Date;
  files: ReadonlyMap<string, StoredFile>;
}

export interface Repository {
  type: RepositoryType;
  /** namespace/name */
  id: string;
  key: string;
  private: boolean;
  createdAt: Date;
  downloads: number;
  likes: number;
  gated: false | 'auto';
  branches: Map<string, string>;
  tags: Map<string, string>;
  commits: Map<string, Commit>;
  contents: Map<string, Uint8Array>;
}

export type Change =
  | { kind: 'write'; path: string; content: Uint8Array }
  | { kind: 'link'; path: string; sha256: string }
  | { kind: 'delete'; path: string }
  | { kind: 'delete-folder'; path: string };

/** Thrown by the store; `status` and `code` are what the hub answers with. */
export class HubError extends Error {
  readonly status: number;
  readonly code: string | undefined;
  constructor(status: number, message: string, code?: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export type Repositories = ReturnType<typeof createRepositories>;

/** Creates an empty hub. */
export function createRepositories() {
  const all = new Map<string, Repository>();
  const keyOf = (type: RepositoryType, id: string) => `${type}:${id.toLowerCase()}`;

  function create(options: {
    type: RepositoryType;
    id: string;
    private: boolean;
    author: string;
    gated?: false | 'auto';
    date?: Date;
  }): Repository {
    const key = keyOf(options.type, options.id);
    if (all.has(key)) {
      throw new HubError(409, `You already created this ${options.type} repo: ${options.id}`);
    }
    if (!/^[\w.-]{1,96}\/[\w.-]{1,96}$/.test(options.id) || /--|\.\.|\.git$/.test(options.id)) {
      throw new HubError(400, `Invalid repo name: ${options.id} - repo name includes invalid characters`);
    }
    const repository: Repository = {
      type: options.type,
      id: options.id,
      key: randomUUID().replaceAll('-', '').slice(0, 24),
      private: options.private,
      createdAt: options.date ?? new Date(),
      downloads: 0,
      likes: 0,
      gated: options.gated ?? false,
      branches: new Map(),
      tags: new Map(),
      commits: new Map(),
      contents: new Map(),
    };
    all.set(key, repository);
    const attributes = '*.safetensors filter=lfs diff=lfs merge=lfs -text\n';
    commit(repository, 'main', {
      title: 'initial commit',
      author: options.author,
      date: repository.createdAt,
      changes: [{ kind: 'write', path: '.gitattributes', content: Buffer.from(attributes) }],
    });
    return repository;
  }

  function commit(
    repository: Repository,
    branch: string,
    options: {
      title: string;
      message?: string;
      author: string;
      parent?: string | undefined;
      date?: Date;
      changes: Change[];
    },
  ): Commit {
    const head = repository.branches.get(branch);
    if (head === undefined && repository.commits.size > 0) {
      throw new HubError(404, `Invalid rev id: ${branch}`, 'RevisionNotFound');
    }
    if (options.parent && head && !head.startsWith(options.parent)) {
      throw new HubError(412, 'A commit has happened since. Please refresh and try again.');
    }
    const previous = head ? repository.commits.get(head) : undefined;
    const files = new Map(previous?.files);
    for (const change of options.changes) applyChange(repository, files, change);
    const date = options.date ?? new Date();
    const made: Commit = {
      oid: commitOid(repository, head, options.title, date, files),
      parent: head,
      title: options.title,
      message: options.message ?? '',
      author: options.author,
      date,
      files,
    };
    repository.commits.set(made.oid, made);
    repository.branches.set(branch, made.oid);
    return made;
  }

  return {
    create,
    commit,
    find: (type: RepositoryType, id: string): Repository | undefined => all.get(keyOf(type, id)),
    byKey: (key: string): Repository | undefined => [...all.values()].find(item => item.key === key),
    list: (type: RepositoryType): Repository[] => [...all.values()].filter(item => item.type === type),
    delete: (repository: Repository): void => {
      all.delete(keyOf(repository.type, repository.id));
      repository.contents.clear();
      repository.commits.clear();
    },
  };
}

/** Finds the commit of a branch, a tag, HEAD, or a (shortened) commit id. */
export function resolveRevision(repository: Repository, revision: string): Commit {
  const name = revision === 'HEAD' ? 'main' : revision.replace(/^refs\/(heads|tags)\//, '');
  const oid = repository.branches.get(name) ?? repository.tags.get(name);
  const exact = repository.commits.get(oid ?? revision);
  if (exact) return exact;
  if (/^[0-9a-f]{7,40}$/.test(revision)) {
    for (const commit of repository.commits.values()) if (commit.oid.startsWith(revision)) return commit;
  }
  throw new HubError(404, `Invalid rev id: ${revision}`, 'RevisionNotFound');
}

/** The commit and its ancestors, newest first. */
export function history(repository: Repository, from: Commit): Commit[] {
  const commits: Commit[] = [];
  for (
    let at: Commit | undefined = from;
    at;
    at = at.parent ? repository.commits.get(at.parent) : undefined
  ) {
    commits.push(at);
  }
  return commits;
}

/** The bytes of one file at one commit. */
export function readContent(repository: Repository, commit: Commit, path: string) {
  const file = commit.files.get(path);
  const content = file && repository.contents.get(file.sha256);
  if (!file || !content) throw new HubError(404, 'Entry not found', 'EntryNotFound');
  return { file, content };
}

export function sha256Of(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function applyChange(repository: Repository, files: Map<string, StoredFile>, change: Change): void {
  if (!isSafePath(change.path)) throw new HubError(400, `Invalid path in repo: ${change.path}`);
  if (change.kind === 'delete') {
    if (!files.delete(change.path)) {
      throw new HubError(404, "A file with this name doesn't exist", 'EntryNotFound');
    }
  } else if (change.kind === 'delete-folder') {
    const prefix = `${change.path.replace(/\/$/, '')}/`;
    for (const path of files.keys()) if (path.startsWith(prefix)) files.delete(path);
  } else if (change.kind === 'link') {
    const content = repository.contents.get(change.sha256);
    if (!content) {
      throw new HubError(400, `LFS pointer pointed to a file that does not exist: ${change.path}`);
    }
    files.set(change.path, describe(content, change.sha256, true));
  } else {
    const sha256 = sha256Of(change.content);
    repository.contents.set(sha256, change.content);
    files.set(change.path, describe(change.content, sha256, false));
  }
}

function describe(content: Uint8Array, sha256: string, lfs: boolean): StoredFile {
  const blob = lfs ? Buffer.from(lfsPointer(sha256, content.byteLength)) : content;
  const oid = createHash('sha1').update(`blob ${blob.byteLength}\0`).update(blob).digest('hex');
  return { sha256, oid, size: content.byteLength, lfs };
}

/** The text that git holds in place of a large file. */
export function lfsPointer(sha256: string, size: number): string {
  return `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize ${size}\n`;
}

function isSafePath(path: string): boolean {
  return path.length > 0 && path.length < 1024 && !/^\/|(^|\/)\.{1,2}(\/|$)|(^|\/)\.git(\/|$)|\0/.test(path);
}

function commitOid(
  repository: Repository,
  parent: string | undefined,
  title: string,
  date: Date,
  files: Map<string, StoredFile>,
): string {
  const hash = createHash('sha1').update(
    `${repository.key}\n${repository.commits.size}\n${parent}\n${title}\n${date.toISOString()}`,
  );
  for (const [path, file] of files) hash.update(`\n${path} ${file.oid}`);
  return hash.digest('hex');
}
