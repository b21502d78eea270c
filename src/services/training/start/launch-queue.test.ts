import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isResumable, type TrainingBackend, type TrainingJob } from '../job/job.ts';
import { colabRunner } from '../runners/colab.ts';
import { LaunchError, type Launcher, type Runner } from '../runners/runner.ts';
import { always, ana, createTrainingWorld, decode, guildId } from '../testing/training-fixture.ts';
import type { TrainingService } from '../training-service.ts';

/** Machines that one sees start and stop. */
function machines(change: Partial<Launcher> = {}) {
  const seen = {
    codes: [] as string[],
    stopped: [] as string[],
    cleared: [] as string[],
    dead: new Set<string>(),
    stopsFail: false,
    refusal: undefined as Error | undefined,
    /** Held back until it is resolved. */
    hold: undefined as Promise<void> | undefined,
  };
  const launcher: Launcher = {
    atOnce: Number.POSITIVE_INFINITY,
    takesUpAgain: false,
    async launch(_job, code) {
      seen.codes.push(code);
      await seen.hold;
      if (seen.refusal) throw seen.refusal;
      return { kind: 'hf-jobs', namespace: 'studio', id: `machine-${seen.codes.length}` };
    },
    async look({ run }) {
      const id = run?.kind === 'hf-jobs' ? run.id : '';
      return seen.dead.has(id) ? { running: false, why: 'machine-error' } : { running: true };
    },
    lastLine: () => undefined,
    async stop({ run }) {
      if (seen.stopsFail) throw new TypeError('fetch failed');
      if (run?.kind === 'hf-jobs') seen.stopped.push(run.id);
    },
    clear: async ({ id }) => void seen.cleared.push(id),
    prune: async () => {},
    close: async () => {},
    ...change,
  };
  const runner: Runner = {
    ...{ backend: 'hf-jobs', missing: undefined, where: () => 'there', photosGo: () => 'There.' },
    hourlyPrice: async () => 0.4,
    launcher,
  };
  return { seen, runner };
}

let world: Awaited<ReturnType<typeof createTrainingWorld>>;
let training: TrainingService;
const actors: string[] = [];
beforeEach(async () => {
  world = await createTrainingWorld();
  actors.splice(0);
  for (const name of ['Nova', 'Mei', 'Tomas']) actors.push((await world.register({ name })).id);
});
afterEach(() => training.stop());

async function open(runner: Runner) {
  ({ training } = await world.open({ runners: always(runner) }));
}
const start = async (index = 0) =>
  (await training.start({ guildId, channelId: 'c', memberId: ana, actor: String(actors[index]) })).job.id;
const jobOf = (id: string) => training.byId(id) as TrainingJob;
const until = (check: () => void) => vi.waitFor(check, { timeout: 60_000, interval: 5 });

async function claim(code: string) {
  const { jobId, oneTimeToken } = decode(code);
  return (await training.claim({ jobId, token: oneTimeToken })).outcome;
}

