import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const script = fileURLToPath(new URL('./test-colab.ts', import.meta.url));

describe.skipIf(process.platform === 'win32')('npm run test:colab on a machine that lacks', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'actor-bare-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Runs it where `python3` is the only command there is, if any. */
  async function start(python3?: string) {
    if (python3) {
      await writeFile(join(folder, 'python3'), `#!/bin/sh\n${python3}\n`);
      await chmod(join(folder, 'python3'), 0o755);
    }
    const { status, stderr } = spawnSync(process.execPath, ['--import', import.meta.resolve('tsx'), script], {
      env: { PATH: folder, COLAB_VENV: join(folder, 'venv') },
      encoding: 'utf8',
    });
    return { status, stderr };
  }

  test('Python', async () => {
    const { status, stderr } = await start();
    expect(status).toBe(1);
    expect(stderr).toMatch(/Python 3\.10 or newer.*apt-get install python3 python3-venv/);
  });

  test('a Python that is new enough', async () => {
    const { status, stderr } = await start('echo 3.9');
    expect(status).toBe(1);
    expect(stderr).toMatch(/Python 3\.10 or newer/);
  });

  test('the module venv', async () => {
    const { status, stderr } = await start(
      'if [ "$1" = -c ]; then echo 3.12; else echo "ensurepip is not available" >&2; exit 1; fi',
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(/apt-get install python3-venv\.\nensurepip is not available$/m);
    expect(await readdir(folder)).toEqual(['python3']);
  });
});
