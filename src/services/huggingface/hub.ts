import { downloadFile, HubApiError, modelInfo, whoAmI } from '@huggingface/hub';

export interface ProviderListing {
  provider: string;
  /** live, staging or error, as the hub says. */
  status: string;
  task: string;
}

/** The part of the hub that other services use. */
export interface Hub {
  /** User or organisation that owns the repos: HF_NAMESPACE, else the token's user (asked once). */
  namespace(): Promise<string>;
  /** A file of a model repo at a revision; undefined when there is none. @throws RangeError over `maxBytes`. */
  download(file: {
    repo: string;
    revision: string;
    path: string;
    maxBytes: number;
  }): Promise<Buffer | undefined>;
  /** Who serves a model, and the commit it is at; undefined when the hub has no such model. */
  servedBy(model: string): Promise<{ revision: string; providers: ProviderListing[] } | undefined>;
}

const timeoutMs = 30_000;

export function createHub({
  hubUrl,
  token,
  namespace,
}: {
  hubUrl: string;
  token: string;
  namespace: string | undefined;
}): Hub {
  /** A fetch for one call of the hub's client, which takes no signal. */
  const timed = (): typeof fetch => {
    const signal = AbortSignal.timeout(timeoutMs);
    return (input, init) => fetch(input, { ...init, signal });
  };
  let owner: Promise<string> | undefined;

  return {
    namespace() {
      if (namespace) return Promise.resolve(namespace);
      owner ??= whoAmI({ hubUrl, accessToken: token, fetch: timed() }).then(account => account.name);
      owner.catch(() => {
        owner = undefined;
      });
      return owner;
    },

    async download({ repo, revision, path, maxBytes }) {
      const file = await downloadFile({ repo, revision, path, hubUrl, accessToken: token, fetch: timed() });
      if (!file) return undefined;
      if (file.size > maxBytes)
        throw new RangeError(`${repo}/${path} has ${file.size} bytes, more than ${maxBytes}`);
      return Buffer.from(await file.arrayBuffer());
    },

    async servedBy(model) {
      try {
        const info = await modelInfo({
          name: model,
          additionalFields: ['inferenceProviderMapping', 'sha'],
          hubUrl,
          accessToken: token,
          fetch: timed(),
        });
        return { revision: info.sha, providers: listingsOf(info.inferenceProviderMapping) };
      } catch (error) {
        if (error instanceof HubApiError && [401, 403, 404].includes(error.statusCode)) return undefined;
        throw error;
      }
    },
  };
}

/** The hub gives the mapping as a list or, in older answers, as an object keyed by provider. */
function listingsOf(mapping: unknown): ProviderListing[] {
  const entries: [string, unknown][] = Array.isArray(mapping)
    ? mapping.map(entry => [String(entry.provider), entry])
    : Object.entries((mapping as Record<string, unknown> | null | undefined) ?? {});
  return entries.map(([provider, entry]) => {
    const { status, task } = entry as { status?: unknown; task?: unknown };
    return { provider, status: String(status), task: String(task) };
  });
}
