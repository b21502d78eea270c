import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { folder, models } from './models.ts';
import { readNsfwModel } from './nsfw-model.ts';
import { nudityNet } from './nudity-net.ts';
import { encodeOnnx } from './onnx-format.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('the weights in the repository', () => {
  test.each(Object.entries(models))('%s is what its conversion gives', async (name, model) => {
    const stored = await readFile(new URL(`${name}.onnx`, folder));
    expect(sha256(encodeOnnx(model()))).toBe(sha256(stored));
  });

  test('are listed with their sums, and no other', async () => {
    const sums = await readFile(new URL('SHA256SUMS', folder), 'utf8');
    const listed = sums
      .trim()
      .split('\n')
      .map(line => line.split('  ') as [string, string]);
    expect(listed.map(([, file]) => file)).toEqual(Object.keys(models).map(name => `${name}.onnx`));
    for (const [sum, file] of listed) expect(sha256(await readFile(new URL(file, folder))), file).toBe(sum);
  });
});

interface GraphNode {
  op: string;
  attr: Record<string, unknown>;
}
const text = (words: string) => ({ s: Buffer.from(words).toString('base64') });
const texts = (...words: string[]) => ({ list: { s: words.map(word => text(word).s) } });

describe('what is not understood is refused, rather than converted wrongly', () => {
  test.each([
    ['Relu', { op: 'Relu' }, {}],
    ['FusedDepthwiseConv2dNative', {}, { fused_ops: texts('BiasAdd', 'Elu') }],
    ['FusedDepthwiseConv2dNative', {}, { data_format: text('NCHW') }],
    ['FusedDepthwiseConv2dNative', {}, { padding: text('EXPLICIT') }],
  ])('a node that is another: %s %o %o', (word, node, attr) => {
    const model = readNsfwModel();
    const { node: nodes } = model.modelTopology as { node: GraphNode[] };
    const one = nodes.find(({ op }) => op === 'FusedDepthwiseConv2dNative') as GraphNode;
    Object.assign(one, node);
    Object.assign(one.attr, attr);
    expect(() => nudityNet(model)).toThrow(word);
  });

  test('weights that are cut off', () => {
    const model = readNsfwModel();
    const weightData = (model.weightData as ArrayBuffer).slice(0, -1);
    expect(() => nudityNet({ ...model, weightData })).toThrow(/weights/);
  });
});
