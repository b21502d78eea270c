import { type ChildProcess, execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlaygroundOptions } from '@ai-actor/playground';
import type { Member } from '@ai-actor/playground/discord';
import { ids } from '@ai-actor/playground/discord';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { ask, attached, jobCodeIn, patienceMs, photos, press, startTraining } from '../acting.ts';
import { hasTrainer, python, runTrainer, shortly, withTrainer } from '../real-trainer.ts';
import { startWorld, type TestWorld, wordsOf } from '../world.ts';

const steps = 100;
const relay = { waiting: 300, running: 300, mostAfterFaults: 2_000 };
const long = patienceMs * 2;

let folder: string;
let world: TestWorld;
let studio: Member;
let from = 0;
const trainers: ChildProcess[] = [];

beforeEach(() => {
  from = studio.events.length;
});
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'actor-runners-'));
  if (hasTrainer)
    expect(await runTrainer(folder, ['-m', 'actor_lora.tiny', join(folder, 'tiny'), 'sd15'])).toMatchObject({
      code: 0,
    });
}, 120_000);
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const short = () => ['--base-path', join(folder, 'tiny'), ...shortly];

async function open(env: Record<string, string>, options: PlaygroundOptions = {}) {
  world = await startWorld(env, options, { relayDelaysMs: relay, lastWordsMs: 4_000, sweepMs: 500 });
  studio = await world.member('jonas');
}
async function close() {
  for (const child of trainers) child.kill('SIGKILL');
  await world?.close();
}

async function cast(member: Member, name: string, person: string) {
  const form = { name, ...attached(await photos(person, 5)) };
  const registered = await ask(member, '/actor register', form);
  await press(member, registered, 'These photos show me, and I agree', words => /agreed/.test(words));
}

/** The first message of this test with such words. */
const said = (words: RegExp) => studio.waitForMessage(message => words.test(wordsOf(message)), long, from);
const told = async (words: RegExp) =>
  (await studio.messages(ids.channels.studio)).filter(message => words.test(wordsOf(message)));

async function hub(path: string) {
  return fetch(`${world.config.HF_ENDPOINT}${path}`, {
    headers: { authorization: `Bearer ${world.config.HF_TOKEN}` },
  });
}

async function refs() {
  const models = (await (await hub('/api/models?author=playground')).json()) as { id: string }[];
  const loras = models.filter(({ id }) => id.includes('/actor-'));
  expect(loras).toHaveLength(1);
  return (await (await hub(`/api/models/${loras[0]?.id}/refs`)).json()) as {
    branches: { name: string }[];
    tags: { name: string }[];
  };
}

/** Nothing beside main, and no photos anywhere. */
async function expectNothingBeside() {
  await vi.waitFor(
    async () => {
      expect((await refs()).branches.map(({ name }) => name)).toEqual(['main']);
      expect(await (await hub('/api/datasets?author=playground')).json()).toEqual([]);
    },
    { timeout: patienceMs, interval: 300 },
  );
}

async function expectTidy(versions: number) {
  await expectNothingBeside();
  expect((await refs()).tags).toHaveLength(versions);
}

const isThere = (mark: string) => {
  try {
    return execFileSync('pgrep', ['-f', mark], { encoding: 'utf8' }).trim().split('\n').map(Number);
  } catch {
    return [];
  }
};

