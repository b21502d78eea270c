import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const program = `
  const { warmUp } = await import(${JSON.stringify(new URL('./warm-up.ts', import.meta.url).href)});
  const isLoaded = () => process.moduleLoadList.some(name => name.includes('deps/undici'));
  const before = isLoaded();
  let rules = 0;
  await warmUp({ safety: { warmUp: async () => void rules++ }, logger: { error: console.error } });
  console.log(JSON.stringify({ before, after: isLoaded(), rules }));`;

test('what the first request would load is there before it', async () => {
  const flags = ['--import', import.meta.resolve('tsx'), '--input-type=module', '--eval', program];
  const { stdout } = await promisify(execFile)(process.execPath, flags);
  expect(JSON.parse(stdout)).toEqual({ before: false, after: true, rules: 1 });
}, 60_000);
