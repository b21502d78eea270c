/**
 * Converts the weights that packages ship into the models of src/services/vision/weights, and lists their sums:
 *
 *   node --import tsx scripts/weights/convert.ts
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { folder, models } from './models.ts';
import { encodeOnnx } from './onnx-format.ts';

const sums: string[] = [];
for (const [name, model] of Object.entries(models)) {
  const bytes = encodeOnnx(model());
  writeFileSync(new URL(`${name}.onnx`, folder), bytes);
  sums.push(`${createHash('sha256').update(bytes).digest('hex')}  ${name}.onnx\n`);
  console.log(`${name}.onnx: ${(bytes.length / 1e6).toFixed(1)} MB`);
}
writeFileSync(new URL('SHA256SUMS', folder), sums.join(''));
