import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';

/** Resolves once the server answers `ask`. @throws Error with what it printed where it ends before */
export async function untilAnswers(
  child: ChildProcess,
  name: string,
  ask: () => Promise<unknown>,
): Promise<void> {
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', chunk => (printed += chunk));
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${name} did not start:\n${printed}`);
    try {
      await ask();
      return;
    } catch {
      await setTimeout(50);
    }
  }
}

/** Resolves once it has ended. */
export async function ended(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!child || child.exitCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}
