import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSafetensors, type SafetensorsTensor, writeSafetensors } from './safetensors.ts';

const face: SafetensorsTensor = { dtype: 'U8', shape: [2, 2, 3], data: new Uint8Array(12).fill(7) };

function withHeader(header: string, data = new Uint8Array(0)): Uint8Array {
  const json = Buffer.from(header);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, data]);
}

describe('safetensors', () => {
  it('reads back what it wrote', () => {
    const bytesOf = fc.uint8Array({ minLength: 0, maxLength: 40 });
    const names = fc.string({ minLength: 1, maxLength: 12 }).filter(name => name !== '__metadata__');
    fc.assert(
      fc.property(
        fc.dictionary(names, bytesOf, { maxKeys: 5, noNullPrototype: true }),
        fc.dictionary(fc.string(), fc.string(), { noNullPrototype: true }),
        (contents, metadata) => {
          const tensors = Object.fromEntries(
            Object.entries(contents).map(([name, data]) => [
              name,
              { dtype: 'U8' as const, shape: [data.length], data },
            ]),
          );
          const read = readSafetensors(writeSafetensors(tensors, metadata));
          expect(read.metadata).toEqual(metadata);
          expect(Object.keys(read.tensors).sort()).toEqual(Object.keys(tensors).sort());
          for (const [name, tensor] of Object.entries(tensors)) {
            expect(Buffer.from(read.tensors[name]?.data ?? []).equals(tensor.data)).toBe(true);
          }
        },
      ),
      {
        examples: [
          [
            Object.fromEntries([['__proto__', new Uint8Array(1)]]),
            Object.fromEntries([['__proto__', 'kept']]),
          ],
        ],
      },
    );
  });

  it('keeps shapes and floats', () => {
    const floats = new Uint8Array(new Float32Array([1.5, -2]).buffer);
    const file = writeSafetensors(
      { face, w: { dtype: 'F32', shape: [1, 2], data: floats } },
      { format: 'pt' },
    );
    const { tensors } = readSafetensors(file);
    expect(tensors.face?.shape).toEqual([2, 2, 3]);
    expect(tensors.w).toMatchObject({ dtype: 'F32', shape: [1, 2] });
    expect(new Float32Array(Uint8Array.from(tensors.w?.data ?? []).buffer)).toEqual(
      new Float32Array([1.5, -2]),
    );
    expect(file.byteLength % 4).toBe(0);
  });

  it('says what is malformed', () => {
    const good = writeSafetensors({ face }, {});
    expect(() => readSafetensors(new Uint8Array(3))).toThrow('shorter than');
    expect(() => readSafetensors(good.subarray(0, good.length - 1))).toThrow('past the');
    expect(() => readSafetensors(new Uint8Array(64).fill(255))).toThrow('does not fit');
    expect(() => readSafetensors(withHeader('{"a":'))).toThrow('not JSON');
    expect(() => readSafetensors(withHeader('[]'))).toThrow('not a JSON object');
    const entry = (fields: object) => withHeader(JSON.stringify({ t: fields }), new Uint8Array(4));
    expect(() => readSafetensors(entry({ dtype: 'F16', shape: [2], data_offsets: [0, 4] }))).toThrow('F16');
    expect(() => readSafetensors(entry({ dtype: 'U8', shape: [3], data_offsets: [0, 4] }))).toThrow(
      'needs 3',
    );
    expect(() => readSafetensors(entry({ dtype: 'U8', shape: [3], data_offsets: [0, 3] }))).toThrow(
      'cover 3',
    );
    expect(() => readSafetensors(entry({ dtype: 'U8', shape: [-1], data_offsets: [0, 4] }))).toThrow('shape');
    expect(() => writeSafetensors({ t: { dtype: 'F32', shape: [2], data: new Uint8Array(4) } }, {})).toThrow(
      'needs 8 bytes',
    );
  });
});
