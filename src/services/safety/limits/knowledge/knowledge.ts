import { readFileSync } from 'node:fs';
import { entriesOf, type Hit, type Phrases, phrasesOf, replaced } from './phrases.ts';

/** What is known of a limit beyond its word lists. */
export interface Knowledge {
  /** The text without what only sounds like something that is against the limit. */
  withoutHarmless(text: string): string;
  /** What is against the limit. */
  hits(text: string): Hit[];
  /** Those hits in a text whose words don't mean something else there. */
  meant(hits: readonly Hit[], text: string): Hit[];
}

/** Words with two meanings: not what they are listed for where one of the others is about. */
interface Homonym {
  words: Phrases;
  unless: Phrases;
}

const phrases = (section: string) => phrasesOf(entriesOf(section));

const homonymsOf = (section: string): Homonym[] =>
  section
    .split('\n')
    .filter(line => line.includes(':'))
    .map(line => {
      const [words = '', unless = ''] = line.split(':');
      return { words: phrases(words), unless: phrases(unless) };
    });

/** In the place of what is harmless. */
const nothing = '¤';

/** The sections of a file, without its comments. */
export function sectionsOf(file: string): { against: string; harmless: string; unless: string } {
  const [, against = '', harmless = '', unless = ''] = file
    .replace(/^#.*$/gm, '')
    .split(/^\[(?:against|harmless|unless)\]$/m);
  return { against, harmless, unless };
}

function read(name: string): Knowledge {
  const sections = sectionsOf(readFileSync(new URL(`./${name}.txt`, import.meta.url), 'utf8'));
  let known: Phrases | undefined;
  let fine: Phrases | undefined;
  let homonyms: Homonym[] | undefined;
  return {
    hits(text) {
      known ??= phrases(sections.against);
      return known.hits(text);
    },

    withoutHarmless(text) {
      fine ??= phrases(sections.harmless);
      return replaced(text, fine.hits(text), nothing);
    },

    meant(hits, text) {
      if (hits.length === 0) return [];
      homonyms ??= homonymsOf(sections.unless);
      const other = homonyms.filter(({ unless }) => unless.hits(text).length > 0);
      return hits.filter(({ words }) => !other.some(one => one.words.hits(words).length > 0));
    },
  };
}

const all = new Map<string, Knowledge>();

/** What the file of that name knows. It is read when it is first asked for: most servers have no actor with limits. */
export function knowledgeOf(name: string): Knowledge {
  const there = all.get(name) ?? read(name);
  all.set(name, there);
  return there;
}
