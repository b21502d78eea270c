/**
 * What fal's applications take, by their id: the bounds of their forms, as https://fal.ai/models/{id}/llms.txt gives
 * them. A field that a form does not have is not an error there: it is passed over.
 */
import { namedSizes, ratioSizes } from './fal-sizes.ts';

export interface FalForm {
  steps: [min: number, max: number];
  /** Absent where the application has no such field. */
  guidance?: [min: number, max: number];
  /** How many LoRAs at once; absent where it loads none. */
  lorasMost?: number;
  /** What its field for the format is called, and what it sends where that is not set. */
  format: { field: 'output_format' | 'format' | 'image_format'; default: 'png' | 'jpeg' };
  /** Width and height have to be multiples of it. */
  multipleOf?: number;
  /** Pictures to start from, where the application needs them, and what becomes of too many. */
  pictures?: { field: 'image_url' | 'image_urls'; most: number; more: 'refused' | 'passed over' };
  /** It takes `resolution_mode` instead of a size. */
  byRatio?: true;
  /** It has to be told the base. */
  needsModelName?: true;
}

const jpeg = { field: 'output_format', default: 'jpeg' } as const;
const png = { field: 'output_format', default: 'png' } as const;
const one = { field: 'image_url', most: 1, more: 'refused' } as const;
const several = (most: number, more: 'refused' | 'passed over') =>
  ({ field: 'image_urls', most, more }) as const;
const manyLoras = Number.POSITIVE_INFINITY;

/** The longest that fits comes first. */
const forms: [start: string, form: FalForm][] = [
  ['fal-ai/z-image/turbo/lora', { steps: [1, 8], lorasMost: 3, format: png }],
  ['fal-ai/z-image/turbo', { steps: [1, 8], format: png }],
  [
    'fal-ai/qwen-image-edit-plus',
    { steps: [2, 50], guidance: [0, 20], format: png, pictures: several(3, 'refused') },
  ],
  [
    'fal-ai/qwen-image-edit-2511',
    { steps: [2, 50], guidance: [0, 20], format: png, pictures: several(3, 'refused') },
  ],
  ['fal-ai/qwen-image-edit', { steps: [2, 50], guidance: [0, 20], format: png, pictures: one }],
  ['fal-ai/flux-2/klein', { steps: [4, 8], format: png, pictures: several(4, 'refused') }],
  // "A maximum of 4 images are allowed, if more are provided, only the first 4 will be used."
  ['fal-ai/flux-2', { steps: [4, 50], guidance: [0, 20], format: png, pictures: several(4, 'passed over') }],
  ['fal-ai/qwen-image', { steps: [2, 250], guidance: [0, 20], lorasMost: 3, format: png }],
  ['fal-ai/flux-krea-lora', { steps: [1, 50], guidance: [0, 35], lorasMost: manyLoras, format: jpeg }],
  ['fal-ai/flux-lora', { steps: [1, 50], guidance: [0, 35], lorasMost: manyLoras, format: jpeg }],
  ['fal-ai/flux-kontext', { steps: [10, 50], guidance: [1, 20], format: jpeg, pictures: one, byRatio: true }],
  ['fal-ai/flux/schnell', { steps: [1, 12], guidance: [1, 20], format: jpeg }],
  ['fal-ai/flux', { steps: [1, 50], guidance: [1, 20], format: jpeg }],
  [
    'fal-ai/fast-sdxl',
    {
      ...{ steps: [1, 65], guidance: [0, 20], lorasMost: manyLoras },
      format: { field: 'format', default: 'jpeg' },
    },
  ],
  [
    'fal-ai/lora',
    {
      ...{ steps: [1, 150], guidance: [0, 20], lorasMost: manyLoras, multipleOf: 8, needsModelName: true },
      format: { field: 'image_format', default: 'png' },
    },
  ],
];
const otherwise: FalForm = { steps: [1, 50], guidance: [0, 20], format: jpeg };

export const formOf = (application: string): FalForm =>
  forms.find(([start]) => application.startsWith(start))?.[1] ?? otherwise;

/** One entry of the `detail` of fal's 422: https://docs.fal.ai/errors. */
export interface FalProblem {
  loc: (string | number)[];
  msg: string;
  type: string;
  url: string;
  ctx?: Record<string, unknown>;
  /** What was wrong, said back as it came. */
  input?: unknown;
}

/** A problem with its page in fal's documentation. */
export const problem = (entry: Omit<FalProblem, 'url'>): FalProblem => ({
  ...entry,
  url: `https://docs.fal.ai/errors#${entry.type}`,
});

const mostPixels = 14_142;
const mostScale = 4;

