/**
 * Measures the check of pictures before they are shown, the classifier's process included:
 *
 *   npm run bench -- check [<folder of pictures>] [--images 0.5,2] [--one-by-one 60] [--at-once 200]
 *
 * Without a folder the pictures are drawn: 1024 × 1024 as PNG, of so many megabytes.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { sampleOf } from '../../src/services/vision/classifier/sample.ts';
import { createVision } from '../../src/services/vision/create-vision.ts';
import { familyUsage } from './family.ts';
import { aimed, head, ms, percentile, row } from './figures.ts';
import { preparedPicture } from './prepared-picture.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    images: { type: 'string', default: '0.5,2' },
    'one-by-one': { type: 'string', default: '60' },
    'at-once': { type: 'string', default: '200' },
  },
});
const [folder] = positionals;
const oneByOne = Number(values['one-by-one']);
const atOnce = Number(values['at-once']);
/** Processor time that the check of one picture may take. */
const aimMs = 30;

interface Gathered {
  name: string;
  pictures: Buffer[];
}

async function gather(): Promise<Gathered[]> {
  if (!folder) {
    const sizes = values.images.split(',').map(Number);
    return Promise.all(
      sizes.map(async megabytes => ({
        name: `drawn, ${megabytes} MB`,
        pictures: [await preparedPicture('png', megabytes * 1e6)],
      })),
    );
  }
  const pictures: Buffer[] = [];
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/\.(jpe?g|png|webp|avif|heic|gif)$/i.test(file)) continue;
    const bytes = readFileSync(join(folder, file));
    const whole = await sampleOf(Buffer.from(bytes)).catch(() => undefined);
    if (whole) pictures.push(bytes);
  }
  return [{ name: folder, pictures }];
}

/** The same bytes as something new, of which nothing is remembered. */
const anew = ({ buffer, byteOffset, length }: Buffer) => Buffer.from(buffer, byteOffset, length);
const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;

// As in the bot.
sharp.cache(false);
const gathered = await gather();
const vision = createVision();

/** Processor time and time of each in turn. */
async function measureEach(pictures: Buffer[], work: (picture: Buffer) => Promise<unknown>) {
  const processor: number[] = [];
  const wall: number[] = [];
  for (let at = 0; at < oneByOne; at++) {
    const picture = anew(pictures[at % pictures.length] as Buffer);
    const before = familyUsage().processorMs;
    const began = performance.now();
    await work(picture);
    wall.push(performance.now() - began);
    processor.push(familyUsage().processorMs - before);
  }
  return { processor, wall };
}

const before = familyUsage().memory;
const first = gathered[0]?.pictures[0];
if (!first) throw new Error('No picture to check.');
const began = performance.now();
await vision.nudity(anew(first));
console.log(`The first picture, which starts the classifier: ${ms(performance.now() - began)} ms.\n`);

console.log('## One by one\n');
head('pictures', 'what', 'processor ms: p50', 'p95', 'time ms: p50', 'p95');
for (const { name, pictures } of gathered) {
  const steps = {
    'decode and classify': (picture: Buffer) => vision.nudity(picture),
    'decode alone, as the look for black and cut-off pictures does': (picture: Buffer) => sampleOf(picture),
  };
  // What this script and the classifier's process do once for all is over by then.
  for (let warm = 0; warm < 20; warm++) await vision.nudity(anew(pictures[0] as Buffer));
  for (const [what, work] of Object.entries(steps)) {
    const { processor, wall } = await measureEach(pictures, work);
    const [half, most] = [percentile(processor, 0.5), percentile(processor, 0.95)];
    row(
      name,
      what,
      aimed(ms(half), half, aimMs),
      ms(most),
      ms(percentile(wall, 0.5)),
      ms(percentile(wall, 0.95)),
    );
  }
}

console.log(`\n## ${atOnce} at once\n`);
head(
  'pictures',
  'processor ms an image',
  'pictures a second',
  'loop blocked at most',
  'memory: before',
  'most',
);
for (const { name, pictures } of gathered) {
  const copies = Array.from({ length: atOnce }, (_, at) =>
    Buffer.from(pictures[at % pictures.length] as Buffer),
  );
  const { memory, processorMs } = familyUsage();
  let most = memory;
  const sampling = setInterval(() => {
    most = Math.max(most, familyUsage().memory);
  }, 100);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const start = performance.now();
  await Promise.all(copies.map(picture => vision.nudity(picture)));
  const time = performance.now() - start;
  delay.disable();
  clearInterval(sampling);
  const each = (familyUsage().processorMs - processorMs) / atOnce;
  row(
    name,
    aimed(ms(each), each, aimMs),
    ms((atOnce / time) * 1_000),
    `${ms(delay.max / 1e6 - 1)} ms`,
    megabytes(memory),
    megabytes(most),
  );
}

await vision.stop();
await new Promise(resolve => setTimeout(resolve, 300));
console.log(
  `\nMemory at the start ${megabytes(before)}, after the classifier ended ${megabytes(familyUsage().memory)}.`,
);
