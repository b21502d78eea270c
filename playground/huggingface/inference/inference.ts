/** What all inference routes share: the log, the LoRA's face, the wait, and the drawn picture. */
import { randomInt } from 'node:crypto';
import sharp from 'sharp';
import type { Via } from '../faults/faults.ts';
import { type Repositories, type Repository, readContent, resolveRevision } from '../hub/repositories.ts';
import { readSafetensors } from '../hub/safetensors.ts';
import { asksForChange, changePicture } from '../picture/change.ts';
import { drawPicture, type Face } from '../picture/draw.ts';
import { facesFrom } from '../picture/references.ts';

export interface LoraUse {
  repo: string;
  revision: string;
  scale: number;
  /** Of the weights, where they came from an address. */
  sha256?: string;
}

/** One request for an image, as the page and tests read it. Never holds a token. */
export interface InferenceRequest {
  at: string;
  via: Via;
  model: string;
  prompt: string;
  parameters: Record<string, unknown>;
  loras: LoraUse[];
  /** HTTP status of the answer; 0 while it is still being worked on. */
  status: number;
}

/** An answer that is not an image: the route turns it into its provider's form. */
export class InferenceError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export interface InferenceCall {
  entry: InferenceRequest;
  /** Reads a LoRA's repository; throws when this caller may not. */
  openRepository: (id: string) => Repository;
  /** Those of LoRAs that were fetched before. */
  weights?: ReadonlyMap<LoraUse, Uint8Array>;
  /** Pictures to start from, in the order in which the prompt names them. */
  pictures?: readonly Uint8Array[] | undefined;
  /** Pixels, where the provider does not take them from the parameters. */
  size?: readonly [width: number, height: number];
  black?: boolean;
  format: 'png' | 'jpeg';
}

export type Inference = ReturnType<typeof createInference>;

/**
 * @param delayMs how long a generation takes, added to the drawing itself
 * @param keep how many requests the log keeps
 * @param pictures sent instead of drawn ones
 */
export function createInference(options: {
  repositories: Repositories;
  delayMs: number;
  keep?: number;
  pictures?: Record<'png' | 'jpeg', Buffer> | undefined;
}) {
  const keep = options.keep ?? 1000;
  const requests: InferenceRequest[] = [];
  const pauses = new Map<NodeJS.Timeout, () => void>();

  function record(entry: Omit<InferenceRequest, 'at' | 'status'>): InferenceRequest {
    const logged: InferenceRequest = { at: new Date().toISOString(), ...entry, status: 0 };
    requests.push(logged);
    if (requests.length > keep) requests.splice(0, requests.length - keep);
    return logged;
  }

  function pause(milliseconds: number): Promise<void> {
    if (milliseconds <= 0) return Promise.resolve();
    return new Promise(resolve => {
      const timer = setTimeout(() => {
        pauses.delete(timer);
        resolve();
      }, milliseconds);
      pauses.set(timer, resolve);
    });
  }

  /** Draws the picture of one request. @throws InferenceError, after noting its status in the log. */
  async function generate(call: InferenceCall): Promise<Buffer> {
    const { entry } = call;
    try {
      const references = call.pictures ?? [];
      const [first] = references;
      if (entry.prompt.trim() === '' && !first) throw new InferenceError(400, 'inputs is required');
      const width = sizeOf(call.size?.[0] ?? entry.parameters.width);
      const height = sizeOf(call.size?.[1] ?? entry.parameters.height);
      const faces: Face[] = [];
      for (const lora of entry.loras) {
        const bytes = call.weights?.get(lora) ?? weightsIn(call.openRepository(lora.repo), lora);
        const face = readFace(bytes, lora);
        if (face && lora.scale > 0) faces.push(face);
      }
      const asked = entry.parameters.strength;
      const changes = first !== undefined && asked === undefined && asksForChange(entry.prompt);
      if (!changes) faces.push(...(await facesFrom(entry.prompt, references).catch(unreadable)));
      // Of a person the face goes into the new scene; a picture with nobody to keep is painted over.
      const keepsPerson = faces.length > 0;
      await pause(options.delayMs);
      const seed = Number.isFinite(Number(entry.parameters.seed ?? Number.NaN))
        ? Number(entry.parameters.seed)
        : randomInt(2 ** 31);
      const changed = { picture: first ?? new Uint8Array(), prompt: entry.prompt, seed, format: call.format };
      const bytes = call.black
        ? await blackFrame(width, height, call.format)
        : changes
          ? await changePicture({ ...changed, width, height }).catch(unreadable)
          : (options.pictures?.[call.format] ??
            (await drawPicture({
              prompt: entry.prompt,
              negativePrompt: String(entry.parameters.negative_prompt ?? ''),
              seed,
              model: entry.model,
              width,
              height,
              faces,
              format: call.format,
            })));
      const strength = Number(asked ?? 0.6);
      const painted =
        first && !changes && !keepsPerson && !call.black
          ? await paintOver(first, bytes, strength, call.format)
          : bytes;
      entry.status = 200;
      return painted;
    } catch (error) {
      entry.status = error instanceof InferenceError ? error.status : 500;
      throw error;
    }
  }

  return {
    requests,
    record,
    generate,
    pause,
    /** Ends all waits, so that closing the server is not held up. */
    release(): void {
      for (const [timer, resolve] of pauses) {
        clearTimeout(timer);
        resolve();
      }
      pauses.clear();
    },
  };
}

