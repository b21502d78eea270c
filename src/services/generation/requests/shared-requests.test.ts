import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createFileBlobs, sha256Of } from '../../storage/blobs.ts';
import type { Collection } from '../../storage/collection.ts';
import { createSeal } from '../../storage/seal.ts';
import type { Store } from '../../storage/store.ts';
import { engines, type TestDatabase } from '../../storage/testing/engines.ts';
import { acceptedIndexes } from './accepted-index.ts';
import { type AcceptedRequest, acceptedRequestSchema, TakenOver } from './accepted-request.ts';
import { createSharedRequests, type SharedRequests } from './shared-requests.ts';

const request = { guildId: 'g', channelId: 'c', memberId: 'ben', prompt: 'a fox' };
const ben = { guildId: 'g', memberId: 'ben', admin: false };

for (const engine of engines) {
  describe.skipIf(engine.missing)(`requests that several processes work at, in ${engine.name}`, () => {
    let database: TestDatabase;
    let store: Store;
    let collection: Collection<AcceptedRequest>;
    let blobs: ReturnType<typeof createFileBlobs>;
    /** Processes that are there. */
    const there = new Set<string>();
    /** How long it takes to know. */
    let askingMs = 0;
    let now = 1;
    beforeAll(engine.begin, 60_000);
    afterAll(engine.end);
    beforeEach(async () => {
      database = await engine.create();
      store = await database.open();
      collection = await store.collection('accepted_requests', acceptedRequestSchema, acceptedIndexes);
      blobs = createFileBlobs(join(database.dataDir, 'blobs'));
      there.clear();
      askingMs = 0;
    });
    afterEach(async () => {
      await store.close();
      await database.drop();
    });

    function open(
      id: string,
      stored = collection,
      onDropped: (id: string) => void = () => {},
    ): Promise<SharedRequests> {
      there.add(id);
      return createSharedRequests({
        ...{ collection: stored, blobs, seal: createSeal('token'), onDropped, now: () => now },
        process: {
          id,
          isThere: async other => {
            await setTimeout(askingMs);
            return there.has(other);
          },
        },
      });
    }
    async function accepted(
      requests: SharedRequests,
      more: Partial<typeof request & { count: number }> = {},
    ) {
      const one = await requests.accept({ ...request, ...more }, 'a token');
      await one.store();
      return one.id;
    }
    const bytes = Buffer.from('a picture');

    test('what could not be let go of, as the database was away, is taken again by the same process', async () => {
      let away = false;
      const first = await open('first', {
        ...collection,
        async update(...change) {
          if (away) throw new Error('the database is away');
          return collection.update(...change);
        },
      });
      const second = await open('second');
      const id = await accepted(second);
      await first.take(id);
      away = true;
      await expect(first.release(id)).rejects.toThrow('away');
      away = false;
      expect(await second.take(id)).toBe('held');
      expect(await first.take(id)).toMatchObject({ id, again: true });
      expect(await first.take(id)).toBe('held');
      await first.confirm(id);
    });

    test('handed out twice at once to one process, it is taken once', async () => {
      const [first, second] = [await open('first'), await open('second')];
      const id = await accepted(first);
      await first.take(id);
      there.delete('first');
      askingMs = 100;
      const taken = await Promise.all([second.take(id), second.take(id)]);
      expect(taken.filter(one => one === 'held')).toHaveLength(1);
    });

    test('one process has it, until it is gone: then another goes on, and knows what was sent and what came', async () => {
      const [gateway, first, second] = [await open('gateway'), await open('first'), await open('second')];
      const id = await accepted(gateway);
      expect(await first.take(id)).toMatchObject({ id, answer: 'a token', again: false });
      expect(await second.take(id)).toBe('held');
      // Handed out to the same process once more, as after an emptied Redis.
      expect(await first.take(id)).toBe('held');
      await first.noteSent(id, 'k1', { model: 'm' });
      await first.noteSent(id, 'k2');
      await first.noteArrived(id, 'k1', bytes);
      there.delete('first');
      expect(await second.take(id)).toMatchObject({ id, again: true, request: { model: 'm' } });
      expect([second.wasSent(id, 'k1'), second.wasSent(id, 'k2'), second.wasSent(id, 'k3')]).toEqual([
        true,
        true,
        false,
      ]);
      expect(await second.arrival('k1')).toEqual(bytes);
      // The first one was only cut off: it sends, keeps and tells nothing more.
      await expect(first.noteSent(id, 'k3')).rejects.toThrow(TakenOver);
      await expect(first.noteArrived(id, 'k2', Buffer.from('late'))).rejects.toThrow(TakenOver);
      await expect(first.confirm(id)).rejects.toThrow(TakenOver);
      await first.told(id);
      expect(await gateway.has(id)).toBe(true);
      expect([...(await gateway.hashes())]).toHaveLength(1);
      await second.told(id);
      expect(await gateway.has(id)).toBe(false);
      expect([...(await gateway.hashes())]).toEqual([]);
      expect(await second.take(id)).toBe('gone');
      for await (const page of blobs.pages()) expect(page).toEqual([]);
    });

    test('bytes that came for two stay until both are done with; nobody reads the whole queue for that', async () => {
      const [gateway, worker] = [await open('gateway'), await open('worker')];
      const ids = [await accepted(gateway), await accepted(gateway), await accepted(gateway)];
      const all = vi.spyOn(collection, 'all');
      for (const [nth, id] of ids.slice(0, 2).entries()) {
        await worker.take(id);
        await worker.noteSent(id, `k${nth}`);
        await worker.noteArrived(id, `k${nth}`, bytes);
      }
      const sha256 = sha256Of(bytes);
      await worker.settleArrival(ids[0] ?? '', 'k0');
      await worker.told(ids[0] ?? '');
      expect(await blobs.get(sha256)).toEqual(bytes);
      await worker.told(ids[1] ?? '');
      expect(await blobs.get(sha256)).toBeUndefined();
      expect(all).not.toHaveBeenCalled();
    });

    test('only what a member has waiting in that server counts, stored or not; nobody reads the whole queue for that', async () => {
      const gateway = await open('gateway');
      const all = vi.spyOn(collection, 'all');
      const counted: number[] = [];
      const ask = (more: Partial<typeof request> = {}) =>
        gateway.accept({ ...request, ...more }, 'a token', { requireRoom: many => void counted.push(many) });
      await (await ask()).store();
      await ask({ memberId: 'cleo' });
      await ask({ guildId: 'other' });
      // Of these, one is only noted, and one is told.
      await ask();
      const { id, store: keep } = await ask();
      await keep();
      await gateway.take(id);
      await gateway.told(id);
      await ask();
      expect(counted).toEqual([0, 0, 0, 1, 2, 2]);
      expect(all).not.toHaveBeenCalled();
    });

    test('one that was cut off says nothing more of what another one has ended meanwhile', async () => {
      const [first, second] = [await open('first'), await open('second')];
      const id = await accepted(first);
      await first.take(id);
      await first.noteSent(id, 'k1');
      there.delete('first');
      await second.take(id);
      await second.told(id);
      await expect(first.noteArrived(id, 'k1', bytes)).rejects.toThrow(TakenOver);
      await expect(first.confirm(id)).rejects.toThrow(TakenOver);
      for await (const page of blobs.pages()) expect(page).toEqual([]);
    });

    test('of two that take it in the same moment, one has it', async () => {
      const [first, second] = [await open('first'), await open('second')];
      const id = await accepted(first);
      const taken = await Promise.all([first.take(id), second.take(id)]);
      expect(taken.filter(one => one === 'held')).toHaveLength(1);
    });

    test('what was let go of is anybody’s, and may have been told', async () => {
      const [first, second] = [await open('first'), await open('second')];
      const id = await accepted(first);
      await first.take(id);
      await first.release(id);
      expect(await second.take(id)).toMatchObject({ again: true });
    });

    test('called off in another process, nothing more is sent', async () => {
      const [gateway, worker] = [await open('gateway'), await open('worker')];
      const id = await accepted(gateway, { count: 2 });
      await worker.take(id);
      await worker.noteSent(id, 'k1');
      await expect(gateway.cancel(id, { ...ben, memberId: 'eve' })).rejects.toThrow(/Only the member/);
      await gateway.cancel(id, ben);
      await expect(worker.noteSent(id, 'k2')).rejects.toMatchObject({ code: 'cancelled' });
      const other = await accepted(gateway);
      await worker.take(other);
      await worker.noteSent(other, 'k1');
      await expect(gateway.cancel(other, ben)).rejects.toThrow(/already being made/);
      const third = await accepted(gateway);
      await gateway.cancel(third, ben);
      await worker.take(third);
      await expect(worker.confirm(third)).rejects.toMatchObject({ code: 'cancelled' });
      await expect(gateway.cancel('unknown', ben)).rejects.toMatchObject({ code: 'gone' });
    });

    test('a deletion ends once no process makes anything of it any more', async () => {
      const [gateway, worker, other] = [await open('gateway'), await open('worker'), await open('other')];
      const [held, waiting, theirs] = [
        await accepted(gateway),
        await accepted(gateway),
        await accepted(gateway, { memberId: 'ana' }),
      ];
      await worker.take(held);
      await worker.noteSent(held, 'k1');
      let ended = false;
      const forgetting = gateway.forget({ memberId: 'ben' }).then(() => {
        ended = true;
      });
      await expect.poll(() => worker.confirm(held).catch(error => error.code)).toBe('gone');
      await expect(worker.noteSent(held, 'k2')).rejects.toMatchObject({ code: 'gone' });
      expect(await other.take(waiting)).toBe('gone');
      expect(ended).toBe(false);
      // It is told that it was deleted, and ends.
      await worker.told(held);
      await forgetting;
      expect((await gateway.untold()).map(({ id }) => id)).toEqual([theirs]);
    });

    test('a deletion in one server ends what the member asked for there, and nothing elsewhere', async () => {
      const [gateway, worker] = [await open('gateway'), await open('worker')];
      const [here, elsewhere] = [await accepted(gateway), await accepted(gateway, { guildId: 'h' })];
      await worker.take(elsewhere);
      await gateway.forget({ memberId: 'ben', guildId: 'g' });
      await worker.noteSent(elsewhere, 'k1');
      expect([await gateway.has(here), await gateway.has(elsewhere)]).toEqual([false, true]);
    });

    test('a deletion does not wait for a process that is gone', async () => {
      const [gateway, worker] = [await open('gateway'), await open('worker')];
      const id = await accepted(gateway);
      await worker.take(id);
      there.delete('worker');
      await gateway.forget({ memberId: 'ben' });
      expect(await gateway.has(id)).toBe(false);
    });

    test('a question about a price waits for its answer in any process, for a day', async () => {
      const [gateway, worker] = [await open('gateway'), await open('worker')];
      const id = await accepted(gateway);
      await worker.take(id);
      await worker.ask(id, 5_000);
      await worker.told(id);
      expect(await gateway.untold()).toEqual([]);
      expect(await worker.take(id)).toBe('gone');
      expect(await gateway.asked(id)).toMatchObject({ micros: 5_000, request });
      now += 25 * 60 * 60_000;
      await gateway.prune();
      expect(await gateway.asked(id)).toBeUndefined();
    });

    test('how many wait is counted in the store', async () => {
      const [gateway, worker] = [await open('gateway'), await open('worker')];
      const id = await accepted(gateway);
      await accepted(gateway, { memberId: 'ana' });
      const counted: number[] = [];
      const requireRoom = (open: number) => void counted.push(open);
      await gateway.accept(request, '', { requireRoom });
      await worker.take(id);
      await worker.told(id);
      await gateway.accept(request, '', { requireRoom });
      expect(counted).toEqual([1, 1]);
    });

    test('what is for the process that computers connect to is taken by no other, and the other way round', async () => {
      const [gateway, leader, worker] = [await open('gateway'), await open('leader'), await open('worker')];
      const id = await accepted(gateway);
      expect(await leader.take(id, { own: true })).toBe('gone');
      expect(await gateway.move(id, { own: true, again: false })).toBe(true);
      expect(await worker.take(id)).toBe('gone');
      expect(await leader.take(id, { own: true })).toMatchObject({ id, own: true, again: false });
      // Whoever has it decides where it goes.
      expect(await gateway.move(id, { own: false, again: false })).toBe(false);
      expect(await leader.move(id, { own: false, again: false })).toBe(true);
      await expect(leader.confirm(id)).rejects.toThrow(TakenOver);
      expect(await gateway.untold()).toMatchObject([{ id, own: false }]);
      expect(await worker.take(id)).toMatchObject({ id, own: false, again: false });
      // After it may have told its member something.
      expect(await worker.move(id, { own: true, again: true })).toBe(true);
      expect(await leader.take(id, { own: true })).toMatchObject({ id, again: true });
      there.delete('leader');
      expect(await gateway.move(id, { own: false, again: true })).toBe(true);
      expect(await worker.take(id)).toMatchObject({ id });
    });

    test('a request whose pictures a computer has is called off no more, until another process begins anew', async () => {
      const [gateway, leader, next] = [await open('gateway'), await open('leader'), await open('next')];
      const id = await accepted(gateway, { count: 2 });
      await gateway.move(id, { own: true, again: false });
      await leader.take(id, { own: true });
      await leader.noteBegun?.(id, 'k1');
      // Handed to another computer, since the first one failed.
      await leader.noteBegun?.(id, 'k1');
      await leader.noteBegun?.(id, 'k2');
      await expect(gateway.cancel(id, ben)).rejects.toMatchObject({ code: 'gone' });
      there.delete('leader');
      await next.take(id, { own: true });
      await gateway.cancel(id, ben);
      await expect(next.noteBegun?.(id, 'k1')).rejects.toMatchObject({ code: 'cancelled' });
      await expect(next.confirm(id)).rejects.toMatchObject({ code: 'cancelled' });
    });

    test('it can be called off where it is left to those that pay, and where only one of its pictures went on to them', async () => {
      const [gateway, leader] = [await open('gateway'), await open('leader')];
      const [left, tried] = [await accepted(gateway), await accepted(gateway, { count: 2 })];
      for (const id of [left, tried]) {
        await gateway.move(id, { own: true, again: false });
        await leader.take(id, { own: true });
        await leader.noteBegun?.(id, 'k1');
      }
      // The computer failed at it.
      await leader.noteSent(tried, 'k1');
      await gateway.cancel(tried, ben);
      there.delete('leader');
      await gateway.move(left, { own: false, again: true });
      await gateway.cancel(left, ben);
    });

    test('what could not be moved, as the database was away, is taken again by the same process', async () => {
      let away = false;
      const leader = await open('leader', {
        ...collection,
        async get(id) {
          if (away) throw new Error('the database is away');
          return collection.get(id);
        },
      });
      const id = await accepted(leader);
      await leader.take(id);
      away = true;
      await expect(leader.move(id, { own: true, again: false })).rejects.toThrow('away');
      away = false;
      expect(await leader.take(id)).toMatchObject({ id });
    });

    test('whoever has what is deleted is told at once', async () => {
      const told: string[] = [];
      const gateway = await open('gateway', collection, id => told.push(id));
      const [waiting] = [await accepted(gateway), await accepted(gateway, { memberId: 'ana' })];
      await gateway.forget({ memberId: 'ben' });
      expect(told).toEqual([waiting]);
    });
  });
}
