import { describe, expect, test, vi } from 'vitest';
import { openMemoryStore } from '../storage/store.ts';
import type { Actor } from './actor.ts';
import { createActorDirectory, namesLookedAt } from './actor-directory.ts';
import { ofGuild, withName } from './actor-index.ts';
import { createActorLookups } from './lookups.ts';
import { actorCollections } from './testing/actor-collections.ts';

const actor = (id: string, name: string, guildId = 'g'): Actor => ({
  id,
  guildId,
  name,
  ownerId: 'ana',
  subjectId: 'ana',
  visibility: 'guild',
  chosenMemberIds: [],
  photos: [],
  consent: { state: 'granted', memberId: 'ana', textVersion: 3, text: 'yes', at: 0 },
  triggerWord: `ohwx${id}`,
  posts: [],
  versions: [],
  createdAt: 0,
});
async function shelf(...actors: Actor[]) {
  const { actors: collection } = await actorCollections(openMemoryStore());
  for (const one of actors) await collection.put(one.id, one);
  const directory = createActorDirectory(collection);
  return { collection, directory, lookups: createActorLookups({ directory }) };
}
const any = { most: 25 };
const names = (found: { name: string }[]) => found.map(({ name }) => name);

describe('looking actors up by name', () => {
  test('in the order of names, those that begin so before those that hold it, and what is used first of all', async () => {
    const { directory } = await shelf(
      actor('1', 'Remy'),
      actor('2', 'émile'),
      actor('3', 'Mira'),
      actor('4', 'Amir'),
    );
    const named = async (...[typed, options]: [string, Parameters<typeof directory.named>[2]]) =>
      names(await directory.named(ofGuild('g'), typed, options));
    expect(names(await directory.list(ofGuild('g')))).toEqual(['Amir', 'Mira', 'Remy', 'émile']);
    expect(await named('mi', any)).toEqual(['Mira', 'Amir', 'émile']);
    expect(await named('MI', { ...any, first: ['4', 'gone', '2', '1'] })).toEqual(['Amir', 'émile', 'Mira']);
    expect(await named('', { most: 2 })).toEqual(['Amir', 'Mira']);
    expect(await named('', { most: 2, first: ['2'] })).toEqual(['émile', 'Amir']);
    expect(await named('mi', { ...any, fits: ({ id }) => id !== '3' })).toEqual(['Amir', 'émile']);
    expect(await directory.named(ofGuild('elsewhere'), 'mi', { ...any, first: ['2'] })).toEqual([]);
  });

  test('finds what fits behind many that do not', async () => {
    const { directory } = await shelf(
      ...Array.from({ length: 300 }, (_, n) => actor(`${n}`, `Mira ${String(n).padStart(3, '0')}`)),
    );
    const fits = ({ name }: { name: string }) => name > 'Mira 280';
    const found = await directory.named(ofGuild('g'), 'ira', { fits, most: 3 });
    expect(names(found)).toEqual(['Mira 281', 'Mira 282', 'Mira 283']);
  });

  test('never looks at more names than a moment allows', async () => {
    const { directory, collection } = await shelf(
      ...Array.from({ length: 2_200 }, (_, n) => actor(`${n}`, `Mira ${String(n).padStart(4, '0')}`)),
    );
    const asked = vi.spyOn(collection, 'findTagged');
    const again = createActorDirectory(collection);
    expect(await again.named(ofGuild('g'), 'nobody', any)).toEqual([]);
    expect(asked.mock.calls.map(([, { begins, among }]) => begins ?? among)).toEqual([
      'nobody',
      namesLookedAt,
    ]);
    asked.mockClear();
    expect(await again.named(ofGuild('g'), 'mira', { ...any, fits: () => false })).toEqual([]);
    expect(asked).toHaveBeenCalledTimes(40);
    expect(await directory.named(ofGuild('g'), 'mira 2199', any)).toHaveLength(1);
  });

  test('follows who is added, renamed and removed', async () => {
    const { directory } = await shelf(actor('1', 'Remy'), actor('2', 'Nova'));
    await directory.add(actor('3', 'Ana'));
    await directory.change('1', current => ({ ...current, name: 'Zoe' }));
    await directory.remove('2');
    expect(names(await directory.list(ofGuild('g')))).toEqual(['Ana', 'Zoe']);
    expect(names(await directory.candidates('g', ' ZOE'))).toEqual(['Zoe']);
    expect(await directory.candidates('g', 'Remy')).toEqual([]);
  });

  test('two of one name are both kept, and told apart by their ids', async () => {
    const { directory } = await shelf(actor('1', 'Mira'), actor('2', 'mira'));
    expect(await directory.count(withName('g', 'MIRA'))).toBe(2);
    await directory.remove('1');
    expect((await directory.candidates('g', 'Mira')).map(({ id }) => id)).toEqual(['2']);
  });

  test('an actor who is named in words is found, by the longest name, among those that the member may use', async () => {
    const { lookups } = await shelf(actor('1', 'Ana'), actor('2', 'Ana Maria'), {
      ...actor('3', 'Zoe'),
      visibility: 'owner',
    });
    expect(await lookups.namedIn('g', 'ben', 'a portrait of ANA  maria, by the sea')).toMatchObject({
      id: '2',
    });
    expect(await lookups.namedIn('g', 'ben', 'Zoe and ana')).toMatchObject({ id: '1' });
    expect(await lookups.namedIn('g', 'ana', 'Zoe and ana')).toMatchObject({ id: '3' });
    expect(await lookups.namedIn('elsewhere', 'ana', 'Zoe and ana')).toBeUndefined();
  });
});

