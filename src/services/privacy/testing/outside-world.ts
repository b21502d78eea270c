import { createHash } from 'node:crypto';
import type { Hub } from '../../huggingface/hub/hub.ts';
import type { VersionTags } from '../../huggingface/hub/version-tags.ts';
import type { Blobs } from '../../storage/blobs.ts';

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Discord and the hub as they stand, each with what is there; either can be away. */
export function outsideWorld() {
  return {
    messages: new Set<string>(),
    closed: new Set<string>(),
    repos: new Set<string>(),
    /** The commits that tags of a repo point at, as `repo@commit`. */
    tags: new Set<string>(),
    discordAway: false,
    hubAway: false,
  };
}
export type Outside = ReturnType<typeof outsideWorld>;

export const hubOf = (
  outside: Outside,
): Pick<Hub, 'namespace' | 'mayWrite' | 'modelPage' | 'download' | 'deleteRepo'> => ({
  namespace: async () => 'studio',
  mayWrite: async () => true,
  modelPage: async () => undefined,
  download: async () => undefined,
  async deleteRepo({ name }) {
    if (outside.hubAway) throw new TypeError('fetch failed');
    return outside.repos.delete(name) ? 'deleted' : 'absent';
  },
});

export const tagsOf = (outside: Outside): VersionTags => ({
  async remove({ repo, revision }) {
    if (outside.hubAway) throw new TypeError('fetch failed');
    return outside.tags.delete(`${repo}@${revision}`) ? 1 : 0;
  },
});

/** Blobs in memory that outlive a restart. */
export function memoryBlobs(): Blobs & { all(): string[] } {
  const bytesOf = new Map<string, Buffer>();
  return {
    all: () => [...bytesOf.keys()].sort(),
    async put(bytes) {
      const sha256 = hashOf(bytes);
      bytesOf.set(sha256, Buffer.from(bytes));
      return sha256;
    },
    get: async sha256 => bytesOf.get(sha256),
    delete: async sha256 => void bytesOf.delete(sha256),
    size: async sha256 => bytesOf.get(sha256)?.length,
    async *pages() {
      yield [...bytesOf.keys()].map(sha256 => ({ sha256, modifiedAt: 0 }));
    },
    list: async () => [...bytesOf.keys()].map(sha256 => ({ sha256, modifiedAt: 0 })),
    requireRoom: async () => {},
    removeUnfinished: async () => 0,
  };
}
