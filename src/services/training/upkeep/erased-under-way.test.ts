import { setImmediate } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import type { RelayRepos } from '../../huggingface/hub/relay-repos.ts';
import { openMemoryStore, type Store } from '../../storage/store.ts';
import { type TrainingJob, tombstoneIndexes, tombstoneSchema, trainingJobSchema } from '../job/job.ts';
import { postsOf } from '../job/posts.ts';
import { colabRunner } from '../runners/colab.ts';
import type { Runner } from '../runners/runner.ts';
import { claimWith, completed, photoRequestOf, sendEvent } from '../testing/trainer.ts';
import {
  always,
  ana,
  channelId,
  createTrainingWorld,
  decode,
  guildId,
  picture,
} from '../testing/training-fixture.ts';
import type { TrainingService } from '../training-service.ts';

let store: Store;
let world: Awaited<ReturnType<typeof createTrainingWorld>>;
beforeEach(async () => {
  store = openMemoryStore();
  world = await createTrainingWorld({ store });
});

/** Holds a call back until it is released, so that something can happen in the middle of it. */
function gate() {
  let reach = () => {};
  let release = () => {};
  const reached = new Promise<void>(resolve => {
    reach = resolve;
  });
  const released = new Promise<void>(resolve => {
    release = resolve;
  });
  return {
    reached,
    release: () => release(),
    hold<Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) {
      return async (...args: Args): Promise<Result> => {
        reach();
        await released;
        return call(...args);
      };
    },
  };
}

/** What lies outside of the bot: repos of photos, machines, messages. */
function outside() {
  const repos = new Set<string>();
  const machines = new Set<string>();
  let started = 0;
  const there = {
    repos,
    machines,
    messages: new Set<string>(),
    stopsFail: false,
    relayRepos: {
      publish: async name => void repos.add(name),
      look: async () => ({ found: false }),
      deleteRepo: async name => void repos.delete(name),
      deleteBranch: async () => {},
    } satisfies RelayRepos as RelayRepos,
    runner: {
      ...{ backend: 'hf-jobs', missing: undefined, where: () => 'there', photosGo: () => 'There.' },
      hourlyPrice: async () => 0.4,
      launcher: {
        atOnce: Number.POSITIVE_INFINITY,
        takesUpAgain: false,
        async launch() {
          const id = `machine-${++started}`;
          machines.add(id);
          return { kind: 'hf-jobs', namespace: 'studio', id };
        },
        look: async () => ({ running: true }),
        lastLine: () => 'a line',
        async stop({ run }) {
          if (there.stopsFail) throw new TypeError('fetch failed');
          if (run?.kind === 'hf-jobs') machines.delete(run.id);
          else machines.clear();
        },
        clear: async () => {},
        prune: async () => {},
        close: async () => {},
      },
    } satisfies Runner as Runner,
  };
  return there;
}

type Wiring = NonNullable<Parameters<(typeof world)['open']>[0]>;
interface Moment {
  /** The bot with this call held back. */
  wiring: (held: ReturnType<typeof gate>, there: ReturnType<typeof outside>) => Wiring;
  /** What leads to the call. Resolves when the call has ended. */
  act: (training: TrainingService, job: TrainingJob, jobCode: string) => Promise<unknown>;
  /** What the one who asked learns. */
  answer?: unknown;
}

const relayed = { addresses: { public: undefined, local: 'http://127.0.0.1' } };
const colab = always(colabRunner({ notebookUrl: 'https://colab.example/notebook' }));
const deliver = async (training: TrainingService, jobCode: string) => {
  const claim = await claimWith(training, jobCode);
  world.hub.files.set('s/1.png', await picture(7));
  await sendEvent(training, claim, completed(claim, ['s/1.png']));
};

