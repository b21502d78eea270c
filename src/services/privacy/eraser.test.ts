import { describe, expect, test, vi } from 'vitest';
import type { Blobs } from '../storage/blobs.ts';
import { openMemoryStore, type Store } from '../storage/store.ts';
import { type Erasure, erasureSchema, newErasure } from './erasure.ts';
import { erasureIndexes } from './erasure-index.ts';
import type { PrivacyService } from './privacy-service.ts';
import { memoryBlobs, outsideWorld } from './testing/outside-world.ts';
import { openPrivacy } from './testing/privacy-fixture.ts';
import { ana, otherGuildId, start } from './testing/records.ts';
import { contentsOf, seed } from './testing/seed.ts';

// Each deletion is done again from every point at which it may be killed: minutes, where other work has the cores.
vi.setConfig({ testTimeout: 1_200_000 });

/** A process that dies before or after its write number `at`, wherever that is: nothing that it does counts after. */
function dyingAt(at: number, when: 'before' | 'after') {
  const life = { begun: false, count: 0, dead: false, first: '' };
  const guarded =
    <Args extends unknown[], Result>(name: string, call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      if (!life.begun) return call(...args);
      const mine = life.count++;
      life.first ||= name;
      if (life.dead || (when === 'before' && mine === at)) {
        life.dead = true;
        throw new Error('killed');
      }
      const result = await call(...args);
      if (when === 'after' && mine === at) {
        life.dead = true;
        throw new Error('killed');
      }
      return result;
    };
  return {
    life,
    guarded,
    storeOf: (store: Store): Store => ({
      ...store,
      flush: guarded('flush', store.flush),
      async collection(name, schema, indexes) {
        const { put, update, delete: remove, ...reading } = await store.collection(name, schema, indexes);
        return {
          ...reading,
          put: guarded(`${name} put`, put),
          update: guarded(`${name} update`, update),
          delete: guarded(`${name} delete`, remove),
        };
      },
    }),
    blobsOf: (blobs: Blobs): Blobs => ({ ...blobs, delete: guarded('blob delete', blobs.delete) }),
  };
}

const asked = {
  actor: (privacy: PrivacyService) => privacy.eraseActor({ actorId: 'nova', why: 'withdrawn', askedBy: ana }),
  member: (privacy: PrivacyService) => privacy.eraseMember({ memberId: ana, askedBy: ana }),
  guild: (privacy: PrivacyService) => privacy.eraseGuild(otherGuildId),
};

/** The world after a deletion; with `at`, of a process that was killed at that step and started again. */
async function worldAfter(what: keyof typeof asked, at: number, when: 'before' | 'after') {
  const store: Store = openMemoryStore();
  const blobs = memoryBlobs();
  const outside = outsideWorld();
  const clock = { ms: start };
  await seed(store, blobs, outside);
  const { life, guarded, storeOf, blobsOf } = dyingAt(at, when);
  const first = await openPrivacy({
    ...{ store: storeOf(store), blobs: blobsOf(blobs), outside, clock },
    around: parts => ({
      ...parts,
      hub: { deleteRepo: guarded('repo', parts.hub.deleteRepo) },
      deleteMessage: guarded('message', parts.deleteMessage),
    }),
  });
  life.begun = true;
  await asked[what](first.privacy).catch(() => undefined);
  await first.privacy.stop();

  const second = await openPrivacy({ store, blobs, outside, clock });
  const { privacy } = second;
  // Killed before it was stored, nothing was begun, and the member asks again.
  if ((await contentsOf(store)).erasures?.length === 0) await asked[what](privacy);
  await privacy.resume();
  const [id] = (await contentsOf(store)).erasures?.map(record => JSON.parse(String(record)).id) ?? [];
  await expect.poll(async () => (await privacy.receipt(id))?.doneAt, { interval: 1 }).toBe(start);
  const receipt = await privacy.receipt(id);
  await privacy.stop();
  const chains = await second.audit.chains();
  for (const chain of chains) expect(await second.audit.faultsOf(chain)).toEqual([]);
  const logged = await Promise.all(chains.map(chain => second.audit.ofChain(chain, 0)));
  const { erasures: _one, ...contents } = await contentsOf(store);
  return {
    life,
    end: {
      contents,
      // Which were emptied is said once more by the second try.
      logged: logged.map(of =>
        of.flatMap(({ seq: _s, hash: _h, ...told }) => (told.what === 'emptied' ? [] : [told])),
      ),
      blobs: blobs.all(),
      messages: [...outside.messages].sort(),
      repos: [...outside.repos].sort(),
      receipt: { ...receipt, id: 'id' } as Omit<Erasure, 'id'>,
      records: _one?.length,
    },
  };
}

