/** What the hub says about a repository: the answers of `/api/models/{id}` and `/api/datasets/{id}`. */

import { providerMapping, readCard } from '../inference/provider-mapping.ts';
import { cardList, cardText } from './model-card.ts';
import { type Repository, resolveRevision } from './repositories.ts';

/**
 * @param expand the fields asked for; empty means the usual ones
 * @param listing listings give the provider mapping as a list, a single model as an object
 */
export function repositoryInfo(
  repository: Repository,
  revision: string,
  expand: readonly string[],
  listing = false,
): Record<string, unknown> {
  const commit = resolveRevision(repository, revision);
  const card = readCard(repository, commit.oid);
  const author = repository.id.split('/')[0];
  const head = resolveRevision(repository, 'main');
  const lastModified = head.date.toISOString();
  const base = cardText(card, 'base_model');
  const relation = cardText(card, 'base_model_relation');
  const library = cardText(card, 'library_name');
  const license = cardText(card, 'license');
  const tags = [
    ...(library ? [library] : []),
    ...cardList(card, 'tags'),
    ...(base ? [`base_model:${base}`] : []),
    ...(base && relation ? [`base_model:${relation}:${base}`] : []),
    ...(license ? [`license:${license}`] : []),
    'region:us',
  ];
  const all: Record<string, unknown> = {
    _id: repository.key,
    id: repository.id,
    modelId: repository.type === 'model' ? repository.id : undefined,
    author,
    sha: commit.oid,
    private: repository.private,
    gated: repository.gated,
    disabled: false,
    downloads: repository.downloads,
    downloadsAllTime: repository.downloads * 3,
    likes: repository.likes,
    createdAt: repository.createdAt.toISOString(),
    lastModified,
    tags: [...new Set(tags)],
    pipeline_tag: cardText(card, 'pipeline_tag'),
    library_name: library,
    cardData: card,
    siblings: [...commit.files.keys()].sort().map(path => ({ rfilename: path })),
    spaces: [],
    usedStorage: [...repository.contents.values()].reduce((sum, content) => sum + content.byteLength, 0),
    inferenceProviderMapping: undefined,
  };
  if (expand.length === 0) return all;
  const answer: Record<string, unknown> = { _id: all._id, id: all.id };
  for (const field of expand) {
    if (field === 'inferenceProviderMapping') answer[field] = mappingFor(repository, listing);
    else if (Object.hasOwn(all, field)) answer[field] = all[field];
  }
  return answer;
}

function mappingFor(repository: Repository, listing: boolean): unknown {
  const mapping = providerMapping(repository);
  if (!listing) return mapping;
  return Object.entries(mapping).map(([provider, entry]) => ({
    provider,
    hfModelId: repository.id,
    ...entry,
  }));
}
