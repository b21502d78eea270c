import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
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

/** Which packages a script loads one by one. It ends because of its settings, with everything loaded that a start loads. */
async function packagesOf(script: string): Promise<Set<string | undefined>> {
  const ended = await run(process.execPath, ['--import', asModule(reporting), script], {
    cwd: tmpdir(),
    env: {},
  }).catch((error: { stderr: string }) => error);
  const found = ended.stderr.replaceAll('\\', '/').matchAll(/node_modules\/((?:@[^/]+\/)?[^/\n]+)\//g);
  return new Set([...found].map(([, name]) => name));
}

test('a bot as it is started loads no package that it may never need', async () => {
  const { stdout: folder } = await run(process.execPath, [compiler]);
  const loaded = await packagesOf(join(folder, 'main.mjs'));
  expect([...loaded]).toEqual(
    expect.arrayContaining(['discord.js', '@huggingface/inference', 'zod', 'undici']),
  );
  const seldom =
    /^(pg|@aws-sdk\/.*|@opentelemetry\/sdk.*|sharp|onnxruntime-node|@peculiar\/x509|@huggingface\/hub)$/;
  expect([...loaded].filter(name => seldom.test(name ?? ''))).toEqual([]);
}, 60_000);

test('npm start takes all packages that it needs from one file', async () => {
  const start = fileURLToPath(new URL('../../../scripts/start/start.js', import.meta.url));
  // What is no JavaScript and what finds it, and what is required where it is needed.
  expect([...(await packagesOf(start))].sort()).toEqual(['node-gyp-build', 'sqlite3', 'unhomoglyph']);
}, 60_000);

test('what signs and reads credentials has all of its packages in its file', async () => {
  const { stdout: folder } = await run(process.execPath, [compiler]);
  for (const script of ['sign-thread.mjs', 'read-process.mjs']) {
    const code = await readFile(join(folder, script), 'utf8');
    const imports = code.matchAll(/(?:^|[;\n])import\b ?(?:[\w*{][^;"']*?from ?)?["']([^"']+)["']/g);
    const names = [...imports].map(([, name]) => name);
    expect(names).toContain('node:module');
    expect(names.filter(name => name && !isBuiltin(name))).toEqual([]);
  }
}, 60_000);