describe('an actor that was read', () => {
  test('is what is stored once a change of it has resolved, however many read it meanwhile', async () => {
    const { directory } = await shelf(actor('1', 'Remy'));
    await directory.byId('1');
    const reading: Promise<unknown>[] = [];
    for (let nth = 1; nth <= 20; nth++) {
      const changing = directory.change('1', current => ({ ...current, createdAt: nth }));
      reading.push(
        directory.byId('1'),
        new Promise(setImmediate).then(() => directory.byId('1')),
      );
      await changing;
      expect(await directory.byId('1')).toMatchObject({ createdAt: nth });
    }
    await Promise.all(reading);
  });

  test('is nobody’s any more from the moment that its removal begins, and no late change brings it back', async () => {
    const { directory, collection } = await shelf(actor('1', 'Remy'), actor('2', 'Nova'));
    await directory.byId('1');
    const changing = directory.change('1', async current => {
      await new Promise(setImmediate);
      return { ...current, name: 'Late' };
    });
    const refused = expect(changing).rejects.toMatchObject({ code: 'not-found' });
    const removing = directory.remove('1');
    expect(await directory.byId('1')).toBeUndefined();
    expect(names(await directory.list(ofGuild('g')))).toEqual(['Nova']);
    expect(names(await directory.named(ofGuild('g'), 'rem', any))).toEqual([]);
    await refused;
    expect(await removing).toMatchObject({ name: 'Remy' });
    expect(await collection.get('1')).toBeUndefined();
    await directory.add(actor('1', 'Remy'));
    expect(await directory.byId('1')).toMatchObject({ name: 'Remy' });
  });

  test('that the store could not remove stays gone for everybody, and the next attempt says what it was', async () => {
    const { directory, collection } = await shelf(actor('1', 'Remy'));
    const remove = collection.delete;
    collection.delete = async () => {
      collection.delete = remove;
      throw new Error('the disk is full');
    };
    await expect(directory.remove('1')).rejects.toThrow('the disk is full');
    expect(await directory.byId('1')).toBeUndefined();
    expect(await directory.remove('1')).toMatchObject({ name: 'Remy' });
  });

  test('changed by many at once keeps every change', async () => {
    const { directory } = await shelf(actor('1', 'Remy'));
    const post = (nth: number) => ({ channelId: 'c', messageId: String(nth) });
    await Promise.all(
      Array.from({ length: 30 }, (_, nth) =>
        directory.change('1', current => ({ ...current, posts: [...current.posts, post(nth)] })),
      ),
    );
    expect((await directory.byId('1'))?.posts).toHaveLength(30);
  });
});