const moments: Record<string, Moment> = {
  'its photos are read for the answer to a claim': {
    wiring: held => ({ blobs: { ...world.blobs, get: held.hold(world.blobs.get) } }),
    act: (training, { id }, jobCode) =>
      training.claim({ jobId: id, token: decode(jobCode).oneTimeToken }).then(({ outcome }) => outcome),
    answer: 'over',
  },
  'a photo is handed to its trainer': {
    wiring: held => {
      let reads = 0;
      const slow = held.hold(world.blobs.get);
      // The first five are for the claim.
      const get: typeof world.blobs.get = sha256 => (++reads > 5 ? slow : world.blobs.get)(sha256);
      return { blobs: { ...world.blobs, get } };
    },
    act: async (training, _, jobCode) =>
      (await training.photo(photoRequestOf(await claimWith(training, jobCode)))).outcome,
    answer: 'over',
  },
  'an event is taken in': {
    wiring: held => {
      let asked = 0;
      const slow = held.hold(world.actors.byId);
      const byId: typeof world.actors.byId = id => (++asked > 1 ? slow : world.actors.byId)(id);
      return { actors: { ...world.actors, byId } };
    },
    act: async (training, _, jobCode) => {
      const claim = await claimWith(training, jobCode);
      return sendEvent(training, claim, { type: 'training.progress', seq: 1, step: 10 });
    },
    answer: 'over',
  },
  'the samples of its result are downloaded': {
    wiring: held => ({ hub: { ...world.hub, download: held.hold(world.hub.download) } }),
    act: (training, _, jobCode) => deliver(training, jobCode),
  },
  'its result is looked at': {
    wiring: held => ({
      hub: {
        ...world.hub,
        download: file =>
          (file.path === 'verification.json' ? held.hold(world.hub.download) : world.hub.download)(file),
      },
    }),
    act: (training, _, jobCode) => deliver(training, jobCode),
  },
  'its newest sample is fetched for the progress message': {
    wiring: held => ({ hub: { ...world.hub, download: held.hold(world.hub.download) } }),
    async act(training, { id }, jobCode) {
      const claim = await claimWith(training, jobCode);
      world.hub.files.set('s/1.png', await picture(7));
      await sendEvent(training, claim, { type: 'training.sample', seq: 1, images: [{ path: 's/1.png' }] });
      const job = training.byId(id);
      return job && training.glimpse(job);
    },
    answer: {},
  },
  'a fresh code is made, and its photos are laid out at the hub': {
    wiring: (held, there) => ({
      ...relayed,
      repos: { ...there.relayRepos, publish: held.hold(there.relayRepos.publish) },
    }),
    act: (training, { id }) => training.resume({ guildId, memberId: ana, jobId: id }),
  },
  'the hub is asked for what its trainer says': {
    wiring: (held, there) => ({
      ...relayed,
      pace: { relayDelaysMs: { waiting: 1, running: 1, mostAfterFaults: 1 } },
      repos: {
        ...there.relayRepos,
        look: held.hold(async () => ({
          ...{ found: true, etag: 'e' },
          text: JSON.stringify({ claimId: 'c'.repeat(32), attempt: 1 }),
        })),
      },
    }),
    act: (training, { id }) => training.resume({ guildId, memberId: ana, jobId: id }),
  },
  'a machine is started for it': {
    wiring: (held, { runner }) => {
      const { launcher } = runner;
      if (!launcher) throw new Error('there is no launcher');
      return {
        runners: always({ ...runner, launcher: { ...launcher, launch: held.hold(launcher.launch) } }),
      };
    },
    // The code that waits is handed to a machine instead.
    act: (training, { id }) => training.resume({ guildId, memberId: ana, jobId: id, backend: 'hf-jobs' }),
  },
};

describe('a training that is erased while', () => {
  test.each(Object.entries(moments))('%s leaves nothing behind', async (_, { wiring, act, answer }) => {
    const { id } = await world.register();
    const held = gate();
    const there = outside();
    const before = await world.blobs.list();
    const { job, jobCode } = await world.start(id);
    await world.training.stop();
    const { training, actors } = await world.open({
      runners: colab,
      repos: there.relayRepos,
      ...wiring(held, there),
    });
    const acting = act(training, job, jobCode).catch(error => error);
    await held.reached;
    const erasing = training.erase(job.id);
    // The deletion has begun, and what was under way goes on into it.
    for (let turn = 0; turn < 20; turn++) await setImmediate();
    held.release();
    await erasing;
    const answered = await acting;
    if (answer !== undefined) expect(answered).toEqual(answer);
    for (let turn = 0; turn < 20; turn++) await setImmediate();
    await training.sweep();
    await training.stop();
    expect(training.all()).toEqual([]);
    expect(await (await store.collection('jobs', trainingJobSchema)).all()).toEqual([]);
    expect((await actors.byId(id))?.versions).toEqual([]);
    expect(await world.blobs.list()).toEqual(before);
    expect([...there.repos, ...there.machines]).toEqual([]);
  });
});

