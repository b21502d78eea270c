/** How many images bots of one process and of several make in a second, and what other members notice meanwhile. */
import { aimed, head, ms, percentile, row } from '../figures.ts';
import { compileBot } from '../whole-bot.ts';
import { type Shape, type Shaped, shapeName, startShape } from './shape.ts';

const backend = { ms: 500, bytes: 500_000, atOnce: 50 };
const model = 'black-forest-labs/FLUX.1-schnell';
/** Of those who ask for something else while images are made. */
const others = { first: 5_000, everyMs: 100 };
const aimMs = 50;

const image = (nth: number) => ({
  ...{ kind: 'command' as const, name: 'generate' },
  options: [
    { name: 'prompt', value: `a harbour number ${nth}` },
    { name: 'model', value: model },
  ],
});
const sleep = (time: number) => new Promise(resolve => setTimeout(resolve, time));

/** Prints a row for each shape: so many images at once. */
export async function measureFlow(shapes: readonly Shape[], requests: number): Promise<void> {
  await compileBot();
  console.log(`
${requests} images at once by as many members, ${backend.atOnce} calls at once of ${backend.ms} ms, PNGs of ${backend.bytes / 1e6} MB; meanwhile one more member asks for /quota every ${others.everyMs} ms. Processor: ms an image.\n`);
  head(
    'Bot',
    'images a second',
    '/quota acknowledged p50 ms',
    'p95',
    'processor: gateway',
    'workers',
    'PostgreSQL',
    'Redis',
    'S3',
    'statements an image: PostgreSQL',
    'Redis',
    'Discord + Hugging Face',
    'failed',
  );
  for (const shape of shapes) {
    const shaped = await startShape(shape, { backend });
    try {
      await measureOne(shape, shaped, requests);
    } finally {
      await shaped.end();
    }
  }
}

async function measureOne(shape: Shape, { act, used, statements }: Shaped, requests: number): Promise<void> {
  for (let nth = 0; nth < 20; nth++) await act(nth, image(1_000_000 + nth));
  await act(others.first, { kind: 'command', name: 'quota', options: [] });
  const sent = await statements();
  const before = used();
  const from = performance.now();
  let over = false;
  const acknowledged: number[] = [];
  const asking = (async () => {
    for (let nth = 0; !over; nth++) {
      const done = await act(others.first + (nth % 20), { kind: 'command', name: 'quota', options: [] });
      acknowledged.push(done.acknowledgedMs);
      await sleep(others.everyMs);
    }
  })();
  const done = await Promise.all(Array.from({ length: requests }, (_, nth) => act(nth, image(nth))));
  const tookMs = performance.now() - from;
  over = true;
  await asking;
  const after = used();
  const now = await statements();
  const sentEach = (to: 'postgres' | 'redis') =>
    now[to] === 0 ? '–' : ((now[to] - sent[to]) / requests).toFixed(1);
  const each = (name: string) =>
    after[name] === undefined ? '–' : ms((after[name] - (before[name] ?? 0)) / requests);
  const p95 = percentile(acknowledged, 0.95);
  const failed = done.filter(one => one.failed !== undefined);
  row(
    shapeName(shape),
    ((requests / tookMs) * 1_000).toFixed(1),
    ms(percentile(acknowledged, 0.5)),
    aimed(ms(p95), p95, aimMs),
    ...['gateway', 'workers', 'PostgreSQL', 'Redis', 'S3'].map(each),
    ...[sentEach('postgres'), sentEach('redis')],
    `${each('Discord')} + ${each('Hugging Face')}`,
    failed.length === 0 ? 0 : `${failed.length}: ${failed[0]?.failed?.slice(0, 200)}`,
  );
}
