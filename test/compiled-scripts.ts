import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { Plugin } from 'vite';
import { compiledFolder, root, workerScript } from '../scripts/start/sources.js';

const sources = join(root, 'src/');
const compiler = join(root, 'scripts/start/compile.js');

let folder: string | undefined;
const compile = () => execFileSync(process.execPath, [compiler], { encoding: 'utf8' });

const startingCompiled = (code: string) =>
  code.replaceAll(workerScript, (_, script) => {
    folder ??= compile();
    const compiled = pathToFileURL(join(folder, `${basename(script, '.ts')}.mjs`));
    return `new URL(${JSON.stringify(compiled.href)})`;
  });

/**
 * Has bots that run within a test start their threads and processes from compiled code, as `npm start` does: from
 * TypeScript each of them takes seconds of the processor. What a test itself names is started as it is.
 */
export function compiledScripts(): Plugin {
  return {
    name: 'compiled-scripts',
    enforce: 'pre',
    transform: (code, id) =>
      id.startsWith(sources) && !id.endsWith('.test.ts') ? startingCompiled(code) : undefined,
  };
}

/** A script of the tests that runs a bot, compiled as well. Resolves to a file that is swept away with old compiled bots. */
export async function compiledBot(script: string): Promise<string> {
  const name = basename(script, '.ts');
  mkdirSync(compiledFolder, { recursive: true });
  const outfile = join(mkdtempSync(join(compiledFolder, 'test-')), `${name}.mjs`);
  await build({
    entryPoints: [join(root, script)],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    sourcemap: 'inline',
    logLevel: 'silent',
    plugins: [
      {
        name: 'sources',
        setup: ({ onLoad }) =>
          onLoad({ filter: /\.ts$/ }, ({ path }) => ({
            loader: 'ts',
            contents: startingCompiled(readFileSync(path, 'utf8')).replaceAll(
              'import.meta.url',
              JSON.stringify(pathToFileURL(path).href),
            ),
          })),
      },
    ],
  });
  return outfile;
}