describe.skipIf(!hasTrainer)(
  withTrainer('the trainer on the computer of the bot'),
  { timeout: 900_000 },
  () => {
    beforeAll(() =>
      open({
        TRAINING_BACKEND: 'local',
        PUBLIC_URL: '',
        TRAINER_PYTHON: python,
        TRAINER_ARGS: short().join(' '),
      }),
    );
    afterAll(close);
    const runs = () => join(world.dataDir, 'training', 'runs');
    const trainersHere = () => isThere(`actor_lora.cli train --output ${runs()}`);

    test('goes through a restart of the bot and a kill of the trainer, and tells the end once', async () => {
      const mara = await world.member('mara');
      await cast(mara, 'Nova', 'nova');
      await startTraining(mara, { actor: 'Nova', steps });
      await vi.waitFor(() => expect(trainersHere()).toHaveLength(1), { timeout: patienceMs });
      const [first] = trainersHere();
      await said(/Training.* Nova/);
      await world.restartBot();
      expect(trainersHere()).toEqual([first]);
      process.kill(Number(first), 'SIGKILL');
      await vi.waitFor(
        () => {
          expect(trainersHere()).toHaveLength(1);
          expect(trainersHere()).not.toEqual([first]);
        },
        { timeout: patienceMs, interval: 200 },
      );
      await said(/Nova is trained/);
      expect(await told(/is trained|The training of .* failed/)).toHaveLength(1);
      await expectTidy(1);
      await vi.waitFor(() => expect(existsSync(runs()) ? readdirSync(runs()) : []).toEqual([]), {
        timeout: patienceMs,
      });
    });

    test('takes turns, and a cancelled one ends for real', async () => {
      const mara = await world.member('mara');
      const priya = await world.member('priya');
      await cast(priya, 'Mei', 'mei');
      await startTraining(mara, { actor: 'Nova', steps });
      const second = await startTraining(priya, { actor: 'Mei', steps });
      expect(wordsOf(second)).toMatch(/starts when the training before it is done/);
      await vi.waitFor(() => expect(trainersHere()).toHaveLength(1), { timeout: patienceMs });
      await said(/Training.* Nova/);
      await ask(mara, '/train cancel');
      await said(/cancelled the training of.*Nova/);
      await said(/Training.* Mei/);
      expect(trainersHere()).toHaveLength(1);
      await ask(priya, '/train cancel');
      await vi.waitFor(() => expect(trainersHere()).toEqual([]), { timeout: patienceMs });
      await vi.waitFor(
        () => expect(readdirSync(join(world.dataDir, 'training'))).toEqual(['runs']),
        patienceMs,
      );
      expect(readdirSync(runs())).toEqual([]);
    });
  },
);

/** A machine at Hugging Face that runs the real package. */
const machine: PlaygroundOptions['jobImage'] = async ({ secrets, signal, log }) => {
  const { code, said: printed } = await runTrainer(
    folder,
    ['-m', 'actor_lora.cli', 'train', '--output', await mkdtemp(join(folder, 'machine-')), ...short()],
    { ...secrets, HF_ENDPOINT: String(world.config.HF_ENDPOINT) },
    child => {
      trainers.push(child);
      signal.addEventListener('abort', () => child.kill('SIGKILL'));
    },
  );
  for (const line of printed.split('\n')) log(line);
  return code ?? 1;
};

