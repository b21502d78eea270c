// @ts-check
/** Puts the packages that a start needs into one file, for the compiler. */
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { packagesFile, place, runPackages } from './packages.js';
import { root } from './sources.js';

/** They have parts that are no JavaScript. */
const native = ['sqlite3'];

/**
 * The packages that an entry loads before its first line runs.
 *
 * @param {import('esbuild').Metafile} metafile
 * @param {string} entry
 */
export function packagesOf({ outputs }, entry) {
  const start = Object.keys(outputs).find(output => outputs[output]?.entryPoint === entry);
  if (!start) throw new Error(`${entry} was not compiled`);
  const names = new Set();
  const files = new Set([start]);
  for (const file of files)
    for (const { path, kind, external } of outputs[file]?.imports ?? []) {
      if (kind !== 'import-statement') continue;
      if (!external) files.add(path);
      else if (!path.startsWith('node:') && !builtinModules.includes(path)) names.add(path);
    }
  return [...names].sort();
}

/**
 * All of them in one file, and what each exports.
 *
 * @param {readonly string[]} names
 */
export async function bundlePackages(names) {
  const list = names.map((name, at) => `import * as p${at} from ${JSON.stringify(name)};`).join('\n');
  const table = names.map((name, at) => `${JSON.stringify(name)}: p${at}`).join();
  const { outputFiles, warnings } = await build({
    // Modules of this name see packages as Node's own modules do.
    stdin: {
      contents: `${list}\nexport const packages = { ${table} };`,
      resolveDir: root,
      sourcefile: 'all.mjs',
    },
    bundle: true,
    write: false,
    external: native,
    platform: 'node',
    format: 'cjs',
    target: 'node20.19',
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'silent',
  });
  const lost = warnings.find(({ id }) => id === 'empty-import-meta');
  if (lost) throw new Error(`${lost.location?.file} needs its own place: ${lost.text}`);
  const [{ text } = { text: '' }] = outputFiles;
  return {
    text,
    /** @param {string} plain */
    exports: plain => {
      const { packages } = runPackages(join(root, packagesFile), plain);
      return new Map(Object.entries(packages).map(([name, it]) => [name, Object.keys(it)]));
    },
  };
}

/**
 * Has the compiled bot take these packages from the file, where it was loaded.
 *
 * @param {Map<string, string[]>} packages names, and what of each the sources may import
 * @returns {import('esbuild').Plugin}
 */
export const fromBundle = packages => ({
  name: 'packages',
  setup(builder) {
    builder.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'import-statement' && packages.has(path) ? { path, namespace: 'package' } : undefined,
    );
    builder.onLoad({ filter: /.*/, namespace: 'package' }, ({ path }) => {
      const named = JSON.stringify(path);
      const names = packages.get(path) ?? [];
      return {
        resolveDir: root,
        contents: [
          `const it = ${place}?.[${named}] ?? (await import(${named}));`,
          ...names.map((name, at) => `const v${at} = it[${JSON.stringify(name)}];`),
          `export { ${names.map((name, at) => `v${at} as ${name}`).join()} };`,
        ].join('\n'),
      };
    });
  },
});