describe.each(['actor', 'member', 'guild'] as const)('the deletion of one %s', what => {
  test('ends the same, wherever the process was killed', async () => {
    const whole = await worldAfter(what, Number.POSITIVE_INFINITY, 'before');
    expect(whole.end.receipt.doneAt).toBe(start);
    const count = whole.life.count;
    expect(count).toBeGreaterThan(25);
    expect(whole.life.first).toBe('erasures put');
    for (let at = 0; at < count; at++) {
      for (const when of ['before', 'after'] as const) {
        const { end, life } = await worldAfter(what, at, when);
        expect(life.dead).toBe(true);
        expect({ step: at, when, ...end }).toEqual({ step: at, when, ...whole.end });
      }
    }
  });
});

test('of several processes, another one continues a deletion only when the one that began it is gone', async () => {
  const world = {
    store: openMemoryStore(),
    blobs: memoryBlobs(),
    outside: outsideWorld(),
    clock: { ms: start },
  };
  await seed(world.store, world.blobs, world.outside);
  const there = new Set(['first']);
  const openAs = (id: string) =>
    openPrivacy({
      ...world,
      around: parts => ({ ...parts, process: { id, isThere: async other => there.has(other) } }),
    });
  world.outside.hubAway = true;
  const [first, second] = [await openAs('first'), await openAs('second')];
  const { id } = await first.privacy.eraseActor({ actorId: 'nova', why: 'withdrawn', askedBy: ana });
  await first.privacy.stop();
  world.outside.hubAway = false;
  await second.privacy.resume();
  await second.privacy.stop();
  expect((await second.privacy.receipt(id))?.doneAt).toBeUndefined();
  there.clear();
  const third = await openAs('third');
  await third.privacy.resume();
  await expect.poll(async () => (await third.privacy.receipt(id))?.doneAt, { interval: 1 }).toBe(start);
  await third.privacy.stop();
});

test('what is under way for a member in another process ends with their deletion, and with no other', async () => {
  const world = {
    store: openMemoryStore(),
    blobs: memoryBlobs(),
    outside: outsideWorld(),
    clock: { ms: start },
  };
  await seed(world.store, world.blobs, world.outside);
  const [dropped, requests]: [object[], object[]] = [[], []];
  let isAway = false;
  const other = await openPrivacy({
    ...world,
    around: parts => ({
      ...parts,
      actors: {
        ...parts.actors,
        async dropUnderWay(whose) {
          if (isAway) throw new Error('the store is away');
          dropped.push(whose);
        },
      },
      generation: {
        ...parts.generation,
        async dropUnderWay(whose) {
          requests.push(whose);
        },
      },
    }),
  });
  const erasures = await world.store.collection('erasures', erasureSchema, erasureIndexes);
  const begun = { what: 'member', why: 'deleted', at: start } as const;
  await erasures.put('all', newErasure({ ...begun, id: 'all' }, { memberId: ana }));
  await erasures.put('one', newErasure({ ...begun, id: 'one', what: 'actor' }, {}));
  await erasures.put('old', newErasure({ ...begun, id: 'old', at: start - 3_600_000 }, { memberId: ana }));
  for (const id of ['all', 'one', 'old']) await other.privacy.heard(id);
  await other.privacy.heard('unknown');
  // It goes on, and what they begin now is theirs.
  await other.privacy.heard('all');
  expect(dropped).toEqual([{ memberId: ana, guildId: undefined }]);
  // What was written while nobody could tell.
  await erasures.put('missed', newErasure({ ...begun, id: 'missed' }, { memberId: 'cleo' }));
  isAway = true;
  await expect(other.privacy.heard()).rejects.toThrow('away');
  isAway = false;
  await other.privacy.heard();
  const here = { memberId: 'dora', guildId: 'g' };
  await erasures.put('here', newErasure({ ...begun, id: 'here' }, here));
  await other.privacy.heard('here');
  expect(dropped.slice(1)).toEqual([{ memberId: 'cleo', guildId: undefined }, here]);
  // In the servers where the data goes, and in no other.
  expect(requests).toEqual(dropped);
});
