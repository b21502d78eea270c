import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const compiler = fileURLToPath(new URL('../../../scripts/start/compile.js', import.meta.url));

const asModule = (source: string) => `data:text/javascript,${encodeURIComponent(source)}`;
/** Writes the address of each module that is imported. */
const hooks = `
  import { writeSync } from 'node:fs';
  export async function resolve(...[specifier, context, next]) {
    const found = await next(specifier, context);
    writeSync(2, found.url + '\\n');
    return found;
  }`;
/** Those that are required know nothing of hooks. */
const reporting = `
  import Module, { register } from 'node:module';
  import { writeSync } from 'node:fs';
  register(${JSON.stringify(asModule(hooks))});
  process.on('exit', () => writeSync(2, Object.keys(Module._cache).join('\\n')));`;

test('a bot as it is started loads no package that it may never need', async () => {
  const { stdout: folder } = await run(process.execPath, [compiler]);
  // It ends because of its settings, with everything loaded that a start loads.
  const ended = await run(process.execPath, ['--import', asModule(reporting), join(folder, 'main.mjs')], {
    cwd: tmpdir(),
    env: {},
  }).catch((error: { stderr: string }) => error);
  const packages = [
    ...ended.stderr.replaceAll('\\', '/').matchAll(/node_modules\/((?:@[^/]+\/)?[^/\n]+)\//g),
  ];
  const loaded = new Set(packages.map(([, name]) => name));
  expect([...loaded]).toEqual(
    expect.arrayContaining(['discord.js', '@huggingface/inference', 'zod', 'undici']),
  );
  const seldom =
    /^(pg|@aws-sdk\/.*|@opentelemetry\/sdk.*|sharp|onnxruntime-node|@peculiar\/x509|@huggingface\/hub)$/;
  expect([...loaded].filter(name => seldom.test(name ?? ''))).toEqual([]);
}, 60_000);
