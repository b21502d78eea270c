import { expect, test } from 'vitest';
import { z } from 'zod';
import { refreshed } from './refreshed.ts';
import { openMemoryStore } from './store.ts';

test('what others wrote is read again, and what was changed here meanwhile stays', async () => {
  const schema = z.object({ id: z.string(), text: z.string() });
  const notes = await openMemoryStore().collection('notes', schema);
  const write = (id: string, text: string) => notes.put(id, { id, text });
  for (const id of ['a', 'b', 'c']) await write(id, 'old');
  const kept = new Map((await notes.all()).map(note => [note.id, note]));
  const texts = () => Object.fromEntries([...kept].map(([id, { text }]) => [id, text]));
  const read: string[] = [];
  let meanwhile = () => {};
  const refresh = refreshed(
    kept,
    {
      async get(id) {
        const found = await notes.get(id);
        meanwhile();
        return found;
      },
      async all() {
        const found = await notes.all();
        meanwhile();
        return found;
      },
    },
    { idOf: ({ id }) => id, onRead: id => read.push(id) },
  );
  await write('a', 'new');
  await notes.delete('b');
  await write('d', 'new');
  await refresh('a');
  expect([texts(), read]).toEqual([{ a: 'new', b: 'old', c: 'old' }, ['a']]);
  await refresh();
  expect(texts()).toEqual({ a: 'new', c: 'old', d: 'new' });
  meanwhile = () => {
    kept.set('a', { id: 'a', text: 'newest' });
    kept.set('e', { id: 'e', text: 'newest' });
  };
  await refresh('a');
  await refresh();
  expect(texts()).toEqual({ a: 'newest', c: 'old', d: 'new', e: 'newest' });
});