function sizeOf(value: unknown): number {
  if (value === undefined || value === null) return 1024;
  const size = Number(value);
  if (!Number.isInteger(size) || size < 64 || size > 2048) {
    throw new InferenceError(400, 'width and height must be whole numbers from 64 to 2048');
  }
  return size;
}

function weightsIn(repository: Repository, lora: LoraUse): Uint8Array {
  try {
    const commit = resolveRevision(repository, lora.revision);
    return readContent(repository, commit, 'pytorch_lora_weights.safetensors').content;
  } catch {
    throw new InferenceError(404, `The LoRA ${lora.repo} has no weights at revision ${lora.revision}`);
  }
}

/** The actor's face inside a stand-in LoRA; a real LoRA holds none and changes nothing in a drawing. */
function readFace(bytes: Uint8Array, lora: LoraUse): Face | undefined {
  try {
    const tensor = readSafetensors(bytes).tensors['stand_in.face'];
    const [height, width, channels] = tensor?.shape ?? [];
    if (tensor?.dtype !== 'U8' || !height || !width || channels !== 3) return undefined;
    return { pixels: tensor.data, width, height };
  } catch (error) {
    throw new InferenceError(400, `The LoRA ${lora.repo} could not be loaded: ${String(error)}`);
  }
}

function unreadable(): never {
  throw new InferenceError(400, 'cannot identify image file');
}

/** The drawn picture laid over the one that was sent, the stronger the more of it shows. */
async function paintOver(
  image: Uint8Array,
  drawn: Buffer,
  strength: number,
  format: 'png' | 'jpeg',
): Promise<Buffer> {
  const { width, height } = await sharp(drawn).metadata();
  const share = Math.min(1, Math.max(0, strength));
  try {
    const veil = await sharp(drawn).removeAlpha().ensureAlpha(share).png().toBuffer();
    return await sharp(image, { limitInputPixels: 50_000_000 })
      .rotate()
      .flatten({ background: '#888' })
      .resize(width, height, { fit: 'cover' })
      .composite([{ input: veil }])
      .toFormat(format)
      .toBuffer();
  } catch {
    return unreadable();
  }
}

function blackFrame(width: number, height: number, format: 'png' | 'jpeg'): Promise<Buffer> {
  const frame = sharp({ create: { width, height, channels: 3, background: '#000' } });
  return (format === 'png' ? frame.png() : frame.jpeg()).toBuffer();
}
