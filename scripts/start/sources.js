// @ts-check
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where the compiled bots lie, each in a folder named after its sources. */
export const compiledFolder = join(root, '.compiled');

/** The file of a compiled bot that starts it. */
export const mainFile = 'main.mjs';

const onlyForTests = /\.test\.ts$|(^|\/)testing\//;

/**
 * The sources of the bot, by their paths from the checkout with forward slashes, and a key that differs as soon as the
 * compiled bot may differ: it stands for the sources, the compiler and how it is used.
 *
 * @returns {{ sources: Map<string, string>, key: string }}
 */
export function readSources() {
  const sources = new Map(
    readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .map(file => `src/${file.replaceAll('\\', '/')}`)
      .filter(file => file.endsWith('.ts') && !onlyForTests.test(file))
      .sort()
      .map(file => [file, readFileSync(join(root, file), 'utf8')]),
  );
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const hash = createHash('sha256');
  for (const part of [
    dependencies.esbuild,
    readFileSync(new URL('./compile.js', import.meta.url), 'utf8'),
    ...[...sources].flat(),
  ]) {
    hash.update(`${part.length}:${part}`);
  }
  return { sources, key: hash.digest('hex').slice(0, 32) };
}
