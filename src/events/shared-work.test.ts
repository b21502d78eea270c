import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { UserError } from '../errors.ts';
import { acceptedIndexes } from '../services/generation/requests/accepted-index.ts';
import { acceptedRequestSchema } from '../services/generation/requests/accepted-request.ts';
import { createSharedRequests } from '../services/generation/requests/shared-requests.ts';
import { createFileBlobs } from '../services/storage/blobs.ts';
import { createSeal } from '../services/storage/seal.ts';
import { openMemoryStore } from '../services/storage/store.ts';
import { said } from '../words/words.ts';
import { forAnother } from './image-run.ts';
import { createSharedWork, type Shared } from './shared-work.ts';

const request = { guildId: '1', channelId: '2', memberId: '3', prompt: 'a boat' };

/** A process with a request that is for computers, which connect to it if it leads. `begin` stands in for the making. */
async function begin({
  leads = true,
  begin: making = async () => forAnother,
  settle = async () => {},
  add = async () => {},
}: {
  leads?: boolean;
  begin?: (id: string) => Promise<string>;
  settle?: () => Promise<void>;
  add?: () => Promise<void>;
} = {}) {
  const store = openMemoryStore();
  const collection = await store.collection('accepted_requests', acceptedRequestSchema, acceptedIndexes);
  const open = (process: string) =>
    createSharedRequests({
      ...{ collection, blobs: createFileBlobs(join(tmpdir(), 'no-pictures')), seal: createSeal('token') },
      ...{ process: { id: process, isThere: async () => true }, now: Date.now },
    });
  const requests = await open('mine');
  const added: string[] = [];
  const refused: string[] = [];
  let hear = (_id?: string) => {};
  const shared: Shared = {
    queue: {
      async add({ id }) {
        await add();
        added.push(id);
      },
      ahead: async () => undefined,
      takeOut: async () => false,
      whileWaiting: async () => false,
      etaSeconds: async () => undefined,
      length: async () => 0,
      onReturn: () => {},
      work: async () => {},
      stopWorking: async () => {},
    },
    requests,
    own: {
      isFor: async () => true,
      isAway: async () => true,
      tell: async () => {},
      listen: leads
        ? async heard => {
            hear = heard;
          }
        : undefined,
      settle,
    },
    makes: false,
  };
  const work = createSharedWork({
    shared,
    untold: requests.untold,
    isOurs: () => true,
    isAtIt: () => false,
    begin: ({ id }) => making(id),
    tellWhyNot: async ({ id }) => void refused.push(id),
    told: requests.told,
    answering: { progress: async () => {} },
    stopping: () => false,
    logger: pino({ level: 'silent' }),
  });
  await work.start();
  const { id, store: keep } = await requests.accept(request, '{}');
  await keep();
  await requests.move(id, { own: true, again: false });
  return { requests, open, work, id, added, refused, hear: () => hear(id) };
}

test('what no computer can make goes to those that pay, also where that could not be written down', async () => {
  const { requests, id, added, hear } = await begin({
    settle: () => Promise.reject(new Error('the database is away')),
  });
  hear();
  await expect.poll(() => added).toEqual([id]);
  expect(await requests.take(id)).toMatchObject({ id, own: false });
});

test('a deletion does not wait for what is deleted while it is passed on', async () => {
  const deletions: Promise<void>[] = [];
  const { requests, hear } = await begin({
    async begin(id) {
      deletions.push(requests.forget({ memberId: request.memberId }));
      await expect.poll(() => requests.confirm(id).catch(error => error.code)).toBe('gone');
      return forAnother;
    },
  });
  hear();
  await expect.poll(() => deletions.length).toBe(1);
  await Promise.all(deletions);
  expect(await requests.untold()).toEqual([]);
});

test('what waits already waits for room in the queue; only what is new is turned away', async () => {
  let [isFull, tries] = [true, 0];
  const { requests, work, id, added, refused } = await begin({
    async add() {
      tries++;
      if (isFull) throw new UserError('queue-full', said('generation.queueFull', { images: 500 }));
    },
  });
  await requests.move(id, { own: false, again: true });
  work.fill();
  await expect.poll(() => tries).toBe(1);
  isFull = false;
  work.fill();
  await expect.poll(() => added).toContain(id);
  expect(refused).toEqual([]);
});

test('what the process of the computers has is not added to the queue where that has just come back', async () => {
  const { requests, open, work, id, added } = await begin({ leads: false });
  const leader = await open('leader');
  await leader.take(id, { own: true });
  const later = await requests.accept(request, '{}');
  await later.store();
  work.fill();
  await expect.poll(() => added).toEqual([later.id]);
  await leader.release(id);
  work.fill();
  await expect.poll(() => added).toContain(id);
});
