// @ts-check
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/** The maps are a few megabytes, and where one error is, others are near. */
const keptMs = 60_000;
const place = /(file:\/\/[^\s()]+\.mjs):(\d+):(\d+)/;

/**
 * Has stacks name the sources of a compiled bot. Node does the same with --enable-source-maps, but reads the maps of all
 * files and packages when it loads them, and keeps them: 5 MB, and a tenth of a start.
 */
export function nameSources() {
  /** @type {Map<string, SourceMap | undefined>} */
  const maps = new Map();

  /** @param {string} file */
  function mapOf(file) {
    if (!maps.has(file)) {
      if (maps.size === 0) setTimeout(() => maps.clear(), keptMs).unref();
      maps.set(file, readMap(file));
    }
    return maps.get(file);
  }

  /** @param {string} site */
  const named = site =>
    site.replace(place, (all, file, line, column) => {
      const entry = mapOf(file)?.findEntry(Number(line) - 1, Number(column) - 1);
      if (!entry || !('originalSource' in entry)) return all;
      const source = fileURLToPath(new URL(entry.originalSource, file));
      return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
    });

  Error.prepareStackTrace = (error, sites) =>
    [headOf(error), ...sites.map(site => `    at ${named(String(site))}`)].join('\n');
}

/** @param {string} file */
function readMap(file) {
  try {
    return new SourceMap(JSON.parse(readFileSync(new URL(`${file}.map`), 'utf8')));
  } catch {
    // None, or it was cleared away: then the compiled place stands there.
    return undefined;
  }
}

/** @param {unknown} error */
function headOf(error) {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return 'Error';
  }
}
