import type { Asset } from '@trustnxt/c2pa-ts/asset';

const headerLength = 12;
const chunkHeader = 8;
const manifestType = 'C2PA';

interface Chunk {
  type: string;
  at: number;
  /** Without header and padding. */
  length: number;
}

/** A WebP for the library, which knows none: the credentials are its last chunk (C2PA specification, A.3.5). */
export class WebP implements Asset {
  readonly mimeType = 'image/webp';
  #data: Buffer;
  #manifest: Chunk | undefined;

  /** @throws Error for a file whose chunks end elsewhere than the file */
  constructor(data: Uint8Array) {
    this.#data = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    const found = chunksOf(this.#data).filter(({ type }) => type === manifestType);
    this.#manifest = found.length === 1 ? found[0] : undefined;
  }

  getDataLength(): number {
    return this.#data.length;
  }

  async getDataRange(start = 0, length = this.#data.length): Promise<Uint8Array> {
    return this.#data.subarray(start, start + length);
  }

  getManifestJUMBF(): Uint8Array | undefined {
    if (!this.#manifest) return undefined;
    const { at, length } = this.#manifest;
    return this.#data.subarray(at + chunkHeader, at + chunkHeader + length);
  }

  dumpInfo(): string {
    return chunksOf(this.#data)
      .map(({ type, length }) => `${type}: ${length}`)
      .join('\n');
  }

  async ensureManifestSpace(length: number): Promise<void> {
    if (this.#manifest?.length === length) return;
    const kept = chunksOf(this.#data).filter(({ type }) => type !== manifestType);
    const others = kept.map(chunk => this.#data.subarray(chunk.at, endOf(chunk)));
    const at = headerLength + others.reduce((sum, { length: bytes }) => sum + bytes, 0);
    this.#manifest = { type: manifestType, at, length };
    const space = Buffer.alloc(endOf(this.#manifest) - at);
    space.write(manifestType, 0, 'latin1');
    space.writeUInt32LE(length, 4);
    this.#data = Buffer.concat([this.#data.subarray(0, headerLength), ...others, space]);
    this.#data.writeUInt32LE(this.#data.length - chunkHeader, 4);
  }

  getHashExclusionRange(): { start: number; length: number } {
    if (!this.#manifest) throw new Error('There is no room for credentials in this file yet.');
    const { at } = this.#manifest;
    return { start: at, length: endOf(this.#manifest) - at };
  }

  async writeManifestJUMBF(jumbf: Uint8Array): Promise<void> {
    if (this.#manifest?.length !== jumbf.length)
      throw new Error('The credentials do not fit into their room.');
    this.#data.set(jumbf, this.#manifest.at + chunkHeader);
  }
}

/** Chunks begin at even places. */
const endOf = ({ at, length }: Chunk) => at + chunkHeader + length + (length % 2);

function chunksOf(file: Buffer): Chunk[] {
  const found: Chunk[] = [];
  let at = headerLength;
  while (at < file.length) {
    if (at + chunkHeader > file.length) throw new Error('The WebP ends within a chunk.');
    const chunk = {
      type: file.toString('latin1', at, at + 4),
      at,
      length: file.readUInt32LE(at + 4),
    };
    at = endOf(chunk);
    if (at > file.length) throw new Error('The WebP ends within a chunk.');
    found.push(chunk);
  }
  return found;
}
