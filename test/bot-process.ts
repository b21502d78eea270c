import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What `npm start` runs in this copy of the project. */
function startArguments(tree: string): string[] {
  const { scripts } = JSON.parse(readFileSync(join(tree, 'package.json'), 'utf8'));
  const words = String(scripts.start).split(' ').slice(1);
  return [...words.slice(0, -1), join(tree, words.at(-1) ?? '')];
}

/**
 * `npm start`, or a script of the tests (`compiledBot`), with these settings and no others. `tree` is the copy of the
 * project whose `npm start` it is: this one, if not said.
 */
export function startBot(env: Record<string, string>, cwd: string, script?: string, tree = root) {
  const run = script ? ['--enable-source-maps', script] : startArguments(tree);
  const child = spawn(process.execPath, run, {
    cwd,
    // Several bots run beside each other here.
    env: { PATH: process.env.PATH ?? '', OPS_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += chunk));
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', () => output.includes('"msg":"ready"') && resolve());
    child.once('exit', () => reject(new Error(`the bot ended before it was ready:\n${output}`)));
  });
  ready.catch(() => undefined);
  return { child, ready, output: () => output };
}

/** Ends the process and resolves to its exit code; null where the signal ended it. */
export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
  return child.exitCode;
}
