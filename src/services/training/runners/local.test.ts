import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TrainingJob } from '../job/job.ts';
import { logger } from '../testing/training-fixture.ts';
import { localRunner } from './local.ts';
import { printedLine } from './printed-line.ts';
import { processMark } from './process-mark.ts';
import type { Launcher } from './runner.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'actor-local-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Node stands for Python: whatever it is told, it runs the script of that name. */
async function launcherOf(script: string, python = process.execPath): Promise<Launcher> {
  const wrapper = join(folder, 'python');
  await writeFile(wrapper, `#!/bin/sh\nexec "${python}" -e '${script}'\n`, { mode: 0o755 });
  const { launcher } = localRunner({
    python: wrapper,
    packageFolder: folder,
    folder,
    args: [],
    env: { PATH: String(process.env.PATH) },
    logger,
    patienceMs: 300,
  });
  if (!launcher) throw new Error('there is no launcher');
  return launcher;
}
const job = (run?: TrainingJob['run']) => ({ id: 'job1', ...(run ? { run } : {}) }) as TrainingJob;
const pidOf = (run: TrainingJob['run']) => (run?.kind === 'local' ? run.pid : 0);

test.skipIf(process.platform === 'win32')(
  'a trainer is found again by its process, and its last line is at hand',
  async () => {
    const launcher = await launcherOf(
      'console.log(process.env.ACTOR_LORA_JOB_CODE, "step 1"); setInterval(() => {}, 1e3)',
    );
    const run = await launcher.launch(job(), 'the-code');
    expect(await launcher.look(job(run))).toEqual({ running: true });
    await vi.waitFor(() => expect(launcher.lastLine(job(run))).toMatch(/step 1/), { timeout: 60_000 });
    // Another process with the same number is not it.
    if (run.kind === 'local')
      expect(await launcher.look(job({ ...run, mark: 'another boot' }))).toMatchObject({ running: false });
    await launcher.stop(job(run));
    expect(await launcher.look(job(run))).toMatchObject({ running: false });
    expect(await processMark(pidOf(run))).toBeUndefined();
  },
);

test.skipIf(process.platform === 'win32')(
  'one that will not stop is made to, and a second stop is fine',
  async () => {
    const launcher = await launcherOf(
      'process.on("SIGINT", () => {}); console.log("here"); setInterval(() => {}, 1e3)',
    );
    const run = await launcher.launch(job(), 'x');
    await vi.waitFor(() => expect(launcher.lastLine(job(run))).toBe('here'), { timeout: 60_000 });
    await launcher.stop(job(run));
    await launcher.stop(job(run));
    expect(await processMark(pidOf(run))).toBeUndefined();
  },
);

test('no secret is passed on with what a trainer printed', () => {
  const line = 'Cloning https://me:secret@git.example/x with hf_abcdefghij and the-token';
  expect(printedLine(line, 'the-token')).toBe('Cloning https://…@git.example/x with … and …');
  expect(printedLine('x'.repeat(2_000), undefined)).toHaveLength(500);
});

test('where there is no such Python it says what to set, once', async () => {
  const { launcher } = localRunner({
    ...{ python: join(folder, 'nothing'), packageFolder: folder, folder, args: [], env: {}, logger },
  });
  await expect(launcher?.launch(job(), 'x')).rejects.toMatchObject({
    final: true,
    message: expect.stringMatching(/TRAINER_PYTHON/),
  });
});

test('what no job needs any more is removed', async () => {
  const launcher = await launcherOf('');
  for (const id of ['kept', 'gone']) {
    await mkdir(join(folder, 'runs', id, 'photos'), { recursive: true });
    await writeFile(join(folder, `${id}.log`), 'x');
  }
  await launcher.prune(async id => (id === 'kept' ? 'needed' : 'unknown'));
  expect(await readdir(join(folder, 'runs'))).toEqual(['kept']);
  expect(existsSync(join(folder, 'gone.log'))).toBe(false);
  await launcher.clear({ id: 'kept' });
  expect(await readdir(join(folder, 'runs'))).toEqual([]);
});
