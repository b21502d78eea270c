/**
 * Measures what the bot sees in photos, and how long it takes, as tables in Markdown:
 *
 *   npm run bench -- sight <folder> [--people person-a,astronauts/*] [--others distractors] [--vectors FILE]
 *
 * `people` are folders below it that show one person each (`x/*`: every folder in x), `others` are folders of people
 * who are in none of those. Same-person decisions are measured on these: each photo of a person against the mean of
 * their other ones, and everybody else's photos against the mean of all. `vectors` takes the faces' descriptors by
 * person, each of the others one of their own, for `colab/tests/gate_simulation.py --vectors FILE`. They tell people
 * apart: keep that file out of the project, and remove it afterwards.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { normalisePhoto } from '../../src/services/photos/photo-check.ts';
import { createVision } from '../../src/services/vision/create-vision.ts';
import { createDecoder } from '../../src/services/vision/decoding/decoder.ts';
import type { Sight } from '../../src/services/vision/vision.ts';

/** Distances up to the first are the same person, beyond the second another one; between them is doubt. */
const [same, other] = [0.5, 0.58];
const atOnce = 10;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    people: { type: 'string', default: '' },
    others: { type: 'string', default: '' },
    vectors: { type: 'string' },
  },
});
const [folder] = positionals;
if (!folder) {
  console.error('Name a folder of photos: npm run bench -- sight <folder>');
  process.exit(1);
}

interface Looked {
  file: string;
  bytes: Buffer;
  sight: Sight;
}
type Row = { file: string; ms?: number; note?: string; looked?: Looked };

const row = (...cells: unknown[]) => console.log(`| ${cells.join(' | ')} |`);
const head = (...cells: string[]) => {
  row(...cells);
  row(...cells.map(() => '---'));
};
const mean = (numbers: number[]) => numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
const median = (numbers: number[]) =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
const middle = (descriptors: number[][]) =>
  Array.from({ length: 128 }, (_, index) => mean(descriptors.map(descriptor => descriptor[index] ?? 0)));
const distance = (one: number[], two: number[]) =>
  Math.hypot(...one.map((value, index) => value - (two[index] ?? 0)));

const decoder = createDecoder();
const vision = createVision();
const before = process.memoryUsage().rss;
let peak = before;
const sampling = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage().rss);
}, 20);

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .map(file => file.replaceAll('\\', '/'))
  .filter(file => /\.(jpe?g|png|webp|avif|heic|gif)$/i.test(file))
  .sort();
const rows: Row[] = [];
for (const file of files) {
  const started = performance.now();
  const outcome = await normalisePhoto(readFileSync(join(folder, file)), decoder);
  if ('refused' in outcome) {
    rows.push({ file, note: outcome.refused });
    continue;
  }
  try {
    const sight = await vision.look(outcome.bytes);
    const ms = performance.now() - started;
    rows.push({ file, ms, looked: { file, bytes: outcome.bytes, sight } });
  } catch (error) {
    rows.push({ file, note: String(error) });
  }
}
const looked = rows.flatMap(entry => entry.looked ?? []);

console.log('## Photo by photo\n');
head(
  'file',
  'faces',
  'score',
  'side px',
  'sharp',
  'bright',
  'contrast',
  'cut',
  'tilt',
  'turned',
  'explicit',
  'ms',
);
for (const { file, ms = 0, note, looked: photo } of rows) {
  if (!photo) {
    row(file, note, ...Array<string>(10).fill(''));
    continue;
  }
  const { faces, brightness, contrast, turned, explicit } = photo.sight;
  const [face] = faces;
  row(
    file,
    faces.length,
    ...(face
      ? [
          face.score.toFixed(2),
          Math.round(face.sidePixels),
          Math.round(face.sharpness),
          Math.round(face.brightness),
          Math.round(face.contrast),
          face.cutOff ? 'yes' : '',
          Math.round(face.tilt),
        ]
      : ['', '', '', `(${Math.round(brightness)})`, `(${Math.round(contrast)})`, '', '']),
    turned || '',
    explicit.toFixed(3),
    Math.round(ms),
  );
}

