import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openMemoryStore } from '../storage/store.ts';
import { createAudit } from './audit.ts';
import { createCheck, linkOf } from './check.ts';
import {
  type Entry,
  entryIndexes,
  entrySchema,
  genesisOf,
  hashOf,
  headIndexes,
  headSchema,
  type Note,
} from './entry.ts';

const start = Date.UTC(2026, 0, 1);
const people = ['111111111111111111', '222222222222222222', '333333333333333333'];
const deeds = ['registered', 'agreed', 'shared', 'picture-deleted'] as const;

async function openAudit() {
  const store = openMemoryStore();
  const entries = await store.collection('audit', entrySchema, entryIndexes);
  const heads = await store.collection('audit_heads', headSchema, headIndexes);
  return { entries, heads, audit: createAudit({ entries, heads, now: () => start }) };
}

const someone = fc.constantFrom(...people);
const noteIn = fc.record(
  {
    what: fc.constantFrom(...deeds),
    actor: fc.constantFrom('nova', 'solo'),
    person: someone,
    by: someone,
    member: someone,
    detail: fc.string({ maxLength: 5 }),
  },
  { requiredKeys: ['what', 'actor', 'person'] },
);
const notesIn = fc.array(noteIn, { minLength: 1, maxLength: 12 });

const filed = (notes: readonly Omit<Note, 'id' | 'chain' | 'at'>[]): Note[] =>
  notes.map((note, nth) => ({ ...note, id: `note-${nth}`, chain: 'guild', at: start + nth }));

/** What is wrong with these entries in the order of their numbers, as the doctor sees it. */
async function faultsIn(entries: readonly Entry[], { heads }: Awaited<ReturnType<typeof openAudit>>) {
  const check = createCheck('guild', start);
  for (const entry of [...entries].sort((a, b) => a.seq - b.seq)) check.take(linkOf(entry));
  return check.end(await heads.get('guild'));
}

const other = <T>(value: T, ...others: T[]) => others.find(one => one !== value) as T;

/** What somebody could do to a row of the table. */
const tampering: Record<string, (entries: Entry[], at: number) => Entry[]> = {
  'an entry is removed': (entries, at) => entries.toSpliced(at, 1),
  'all from an entry on are removed': (entries, at) => entries.slice(0, at),
  'an entry is there twice': (entries, at) => [
    ...entries,
    { ...(entries[at] as Entry), id: 'again', seq: entries.length + 1 },
  ],
  'an entry is added at the end, with a hash that fits': (entries, at) => {
    const last = entries.at(-1) as Entry;
    const link = { ...(entries[at] as Entry), id: 'new', seq: last.seq + 1, prev: last.hash };
    return [...entries, { ...link, hash: hashOf(link) }];
  },
  'an entry is added in between': (entries, at) => [...entries, { ...(entries[at] as Entry), id: 'between' }],
  'an entry is put first': (entries, at) => {
    const link = { ...(entries[at] as Entry), id: 'first', seq: 1, prev: genesisOf('guild') };
    return [{ ...link, hash: hashOf(link) }, ...entries.map(one => ({ ...one, seq: one.seq + 1 }))];
  },
  'two entries change places': (entries, at) => {
    const to = (at + 1) % entries.length;
    if (to === at) return [];
    return entries.map((one, nth) => ({
      ...(nth === at ? (entries[to] as Entry) : nth === to ? (entries[at] as Entry) : one),
      seq: one.seq,
    }));
  },
  'an entry is emptied': (entries, at) =>
    entries.map((one, nth) =>
      nth === at ? { ...one, fields: { ...one.fields, what: { digest: 'x' } } } : one,
    ),
};
for (const name of ['at', 'what', 'actor', 'person', 'by', 'member', 'detail']) {
  tampering[`${name} is changed`] = (entries, at) =>
    entries.map((one, nth) =>
      nth === at
        ? {
            ...one,
            fields: {
              ...one.fields,
              [name]: { salt: 'x', ...one.fields[name], value: name === 'at' ? 1 : 'somebody else' },
            },
          }
        : one,
    );
}
for (const key of ['id', 'chain', 'prev'] as const)
  tampering[`${key} is changed`] = (entries, at) =>
    entries.map((one, nth) => (nth === at ? { ...one, [key]: other(one[key], 'a', 'b') } : one));
tampering['day is changed'] = (entries, at) =>
  entries.map((one, nth) => (nth === at ? { ...one, day: one.day - 1 } : one));

test.each(Object.entries(tampering))(
  'it is found if %s, also with the hash computed anew',
  async (_what, tamper) => {
    await fc.assert(
      fc.asyncProperty(notesIn, fc.nat(), fc.boolean(), async (notes, nth, hashedAnew) => {
        const world = await openAudit();
        await world.audit.add(filed(notes));
        const entries = (await world.entries.all()).sort((a, b) => a.seq - b.seq);
        expect(await faultsIn(entries, world)).toEqual([]);
        const at = nth % entries.length;
        const changed = tamper(entries, at).map(one =>
          hashedAnew && 'hash' in one ? { ...one, hash: hashOf(one) } : one,
        );
        expect(await faultsIn(changed, world)).not.toEqual([]);
      }),
      { numRuns: 40 },
    );
  },
);

test('after a member is forgotten nothing is left of them, the rest reads as before, and the chain holds', async () => {
  await fc.assert(
    fc.asyncProperty(notesIn, fc.array(noteIn, { maxLength: 4 }), someone, async (notes, later, gone) => {
      const world = await openAudit();
      const { audit } = world;
      await audit.add(filed(notes));
      const before = await audit.ofChain('guild', 0);
      await audit.forgetMember(gone);
      await audit.add(
        filed(later).map(note => ({ ...note, id: `later-${note.id}`, by: 'x', person: 'y', member: 'z' })),
      );
      const rows = JSON.stringify([await world.entries.all(), await world.heads.all()]);
      expect(rows).not.toContain(gone);
      expect(await audit.naming(gone)).toEqual([]);
      expect(await world.entries.find({ index: 'named', value: gone }, { limit: 1 })).toEqual([]);
      expect(await audit.faultsOf('guild')).toEqual([]);
      const after = new Map((await audit.ofChain('guild', 0)).map(one => [one.seq, one]));
      for (const one of before) {
        const { by, member, ...rest } = one;
        if (one.person === gone) expect(after.get(one.seq)?.what).toBeUndefined();
        else
          expect(after.get(one.seq)).toEqual({
            ...rest,
            ...(by === undefined || by === gone ? {} : { by }),
            ...(member === undefined || member === gone ? {} : { member }),
          });
      }
    }),
    { numRuns: 40 },
  );
});

test('a code of an id cannot be guessed from what is left: every field has a salt of its own', async () => {
  const { audit, entries } = await openAudit();
  const about = { what: 'agreed', person: people[0], by: people[0] } as const;
  await audit.add(filed([about, about]));
  await audit.forgetMember(people[0] as string);
  const digests = (await entries.all())
    .filter(({ seq }) => seq < 3)
    .flatMap(({ fields }) => Object.values(fields).map(field => ('digest' in field ? field.digest : 'open')));
  expect(digests).toHaveLength(14);
  expect(new Set(digests).size).toBe(14);
  expect(digests).not.toContain('open');
});
