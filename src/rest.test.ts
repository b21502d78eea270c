import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/** A process that holds 64 MB of nothing, and says what its heap takes before and after it has been at rest. */
const source = (atRest: string) => `
  import { getHeapStatistics } from 'node:v8';
  import { setTimeout as sleep } from 'node:timers/promises';
  import { collectAtRest } from ${JSON.stringify(new URL('./rest.ts', import.meta.url).href)};
  const heap = () => getHeapStatistics().total_heap_size;
  let held = Array.from({ length: 8 }, () => new Array(1_000_000).fill(1));
  held = undefined;
  const before = heap();
  let collections = 0;
  const stop = collectAtRest({ everyMs: 20, collect: globalThis.gc && (() => { collections++; globalThis.gc(); }) });
  ${atRest}
  stop();
  console.log(JSON.stringify({ shrank: heap() < before / 2, collections }));`;

async function run(atRest: string, flags = ['--expose-gc']) {
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...[...flags, '--import', import.meta.resolve('tsx'), '--input-type=module', '--eval', source(atRest)],
  ]);
  return JSON.parse(stdout) as { shrank: boolean; collections: number };
}

test('memory that nothing holds is given back at rest, and then left alone', async () => {
  const settled = 'for (let nth = 0; nth < 20 || collections < 2; nth++) await sleep(20);';
  expect(await run(settled)).toEqual({ shrank: true, collections: 2 });
});

test('nothing is collected while there is work, nor where it cannot be', async () => {
  const busy =
    'for (const end = performance.now() + 300; performance.now() < end; await sleep(0)) { const until = performance.now() + 15; while (performance.now() < until); }';
  expect((await run(busy)).collections).toBe(0);
  expect(await run('await sleep(100);', [])).toMatchObject({ collections: 0 });
});
