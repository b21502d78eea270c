/**
 * Sends what nobody should send to the real callback server over real sockets, and says what came of it:
 *
 *   npm run bench -- fuzz [1000000] [--seed words] [--connections 50]
 *
 * First from one address, as a stranger is met, then from so many that the bound on each does not protect, and last the
 * open pages. Ends with 1 where anything was taken in, fell over, or was not as the trainers alone left it.
 */
import { setMaxListeners } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from 'undici';
import { startChild } from './child.ts';
import { head, ms, percentile, row } from './figures.ts';
import type { ServerFigures } from './fuzzed-server.ts';
import type { HostileRequest } from './hostile/material.ts';
import { createHostileRequests } from './hostile/requests.ts';
import { send } from './hostile/send.ts';
import { type Accepted, createTrainer, type Targets } from './hostile/targets.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: 'fuzz' }, connections: { type: 'string', default: '50' } },
});
const count = Number(positionals[0] ?? 1_000_000);
const connections = Number(values.connections);
/** Fewer than the bound lets an address send in a minute. */
const requestsAnAddress = 500;
const trainerEveryMs = 200;
const slowAtOnce = 20;

const folder = await mkdtemp(join(tmpdir(), 'actor-bench-'));
const server = startChild('./fuzzed-server.ts', {}, ['--expose-gc', '--max-semi-space-size=2']);
const { url, targets } = await server.ask<{ url: string; targets: Targets }>('start', folder);
const accepted: Accepted[] = [];
const faults = new Map<string, number>();
const fault = (words: string) => faults.set(words, (faults.get(words) ?? 0) + 1);

/** The running job's own trainer, which has to get through all the while. */
async function trainer(until: AbortSignal): Promise<number[]> {
  const client = new Client(url, { localAddress: '127.0.0.2' });
  const took: number[] = [];
  while (!until.aborted) {
    const event = nextEvent();
    const { headers, body, sentAt } = event;
    const answer = await client.request({ method: 'POST', path: '/training/events', headers, body });
    await answer.body.dump();
    if (answer.statusCode === 204) accepted.push(event);
    else fault(`the running job’s own trainer got ${answer.statusCode}`);
    took.push(performance.now() - sentAt);
    await new Promise(resolve => setTimeout(resolve, trainerEveryMs));
  }
  await client.close();
  return took;
}
const nextEvent = createTrainer(targets);

interface Slow {
  opened: number;
  lasted: number[];
  bytes: number;
}
const begin = 'POST /training/events HTTP/1.1\r\nHost: bot\r\n';
const unending = `${begin}Transfer-Encoding: chunked\r\n\r\n`;
/** How it begins, what follows again and again, and how often: endless headers, and bodies, slow and fast. */
const slowKinds: [string, string, number][] = [
  [begin, 'x', 1_000],
  [unending, '1\r\n{\r\n', 1_000],
  [unending, `1000\r\n${'x'.repeat(4_096)}\r\n`, 5],
];
/** Requests that never come to their end, some at once all the while. */
async function slowOnes(until: AbortSignal): Promise<Slow> {
  const slow: Slow = { opened: 0, lasted: [], bytes: 0 };
  const one = async (nth: number) => {
    while (!until.aborted) {
      const from = performance.now();
      const { hostname: host, port } = new URL(url);
      const socket = net.connect({ host, port: Number(port), localAddress: `127.1.0.${nth + 1}` });
      slow.opened++;
      const [first, more, everyMs] = slowKinds[nth % slowKinds.length] ?? ['', '', 1_000];
      socket.write(first);
      const timer = setInterval(() => socket.write(more), everyMs);
      const stop = () => socket.destroy();
      until.addEventListener('abort', stop);
      socket.on('error', () => {}).on('data', () => {});
      await new Promise(resolve => socket.once('close', resolve));
      clearInterval(timer);
      until.removeEventListener('abort', stop);
      slow.bytes += socket.bytesWritten;
      if (!until.aborted) slow.lasted.push(performance.now() - from);
      await new Promise(resolve => setTimeout(resolve, 1_000));
    }
  };
  await Promise.all(Array.from({ length: slowAtOnce }, (_, nth) => one(nth)));
  return slow;
}

