import type { Collection } from '../../storage/collection.ts';
import { eachFound } from '../../storage/refs.ts';
import type { Generation } from '../generation.ts';
import type { Archive } from './archive.ts';

/** Which images are favourites of which members. */
export function createFavourites({
  generations,
  details,
}: {
  generations: Collection<Generation>;
  details: Archive['details'];
}): Pick<Archive, 'toggleFavourite' | 'favouritesOf' | 'forgetFavourites'> {
  async function* pagesOf(memberId: string): AsyncIterable<Generation[]> {
    for await (const page of eachFound(generations, { index: 'favourite', value: memberId }, { limit: 100 }))
      yield await generations.some(page.map(({ id }) => id));
  }

  return {
    async toggleFavourite(id, viewer) {
      await details(id, viewer);
      const { memberId } = viewer;
      const after = await generations.update(id, record => {
        if (!record || record.images.length === 0) return undefined;
        const others = (record.favouriteOf ?? []).filter(one => one !== memberId);
        return withFavourites(record, isFavouriteOf(record, memberId) ? others : [...others, memberId]);
      });
      return after !== undefined && isFavouriteOf(after, memberId);
    },

    async favouritesOf(memberId) {
      const found: Generation[] = [];
      for await (const page of pagesOf(memberId)) found.push(...page);
      return found;
    },

    async forgetFavourites(memberId, guildId) {
      for await (const page of pagesOf(memberId)) {
        for (const { id } of page.filter(record => guildId === undefined || record.guildId === guildId))
          await generations.update(
            id,
            record =>
              record &&
              withFavourites(
                record,
                (record.favouriteOf ?? []).filter(one => one !== memberId),
              ),
          );
      }
    },
  };
}

export const isFavouriteOf = (
  { favouriteOf = [] }: Pick<Generation, 'favouriteOf'>,
  memberId: string,
): boolean => favouriteOf.includes(memberId);

/** Absent rather than empty. */
export function withFavourites(
  { favouriteOf: _before, ...record }: Generation,
  members: string[],
): Generation {
  return members.length > 0 ? { ...record, favouriteOf: members } : record;
}
