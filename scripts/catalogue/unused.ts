import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { catalogueOf } from '../../src/words/words.ts';

const sources = fileURLToPath(new URL('../../src/', import.meta.url));

/** The keys that stand nowhere in the sources as a literal: a key is never put together, so those are said by nothing. */
export async function unusedKeys(): Promise<string[]> {
  const text = readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .map(file => file.replaceAll('\\', '/'))
    .filter(file => file.endsWith('.ts') && !file.startsWith('words/') && !file.endsWith('.test.ts'))
    .map(file => readFileSync(`${sources}${file}`, 'utf8'))
    .join('\n');
  const said = new Set([...text.matchAll(/'([a-zA-Z]+\.[a-zA-Z0-9]+)'/g)].map(([, key]) => key));
  return Object.entries(await catalogueOf('en')).flatMap(([room, sentences]) =>
    Object.keys(sentences)
      .map(name => `${room}.${name}`)
      .filter(key => !said.has(key)),
  );
}
