import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** `npm start`, or another script of the project, with these settings and no others. */
export function startBot(env: Record<string, string>, cwd: string, script = 'src/main.ts') {
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), join(root, script)], {
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
