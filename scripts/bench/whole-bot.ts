/** A whole bot as its operator runs it, or the stub beside it: started, watched and ended from outside. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Watched, watch } from './watched.ts';

export type Which = 'ours' | 'stub';

export interface WholeBot {
  watched: Watched;
  /** From the start of its process until it said that it is ready, in milliseconds. */
  readyMs: number;
  /** The same as the bot itself measures it: without Node's own start. Undefined for the stub. */
  ownReadyMs: number | undefined;
  /** How long the event loop was blocked at most since the last call, in milliseconds; undefined for the stub. */
  blockedMost(): Promise<number | undefined>;
  /** One of its own figures, by the name under which /metrics has it; undefined where there is none. */
  metric(name: string): Promise<number | undefined>;
  /** Of its own process. */
  pid: number;
  /** As an operator ends it. */
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const stub = fileURLToPath(new URL('./stub-bot.js', import.meta.url));
/** The delay is sampled so often; what the bot's metrics say includes one turn of it. */
const samplingMs = 10;
const kinds = { 'classifier-process': 'classifier', 'decode-process': 'decoder' };

/** Compiles what `npm start` would compile, so that it is not measured with the first start. */
export async function compileBot(): Promise<void> {
  const child = spawn(process.execPath, ['scripts/start/compile.js'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await once(child, 'exit');
}

/** Node takes the last of two equal flags: those that are asked for come after those of `npm start`. */
function commandOf(which: Which, flags: readonly string[]): string[] {
  if (which === 'stub') return [...flags, stub];
  const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const own = String(scripts.start).split(' ').slice(1);
  return [...own.slice(0, -1), ...flags, ...own.slice(-1)];
}

/** Without npm: `npm start` keeps a process beside the bot that does nothing. @throws Error when it ends before */
export async function startWholeBot(
  which: Which,
  env: Record<string, string>,
  flags: readonly string[] = [],
): Promise<WholeBot> {
  const opsPort = await freePort();
  const began = performance.now();
  const child = spawn(process.execPath, commandOf(which, flags), {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', ...env, OPS_PORT: String(opsPort) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { readyMs, line } = await readyLine(child, began);
  const watched = watch(child.pid ?? 0, kinds);
  async function metric(name: string): Promise<number | undefined> {
    if (which === 'stub') return undefined;
    const metrics = await (await fetch(`http://127.0.0.1:${opsPort}/metrics`)).text();
    const found = new RegExp(`^${name} (\\S+)`, 'm').exec(metrics)?.[1];
    return found === undefined ? undefined : Number(found);
  }
  return {
    watched,
    readyMs,
    ownReadyMs: (JSON.parse(line) as { ms?: number }).ms,
    metric,
    pid: child.pid ?? 0,
    async blockedMost() {
      const seconds = await metric('nodejs_eventloop_lag_max_seconds');
      return seconds === undefined ? undefined : Math.max(0, seconds * 1_000 - samplingMs);
    },
    async stop() {
      watched.stop();
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function readyLine(child: ChildProcess, began: number): Promise<{ readyMs: number; line: string }> {
  return new Promise((resolve, reject) => {
    // Goes on reading: a bot whose log nobody takes would stop in the middle.
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    lines.on('line', line => {
      if (line.includes('"msg":"ready"')) resolve({ readyMs: performance.now() - began, line });
      else if (/"level":[56]0/.test(line)) console.error(line);
    });
    child.once('exit', () => reject(new Error('the bot ended before it was ready')));
  });
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