// The threads are warm by now, as they are while a set is looked at.
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const set = Array.from({ length: Math.min(atOnce, looked.length) }, (_, index) => looked[index] as Looked);
const setStarted = performance.now();
await Promise.all(set.map(({ bytes }) => vision.look(bytes)));
const setTime = performance.now() - setStarted;
delay.disable();
clearInterval(sampling);
await Promise.all([decoder.stop(), vision.stop()]);
await new Promise(resolve => setTimeout(resolve, 500));

const [cold = Number.NaN, ...warm] = rows.flatMap(({ ms }) => ms ?? []);
console.log('\n## Time and memory\n');
head('what', 'measured');
row('first photo (starts a thread, loads the models)', seconds(cold));
row(`one photo, mean and median of ${warm.length}`, `${seconds(mean(warm))}, ${seconds(median(warm))}`);
row(`${set.length} photos at once`, seconds(setTime));
row(
  'lag of the main loop meanwhile: median, 99 %, most',
  [delay.percentile(50), delay.percentile(99), delay.max].map(ns => `${(ns / 1e6).toFixed(1)} ms`).join(', '),
);
row(
  'memory: before, most, after the threads ended',
  [before, peak, process.memoryUsage().rss].map(megabytes).join(', '),
);

const listed = (names: string) => names.split(',').filter(name => name !== '');
const folders = [...new Set(looked.map(({ file }) => posix.dirname(file)))];
const people = listed(values.people).flatMap(name =>
  name.endsWith('/*') ? folders.filter(candidate => candidate.startsWith(name.slice(0, -1))) : [name],
);
const outsiders = listed(values.others);
const described = looked.flatMap(({ file, sight: { descriptor } }) =>
  descriptor ? [{ file, person: posix.dirname(file), descriptor }] : [],
);
const ofPerson = (name: string) => described.filter(({ person }) => person === name);
if (values.vectors) {
  const vectorsOf = (photos: typeof described) => photos.map(({ descriptor }) => descriptor);
  const byPerson = [
    ...people.map(name => [name, vectorsOf(ofPerson(name))] as const),
    ...outsiders.flatMap(ofPerson).map(photo => [photo.file, vectorsOf([photo])] as const),
  ];
  writeFileSync(values.vectors, JSON.stringify(Object.fromEntries(byPerson)), { mode: 0o600 });
}

if (people.length > 0) {
  console.log(`\n## The same person? (≤ ${same} yes, up to ${other} doubt, above no)\n`);
  head(
    'person',
    'photos',
    'own: yes / doubt / no',
    'own, farthest',
    'others: yes / doubt / no',
    'others, nearest',
  );
  const total = { own: [0, 0, 0], others: [0, 0, 0] };
  const failures: string[] = [];
  for (const name of people) {
    const own = ofPerson(name);
    const strangers = [...people, ...outsiders].filter(another => another !== name).flatMap(ofPerson);
    const far = own.flatMap(photo => {
      const rest = own.filter(another => another !== photo).map(({ descriptor }) => descriptor);
      return rest.length > 0
        ? [
            {
              file: photo.file,
              away: distance(photo.descriptor, middle(rest)),
              right: (d: number) => d <= same,
            },
          ]
        : [];
    });
    if (far.length === 0) continue;
    const centre = middle(own.map(({ descriptor }) => descriptor));
    const near = strangers.map(({ file, descriptor }) => ({
      file: `${file} as ${name}`,
      away: distance(descriptor, centre),
      right: (d: number) => d > other,
    }));
    const decide = (list: { away: number }[], sums: number[]) => {
      const counts = [0, 0, 0];
      for (const { away } of list) {
        const verdict = away <= same ? 0 : away <= other ? 1 : 2;
        counts[verdict] = (counts[verdict] ?? 0) + 1;
        sums[verdict] = (sums[verdict] ?? 0) + 1;
      }
      return counts.join(' / ');
    };
    for (const { file, away, right } of [...far, ...near]) {
      if (!right(away)) failures.push(`${file}: ${away.toFixed(3)}`);
    }
    row(
      name,
      own.length,
      decide(far, total.own),
      Math.max(...far.map(({ away }) => away)).toFixed(3),
      decide(near, total.others),
      Math.min(...near.map(({ away }) => away)).toFixed(3),
    );
  }
  row('all', '', total.own.join(' / '), '', total.others.join(' / '), '');
  console.log(`\nNot as it should be: ${failures.join('; ') || 'nothing'}.`);
}
