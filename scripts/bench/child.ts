/** Parts of a bench in processes of their own, asked by name: each is measured, or loads a core, alone. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

interface Question {
  id: number;
  name: string;
  argument: unknown;
}
type Answer = { id: number; value: unknown } | { id: number; error: string };

export interface Child {
  /** What the process answers to a question of that name. Rejects with its error, or when it has ended. */
  ask<T = void>(name: string, argument?: unknown): Promise<T>;
  end(): Promise<void>;
}

/** The real bot, as `npm start` runs it. `env` is more of its environment. */
export function startBotChild(env: Record<string, string>): Child {
  const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const flags = String(scripts.start).match(/ --\S+/g) ?? [];
  return startChild(
    './measured-bot.ts',
    env,
    flags.map(flag => flag.trim()),
  );
}

/** Starts a script of this folder that calls `answerQuestions`; `flags` are for Node. */
export function startChild(script: string, env: Record<string, string> = {}, flags: string[] = []): Child {
  const child = fork(new URL(script, import.meta.url), {
    execArgv: [...flags, '--import', import.meta.resolve('tsx')],
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const open = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let asked = 0;
  child.on('message', (answer: Answer) => {
    const waiting = open.get(answer.id);
    open.delete(answer.id);
    if ('error' in answer) waiting?.reject(new Error(answer.error));
    else waiting?.resolve(answer.value);
  });
  let over = false;
  child.on('error', () => {});
  const ended = once(child, 'exit').then(() => {
    over = true;
    for (const { reject } of open.values()) reject(new Error(`${script} ended`));
    open.clear();
  });
  return {
    ask<T>(name: string, argument?: unknown) {
      return new Promise<T>((resolve, reject) => {
        if (over) return reject(new Error(`${script} has ended`));
        const id = ++asked;
        open.set(id, { resolve: value => resolve(value as T), reject });
        child.send({ id, name, argument } satisfies Question);
      });
    },
    async end() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** In the child: answers the parent's questions, each with what its handler resolves to. */
export function answerQuestions(handlers: Record<string, (argument: never) => unknown>): void {
  process.on('disconnect', () => process.exit());
  process.on('message', async ({ id, name, argument }: Question) => {
    try {
      const handler = handlers[name];
      if (!handler) throw new Error(`nothing answers to ${name}`);
      process.send?.({ id, value: await handler(argument as never) });
    } catch (error) {
      process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
}
