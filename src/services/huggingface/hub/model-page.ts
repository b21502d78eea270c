import { z } from 'zod';
import { HubAnswerError } from './hub-access.ts';

/** What the hub says of a model, as far as one needs it to judge whether it can be used. */
export interface ModelPage {
  /** As the hub spells it; another one than was asked for where it was renamed. */
  id: string;
  private: boolean;
  /** Its author asks for an agreement before it may be used. */
  gated: boolean;
  /** `text-to-image` and such; undefined where its author did not say. */
  task: string | undefined;
  tags: string[];
  /** As its card says: the hub's name of the licence, `other` where it is one of its own, with the name of that. */
  licence: { id: string | undefined; name: string | undefined };
}

const words = z.string().nullish().catch(undefined);
const pageSchema = z.object({
  id: z.string(),
  private: z.boolean().default(false),
  gated: z.union([z.string(), z.boolean()]).nullish(),
  pipeline_tag: words,
  tags: z.array(z.string()).catch([]),
  cardData: z
    .object({
      license: z.union([words, z.array(z.string()).transform(([first]) => first)]),
      license_name: words,
    })
    .nullish()
    .catch(undefined),
});

/** @throws Error where the hub cannot be reached, or answers something else than a model */
export async function modelPage(
  { hubUrl, token, fetch }: { hubUrl: string; token: string; fetch: typeof globalThis.fetch },
  model: string,
): Promise<ModelPage | undefined> {
  const wanted = ['pipeline_tag', 'tags', 'gated', 'private', 'cardData'];
  const query = wanted.map(field => `expand[]=${field}`).join('&');
  const path = model.split('/').map(encodeURIComponent).join('/');
  const response = await fetch(`${hubUrl}/api/models/${path}?${query}`, {
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
  const page = pageSchema.parse(await response.json());
  return {
    id: page.id,
    private: page.private,
    gated: page.gated !== undefined && page.gated !== null && page.gated !== false,
    task: page.pipeline_tag ?? undefined,
    tags: page.tags,
    licence: { id: page.cardData?.license ?? undefined, name: page.cardData?.license_name ?? undefined },
  };
}