interface Outcomes {
  figures: ServerFigures;
  seconds: number;
  trainer: number[];
  slow: Slow;
  byKind: Map<string, Map<number, number>>;
}
async function part(
  requests: number,
  next: () => HostileRequest,
  addressOf: (line: number, used: number) => string,
  alsoAllowed: number[],
): Promise<Outcomes> {
  const over = new AbortController();
  setMaxListeners(0, over.signal);
  const byKind: Outcomes['byKind'] = new Map();
  let left = requests;
  const line = async (nth: number) => {
    for (let used = 0; left > 0; used++) {
      const localAddress = addressOf(nth, used);
      const client = new Client(url, { localAddress });
      for (let sent = 0; sent < requestsAnAddress && left > 0; sent++, left--) {
        const request = next();
        const status = await send(client, request, { url, localAddress });
        const outcomes = byKind.get(request.kind) ?? new Map<number, number>();
        byKind.set(request.kind, outcomes.set(status, (outcomes.get(status) ?? 0) + 1));
        if (![...request.allowed, ...alsoAllowed].includes(status)) {
          if (!faults.has(`${request.kind}: ${status}`))
            console.error(status, JSON.stringify(request).slice(0, 500));
          fault(`${request.kind}: ${status}`);
        }
      }
      await client.close();
    }
  };
  await server.ask('begin');
  const from = performance.now();
  const [events, slow] = [trainer(over.signal), slowOnes(over.signal)];
  await Promise.all(Array.from({ length: requests ? connections : 0 }, (_, nth) => line(nth)));
  if (requests === 0) await new Promise(resolve => setTimeout(resolve, 5_000));
  const seconds = (performance.now() - from) / 1_000;
  const figures = await server.ask<ServerFigures>('end');
  over.abort();
  return { figures, seconds, trainer: await events, slow: await slow, byKind };
}

function show(name: string, requests: number, { figures, seconds, trainer, slow }: Outcomes): void {
  const { member, loop, memory } = figures;
  const mb = (bytes: number) => (bytes / 1e6).toFixed(0);
  row(
    name,
    requests.toLocaleString('en'),
    Math.round(requests / seconds).toLocaleString('en'),
    member.map(ms).join(' / '),
    loop.map(ms).join(' / '),
    [0.5, 0.99, 1].map(share => ms(percentile(trainer, share))).join(' / '),
    [memory.before, memory.most, memory.after].map(mb).join(' / '),
    [memory.heapBefore, memory.heapAfter].map(bytes => (bytes / 1e6).toFixed(1)).join(' / '),
    `${Math.round(figures.processorMs / seconds / 10)} %`,
    `${slow.opened}, longest ${ms(Math.max(0, ...slow.lasted) / 1_000)} s, ${mb(slow.bytes)} MB`,
  );
}

console.log(`Node ${process.version}, ${availableParallelism()} cores, seed “${values.seed}”. The server runs in a process of its own.
Member: every 50 ms a name is typed and /train status is asked for, in the server’s own loop; ms p50 / p95 / p99 / max.
`);
head(
  'Part',
  'Requests',
  'Requests/s',
  'Member ms',
  'Loop ms',
  'Own trainer ms p50 / p99 / max',
  'RSS MB start / max / end',
  'Heap MB',
  'Processor',
  `${slowAtOnce} slow at once: opened`,
);
try {
  const next = () => createHostileRequests(values.seed, targets, accepted);
  show('idle', 0, await part(0, next(), () => '127.0.0.3', []));
  show('to get warm', 5_000, await part(5_000, next(), (line, used) => `127.9.${used}.${line + 1}`, []));
  const few = Math.ceil(count / 10);
  const tunnelled = next();
  // As a tunnel on this machine hands it on: it adds who asks to what was made up.
  const fromOne = () => {
    const request = tunnelled();
    const made = request.headers['x-forwarded-for'] ?? '127.0.0.1';
    return { ...request, headers: { ...request.headers, 'x-forwarded-for': `${made}, 203.0.113.9` } };
  };
  const bounded = await part(few, fromOne, () => '127.0.0.4', [429]);
  show('one address', few, bounded);
  const many = count - few;
  const unbounded = await part(
    many,
    next(),
    (line, used) => `127.${10 + line}.${used >> 7}.${(used & 127) + 1}`,
    [],
  );
  show('many addresses', many, unbounded);
  const pages = ['/metrics', '/privacy', '/healthz', '/nothing'];
  for (const path of pages) {
    const page = { kind: path, method: 'GET', path, headers: {}, allowed: [200, 404] };
    show(
      `GET ${path}, one address`,
      20_000,
      await part(
        20_000,
        () => page,
        () => '127.0.0.5',
        [429],
      ),
    );
  }
  for (const words of await server.ask<string[]>('judge', accepted)) fault(words);

  for (const [name, { byKind }] of Object.entries({ 'One address': bounded, 'Many addresses': unbounded })) {
    console.log(`\n${name}, by kind (0 is a connection that was closed without an answer)\n`);
    head('Kind', 'Answers');
    for (const [kind, outcomes] of [...byKind].sort(([a], [b]) => a.localeCompare(b)))
      row(
        kind,
        [...outcomes]
          .sort(([a], [b]) => a - b)
          .map(([status, times]) => `${status}: ${times}`)
          .join(', '),
      );
  }
  console.log(`\nThe running job’s own trainer: ${accepted.length} events stored.`);
} finally {
  await server.end();
  await rm(folder, { recursive: true, force: true });
}
console.log(
  faults.size === 0
    ? 'No fault.'
    : [...faults].map(([words, times]) => `FAULT ${words} (${times})`).join('\n'),
);
process.exitCode = faults.size === 0 ? 0 : 1;
