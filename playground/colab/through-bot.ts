/** Files to the hub through the bot, for a notebook without a token: signed like events, large files to signed addresses. */
import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { type Claim, RunError } from './protocol.ts';
import { type RepoFile, resultFiles, type Shelf } from './publish.ts';

const placesSchema = z.object({
  places: z.array(z.object({ path: z.string(), url: z.url().optional() })),
  version: z.string().optional(),
});
const committedSchema = z.object({ revision: z.string() });

const isText = (path: string) => /\.(md|json)$/.test(path);
const bytesOf = ({ content }: RepoFile) =>
  typeof content === 'string' ? Buffer.from(content) : Buffer.from(content);
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** The bot may be away for a while: its restart must not cost a training. */
const tries = 40;
const waitMs = 500;

export function shelfThroughBot(
  claim: Claim & { uploads: NonNullable<Claim['uploads']> },
  signal: AbortSignal,
): Shelf {
  const { uploads, spec } = claim;

  async function ask<T>(url: string, type: string, said: object, schema: z.ZodType<T>): Promise<T> {
    for (let count = 1; ; count++) {
      const answer = await once(url, type, said);
      if (answer?.ok) return schema.parse(await answer.json());
      const status = answer?.status ?? 0;
      const why = answer && (await wordsIn(answer));
      if (count >= tries || (status > 0 && status < 500 && status !== 429)) {
        throw new RunError(
          why ?? `The bot answered ${status || 'nothing'} when asked to write for the notebook.`,
        );
      }
      await sleep(waitMs, undefined, { signal });
    }
  }

  async function once(url: string, type: string, said: object): Promise<Response | undefined> {
    const body = JSON.stringify({
      ...{ type: `training.${type}`, jobId: claim.jobId, attempt: claim.attempt },
      ...said,
    });
    const [id, now] = [randomUUID(), new Date()];
    return fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
        'webhook-signature': new Webhook(claim.secret).sign(id, now, body),
      },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(60_000)]),
    }).catch((error: unknown) => {
      if (signal.aborted) throw error;
      return undefined;
    });
  }

  /** Puts what is large, and commits all of it. `textsOf` makes the texts, given the version that a result becomes. */
  async function deliver(
    to: 'result' | 'branch',
    large: RepoFile[],
    textsOf: (version: string) => RepoFile[],
  ): Promise<string> {
    const pointers = large.map(file => {
      const bytes = bytesOf(file);
      return { path: file.path, size: bytes.length, sha256: sha256(bytes) };
    });
    const { places, version = '' } = large.length
      ? await ask(uploads.placesUrl, 'uploads', { to, files: pointers }, placesSchema)
      : { places: [] };
    for (const { path, url } of places) {
      const file = large.find(one => one.path === path);
      if (!file || !url) continue;
      const put = await fetch(url, { method: 'PUT', body: new Uint8Array(bytesOf(file)), signal });
      await put.body?.cancel();
      if (!put.ok) throw new RunError(`The hub’s storage answered ${put.status} to ${path}.`);
    }
    const small = textsOf(version).map(({ path, content }) => ({ path, content: String(content) }));
    const said = { to, files: [...pointers, ...small] };
    return (await ask(uploads.commitUrl, 'commit', said, committedSchema)).revision;
  }

  const sorted = (files: RepoFile[]) => ({
    large: files.filter(({ path }) => !isText(path)),
    texts: files.filter(({ path }) => isText(path)),
  });

  return {
    prepare: async () => {},
    async save(_title, files) {
      const { large, texts } = sorted(files);
      return deliver('branch', large, () => texts);
    },
    async publish(result) {
      const { files, images } = resultFiles(spec, result);
      const { large, texts } = sorted(files);
      const weights = large.find(({ path }) => path === 'pytorch_lora_weights.safetensors');
      const weightsSha256 = weights && sha256(bytesOf(weights));
      const revision = await deliver('result', large, version =>
        texts.map(file =>
          file.path === 'training.json'
            ? { ...file, content: JSON.stringify({ ...result.record, version, weightsSha256 }, null, 2) }
            : file,
        ),
      );
      return { revision, images: images.map(image => ({ ...image, revision })) };
    },
    // The bot takes it away when the job is over.
    remove: async () => {},
  };
}

async function wordsIn(answer: Response): Promise<string | undefined> {
  const said: unknown = await answer.json().catch(() => undefined);
  return z.object({ error: z.string().max(500) }).safeParse(said).data?.error;
}
