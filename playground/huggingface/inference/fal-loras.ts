/** How fal gets at a LoRA: from the address that it is given, over the network, with no token of anybody. */
import { createHash } from 'node:crypto';
import { readSafetensors } from '../hub/safetensors.ts';
import { type FalProblem, problem } from './fal-forms.ts';
import { findSeed } from './provider-mapping.ts';

/** What fal was asked to load. */
export interface FalLora {
  path: string;
  scale: number;
}

/** Weights that were loaded, and how the log may name them: an address without what signs it. */
export interface LoadedLora {
  lora: { repo: string; revision: string; scale: number; sha256: string };
  weights: Uint8Array;
}

/** The request cannot be worked on; fal answers it with 422 and these. */
export class FalRefusal extends Error {
  readonly detail: FalProblem[];
  constructor(detail: FalProblem[]) {
    super(detail[0]?.msg ?? 'refused');
    this.detail = detail;
  }
}

const bytesMost = 2 * 1024 ** 3;
const patienceMs = 60_000;

/** @throws FalRefusal for what cannot be fetched, and for what is no LoRA */
export async function loadLora({ path, scale }: FalLora, index: number, hub: string): Promise<LoadedLora> {
  const loc = ['body', 'loras', index, 'path'];
  const { address, name } = placeOf(path, hub);
  const weights = address && (await download(address));
  if (!weights) {
    // As fal answers for any file that it is to fetch, the whole address said back.
    const msg = 'Failed to download the file. Please check if the URL is accessible and try again.';
    throw new FalRefusal([problem({ loc, msg, type: 'file_download_error', input: path })]);
  }
  try {
    readSafetensors(weights);
  } catch (error) {
    const msg = `Could not load the LoRA weights: ${error instanceof Error ? error.message : error}`;
    throw new FalRefusal([problem({ loc, msg, type: 'value_error', input: path })]);
  }
  const sha256 = createHash('sha256').update(weights).digest('hex');
  return { lora: { ...name, scale, sha256 }, weights };
}

/** "URL or the path to the LoRA weights. Or HF model name." The hub goes by its real and by its local name. */
function placeOf(path: string, hub: string) {
  const real = 'https://huggingface.co/';
  const local = path.startsWith(real) ? `${hub}/${path.slice(real.length)}` : path;
  if (/^[\w.-]+\/[\w.-]+$/.test(path)) {
    const address = findSeed(path)
      ? undefined
      : `${hub}/${path}/resolve/main/pytorch_lora_weights.safetensors`;
    return { address, name: { repo: path, revision: 'main' } };
  }
  if (!/^https?:/.test(local) || !URL.canParse(local)) {
    return { address: undefined, name: { repo: path, revision: 'main' } };
  }
  const { origin, pathname } = new URL(local);
  const match = origin === hub ? /^\/([\w.-]+\/[\w.-]+)\/resolve\/([^/]+)\//.exec(pathname) : undefined;
  const name = match?.[1]
    ? { repo: match[1], revision: decodeURIComponent(match[2] ?? 'main') }
    : { repo: `${origin}${pathname.split('/').slice(0, 2).join('/')}/…`, revision: '' };
  return { address: local, name };
}

async function download(address: string): Promise<Uint8Array | undefined> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(patienceMs) });
    if (!response.ok) {
      await response.body?.cancel();
      return undefined;
    }
    const bytes = new Uint8Array(await response.arrayBuffer());
    return bytes.length > bytesMost ? undefined : bytes;
  } catch {
    return undefined;
  }
}
