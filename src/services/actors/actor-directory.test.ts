import { describe, expect, test } from 'vitest';
import { openMemoryStore } from '../storage/store.ts';
import { type Actor, actorSchema } from './actor.ts';
import { createActorDirectory } from './actor-directory.ts';

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
  const collection = await openMemoryStore().collection('actors', actorSchema);
  for (const one of actors) await collection.put(one.id, one);
  return createActorDirectory(collection);
}
const any = { fits: () => true, most: 25 };
const names = (found: Actor[]) => found.map(({ name }) => name);

describe('looking actors up by name', () => {
  test('in the order of names, those that begin so before those that hold it, and what is used first of all', async () => {
    const directory = await shelf(
      actor('1', 'Remy'),
      actor('2', 'émile'),
      actor('3', 'Mira'),
      actor('4', 'Amir'),
    );
    expect(names(directory.ofGuild('g'))).toEqual(['Amir', 'Mira', 'Remy', 'émile']);
    expect(names(directory.named('g', 'mi', any))).toEqual(['Mira', 'Amir', 'émile']);
    expect(names(directory.named('g', 'MI', { ...any, first: ['2', 'gone'] }))).toEqual([
      'émile',
      'Mira',
      'Amir',
    ]);
    expect(names(directory.named('g', '', { ...any, most: 2 }))).toEqual(['Amir', 'Mira']);
    expect(names(directory.named('g', 'mi', { ...any, fits: ({ id }) => id !== '3' }))).toEqual([
      'Amir',
      'émile',
    ]);
    expect(directory.named('elsewhere', 'mi', { ...any, first: ['2'] })).toEqual([]);
  });

  test('follows who is added, renamed and removed', async () => {
    const directory = await shelf(actor('1', 'Remy'), actor('2', 'Nova'));
    await directory.add(actor('3', 'Ana'));
    await directory.change('1', current => ({ ...current, name: 'Zoe' }));
    await directory.remove('2');
    expect(names(directory.ofGuild('g'))).toEqual(['Ana', 'Zoe']);
    expect(names(directory.byName('g', ' ZOE'))).toEqual(['Zoe']);
    expect(directory.byName('g', 'Remy')).toEqual([]);
  });

  test('two of one name are both kept, and told apart by their ids', async () => {
    const directory = await shelf(actor('1', 'Mira'), actor('2', 'mira'));
    expect(directory.byName('g', 'Mira')).toHaveLength(2);
    await directory.remove('1');
    expect(directory.byName('g', 'Mira').map(({ id }) => id)).toEqual(['2']);
  });
});