/** What the form refuses, in the words of Pydantic, which checks them there. */
export function problemsWith(form: FalForm, body: Record<string, unknown>): FalProblem[] {
  const problems: FalProblem[] = [];
  const add = (entry: Omit<FalProblem, 'url'>) => problems.push(problem(entry));
  const within = (loc: (string | number)[], input: unknown, min: number, max: number, whole = false) => {
    if (input === undefined) return;
    if (typeof input !== 'number' || (whole && !Number.isInteger(input))) {
      add({ loc, msg: 'Input should be a valid number', type: whole ? 'int_type' : 'float_type', input });
    } else if (input < min) {
      const msg = `Input should be greater than or equal to ${min}`;
      add({ loc, msg, type: 'greater_than_equal', ctx: { ge: min }, input });
    } else if (input > max) {
      const msg = `Input should be less than or equal to ${max}`;
      add({ loc, msg, type: 'less_than_equal', ctx: { le: max }, input });
    }
  };
  if (typeof body.prompt !== 'string') {
    add({ loc: ['body', 'prompt'], msg: 'Field required', type: 'missing', input: body });
  }
  if (form.needsModelName && typeof body.model_name !== 'string') {
    add({ loc: ['body', 'model_name'], msg: 'Field required', type: 'missing', input: body });
  }
  within(['body', 'num_inference_steps'], body.num_inference_steps, ...form.steps, true);
  if (form.guidance) within(['body', 'guidance_scale'], body.guidance_scale, ...form.guidance);
  within(['body', 'num_images'], body.num_images, 1, 4, true);
  if (form.byRatio) checkRatio(body.resolution_mode, add);
  else checkSize(form, body.image_size, add, within);
  checkPictures(form, body, add);
  checkLoras(form, body.loras, add, within);
  return problems;
}

type Add = (entry: Omit<FalProblem, 'url'>) => void;
type Within = (loc: (string | number)[], input: unknown, min: number, max: number, whole?: boolean) => void;

function checkSize({ multipleOf }: FalForm, size: unknown, add: Add, within: Within): void {
  if (size === undefined) return;
  const loc = ['body', 'image_size'];
  if (typeof size === 'string') {
    if (size in namedSizes) return;
    const expected = Object.keys(namedSizes)
      .map(name => `'${name}'`)
      .join(', ');
    add({ loc, msg: `Input should be ${expected}`, type: 'literal_error', ctx: { expected }, input: size });
    return;
  }
  const { width, height } = (size ?? {}) as Record<string, unknown>;
  for (const [name, side] of Object.entries({ width, height })) {
    within([...loc, name], side, 1, mostPixels, true);
    if (multipleOf && Number(side) % multipleOf !== 0) {
      const msg = `Input should be a multiple of ${multipleOf}`;
      add({ loc: [...loc, name], msg, type: 'multiple_of', ctx: { multiple_of: multipleOf }, input: side });
    }
  }
}

function checkRatio(mode: unknown, add: Add): void {
  const modes = ['auto', 'match_input', ...Object.keys(ratioSizes)];
  if (mode === undefined || modes.includes(String(mode))) return;
  const expected = modes.map(name => `'${name}'`).join(', ');
  const loc = ['body', 'resolution_mode'];
  add({ loc, msg: `Input should be ${expected}`, type: 'literal_error', ctx: { expected }, input: mode });
}

function checkPictures({ pictures }: FalForm, body: Record<string, unknown>, add: Add): void {
  if (!pictures) return;
  const { field, most, more } = pictures;
  const loc = ['body', field];
  const given = body[field];
  if (given === undefined) {
    add({ loc, msg: 'Field required', type: 'missing', input: Object.keys(body) });
  } else if (field === 'image_url') {
    if (typeof given !== 'string') add({ loc, msg: 'Input should be a valid string', type: 'string_type' });
  } else if (!Array.isArray(given)) {
    add({ loc, msg: 'Input should be a valid list', type: 'list_type' });
  } else if (given.length === 0) {
    const msg = 'List should have at least 1 item after validation, not 0';
    add({ loc, msg, type: 'too_short', ctx: { min_length: 1 } });
  } else if (given.length > most && more === 'refused') {
    const msg = `List should have at most ${most} items after validation, not ${given.length}`;
    add({ loc, msg, type: 'too_long', ctx: { max_length: most } });
  }
}

function checkLoras({ lorasMost }: FalForm, loras: unknown, add: Add, within: Within): void {
  if (lorasMost === undefined || loras === undefined) return;
  const loc = ['body', 'loras'];
  if (!Array.isArray(loras)) {
    add({ loc, msg: 'Input should be a valid list', type: 'list_type', input: loras });
    return;
  }
  if (loras.length > lorasMost) {
    const msg = `List should have at most ${lorasMost} items after validation, not ${loras.length}`;
    add({ loc, msg, type: 'too_long', ctx: { max_length: lorasMost }, input: loras });
  }
  loras.forEach((entry: { path?: unknown; scale?: unknown }, index) => {
    if (typeof entry?.path !== 'string') {
      add({ loc: [...loc, index, 'path'], msg: 'Field required', type: 'missing', input: entry });
    }
    within([...loc, index, 'scale'], entry?.scale, 0, mostScale);
  });
}
