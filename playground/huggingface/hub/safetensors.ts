/**
 * Reading and writing the safetensors container: an 8-byte little-endian header length, a JSON header,
 * then the tensors' bytes, contiguous and in order. Only the two element types the playground needs.
 * Format: https://huggingface.co/docs/safetensors
 */

export interface SafetensorsTensor {
  dtype: 'U8' | 'F32';
  shape: number[];
  data: Uint8Array;
}

export interface SafetensorsFile {
  tensors: Record<string, SafetensorsTensor>;
  metadata: Record<string, string>;
}

const bytesPerElement: Record<string, number> = { U8: 1, F32: 4 };
const maximumHeaderBytes = 100 * 1024 * 1024;

/**
 * Serialises tensors and string metadata. The header is padded with spaces to a multiple of 8 bytes.
 * @throws Error when a tensor's byte count does not fit its shape.
 */
export function writeSafetensors(
  tensors: Record<string, SafetensorsTensor>,
  metadata: Record<string, string>,
): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let offset = 0;
  for (const [name, tensor] of Object.entries(tensors)) {
    if (name === '__metadata__') throw new Error('A tensor cannot be called __metadata__.');
    const expected = byteCount(tensor.dtype, tensor.shape, name);
    if (tensor.data.byteLength !== expected) {
      throw new Error(`Tensor ${name} needs ${expected} bytes and has ${tensor.data.byteLength}.`);
    }
    setOwn(header, name, {
      dtype: tensor.dtype,
      shape: tensor.shape,
      data_offsets: [offset, offset + expected],
    });
    offset += expected;
  }
  const json = Buffer.from(JSON.stringify(header), 'utf8');
  const headerLength = Math.ceil(json.length / 8) * 8;
  const file = Buffer.alloc(8 + headerLength + offset, 0x20);
  file.writeBigUInt64LE(BigInt(headerLength), 0);
  json.copy(file, 8);
  let position = 8 + headerLength;
  for (const tensor of Object.values(tensors)) {
    file.set(tensor.data, position);
    position += tensor.data.byteLength;
  }
  return new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
}

/**
 * Parses a safetensors file. The tensors' data are views on `bytes`, not copies.
 * @throws Error with a sentence saying what is malformed.
 */
export function readSafetensors(bytes: Uint8Array): SafetensorsFile {
  if (bytes.byteLength < 8) throw new Error('Not a safetensors file: shorter than its 8-byte length field.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const declared = view.getBigUint64(0, true);
  if (declared > BigInt(maximumHeaderBytes) || declared > BigInt(bytes.byteLength - 8)) {
    throw new Error(`Not a safetensors file: a header of ${declared} bytes does not fit the file.`);
  }
  const dataStart = 8 + Number(declared);
  const header = parseHeader(bytes.subarray(8, dataStart));
  const dataLength = bytes.byteLength - dataStart;
  const tensors: Record<string, SafetensorsTensor> = {};
  let metadata: Record<string, string> = {};
  const spans: [number, number][] = [];
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') {
      metadata = readMetadata(entry);
      continue;
    }
    const { dtype, shape, begin, end } = readEntry(name, entry);
    if (end > dataLength)
      throw new Error(`Tensor ${name} ends at ${end}, past the ${dataLength} data bytes.`);
    const expected = byteCount(dtype, shape, name);
    if (end - begin !== expected) {
      throw new Error(`Tensor ${name} needs ${expected} bytes and its offsets span ${end - begin}.`);
    }
    spans.push([begin, end]);
    setOwn(tensors, name, { dtype, shape, data: bytes.subarray(dataStart + begin, dataStart + end) });
  }
  checkCoverage(spans, dataLength);
  return { tensors, metadata };
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Error('Not a safetensors file: its header is not JSON.');
  }
  if (!isRecord(parsed)) throw new Error('Not a safetensors file: its header is not a JSON object.');
  return parsed;
}

function readMetadata(entry: unknown): Record<string, string> {
  if (!isRecord(entry)) throw new Error('The safetensors metadata is not an object.');
  const metadata: Record<string, string> = {};
  for (const [key, value] of Object.entries(entry)) {
    if (typeof value !== 'string') throw new Error(`The safetensors metadata ${key} is not a string.`);
    setOwn(metadata, key, value);
  }
  return metadata;
}

function readEntry(name: string, entry: unknown) {
  if (!isRecord(entry)) throw new Error(`Tensor ${name} has no description.`);
  const { dtype, shape, data_offsets: offsets } = entry;
  if (dtype !== 'U8' && dtype !== 'F32') {
    throw new Error(`Tensor ${name} has the unsupported element type ${String(dtype)}.`);
  }
  if (!isCounts(shape)) throw new Error(`Tensor ${name} has no valid shape.`);
  if (!isCounts(offsets) || offsets.length !== 2) throw new Error(`Tensor ${name} has no valid offsets.`);
  const [begin = 0, end = 0] = offsets;
  if (begin > end) throw new Error(`Tensor ${name} ends before it begins.`);
  const known: 'U8' | 'F32' = dtype;
  return { dtype: known, shape, begin, end };
}

/** Holes and overlaps are refused by the format, so that a file cannot hide bytes. */
function checkCoverage(spans: [number, number][], dataLength: number): void {
  let position = 0;
  for (const [begin, end] of spans.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    if (begin !== position) throw new Error(`The tensors leave a hole or overlap at byte ${position}.`);
    position = end;
  }
  if (position !== dataLength) {
    throw new Error(`The tensors cover ${position} bytes of ${dataLength}.`);
  }
}

function byteCount(dtype: string, shape: number[], name: string): number {
  const size = bytesPerElement[dtype];
  if (size === undefined) throw new Error(`Tensor ${name} has the unsupported element type ${dtype}.`);
  if (!isCounts(shape)) throw new Error(`Tensor ${name} has no valid shape.`);
  const count = shape.reduce((product, length) => product * length, size);
  if (!Number.isSafeInteger(count)) throw new Error(`Tensor ${name} has an impossible shape.`);
  return count;
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every(item => Number.isSafeInteger(item) && item >= 0);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A plain assignment of `__proto__` would change the prototype instead of adding a key. */
function setOwn<T>(target: Record<string, T>, key: string, value: T): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}
