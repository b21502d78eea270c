import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The Python package, as it lies in this repository. */
export const colab = fileURLToPath(new URL('../colab/', import.meta.url));
export const python = join(
  colab,
  '.venv',
  process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python',
);
export const hasTrainer = existsSync(python);

/** A title that says why nothing is tried, where that is so. */
export const withTrainer = (title: string) =>
  hasTrainer ? title : `${title}: not tried, because colab/.venv is missing; \`npm run test:colab\` makes it`;

/** All that makes a run short: tiny pictures, few of them, and no face models, which would come from the net. */
export const shortly =
  '--unchecked --prior-images 2 --threads 1 --gate report --resolution 16 --checkpoint-every 50 --sample-every 50 --sample-steps 2 --seeds 1 --samples 2'.split(
    ' ',
  );

/** Runs a Python command of the package to its end; `onStart` gets the process, to kill it. */
export async function runTrainer(
  folder: string,
  args: string[],
  env: Record<string, string> = {},
  onStart: (child: ChildProcess) => void = () => {},
) {
  const child = spawn(python, args, {
    cwd: folder,
    env: { ...process.env, PYTHONPATH: colab, HF_HOME: join(folder, 'hf'), ...env },
  });
  onStart(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (said += chunk));
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal, said };
}
