import { execFileSync } from 'node:child_process';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'vite';
import { root, workerScript } from '../scripts/start/sources.js';

const sources = join(root, 'src/');
const compiler = join(root, 'scripts/start/compile.js');

/**
 * Has bots that run within a test start their threads and processes from compiled code, as `npm start` does: from
 * TypeScript each of them takes seconds of the processor. What a test itself names is started as it is.
 */
export function compiledScripts(): Plugin {
  let folder: string | undefined;
  const compile = () => execFileSync(process.execPath, [compiler], { encoding: 'utf8' });
  return {
    name: 'compiled-scripts',
    enforce: 'pre',
    transform(code, id) {
      if (!id.startsWith(sources) || id.endsWith('.test.ts')) return undefined;
      return code.replaceAll(workerScript, (_, script) => {
        folder ??= compile();
        const compiled = pathToFileURL(join(folder, `${basename(script, '.ts')}.mjs`));
        return `new URL(${JSON.stringify(compiled.href)})`;
      });
    },
  };
}