describe.skipIf(!hasTrainer)(
  withTrainer('machines of Hugging Face, over the hub'),
  { timeout: 900_000 },
  () => {
    beforeAll(() =>
      open(
        { TRAINING_BACKEND: 'hf-jobs', PUBLIC_URL: '', TRAINER_PACKAGE: 'git+https://git.example/actors' },
        { jobImage: machine },
      ),
    );
    afterAll(close);

    test('shows what it costs, trains, and leaves nothing behind', async () => {
      const mara = await world.member('mara');
      await cast(mara, 'Nova', 'nova');
      const plan = await ask(mara, '/train start', { actor: 'Nova', steps });
      expect(wordsOf(plan)).toMatch(/\$\d/);
      expect(wordsOf(plan)).toMatch(/private repo/);
      await press(mara, plan, 'Confirm', words => /requesting a machine/.test(words));
      await world.restartBot();
      await said(/Nova is trained/);
      expect(await told(/is trained|The training of .* failed/)).toHaveLength(1);
      expect(world.huggingFace.jobs.all()).toMatchObject([
        { flavor: 't4-small', labels: { app: 'actor-lora' } },
      ]);
      await expectTidy(1);
      const log = world.log.join('\n');
      expect(log).not.toContain(String(world.config.HF_TOKEN));
      expect(log).not.toContain('oneTimeToken');
    });

    test('a machine that dies is lost with a reason, and resumed', async () => {
      const mara = await world.member('mara');
      await startTraining(mara, { actor: 'Nova', steps });
      await said(/Training.* Nova/);
      await vi.waitFor(() => expect(trainers.length).toBeGreaterThan(1), { timeout: patienceMs });
      trainers.at(-1)?.kill('SIGKILL');
      const failed = await said(/machine ended with an error/);
      const plan = await press(mara, failed, 'Resume', words => /Nothing has started yet/.test(words));
      expect(wordsOf(plan)).toMatch(/continues from the last checkpoint.*switched off at \$\d/s);
      await press(mara, plan, 'Resume', words => /requesting a machine/.test(words));
      await vi.waitFor(async () => expect(await told(/Nova is trained/)).toHaveLength(2), { timeout: long });
      expect(await told(/The training of .* failed/)).toHaveLength(0);
      await expectTidy(2);
    });

    test('a cancelled one is cancelled at Hugging Face', async () => {
      const mara = await world.member('mara');
      const before = world.huggingFace.jobs.all().length;
      await startTraining(mara, { actor: 'Nova', steps });
      await vi.waitFor(
        () => {
          expect(world.huggingFace.jobs.all()).toHaveLength(before + 1);
          expect(world.huggingFace.jobs.all().at(-1)?.status.stage).toBe('RUNNING');
        },
        { timeout: patienceMs },
      );
      await ask(mara, '/train cancel');
      await vi.waitFor(() => expect(world.huggingFace.jobs.all().at(-1)?.status.stage).toBe('CANCELED'), {
        timeout: patienceMs,
      });
      await expectTidy(2);
    });
  },
);

describe.skipIf(!hasTrainer)(withTrainer('a notebook, over the hub'), { timeout: 900_000 }, () => {
  beforeAll(() => open({ PUBLIC_URL: '' }));
  afterAll(close);

  test('a job goes there and back without an address of the bot', async () => {
    const mara = await world.member('mara');
    await cast(mara, 'Nova', 'nova');
    const begun = await startTraining(mara, { actor: 'Nova', steps });
    const code = jobCodeIn(begun);
    expect(Buffer.from(code, 'base64url').toString()).not.toMatch(/http/);
    const { token, endpoint } = {
      token: String(world.config.HF_TOKEN),
      endpoint: String(world.config.HF_ENDPOINT),
    };
    const run = runTrainer(folder, ['-m', 'actor_lora.cli', 'train', ...short()], {
      ...{ ACTOR_LORA_JOB_CODE: code, HF_TOKEN: token, HF_ENDPOINT: endpoint },
    });
    await said(/Training.* Nova/);
    await world.restartBot();
    await said(/Nova is trained/);
    expect(await run).toMatchObject({ code: 0 });
    expect(await told(/is trained|The training of .* failed/)).toHaveLength(1);
    await expectTidy(1);
  });
});

describe('the stand-in for the notebook, over the hub', { timeout: 600_000 }, () => {
  beforeAll(() => open({ PUBLIC_URL: '' }));
  afterAll(close);

  test('is followed to its end, and a code works once', async () => {
    const mara = await world.member('mara');
    await cast(mara, 'Nova', 'nova');
    const code = jobCodeIn(await startTraining(mara, { actor: 'Nova', steps }));
    const run = world.colab.run(code, { stepDelayMs: 100 });
    await said(/step \d+ of/);
    const second = await world.colab.run(code).done;
    expect(second).toMatchObject({ status: 'refused', message: expect.stringMatching(/another notebook/) });
    await said(/Nova is trained/);
    expect(await run.done).toMatchObject({ status: 'completed' });
    expect(await told(/is trained|The training of .* failed/)).toHaveLength(1);
    await expectNothingBeside();
  });

  test('a cancelled one stops', async () => {
    const mara = await world.member('mara');
    const run = world.colab.run(jobCodeIn(await startTraining(mara, { actor: 'Nova', steps })), {
      stepDelayMs: 500,
    });
    await said(/Training.* Nova/);
    await ask(mara, '/train cancel');
    expect(await run.done).toMatchObject({ status: 'stopped' });
    await expectNothingBeside();
  });
});
