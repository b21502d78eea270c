// @ts-check
/**
 * Compiles the bot to JavaScript: `npm run build`, and `npm start` when the sources changed. Prints the folder that
 * holds the result. Reads no settings and needs no network.
 */
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { bundlePackages, fromBundle, packagesOf } from './bundle.js';
import { isCodeMissing, keepCode, packagesFile } from './packages.js';
import { compiledFolder, mainFile, readSources, root, workerScript } from './sources.js';

/** @typedef {{ path: string, text: string }} Compiled */

/**
 * Threads and processes whose packages are many small files: with all of them in one they start in less than half the time. They
 * start for the first picture after a quiet minute.
 */
const inOneFile = ['sign-thread', 'read-process'];
/** They have parts that are no JavaScript; the second is only quicker than what the package does without it. */
const apart = ['sharp', 'cbor-extract'];
/** Packages that are no modules ask for others this way. */
const requires = `import { createRequire as __requires } from 'node:module'; const require = __requires(import.meta.url);`;
/** What is started by hand. */
const programs = ['src/main.ts', 'src/operate.ts'];

/** That, and any other way of naming what lies beside a source. */
const ownUrl = new RegExp(`${workerScript.source}|import\\.meta\\.url`, 'g');

/** A compiled bot that nobody has run for this long is deleted: a running one says every hour that it runs. */
const unusedForMs = 24 * 60 * 60_000;

const { sources, key } = readSources();
const target = join(compiledFolder, key);
if (!existsSync(join(target, mainFile))) {
  const files = await compile(target, "new URL('../../', import.meta.url)");
  try {
    place(files);
    sweep();
    if (isCodeMissing(target)) keepCode(target);
    process.stdout.write(target);
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? error.code : error;
    const elsewhere = await compileElsewhere();
    console.error(
      `The bot is compiled into ${elsewhere} for this start alone, since ${compiledFolder} cannot be written to (${why}). ` +
        'Run "npm run build" where it can, and each start will use that.',
    );
    process.stdout.write(elsewhere);
  }
} else {
  if (isCodeMissing(target)) keepCode(target);
  process.stdout.write(target);
}

/**
 * The compiled files, named from `folder`, and the packages that the bot needs at its start. `rootUrl` is the expression for the URL of the
 * checkout.
 *
 * @param {string} folder
 * @param {string} rootUrl
 * @returns {Promise<Compiled[]>}
 */
async function compile(folder, rootUrl) {
  const scripts = [...sources].flatMap(([file, text]) =>
    [...text.matchAll(workerScript)].map(([, path = '']) => posix.join(posix.dirname(file), path)),
  );
  const entryPoints = Object.fromEntries(
    [...programs, ...scripts].map(file => [basename(file, '.ts'), join(root, file)]),
  );
  if (Object.keys(entryPoints).length !== new Set(scripts).size + programs.length)
    throw new Error(`Two of these have the same name: ${scripts.join(', ')}`);
  /** @param {boolean} alone */
  const entries = alone =>
    Object.fromEntries(Object.entries(entryPoints).filter(([name]) => inOneFile.includes(name) === alone));
  const named = `const __source = path => new URL(path, ${rootUrl}).href;`;
  /** @type {import('esbuild').BuildOptions & { write: false }} */
  const options = {
    entryPoints: entries(false),
    absWorkingDir: root,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    write: false,
    bundle: true,
    // What is imported when it is first needed becomes a file of its own; else its packages would be loaded at the start.
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    logLevel: 'silent',
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true, target: 'ES2023', strict: true } },
    banner: { js: named },
    plugins: [{ name: 'sources', setup: loadSources }],
  };
  const { metafile } = await build({ ...options, metafile: true });
  const packages = await bundlePackages(packagesOf(metafile, 'src/main.ts'));
  const text = plain(packages.text);
  const words = new Set([...sources.values()].flatMap(source => source.match(/[\w$]+/g) ?? []));
  const exported = [...packages.exports(text)].map(
    ([name, names]) => /** @type {const} */ ([name, names.filter(each => words.has(each))]),
  );
  const plugins = [fromBundle(new Map(exported)), ...(options.plugins ?? [])];
  const { outputFiles } = await build({ ...options, plugins });
  /** @type {import('esbuild').BuildOptions & { write: false }} */
  const wholeOptions = {
    ...options,
    entryPoints: entries(true),
    splitting: false,
    packages: 'bundle',
    external: apart,
    minifyWhitespace: true,
    // Of all those packages it would be larger than the code.
    sourcemap: false,
    banner: { js: `${requires}${named}` },
  };
  const whole = await build(wholeOptions);
  return [...outputFiles, ...whole.outputFiles, { path: join(folder, packagesFile), text }];
}

/**
 * Serves the sources as they were read for the key, so that a file that is saved meanwhile is not stored under it. What
 * a source finds beside itself it finds there still; its threads and processes run compiled scripts.
 *
 * @param {import('esbuild').PluginBuild} builder
 */
function loadSources(builder) {
  builder.onLoad({ filter: /\.ts$/ }, ({ path }) => {
    const file = path.slice(root.length).replaceAll('\\', '/');
    const text = sources.get(file);
    if (text === undefined) return { errors: [{ text: `${file} is no source of the bot` }] };
    const contents = text.replaceAll(ownUrl, (_, script) =>
      script
        ? `new URL('./${basename(script, '.ts')}.mjs', import.meta.url)`
        : `__source(${JSON.stringify(file)})`,
    );
    return { contents, loader: 'ts' };
  });
}

/**
 * Writes the files beside their folder and renames it: it is there with all of them or not at all.
 *
 * @param {Compiled[]} files
 */
function place(files) {
  const partial = join(compiledFolder, `${randomUUID()}.partial`);
  mkdirSync(partial, { recursive: true });
  try {
    write(files, partial);
    // Left by somebody who deleted some of it.
    if (existsSync(target) && !existsSync(join(target, mainFile))) rmSync(target, { recursive: true });
    renameSync(partial, target);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    // Another start was first: it wrote the same.
    if (!existsSync(join(target, mainFile))) throw error;
  }
}

/**
 * @param {Compiled[]} files
 * @param {string} folder
 */
function write(files, folder) {
  for (const { path, text } of files) {
    const file = openSync(join(folder, basename(path)), 'w');
    try {
      writeFileSync(file, path.endsWith('.mjs') ? plain(text) : text);
      // A name that outlives a power cut must not outlive what it names.
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }
}

/**
 * The compiler writes all but regular expressions in ASCII. One letter more, and V8 keeps two bytes for each of the file.
 *
 * @param {string} text
 */
function plain(text) {
  return text.replace(/[\u0080-\uffff]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Compiles into a temporary folder of this user's, from which the packages are found as from the checkout. */
async function compileElsewhere() {
  const folder = mkdtempSync(join(tmpdir(), 'ai-actor-compiled-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  write(await compile(folder, JSON.stringify(pathToFileURL(root).href)), folder);
  return folder;
}

/** Deletes what earlier sources were compiled to, and what a start that was killed left. */
function sweep() {
  for (const name of readdirSync(compiledFolder)) {
    const folder = join(compiledFolder, name);
    try {
      if (name === key || Date.now() - statSync(folder).mtimeMs < unusedForMs) continue;
      rmSync(folder, { recursive: true });
    } catch {
      // Another start deletes it too.
    }
  }
}
