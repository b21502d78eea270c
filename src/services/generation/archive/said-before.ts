import type { Collection } from '../../storage/collection.ts';
import { recordsFound } from '../../storage/found-records.ts';
import { type Generation, sourceOf, type Words, wordsOf } from '../generation.ts';

export type SaidBefore = ReturnType<typeof createSaidBefore>;

const unique = (words: readonly Words[]): Words[] => [
  ...new Map(words.map(one => [JSON.stringify([one.prompt, one.negative]), one])).values(),
];

/** The pictures that it was made from, by their SHA-256; photos of who is shown were asked for in no words. */
const startsOf = (record: Generation): string[] => {
  if (sourceOf(record) === 'photos') return [];
  const { reference, pictures = [] } = record.settings;
  return reference ? [reference.sha256] : pictures;
};

/** What was said of pictures that others were made from: who rules it out rules out what was made of them. */
export function createSaidBefore(generations: Pick<Collection<Generation>, 'find' | 'some'>) {
  const withPicture = (sha256: string) => recordsFound(generations, { index: 'picture', value: sha256 });

  /** As it was noted, or, in records of earlier versions, by the pictures that are still kept. */
  async function before(record: Generation, seen = new Set<string>()): Promise<Words[]> {
    if (record.saidBefore) return record.saidBefore;
    const found: Words[] = [];
    for (const sha256 of startsOf(record)) {
      if (seen.has(sha256)) continue;
      seen.add(sha256);
      for (const start of await withPicture(sha256))
        found.push(wordsOf(start), ...(await before(start, seen)));
    }
    return unique(found);
  }

  return {
    withPicture,
    before: (record: Generation) => before(record),
    /** For what is made from a picture that these have. */
    async after(records: readonly Generation[]): Promise<Words[]> {
      const all = await Promise.all(records.map(async one => [wordsOf(one), ...(await before(one))]));
      return unique(all.flat());
    },
  };
}
