import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { openMemoryStore } from '../../storage/store.ts';
import { actorIdsOf, type Generation } from '../generation.ts';
import { gallerySearch } from './gallery-search.ts';
import { generationIndexes, modelKey } from './generation-index.ts';

const members = ['ana', 'ben', 'cleo'];
const actors = ['x', 'y', 'z'];
const guilds = ['g1', 'g2'];
const channels = ['open', 'closed', 'thread'];
const one = <T>(...values: T[]) => fc.constantFrom(...values);
const maybe = <T>(...values: T[]) => fc.option(one(...values), { nil: undefined });
const named = (id: string | undefined) =>
  id === undefined ? undefined : { id, name: id, version: 1, standIn: false };

const generation = fc
  .record({
    guildId: one(...guilds),
    channelId: one(...channels),
    parentChannelId: maybe('open', 'closed'),
    memberId: one(...members),
    actor: maybe(...actors),
    actor2: maybe(...actors),
    model: one('a/one', 'a/two'),
    favouriteOf: fc.uniqueArray(one(...members)),
    posts: fc.array(fc.record({ channelId: one(...channels), messageId: fc.constant('m') }), {
      maxLength: 2,
    }),
    private: fc.boolean(),
    pictures: fc.integer({ min: 0, max: 2 }),
    createdAt: fc.integer({ min: 0, max: 4 }),
  })
  .map(
    ({ actor, actor2, model, pictures, ...rest }) =>
      ({
        ...rest,
        settings: { model },
        modelName: `Model ${model}`,
        actor: named(actor),
        actor2: named(actor2),
        images: Array.from({ length: pictures }, (_, seed) => ({ sha256: `${seed}`, seed })),
        stalePosts: [],
        deleted: pictures === 0,
      }) as unknown as Generation,
  );
const asking = fc.record({
  guildId: one(...guilds, '@me'),
  memberId: one(...members),
  views: fc.uniqueArray(one(...channels)),
  spokenFor: fc.uniqueArray(one(...actors)),
  filter: fc.record({
    memberId: maybe(...members),
    actorId: maybe(...actors),
    model: maybe(...['a/one', 'model A/TWO'].map(modelKey)),
    favourites: maybe(true),
  }),
});

type Asking = typeof asking extends fc.Arbitrary<infer T> ? T : never;

/** The rule, asked of one image: one's own wherever it is, and what is public in channels that one can view. */
function belongs(image: Generation, { guildId, memberId, views, spokenFor, filter }: Asking) {
  const shown = actorIdsOf(image);
  if (image.images.length === 0) return false;
  if (filter.memberId !== undefined && image.memberId !== filter.memberId) return false;
  if (filter.actorId !== undefined && !shown.includes(filter.actorId)) return false;
  if (
    filter.model !== undefined &&
    ![image.settings.model, image.modelName].map(modelKey).includes(filter.model)
  )
    return false;
  if (filter.favourites && !image.favouriteOf?.includes(memberId)) return false;
  const here = image.guildId === guildId;
  if (image.memberId === memberId || shown.some(id => spokenFor.includes(id)))
    return here || guildId === '@me';
  const places = [image.channelId, image.parentChannelId, ...image.posts.map(({ channelId }) => channelId)];
  const seen = places.some(id => views.includes(id as never));
  return here && !image.private && seen;
}
test('a gallery has exactly what belongs into it, once each and in order, whoever looks and whatever is asked for', async () => {
  const store = openMemoryStore();
  let round = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(generation, { maxLength: 25 }),
      fc.array(asking, { minLength: 6, maxLength: 6 }),
      async (images, askers) => {
        const generations = await store.collection(
          `round${++round}`,
          z.custom<Generation>(),
          generationIndexes,
        );
        await Promise.all(images.map((image, n) => generations.put(`i${n}`, image)));
        for (const viewer of askers) {
          const canView = (id: string) => viewer.views.includes(id);
          const { where, parts } = await gallerySearch(
            { ...viewer, canView },
            viewer.filter,
            viewer.spokenFor,
            generations,
          );
          const expected = images
            .map((image, n) => ({ image, id: `i${n}` }))
            .filter(({ image }) => belongs(image, viewer))
            .sort((a, b) => b.image.createdAt - a.image.createdAt || (a.id < b.id ? 1 : -1))
            .map(({ id }) => id);
          expect((await generations.find(where, { limit: 99 })).map(({ id }) => id)).toEqual(expected);
          const counts = await Promise.all(parts.map(generations.count));
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(expected.length);
        }
      },
    ),
    { numRuns: 60 },
  );
});
