/**
 * npm run test:colab: the trainer's own tests, in a virtual environment that is made on the first run (colab/.venv).
 * What follows `--` goes to pytest: `npm run test:colab -- tests/test_losses.py -x`. PYTHON names another Python,
 * COLAB_VENV another folder.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const oldestPython = [3, 10] as const;
const colab = fileURLToPath(new URL('../colab/', import.meta.url));
const venv = resolve(process.env.COLAB_VENV ?? join(colab, '.venv'));
const isWindows = process.platform === 'win32';
const python = isWindows ? join(venv, 'Scripts', 'python.exe') : join(venv, 'bin', 'python');
const stampFile = join(venv, 'installed.txt');

/** Ends the script with a sentence. */
function give(words: string): never {
  console.error(words);
  process.exit(1);
}

/** What a command prints; undefined where there is none or it fails. */
function printed([command = '', ...args]: string[]): string | undefined {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8', cwd: colab });
  return status === 0 ? stdout.trim() : undefined;
}

/** Runs a command for all to see, or ends with `words` where it fails. */
function run([command = '', ...args]: string[], words: string): void {
  const { status } = spawnSync(command, args, { stdio: 'inherit', cwd: colab });
  if (status !== 0) give(words);
}

/** `3.11` for a command that is a Python new enough; undefined otherwise. */
function versionOf(command: string[]): string | undefined {
  const version = printed([...command, '-c', 'import sys; print("%d.%d" % sys.version_info[:2])']);
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
  return major === oldestPython[0] && minor >= oldestPython[1] ? version : undefined;
}

/** The command of a Python that makes the environment. */
function findPython(): string[] {
  const commands = process.env.PYTHON
    ? [[process.env.PYTHON]]
    : [
        ['python3'],
        ['python'],
        ...['3.13', '3.12', '3.11', '3.10'].map(version => [`python${version}`]),
        ...(isWindows ? [['py', '-3']] : []),
      ];
  const found = commands.find(versionOf);
  if (found) return found;
  const least = oldestPython.join('.');
  give(
    process.env.PYTHON
      ? `PYTHON is ${process.env.PYTHON}, which is no Python ${least} or newer.`
      : `The trainer’s tests need Python ${least} or newer, and there is none on the PATH. Debian and Ubuntu: apt-get install python3 python3-venv; macOS: brew install python; Windows: winget install Python.Python.3.13. PYTHON=… names one that lies elsewhere.`,
  );
}

/** Changes whenever the environment must be made anew. */
function wanted(version: string): string {
  const hash = createHash('sha256').update(version);
  for (const file of ['pyproject.toml', 'constraints.txt']) hash.update(readFileSync(join(colab, file)));
  return hash.digest('hex');
}

/** Whether `pip` would fetch the packages of a GPU, as PyPI's torch for Linux does: gigabytes that no test needs. */
function bringsCuda(torch: string): boolean {
  const plan = printed([
    ...[python, '-m', 'pip', 'install', '--quiet', '--dry-run', '--ignore-installed'],
    ...['--report', '-', torch],
  ]);
  return plan !== undefined && /"name":\s*"(nvidia|cuda|triton)/.test(plan);
}

function makeEnvironment(): void {
  const base = findPython();
  console.log(
    `Making ${venv} with ${base.join(' ')} (Python ${versionOf(base)}); this takes some minutes once.`,
  );
  rmSync(venv, { recursive: true, force: true });
  const made = spawnSync(base[0] ?? '', [...base.slice(1), '-m', 'venv', venv], { encoding: 'utf8' });
  if (made.status !== 0) {
    rmSync(venv, { recursive: true, force: true });
    give(
      `Python’s module venv does not work here. Debian and Ubuntu keep it in a package of its own: apt-get install python3-venv.\n${made.stdout}${made.stderr}`.trim(),
    );
  }
  const torch = /^torch==\S+$/m.exec(readFileSync(join(colab, 'constraints.txt'), 'utf8'))?.[0] ?? 'torch';
  const offline = 'The packages could not be installed. Is there a net? The lines above say what went wrong.';
  const install = [python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  // Older ones cannot say what they would install.
  run([...install, 'pip>=23'], offline);
  const cpu = process.platform === 'linux' && bringsCuda(torch);
  run([...install, ...(cpu ? ['--index-url', 'https://download.pytorch.org/whl/cpu'] : []), torch], offline);
  run([...install, '--constraint', 'constraints.txt', '--editable', '.[test]'], offline);
  writeFileSync(stampFile, wanted(versionOf([python]) ?? ''));
}

const version = existsSync(python) ? versionOf([python]) : undefined;
const isReady =
  version !== undefined && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted(version);
if (!isReady) makeEnvironment();

/** Whether a module of the environment ends well. */
const passes = (...args: string[]) =>
  spawnSync(python, ['-m', ...args], { stdio: 'inherit', cwd: colab }).status === 0;

const isLinted = passes('ruff', 'check', '--quiet', '.');
const isTyped = passes('mypy', '--no-error-summary');
// Each test works with one thread, so that the tests may share the cores.
const workers = Math.min(4, availableParallelism());
const { status } = spawnSync(
  python,
  ['-m', 'pytest', '-n', String(workers), '--dist', 'worksteal', ...process.argv.slice(2)],
  { stdio: 'inherit', cwd: colab },
);
process.exit(status === 0 && !(isLinted && isTyped) ? 1 : (status ?? 1));
