// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where the compiled bots lie, each in a folder named after its sources. */
export const compiledFolder = join(root, '.compiled');

/** The file of a compiled bot that starts it. */
export const mainFile = 'main.mjs';

/** How a source names the script of a thread or process. */
export const workerScript = /new URL\('(\.{1,2}\/[^']+\.ts)', import\.meta\.url\)/g;

const onlyForTests = /\.test\.ts$|(^|\/)testing\//;

/**
 * The sources of the bot, by their paths from the checkout with forward slashes, and a key that differs as soon as the
 * compiled bot may differ: it stands for the sources, the packages, the compiler and how it is used.
 *
 * @returns {{ sources: Map<string, string>, key: string }}
 */
export function readSources() {
  const sources = new Map(
    filesIn('src')
      .filter(file => file.endsWith('.ts') && !onlyForTests.test(file))
      .sort()
      .map(file => [file, readFileSync(join(root, file), 'utf8')]),
  );
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const hash = createHash('sha256');
  for (const part of [
    dependencies.esbuild,
    ...['compile.js', 'bundle.js', 'packages.js', 'sources.js'].map(file =>
      readFileSync(new URL(file, import.meta.url), 'utf8'),
    ),
    installed(),
    ...[...sources].flat(),
  ]) {
    hash.update(`${part.length}:${part}`);
  }
  return { sources, key: hash.digest('hex').slice(0, 32) };
}

/**
 * Node's own recursive listing takes three times as long.
 *
 * @param {string} folder
 * @returns {string[]}
 */
const filesIn = folder =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap(entry =>
    entry.isDirectory() ? filesIn(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`],
  );

/** What npm says that it has installed: the packages are compiled, too. */
function installed() {
  const [file] = ['node_modules/.package-lock.json', 'package-lock.json']
    .map(name => join(root, name))
    .filter(existsSync);
  return file ? readFileSync(file, 'utf8') : '';
}
