/** Who serves a model: the hub's `inferenceProviderMapping`. */
import { cardList, cardText, parseModelCard } from '../hub/model-card.ts';
import { type Repository, resolveRevision } from '../hub/repositories.ts';
import { type InferenceProviderName, type SeedModel, seedModels } from './seed-models.ts';

export interface ProviderMappingEntry {
  status: 'live' | 'staging';
  providerId: string;
  task: string;
  adapter?: 'lora';
  adapterWeightsPath?: string;
  type?: 'single-model' | 'tag-filter';
}

/** The mapping in the form the real hub gives it on a model's page: keyed by provider. */
export function providerMapping(repository: Repository): Record<string, ProviderMappingEntry> {
  if (repository.type !== 'model' || repository.private) return {};
  const seed = findSeed(repository.id);
  if (seed) return seedMapping(seed);
  return adapterMapping(repository);
}

/** The text of a repository's README on main, empty without one. */
export function readCard(repository: Repository, revision = 'main') {
  const commit = resolveRevision(repository, revision);
  const file = commit.files.get('README.md');
  const content = file && repository.contents.get(file.sha256);
  return parseModelCard(content ? Buffer.from(content).toString('utf8') : '');
}

/** The seed model that a provider knows by this id, with or without adapters. */
export function modelByProviderId(
  provider: InferenceProviderName,
  providerId: string,
): SeedModel | undefined {
  return seedModels.find(
    model =>
      model.providers[provider] === providerId ||
      (provider === 'fal-ai' && model.loraApplication === providerId),
  );
}

export function findSeed(id: string): SeedModel | undefined {
  return seedModels.find(model => model.id.toLowerCase() === id.toLowerCase());
}

function seedMapping(seed: SeedModel): Record<string, ProviderMappingEntry> {
  const mapping: Record<string, ProviderMappingEntry> = {};
  for (const [provider, providerId] of Object.entries(seed.providers)) {
    const task = seed.task ?? 'text-to-image';
    mapping[provider] = { status: 'live', providerId, task, type: 'single-model' };
  }
  return mapping;
}

/** fal-ai picks up public LoRAs of the bases it serves, by their tags and their one weights file. */
function adapterMapping(repository: Repository): Record<string, ProviderMappingEntry> {
  const card = readCard(repository);
  if (!cardList(card, 'tags').includes('lora')) return {};
  const base = cardText(card, 'base_model');
  const relation = cardText(card, 'base_model_relation') ?? 'adapter';
  const application = base === undefined ? undefined : findSeed(base)?.loraApplication;
  const weights = [...resolveRevision(repository, 'main').files.keys()].filter(path =>
    /^[^/]+\.safetensors$/.test(path),
  );
  const [path] = weights;
  if (!application || relation !== 'adapter' || weights.length !== 1 || path === undefined) return {};
  return {
    'fal-ai': {
      status: 'live',
      providerId: application,
      task: 'text-to-image',
      adapter: 'lora',
      adapterWeightsPath: path,
      type: 'tag-filter',
    },
  };
}
