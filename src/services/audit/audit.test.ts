import { expect, test, vi } from 'vitest';
import { openMemoryStore } from '../storage/store.ts';
import { createAudit } from './audit.ts';
import { auditDays, dayMs, entryIndexes, entrySchema, headIndexes, headSchema, type Note } from './entry.ts';

const start = Date.UTC(2026, 0, 1, 12);

async function openWorld() {
  const clock = { ms: start };
  const store = openMemoryStore();
  const entries = await store.collection('audit', entrySchema, entryIndexes);
  const heads = await store.collection('audit_heads', headSchema, headIndexes);
  const open = (over: { entries?: Partial<typeof entries>; heads?: Partial<typeof heads> } = {}) =>
    createAudit({
      entries: { ...entries, ...over.entries },
      heads: { ...heads, ...over.heads },
      now: () => clock.ms,
    });
  let notes = 0;
  const note = (change: Partial<Note> = {}): Note => ({
    ...{ id: `note${notes++}`, chain: 'guild', at: clock.ms, what: 'shared' },
    ...{ actor: 'nova', person: 'priya', by: 'mara' },
    ...change,
  });
  return { clock, entries, heads, open, note };
}

test('two at once are one after the other, and the same note twice is one entry', async () => {
  const { open, note } = await openWorld();
  const audit = open();
  const notes = Array.from({ length: 20 }, () => note());
  await Promise.all([...notes, ...notes].map(one => audit.add([one])));
  const logged = await audit.ofChain('guild', 0);
  expect(logged.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(notes.map((_, nth) => nth + 1));
  expect(await audit.faultsOf('guild')).toEqual([]);
});

test('two processes write one chain, and what one empties the other does not bring back', async () => {
  const { open, note, entries, heads } = await openWorld();
  const processes = [open(), open(), open()];
  const notes = Array.from({ length: 30 }, (_, nth) => note(nth % 3 ? {} : { by: 'ben' }));
  // Each note by two of them, as when a deed is brought into the log by the next sweep.
  await Promise.all([...notes, ...notes].map((one, nth) => processes[nth % processes.length]?.add([one])));
  await Promise.all([processes[0]?.forgetMember('ben'), processes[1]?.forgetMember('mara')]);
  const rows = await entries.all();
  expect(rows.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(rows.map((_, nth) => nth + 1));
  expect(notes.every(one => rows.some(({ id }) => id === one.id))).toBe(true);
  expect(rows).toHaveLength(notes.length + 2);
  expect(JSON.stringify([rows, await heads.all()])).not.toMatch(/ben|mara/);
  expect(await processes[2]?.faultsOf('guild')).toEqual([]);
});

test('what is written while a chain is checked is no fault, and holds up nobody', async () => {
  const { open, note } = await openWorld();
  const audit = open();
  await audit.add(Array.from({ length: 300 }, () => note()));
  const checks = [];
  for (let nth = 0; nth < 10; nth++) {
    checks.push(audit.faultsOf('guild'));
    await audit.add([note()]);
    if (nth === 5) checks.push(audit.forgetMember('mara').then(() => []));
  }
  expect((await Promise.all(checks)).flat()).toEqual([]);
});

test('servers have chains of their own', async () => {
  const { open, note } = await openWorld();
  const audit = open();
  await audit.add([note(), note({ chain: 'other' }), note()]);
  expect((await audit.ofChain('guild', 0)).map(({ seq }) => seq)).toEqual([2, 1]);
  expect((await audit.ofChain('other', 0)).map(({ seq }) => seq)).toEqual([1]);
  await audit.forgetGuild('guild');
  expect(await audit.chains()).toEqual(['other']);
  expect(await audit.ofChain('guild', 0)).toEqual([]);
  expect(await audit.faultsOf('other')).toEqual([]);
});

const writes = ['entries', 'heads'] as const;
const cuts = writes.flatMap(where =>
  [0, 1, 2].flatMap(nth => (['before', 'after'] as const).map(when => ({ where, nth, when }))),
);

test.each(cuts)(
  'killed $when write $nth to the $where, nothing is lost and nothing is there twice',
  async cut => {
    const { open, note, entries, heads } = await openWorld();
    await open().add([note()]);
    const notes = [note(), note(), note()];
    let count = 0;
    let dead = false;
    const dying =
      <Args extends unknown[], T>(mine: boolean, update: (...args: Args) => Promise<T>) =>
      async (...args: Args) => {
        if (dead) throw new Error('killed');
        const now = mine && count++ === cut.nth;
        if (now && cut.when === 'before') {
          dead = true;
          throw new Error('killed');
        }
        const stored = await update(...args);
        if (now) {
          dead = true;
          throw new Error('killed');
        }
        return stored;
      };
    await open({
      entries: { update: dying(cut.where === 'entries', entries.update) },
      heads: { update: dying(cut.where === 'heads', heads.update) },
    })
      .add(notes)
      .catch(() => undefined);
    const after = open();
    // Before anything more is written: what is half written is no fault.
    expect(await after.faultsOf('guild')).toEqual([]);
    await after.add(notes);
    await after.add([note()]);
    expect((await after.ofChain('guild', 0)).map(({ seq }) => seq)).toEqual([5, 4, 3, 2, 1]);
    expect(await after.faultsOf('guild')).toEqual([]);
    expect(JSON.stringify(await heads.all())).not.toContain('priya');
  },
);

test('killed while a member is forgotten, what is left of them goes with the next try, also from what was half written', async () => {
  const { open, note, entries, heads } = await openWorld();
  await open().add([note(), note(), note({ person: 'ben' })]);
  let left = 1;
  const dying = {
    update: async (...args: Parameters<typeof entries.update>) => {
      if (left-- <= 0) throw new Error('killed');
      return entries.update(...args);
    },
  };
  await expect(open({ entries: dying }).forgetMember('priya')).rejects.toThrow('killed');
  await expect(
    open({ entries: { update: async () => Promise.reject(new Error('killed')) } }).add([note()]),
  ).rejects.toThrow();
  expect(JSON.stringify(await heads.all())).toContain('priya');
  const audit = open();
  await audit.forgetMember('priya');
  expect(JSON.stringify([await heads.all(), await entries.all()])).not.toContain('priya');
  expect(await audit.faultsOf('guild')).toEqual([]);
  expect(await audit.naming('mara')).toMatchObject([{ person: 'ben', by: 'mara' }]);
});

test('is kept for a year and no longer, and the chain holds on', async () => {
  const { open, note, clock, entries } = await openWorld();
  const audit = open();
  await audit.add([note(), note()]);
  clock.ms += dayMs;
  await audit.add([note({ person: 'ben' })]);
  clock.ms = start + auditDays * dayMs;
  await audit.prune();
  expect(await audit.ofChain('guild', 0)).toHaveLength(3);
  clock.ms = start + (auditDays + 1) * dayMs;
  await audit.prune();
  expect((await audit.ofChain('guild', 0)).flatMap(({ person = [] }) => person)).toEqual(['ben']);
  expect(await entries.all()).toHaveLength(2);
  expect(JSON.stringify(await entries.all())).not.toContain('priya');
  expect(await audit.faultsOf('guild')).toEqual([]);
  await audit.add([note({ person: 'cleo' })]);
  clock.ms += 2 * auditDays * dayMs;
  await audit.prune();
  // The last link says nothing, and is what the next one hangs on.
  expect(await entries.all()).toHaveLength(1);
  await audit.add([note()]);
  expect(await audit.faultsOf('guild')).toEqual([]);
  // The oldest were taken away before their time.
  const [oldest] = (await entries.all()).sort((a, b) => a.seq - b.seq);
  await audit.add([note()]);
  await entries.delete(oldest?.id ?? '');
  await entries.delete((await entries.all()).sort((a, b) => a.seq - b.seq)[0]?.id ?? '');
  expect(await audit.faultsOf('guild')).toMatchObject([{ why: 'missing' }]);
});

test('of a chain with nothing to prune, two entries are read', async () => {
  const { open, note, entries } = await openWorld();
  await open().add(Array.from({ length: 20 }, () => note()));
  const some = vi.fn(entries.some);
  await open({ entries: { some } }).prune();
  expect(some.mock.calls.flatMap(([ids]) => ids)).toHaveLength(2);
});

test('a chain that was cut goes on, and the cut stays', async () => {
  const { open, note, entries } = await openWorld();
  const audit = open();
  const notes = [note(), note(), note()];
  await audit.add(notes);
  await entries.delete(notes[2]?.id ?? '');
  expect(await audit.faultsOf('guild')).toEqual([{ seq: 3, why: 'cut' }]);
  await audit.add([note()]);
  expect(await audit.faultsOf('guild')).toEqual([{ seq: 4, why: 'missing' }]);
});

test('is read from a moment on, and what is older is not', async () => {
  const { open, note, clock } = await openWorld();
  const audit = open();
  for (let day = 0; day < 5; day++) {
    await audit.add([note()]);
    clock.ms += dayMs;
  }
  expect(await audit.ofChain('guild', start + 2 * dayMs)).toHaveLength(2);
});
