import { z } from 'zod';
import { HubAnswerError, timed } from './hub-access.ts';
import { hubClient, isAnswer } from './hub-client.ts';
import { type ModelPage, modelPage } from './model-page.ts';

export interface ProviderListing {
  provider: string;
  /** live, staging or error, as the hub says. */
  status: string;
  task: string;
  /** What the provider calls the model. */
  providerId: string;
  /** The file with the weights, where the provider serves the repo as a LoRA on its base. */
  loraWeightsPath?: string;
}

/** The part of the hub that other services use. */
export interface Hub {
  /** User or organisation that owns the repos: HF_NAMESPACE, else the token's user (asked once). */
  namespace(): Promise<string>;
  /** Whether the token may write repos of the namespace, as far as the hub says what it may. */
  mayWrite(): Promise<boolean>;
  /** A file of a model repo at a revision; undefined when there is none. @throws RangeError over `maxBytes`. */
  download(file: {
    repo: string;
    revision: string;
    path: string;
    maxBytes: number;
  }): Promise<Buffer | undefined>;
  /** Who serves a model, and the commit it is at; undefined when the hub has no such model. */
  servedBy(
    model: string,
  ): Promise<{ revision: string; private?: boolean; providers: ProviderListing[] } | undefined>;
  /** How the provider serves the public LoRAs of a base that are used most. A private one has no listing of its own. */
  lorasServedBy(base: string, provider: string): Promise<ProviderListing[]>;
  /** What a model's page says; undefined when the hub has no such model. */
  modelPage(model: string): Promise<ModelPage | undefined>;
  /** Deletes a repo with its whole history; `name` with its namespace. Rejects where the hub cannot or may not. */
  deleteRepo(repo: { kind: 'model' | 'dataset'; name: string }): Promise<'deleted' | 'absent'>;
}

/** The client's own type of it knows no fine-grained tokens. */
const accountSchema = z.object({
  name: z.string(),
  auth: z.object({
    accessToken: z
      .object({
        role: z.string(),
        fineGrained: z
          .object({
            scoped: z
              .array(z.object({ entity: z.object({ name: z.string() }), permissions: z.array(z.string()) }))
              .default([]),
          })
          .nullish(),
      })
      .nullish(),
  }),
});

const listingSchema = z.record(z.string(), z.unknown());
const mappingSchema = z.union([z.array(listingSchema), z.record(z.string(), listingSchema)]).nullish();
const modelSchema = z.object({
  sha: z.string(),
  private: z.boolean().default(false),
  inferenceProviderMapping: mappingSchema,
});
const listSchema = z.array(z.object({ inferenceProviderMapping: mappingSchema }));
/** LoRAs that are looked at: one of them may be listed wrong. */
const lorasLookedAt = 5;

export function createHub({
  hubUrl,
  token,
  namespace,
}: {
  hubUrl: string;
  token: string;
  namespace: string | undefined;
}): Hub {
  let account: Promise<z.infer<typeof accountSchema>> | undefined;

  /** Asked once: the hub lets this be asked far less often than anything else, and a token's account stays. */
  function whose(): Promise<z.infer<typeof accountSchema>> {
    account ??= hubClient()
      .then(({ whoAmI }) => whoAmI({ hubUrl, accessToken: token, fetch: timed() }))
      .then(answer => accountSchema.parse(answer));
    account.catch(() => {
      account = undefined;
    });
    return account;
  }

  return {
    namespace: async () => namespace ?? (await whose()).name,

    async mayWrite() {
      const { name, auth } = await whose();
      const { role, fineGrained } = auth.accessToken ?? {};
      if (role === 'read') return false;
      if (role !== 'fineGrained' || !fineGrained) return true;
      return fineGrained.scoped.some(
        ({ entity, permissions }) =>
          entity.name === (namespace ?? name) && permissions.includes('repo.write'),
      );
    },

    async download({ repo, revision, path, maxBytes }) {
      const { downloadFile } = await hubClient();
      const file = await downloadFile({ repo, revision, path, hubUrl, accessToken: token, fetch: timed() });
      if (!file) return undefined;
      if (file.size > maxBytes)
        throw new RangeError(`${repo}/${path} has ${file.size} bytes, more than ${maxBytes}`);
      return Buffer.from(await file.arrayBuffer());
    },

    async deleteRepo({ kind, name }) {
      const { deleteRepo } = await hubClient();
      try {
        await deleteRepo({ repo: { type: kind, name }, hubUrl, accessToken: token, fetch: timed() });
        return 'deleted';
      } catch (error) {
        if (isAnswer(error, 404)) return 'absent';
        throw error;
      }
    },

    modelPage: model => modelPage({ hubUrl, token, fetch: timed() }, model),

    async servedBy(model) {
      // Asked without the hub's client, which leaves out of the mapping what makes a repo usable as a LoRA.
      const wanted = 'expand[]=inferenceProviderMapping&expand[]=sha&expand[]=private';
      const path = model.split('/').map(encodeURIComponent).join('/');
      const response = await timed()(`${hubUrl}/api/models/${path}?${wanted}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      if (response.status === 404) {
        await response.body?.cancel();
        return undefined;
      }
      if (!response.ok) {
        await response.body?.cancel();
        throw new HubAnswerError(response, `about ${model}`);
      }
      const info = modelSchema.parse(await response.json());
      const providers = listingsOf(info.inferenceProviderMapping);
      return { revision: info.sha, private: info.private, providers };
    },

    async lorasServedBy(base, provider) {
      const query = new URLSearchParams([
        ['filter', 'lora'],
        ['filter', `base_model:adapter:${base}`],
        ['inference_provider', provider],
        ['sort', 'downloads'],
        ['limit', String(lorasLookedAt)],
        ['expand[]', 'inferenceProviderMapping'],
      ]);
      const response = await timed()(`${hubUrl}/api/models?${query}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      if (!response.ok) {
        await response.body?.cancel();
        throw new HubAnswerError(response, `about LoRAs of ${base}`);
      }
      const models = listSchema.parse(await response.json());
      return models
        .flatMap(({ inferenceProviderMapping }) => listingsOf(inferenceProviderMapping))
        .filter(listing => listing.provider === provider);
    },
  };
}

/** The hub gives the mapping as a list or as an object keyed by provider. */
function listingsOf(mapping: z.infer<typeof mappingSchema>): ProviderListing[] {
  const entries = Array.isArray(mapping)
    ? mapping.map(entry => [String(entry.provider), entry] as const)
    : Object.entries(mapping ?? {});
  return entries.map(([provider, entry]) => {
    const { status, task, providerId, adapter, adapterWeightsPath } = entry;
    return {
      provider,
      status: String(status),
      task: String(task),
      providerId: String(providerId),
      ...(adapter === 'lora' && typeof adapterWeightsPath === 'string'
        ? { loraWeightsPath: adapterWeightsPath }
        : {}),
    };
  });
}
