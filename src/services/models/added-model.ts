import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { type PlainKey, type Said, said } from '../../words/words.ts';
import type { ModelPage } from '../huggingface/hub/model-page.ts';
import { type Family, families, presets, quick } from './families.ts';
import { costOf, type Model } from './model.ts';

/** A model that admins added: what its page on the hub said then. Its settings follow from that. */
export const addedModelSchema = z.object({
  id: z.string(),
  /** Its name; empty where its page names none. */
  licence: z.string(),
  gated: z.boolean().default(false),
  family: z.enum(families),
  /** Distilled, to need few steps. */
  quick: z.boolean().default(false),
});
export type AddedModel = z.infer<typeof addedModelSchema>;

const idShape = /^[A-Za-z0-9_][\w.-]*\/[A-Za-z0-9_][\w.-]*$/;
/** Characters: no choice that Discord offers holds more. */
const idLengthMost = 100;

/** The id in what an admin typed, which may be the address of its page. @throws UserError bad-input */
export function typedModelId(typed: string): string {
  const id = typed
    .trim()
    .replace(/^https?:\/\/(www\.)?(huggingface\.co|hf\.co)\//i, '')
    .replace(/\/(tree|blob)\/.*$|[?#].*$|\/+$/g, '');
  if (idShape.test(id) && id.length <= idLengthMost) return id;
  throw new UserError('bad-input', said('models.noId'));
}

/** By the names that models carry, the narrower before the wider. */
const familyNames: [Family, RegExp][] = [
  ['z-image', /z-?image/i],
  ['qwen', /qwen-?image/i],
  ['krea', /flux.*krea/i],
  ['flux', /flux/i],
  ['sd3', /stable-?diffusion-?3|\bsd-?3/i],
  ['sdxl', /xl\b|sdxl|pony|illustrious/i],
  ['sd21', /stable-?diffusion-?(v-?)?2|\bsd-?2/i],
  ['sd15', /stable-?diffusion-?v?1|\bsd-?(v-?)?1|openjourney|dreamlike/i],
];
/** By the part of diffusers that loads them, which the hub reads from the model itself. */
const familyPipelines: [pipeline: string, Family][] = [
  ['StableDiffusionXLPipeline', 'sdxl'],
  ['StableDiffusion3Pipeline', 'sd3'],
  ['FluxPipeline', 'flux'],
  ['QwenImagePipeline', 'qwen'],
  ['ZImagePipeline', 'z-image'],
  ['StableDiffusionPipeline', 'sd15'],
];

/** The base that a model is built on: its settings are those of its base. */
export function familyOf({ id, tags }: Pick<ModelPage, 'id' | 'tags'>): Family {
  const loaded = tags.find(tag => tag.startsWith('diffusers:'))?.slice('diffusers:'.length);
  const bases = tags.filter(tag => tag.startsWith('base_model:'));
  const named = [...bases, id].flatMap(name => familyNames.find(([, names]) => names.test(name))?.[0] ?? []);
  const byPipeline = familyPipelines.find(([pipeline]) => pipeline === loaded)?.[1];
  // Several bases share a pipeline; then the name tells which.
  const sharers: Partial<Record<Family, Family[]>> = { sd15: ['sd15', 'sd21'], flux: ['flux', 'krea'] };
  if (byPipeline) return named.find(family => sharers[byPipeline]?.includes(family)) ?? byPipeline;
  return named[0] ?? 'other';
}

const openRail = 'catalogue.notHarmful';
const earning = 'catalogue.notEarning';
/** The hub's names of licences, as they are shown, with what they forbid. */
const licences: Record<string, [name: string, forbids?: PlainKey]> = {
  'apache-2.0': ['Apache-2.0'],
  mit: ['MIT'],
  'creativeml-openrail-m': ['CreativeML OpenRAIL-M', openRail],
  openrail: ['OpenRAIL', openRail],
  'openrail++': ['OpenRAIL++-M', openRail],
  'bigscience-openrail-m': ['BigScience OpenRAIL-M', openRail],
  'cc-by-4.0': ['CC BY 4.0'],
  'cc-by-sa-4.0': ['CC BY-SA 4.0'],
  'cc-by-nc-4.0': ['CC BY-NC 4.0', earning],
  'cc-by-nc-sa-4.0': ['CC BY-NC-SA 4.0', earning],
  'flux-1-dev-non-commercial-license': ['FLUX.1 dev, non-commercial', earning],
  'stabilityai-ai-community': ['Stability Community', 'catalogue.notLarge'],
  'faipl-1.0-sd': ['Fair AI Public License', 'catalogue.notClosed'],
};

/** The name of a licence, from a card that anybody may have written. */
function licenceOf({ id = '', name }: ModelPage['licence']): string {
  const own = id === '' || id === 'other' || id === 'unknown' ? name : id;
  const [known] = licences[own?.toLowerCase() ?? ''] ?? [];
  return known ?? own?.replace(/[^\w .+-]/g, '').slice(0, 60) ?? '';
}

function forbiddenBy(licence: string): Said | undefined {
  const known = Object.values(licences).find(([name]) => name === licence);
  if (known) return known[1] && said(known[1]);
  return said(/non-?commercial|-nc\b/i.test(licence) ? earning : 'catalogue.notUnread');
}

/** What is kept of a model that is added. @throws UserError bad-input for what cannot make images from words */
export function addedFrom(page: ModelPage): AddedModel {
  const { id } = page;
  if (page.tags.includes('lora') || page.tags.some(tag => tag.startsWith('base_model:adapter:'))) {
    throw new UserError('bad-input', said('models.isLora', { id }));
  }
  if (page.task === 'image-to-image') {
    throw new UserError('bad-input', said('models.isFromPictures', { id }));
  }
  if (page.task === undefined) throw new UserError('bad-input', said('models.hasNoTask', { id }));
  if (page.task !== 'text-to-image') {
    const task = page.task.replace(/[^\w-]/g, '').replaceAll('-', ' ');
    throw new UserError('bad-input', said('models.isForOther', { id, task }));
  }
  return {
    id: page.id,
    licence: licenceOf(page.licence),
    gated: page.gated,
    family: familyOf(page),
    quick: /turbo|lightning|schnell|hyper|\blcm\b|-lcm/i.test(page.id),
  };
}

/** A model with the settings of the base that it is built on. */
export function modelOf({ id, licence, gated, family, quick: isQuick }: AddedModel): Model {
  const preset = isQuick ? quick(presets[family], family === 'z-image' ? 8 : 4) : presets[family];
  const slash = id.indexOf('/');
  const forbids = forbiddenBy(licence);
  return {
    ...{ ...preset, kind: 'text-to-image', id, aliases: [], licence, gated, loraBase: false },
    name: id.slice(slash + 1),
    goodFor: said('catalogue.addedGood', { owner: id.slice(0, slash) }),
    recommendedFor: said('catalogue.addedFor'),
    freeTier: said(costOf(preset) < 100 ? 'catalogue.tierProbablyCheap' : 'catalogue.tierProbablyExpensive'),
    styles: [],
    quality: 2,
    ...(forbids ? { forbids } : {}),
  };
}
