import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Collection, StoredRecordError } from './collection.ts';
import { eachFound, type Indexes, timeRank } from './refs.ts';
import type { Store } from './store.ts';
import { engines, type TestDatabase } from './testing/engines.ts';

const picture = z.object({
  by: z.string(),
  at: z.number(),
  place: z.string().default('hall'),
  shows: z.array(z.string()),
});
type Picture = z.infer<typeof picture>;
const indexes: Indexes<Picture> = {
  version: 1,
  by: {
    maker: ({ by, at, place }) => [{ value: by, rank: timeRank(at), tag: place }],
    shown: ({ shows, at }) => shows.map(value => ({ value, rank: timeRank(at) })),
  },
};

const made = (by: string, at: number, shows: string[] = [], place = 'hall'): Picture => ({
  by,
  at,
  shows,
  place,
});
const idsOf = async (found: ReturnType<Collection<Picture>['find']>) => (await found).map(({ id }) => id);

describe.each(engines)('in $name', engine => {
  if (engine.missing) {
    test.skip(`NOT TESTED: ${engine.missing}`);
    return;
  }
  let database: TestDatabase;
  let store: Store;
  beforeAll(() => engine.begin());
  afterAll(() => engine.end());
  beforeEach(async () => {
    database = await engine.create();
    store = await database.open({ expendable: ['drafts'] });
  });
  afterEach(async () => {
    await store.close();
    await database.drop();
  });
  async function reopen(): Promise<void> {
    await store.close();
    store = await database.open({ expendable: ['drafts'] });
  }
  const open = (name = 'pictures', by = indexes) => store.collection(name, picture, by);
  const raw: TestDatabase['raw'] = (...given) => database.raw(...given);

  describe('records are found', () => {
    test('by each of their values, in the order of their ranks, page by page', async () => {
      const pictures = await open();
      await pictures.put('a', made('ana', 10, ['x', 'y']));
      await pictures.put('b', made('ana', 30, ['y']));
      await pictures.put('c', made('ben', 20, ['y']));
      const maker = { index: 'maker', value: 'ana' };
      const shown = { index: 'shown', value: 'y' };
      expect(await idsOf(pictures.find(maker, { limit: 9 }))).toEqual(['b', 'a']);
      expect(await idsOf(pictures.find(shown, { limit: 2 }))).toEqual(['b', 'c']);
      expect(await idsOf(pictures.find(shown, { limit: 2, skip: 2 }))).toEqual(['a']);
      expect(await idsOf(pictures.find(shown, { limit: 9, order: 'up' }))).toEqual(['a', 'c', 'b']);
      expect(await idsOf(pictures.find(shown, { limit: 9, below: timeRank(30) }))).toEqual(['c', 'a']);
      expect(await idsOf(pictures.find([maker, { index: 'maker', value: 'ben' }], { limit: 9 }))).toEqual([
        'b',
        'c',
        'a',
      ]);
      expect(await idsOf(pictures.find({ ...shown, and: [maker] }, { limit: 9 }))).toEqual(['b', 'a']);
      expect(await pictures.count([maker, shown])).toBe(3);
      expect(await pictures.count({ index: 'shown', value: ['x', 'y'] })).toBe(3);
      expect(await idsOf(pictures.find({ index: 'shown', value: ['x', 'y'] }, { limit: 9 }))).toEqual([
        'b',
        'c',
        'a',
      ]);
      expect(await pictures.known('shown', ['x', 'z'])).toEqual(new Set(['x']));
      expect(await pictures.values('maker')).toEqual(['ana', 'ben']);
      expect(await pictures.values('maker', 'b')).toEqual(['ben']);
      expect(await idsOf(pictures.find([], { limit: 9 }))).toEqual([]);
    });

    test('by a part of their rank, among as many as are looked at', async () => {
      const by = {
        all: ({ by: name }: Picture) => [{ value: 'all', rank: name }],
        maker: ({ by: name }: Picture) => [{ value: name, rank: name }],
      };
      const names = await open('names', { version: 1, by });
      for (const name of ['one', 'none', 'two', 'lone', 'bone']) await names.put(name, made(name, 1, []));
      const all = { index: 'all', value: 'all' };
      const holding = (range: object) =>
        idsOf(names.find(all, { order: 'up', limit: 9, contains: 'one', ...range }));
      expect(await holding({})).toEqual(['bone', 'lone', 'none', 'one']);
      expect(await holding({ among: 2 })).toEqual(['bone', 'lone']);
      expect(await holding({ among: 2, order: 'down' })).toEqual(['one']);
      expect(await holding({ among: 2, after: { rank: 'bone', id: 'bone' } })).toEqual(['lone']);
      const either = [all, { index: 'maker', value: 'none' }];
      const range = { order: 'up', limit: 9, contains: 'o', among: 1 } as const;
      expect(await idsOf(names.find(either, range))).toEqual(['bone', 'none']);
    });

    test('by their tags, which can be listed', async () => {
      const pictures = await open();
      await pictures.put('a', made('ana', 1, [], 'attic'));
      await pictures.put('b', made('ana', 2, [], 'hall'));
      await pictures.put('c', made('ana', 3, [], 'yard'));
      const maker = { index: 'maker', value: 'ana' };
      expect(await idsOf(pictures.find({ ...maker, tags: ['attic', 'yard'] }, { limit: 9 }))).toEqual([
        'c',
        'a',
      ]);
      expect(await pictures.count({ ...maker, tags: ['hall'] })).toBe(1);
      expect((await pictures.tags('maker', 'ana')).sort()).toEqual(['attic', 'hall', 'yard']);
    });

    test('as they are now: changed, deleted, and put again', async () => {
      const pictures = await open();
      await pictures.put('a', made('ana', 1, ['x', 'y']));
      await pictures.update('a', current => current && { ...current, by: 'ben', shows: ['y'] });
      expect(await pictures.count({ index: 'maker', value: 'ana' })).toBe(0);
      expect(await idsOf(pictures.find({ index: 'maker', value: 'ben' }, { limit: 9 }))).toEqual(['a']);
      expect(await pictures.known('shown', ['x', 'y'])).toEqual(new Set(['y']));
      await pictures.delete('a');
      expect(await pictures.values('maker')).toEqual([]);
      expect(await raw('SELECT * FROM pictures_refs')).toEqual([]);
      await pictures.put('a', made('ana', 1));
      expect(await idsOf(pictures.find({ index: 'maker', value: 'ana' }, { limit: 9 }))).toEqual(['a']);
      expect(await raw('SELECT * FROM pictures_due')).toEqual([]);
    });

    test('each once by pages, also where many have one rank', async () => {
      const pictures = await open();
      await Promise.all(Array.from({ length: 25 }, (_, n) => pictures.put(`p${n}`, made('ana', n % 3))));
      const seen: string[] = [];
      for await (const page of eachFound(pictures, { index: 'maker', value: 'ana' }, { limit: 4 })) {
        expect(page.length).toBeLessThanOrEqual(4);
        seen.push(...page.map(({ id }) => id));
      }
      expect(new Set(seen).size).toBe(25);
      expect(seen).toHaveLength(25);
    });

    test('and read together in the order that was asked for', async () => {
      const pictures = await open();
      await pictures.put('a', made('ana', 1));
      await pictures.put('b', made('ben', 2));
      expect((await pictures.some(['b', 'gone', 'a'])).map(({ by }) => by)).toEqual(['ben', 'ana']);
    });
  });

  test('whatever is written in whatever order, the index says what reading every record would', async () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const record = fc.record({
      by: fc.constantFrom('ana', 'ben', ':', 'c"'),
      at: fc.integer({ min: 0, max: 5 }),
      shows: fc.uniqueArray(fc.constantFrom('x', 'y', 'z')),
      place: fc.constantFrom('hall', 'attic'),
    });
    const step = fc.oneof(
      fc.record({ what: fc.constant('put' as const), id, record }),
      fc.record({ what: fc.constant('delete' as const), id }),
    );
    let round = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async steps => {
        const pictures = await open(`round${++round}`);
        const kept = new Map<string, Picture>();
        await Promise.all(
          steps.map(one => {
            if (one.what === 'delete') kept.delete(one.id);
            else kept.set(one.id, one.record);
            return one.what === 'delete' ? pictures.delete(one.id) : pictures.put(one.id, one.record);
          }),
        );
        const expected = (of: (record: Picture) => boolean) =>
          [...kept]
            .filter(([, one]) => of(one))
            .sort(([a, one], [b, other]) => one.at - other.at || (a < b ? -1 : 1))
            .map(([known]) => known);
        for (const by of ['ana', 'ben', ':', 'c"']) {
          const found = pictures.find({ index: 'maker', value: by }, { limit: 9, order: 'up' });
          expect(await idsOf(found)).toEqual(expected(one => one.by === by));
        }
        const either = [
          { index: 'shown', value: ['x', 'y'] },
          { index: 'maker', value: 'ana', tags: ['attic'] },
        ];
        const isEither = ({ shows, by, place }: Picture) =>
          shows.includes('x') || shows.includes('y') || (by === 'ana' && place === 'attic');
        expect(await idsOf(pictures.find(either, { limit: 9, order: 'up' }))).toEqual(expected(isEither));
        expect(await pictures.count(either)).toBe(expected(isEither).length);
      }),
      { numRuns: 40 },
    );
  });

  describe('the index of a store that is there already', () => {
    const maker = { index: 'maker', value: 'ana' };

    test('is built at the first start, from records of earlier versions too', async () => {
      const before = await store.collection(
        'pictures',
        z.object({ by: z.string(), at: z.number(), shows: z.array(z.string()) }),
      );
      await Promise.all(
        Array.from({ length: 1_234 }, (_, n) => before.put(`p${n}`, { by: 'ana', at: n, shows: ['x'] })),
      );
      await reopen();
      const pictures = await open();
      expect(await pictures.count(maker)).toBe(1_234);
      expect(await pictures.count({ ...maker, tags: ['hall'] })).toBe(1_234);
    });

    test('is finished by the next start where the process was killed in between', async () => {
      const before = await store.collection('pictures', picture);
      for (let n = 0; n < 20; n++) await before.put(`p${n}`, made('ana', n));
      await reopen();
      await open();
      // As it is after the first of two batches.
      await raw('INSERT INTO pictures_due SELECT key FROM pictures WHERE key > $1', 'pictures:p15');
      await raw("DELETE FROM pictures_refs WHERE id > 'p15'");
      await reopen();
      expect(await (await open()).count(maker)).toBe(20);
      expect(await raw('SELECT * FROM pictures_due')).toEqual([]);
    });

    test('has what another program wrote without it', async () => {
      const pictures = await open();
      await pictures.put('a', made('ana', 1));
      const value = JSON.stringify({ value: made('ben', 2) });
      await raw("UPDATE pictures SET value = $1 WHERE key = 'pictures:a'", value);
      await raw("INSERT INTO pictures (key, value) VALUES ('pictures:b', $1)", value);
      await reopen();
      const again = await open();
      expect(await again.count(maker)).toBe(0);
      expect(await idsOf(again.find({ index: 'maker', value: 'ben' }, { limit: 9 }))).toEqual(['b', 'a']);
      await raw("DELETE FROM pictures WHERE key = 'pictures:b'");
      expect(await again.count({ index: 'maker', value: 'ben' })).toBe(1);
    });

    test('is built anew for another version of its declaration, and not for the same', async () => {
      await (await open()).put('a', made('ana', 1));
      await reopen();
      const changed = {
        ...indexes,
        by: { maker: ({ at }: Picture) => [{ value: 'changed', rank: timeRank(at) }] },
      };
      expect(await (await open('pictures', changed)).values('maker')).toEqual(['ana']);
      await reopen();
      expect(await (await open('pictures', { ...changed, version: 2 })).values('maker')).toEqual(['changed']);
    });

    test('names a record that does not fit its schema, and puts it aside where it may be lost', async () => {
      for (const name of ['pictures', 'drafts']) {
        const anything = await store.collection(name, z.object({ by: z.number() }));
        await anything.put('odd', { by: 17 });
      }
      await reopen();
      await expect(open()).rejects.toThrow(StoredRecordError);
      await expect(open()).rejects.toThrow(/pictures\/odd/);
      const drafts = await open('drafts');
      expect(await drafts.all()).toEqual([]);
      expect(await raw('SELECT * FROM drafts_due')).toEqual([]);
    });
  });

  test('many writes at once are each there once they are acknowledged, a failed one alone fails', async () => {
    const pictures = await open();
    const odd = pictures.put('odd', { by: 17 } as unknown as Picture);
    const writes = Array.from({ length: 300 }, async (_, n) => {
      await pictures.put(`p${n}`, made('ana', n));
      expect(await pictures.get(`p${n}`)).toBeDefined();
      if (n % 3 === 0) await pictures.delete(`p${n}`);
    });
    await expect(odd).rejects.toThrow(StoredRecordError);
    await Promise.all(writes);
    expect(await pictures.count({ index: 'maker', value: 'ana' })).toBe(200);
    expect(await pictures.all()).toHaveLength(200);
  });
});