describe('messages of an erased training', () => {
  const post = (messageId: string) => ({ channelId, messageId });

  test('that were on their way are waited for and named; from then on none is sent', async () => {
    const { id } = await world.register();
    const { jobId } = await claimWith(world.training, (await world.start(id)).jobCode);
    const held = gate();
    const { training } = world;
    await training.recordMessage(jobId, post('progress'));
    const sending = training.posting(jobId, async () => {
      await held.hold(async () => {})();
      // As Discord takes it in the middle of the deletion.
      await training.recordEnd(jobId, { ...post('end'), resumes: 0 });
      await training.recordReminder(jobId, post('reminder'));
      return 'sent';
    });
    await held.reached;
    const erasing = training.erase(jobId);
    for (let turn = 0; turn < 20; turn++) await setImmediate();
    let begun = false;
    expect(
      await training.posting(jobId, async () => {
        begun = true;
      }),
    ).toBeUndefined();
    expect(begun).toBe(false);
    expect(training.byId(jobId)).toBeUndefined();
    held.release();
    expect(await sending).toBe('sent');
    const job = await erasing;
    expect(job && postsOf(job)).toEqual([post('progress'), post('end'), post('reminder')]);
    expect(await training.recordMessage(jobId, post('late'))).toBe(false);
    expect(await training.erase(jobId)).toBeUndefined();
  });

  test('are named by the next process too, if the bot ended in the middle of the deletion', async () => {
    const { id } = await world.register();
    const { jobId } = await claimWith(world.training, (await world.start(id)).jobCode);
    await world.training.recordMessage(jobId, post('progress'));
    // It was killed after the deletion had begun.
    await (await store.collection('tombstones', tombstoneSchema, tombstoneIndexes)).put(jobId, {
      id: jobId,
      at: 0,
      machines: [],
    });
    const { training } = await world.open();
    expect(training.byId(jobId)).toBeUndefined();
    expect(training.unfinishedPosts()).toEqual([]);
    const job = await training.erase(jobId);
    expect(job && postsOf(job)).toEqual([post('progress')]);
    expect(await (await store.collection('jobs', trainingJobSchema)).all()).toEqual([]);
  });

  test('that others have replaced are named as well', async () => {
    const { id } = await world.register();
    const { job } = await world.start(id);
    const { training } = world;
    await training.recordReminder(job.id, post('reminder'));
    // A fresh code for the same job, and a message that could not be edited any more.
    await training.start({ guildId, channelId, memberId: ana, actor: id });
    await training.recordMessage(job.id, post('first'));
    await training.recordMessage(job.id, post('first'));
    await training.recordMessage(job.id, post('second'));
    const erased = await training.erase(job.id);
    expect(erased && new Set(postsOf(erased).map(({ messageId }) => messageId))).toEqual(
      new Set(['second', 'first', 'reminder']),
    );
  });
});

describe('a machine that cannot be stopped when its training is erased', () => {
  test.each(['at once', 'after a restart'])('is stopped later, %s', async when => {
    const { id } = await world.register();
    const there = outside();
    let { training } = await world.open({ runners: always(there.runner) });
    const { job } = await training.start({ guildId, channelId, memberId: ana, actor: id });
    await training.sweep();
    expect(there.machines.size).toBe(1);
    there.stopsFail = true;
    await training.erase(job.id);
    expect(training.all()).toEqual([]);
    await training.sweep();
    expect(there.machines.size).toBe(1);
    if (when === 'after a restart') ({ training } = await world.open({ runners: always(there.runner) }));
    there.stopsFail = false;
    await training.sweep();
    expect(there.machines.size).toBe(0);
    const tombstones = await (await store.collection('tombstones', tombstoneSchema, tombstoneIndexes)).all();
    expect(tombstones).toEqual([{ id: job.id, at: expect.any(Number), machines: [] }]);
    await training.stop();
  });
});