describe('a trainer that the bot starts', () => {
  test('gets a code of its own, is remembered, and its end is not taken for a success', async () => {
    const { seen, runner } = machines();
    await open(runner);
    const id = await start();
    await until(() =>
      expect(jobOf(id).run).toEqual({ kind: 'hf-jobs', namespace: 'studio', id: 'machine-1' }),
    );
    expect(await claim(String(seen.codes[0]))).toBe('claimed');
    seen.dead.add('machine-1');
    await training.sweep();
    expect(jobOf(id)).toMatchObject({
      state: 'failed',
      lost: true,
      reason: expect.stringMatching(/ended with an error.*Resume/),
    });
    await until(() => expect(seen.stopped).toEqual(['machine-1']));
    await training.resume({ guildId, memberId: ana, jobId: id, backend: 'hf-jobs' });
    await until(() => expect(jobOf(id).run).toMatchObject({ id: 'machine-2' }));
    expect(await claim(String(seen.codes[0]))).toBe('unauthorised');
    expect(await claim(String(seen.codes[1]))).toBe('claimed');
    expect(jobOf(id).attempt).toBe(2);
  });

  test('that hangs is stopped when another takes over', async () => {
    const { seen, runner } = machines();
    await open(runner);
    const id = await start();
    await until(() => expect(jobOf(id).run).toBeDefined());
    expect(await claim(String(seen.codes[0]))).toBe('claimed');
    world.clock.ms += 4 * 60_000;
    await training.sweep();
    await training.resume({ guildId, memberId: ana, jobId: id, backend: 'hf-jobs' });
    expect(seen.stopped).toEqual(['machine-1']);
    await until(() => expect(jobOf(id).run).toMatchObject({ id: 'machine-2' }));
  });

  test('that ends before it began cannot be resumed', async () => {
    const { seen, runner } = machines();
    await open(runner);
    const id = await start();
    await until(() => expect(jobOf(id).run).toBeDefined());
    seen.dead.add('machine-1');
    await training.sweep();
    expect(jobOf(id).state).toBe('failed');
    expect(isResumable(jobOf(id))).toBe(false);
  });

  test('is tried again where that may help, each time with another code, and given up in words', async () => {
    const { seen, runner } = machines();
    seen.refusal = new LaunchError('no-machine', false);
    await open(runner);
    const id = await start();
    await until(() => expect(seen.codes).toHaveLength(1));
    for (let count = 2; count <= 5; count++) await training.sweep();
    expect(new Set(seen.codes).size).toBe(5);
    expect(jobOf(id)).toMatchObject({
      state: 'failed',
      reason: expect.stringMatching(/^Hugging Face didn’t start a machine/),
    });
    expect(await claim(String(seen.codes[0]))).toBe('unauthorised');
  });

  test('is given up at once where another try would not help', async () => {
    const { seen, runner } = machines();
    seen.refusal = new LaunchError('no-credit', true);
    await open(runner);
    const id = await start();
    await until(() => expect(jobOf(id).state).toBe('failed'));
    expect(seen.codes).toHaveLength(1);
  });

  test('that is cancelled while it is being started is stopped', async () => {
    const { seen, runner } = machines();
    let release = () => {};
    seen.hold = new Promise(resolve => {
      release = resolve;
    });
    await open(runner);
    const id = await start();
    await until(() => expect(seen.codes).toHaveLength(1));
    await training.cancel({ guildId, jobId: id, memberId: ana, admin: false });
    release();
    await until(() => expect(seen.stopped).toContain('machine-1'));
    await until(() => expect(seen.cleared).toContain(id));
    expect(jobOf(id)).toMatchObject({ state: 'cancelled' });
    expect(jobOf(id).run).toBeUndefined();
  });

  test('that is cancelled while it is being started, and cannot be stopped at once, is stopped later', async () => {
    const { seen, runner } = machines();
    let release = () => {};
    seen.hold = new Promise(resolve => {
      release = resolve;
    });
    await open(runner);
    const id = await start();
    await until(() => expect(seen.codes).toHaveLength(1));
    await training.cancel({ guildId, jobId: id, memberId: ana, admin: false });
    await until(() => expect(jobOf(id).leftovers).toEqual({}));
    seen.stopsFail = true;
    release();
    await until(() => expect(jobOf(id).leftovers.formerRuns).toHaveLength(1));
    await training.sweep();
    expect(seen.stopped).toEqual([]);
    seen.stopsFail = false;
    await training.sweep();
    await until(() => expect(seen.stopped).toEqual(['machine-1']));
    await until(() => expect(jobOf(id).leftovers).toEqual({}));
  });

  test('that hangs and cannot be stopped when another takes over is stopped later, and holds no resume up', async () => {
    const { seen, runner } = machines();
    await open(runner);
    const id = await start();
    await until(() => expect(jobOf(id).run).toBeDefined());
    expect(await claim(String(seen.codes[0]))).toBe('claimed');
    world.clock.ms += 4 * 60_000;
    await training.sweep();
    seen.stopsFail = true;
    await training.resume({ guildId, memberId: ana, jobId: id, backend: 'hf-jobs' });
    await until(() => expect(jobOf(id).run).toMatchObject({ id: 'machine-2' }));
    seen.stopsFail = false;
    await training.sweep();
    expect(seen.stopped).toEqual(['machine-1']);
    expect(jobOf(id)).toMatchObject({ run: { id: 'machine-2' }, leftovers: { run: true } });
  });

  test('and an erased job takes its machine along', async () => {
    const { seen, runner } = machines();
    await open(runner);
    const id = await start();
    await until(() => expect(jobOf(id).run).toBeDefined());
    await training.erase(id);
    expect([seen.stopped, seen.cleared]).toEqual([['machine-1'], [id]]);
  });
});

