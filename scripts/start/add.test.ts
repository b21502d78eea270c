import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
function add(...words: string[]) {
  const script = join(root, 'scripts/start/add.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...words], { encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

test('what is there is not installed again, and a set that is none is answered with those that are', () => {
  expect(add('queue', 's3', 'traces')).toEqual({
    status: 0,
    said: 'Installed already: queue, s3, traces.\n',
  });
  for (const words of [[], ['everything'], ['queue', '--force']])
    expect(add(...words)).toEqual({
      status: 1,
      said: expect.stringMatching(/^npm run add -- queue s3 traces /),
    });
});

test('every package that the bot loads, and that does not come with it, can be added', () => {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(
    file => /\.ts$/.test(file) && !/\.test\.ts$|(^|[\\/])testing[\\/]/.test(file),
  );
  const loaded = sources
    .flatMap(file => [
      ...readFileSync(join(root, 'src', file), 'utf8').matchAll(/\bimport\('([^'.][^']*)'\)/g),
    ])
    .map(([, name = '']) => name);
  const missing = [...new Set(loaded)].filter(name => name in devDependencies).sort();
  const script = readFileSync(join(root, 'scripts/start/add.js'), 'utf8');
  expect(missing.length).toBeGreaterThan(7);
  expect(missing.filter(name => !script.includes(`'${name}'`))).toEqual([]);
});