test('a machine of a backend that is no longer chosen is still looked after', async () => {
  const { seen, runner } = machines();
  await open(runner);
  const id = await start();
  await until(() => expect(jobOf(id).run).toBeDefined());
  await training.stop();
  const colab = colabRunner({ notebookUrl: 'https://colab.example' });
  const of = (backend: TrainingBackend) => (backend === 'hf-jobs' ? runner : colab);
  ({ training } = await world.open({ runners: { chosen: colab, of } }));
  await training.cancel({ guildId, jobId: id, memberId: ana, admin: false });
  await until(() => expect(seen.stopped).toEqual(['machine-1']));
  await until(() => expect(jobOf(id).leftovers).toEqual({}));
});

test('starts at the same time are counted one after another', async () => {
  ({ training } = await world.open({
    runners: always(machines().runner),
    rules: () => ({ paused: false, atOnce: 2, limitOf: () => undefined }),
  }));
  const outcomes = await Promise.allSettled([start(0), start(1), start(2)]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'fulfilled', 'rejected']);
});

describe('where there is one machine', () => {
  test('trainings take turns in their order', async () => {
    const { seen, runner } = machines({ atOnce: 1 });
    await open(runner);
    const [first, second, third] = [await start(0), await start(1), await start(2)];
    await until(() => expect(jobOf(first).run).toBeDefined());
    await training.sweep();
    expect([jobOf(second).run, jobOf(third).run]).toEqual([undefined, undefined]);
    world.clock.ms += 48 * 3_600_000;
    await training.sweep();
    // The first never began; those that wait have all the time.
    expect(jobOf(first).state).toBe('failed');
    await until(() => expect(jobOf(second).run).toBeDefined());
    expect(jobOf(third)).toMatchObject({ state: 'waiting' });
    expect(seen.codes).toHaveLength(2);
  });

  test('a trainer that keeps dying before it has claimed the job is given up, and its last words are told', async () => {
    const { seen, runner } = machines({
      atOnce: 1,
      takesUpAgain: true,
      lastLine: () => 'actor-lora: there is **no** GPU here <@1> @everyone',
    });
    await open(runner);
    const id = await start();
    for (const count of [1, 2, 3]) {
      await until(() => expect(jobOf(id).run).toMatchObject({ id: `machine-${count}` }));
      seen.dead.add(`machine-${count}`);
      await training.sweep();
    }
    expect(jobOf(id)).toMatchObject({
      state: 'failed',
      reason: expect.stringMatching(
        /ended with an error\. Its last words: “actor-lora: there is no GPU here 1 everyone”\./,
      ),
      why: [
        { what: 'machine-error' },
        { what: 'last-words', words: 'actor-lora: there is no GPU here 1 everyone' },
      ],
    });
    expect(seen.codes).toHaveLength(3);
  });

  test('a trainer that dies is started again by itself, twice', async () => {
    const { seen, runner } = machines({ atOnce: 1, takesUpAgain: true });
    await open(runner);
    const id = await start();
    for (const attempt of [1, 2, 3]) {
      await until(() => expect(seen.codes).toHaveLength(attempt));
      await until(() => expect(jobOf(id).run).toBeDefined());
      expect(await claim(String(seen.codes.at(-1)))).toBe('claimed');
      expect(jobOf(id).attempt).toBe(attempt);
      seen.dead.add(`machine-${attempt}`);
      await training.sweep();
    }
    expect(jobOf(id)).toMatchObject({ state: 'failed', lost: true });
  });
});
