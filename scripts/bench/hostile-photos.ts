/**
 * Ten hostile files from each of three members at once, while a fourth one goes on working:
 *
 *   npm run bench -- hostile-photos
 *
 * Prints how long the fourth one's acknowledgements took, and the memory of the bot with all of its processes (Linux:
 * it is read in /proc). The files are made here; a folder named as an argument is sent instead.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { crc32, deflateSync } from 'node:zlib';
import { startPlayground } from '@ai-actor/playground';
import { connectMember, ids, type Member, type NamedBytes } from '@ai-actor/playground/discord';
import sharp from 'sharp';

const filesEach = 10;
const side = 6_324;

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** Flat, so that it is a few bytes; `padded` so that it looks as if there were more in it. */
async function hostileFiles(): Promise<NamedBytes[]> {
  const flat = () =>
    sharp({
      create: { width: side, height: side, channels: 4, background: '#79a7d3' },
      limitInputPixels: false,
    });
  const padded = (file: Buffer) => Buffer.concat([file, Buffer.alloc(10e6)]);
  const avif = await flat().avif({ effort: 0 }).toBuffer();
  const interlaced = await flat().toColourspace('rgb16').png({ progressive: true }).toBuffer();
  const small = await sharp({ create: { width: 900, height: 900, channels: 3, background: '#79a7d3' } })
    .png()
    .toBuffer();
  const words = Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(Buffer.alloc(200 * 2 ** 20, 32))]);
  const packed = Buffer.concat([
    small.subarray(0, 33),
    ...Array<Buffer>(40).fill(chunk('zTXt', words)),
    small.subarray(33),
  ]);
  const plain = await flat().png().toBuffer();
  const progressive = await flat()
    .flatten()
    .jpeg({ progressive: true, chromaSubsampling: '4:4:4' })
    .toBuffer();
  const made = { avif, interlaced, packed, plain, progressive };
  const twice = { avif, interlaced, plain, progressive };
  return [
    ...Object.entries(made).map(([name, bytes]) => ({ name: `${name}.jpg`, bytes })),
    ...Object.entries(twice).map(([name, bytes]) => ({ name: `${name}-padded.jpg`, bytes: padded(bytes) })),
    { name: 'words.jpg', bytes: Buffer.from('words') },
  ];
}

const filesIn = (folder: string): NamedBytes[] =>
  readdirSync(folder).map(name => ({ name, bytes: readFileSync(join(folder, name)) }));

/** Memory of a process and of all that it started, in megabytes. */
function memoryOf(root: number): number {
  const parents = new Map<number, number>();
  const resident = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    try {
      const status = readFileSync(`/proc/${entry}/status`, 'utf8');
      parents.set(Number(entry), Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]));
      resident.set(Number(entry), Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1_000);
    } catch {
      // It has ended, or is no process.
    }
  }
  const belongs = (pid: number): boolean => pid === root || (pid > 1 && belongs(parents.get(pid) ?? 0));
  return [...resident].reduce((sum, [pid, size]) => sum + (belongs(pid) ? size : 0), 0);
}

const [folder] = process.argv.slice(2);
const given = folder ? filesIn(folder) : await hostileFiles();
const files = Array.from({ length: filesEach }, (_, at) => given[at % given.length] as NamedBytes);
const options = Object.fromEntries(files.map((file, at) => [`photo${at + 1}`, file]));

const playground = await startPlayground();
const dataDir = mkdtempSync(join(tmpdir(), 'actor-hostile-'));
const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const bot = spawn(process.execPath, String(scripts.start).split(' ').slice(1), {
  env: { PATH: process.env.PATH ?? '', ...playground.env, DATA_DIR: dataDir, HTTP_PORT: '0' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
await new Promise<void>(resolve => {
  let output = '';
  bot.stdout.on('data', chunk => {
    output += chunk;
    if (output.includes('"msg":"ready"')) resolve();
  });
});
const pid = bot.pid ?? 0;
const { mara, jonas, priya, theo } = ids.members;
const [one, two, three, other] = await Promise.all(
  [mara, jonas, priya, theo].map(id => connectMember(playground.url, id)),
);
const before = memoryOf(pid);
let most = before;
const watching = setInterval(() => {
  most = Math.max(most, memoryOf(pid));
}, 50);

const acknowledged: number[] = [];
let over = false;
async function goOn(member: Member) {
  while (!over) {
    const started = performance.now();
    const { interactionId } = await member.command('/quota');
    await member.waitForInteraction(interactionId, 60_000);
    acknowledged.push(performance.now() - started);
    await sleep(100);
  }
}
const going = goOn(other as Member);
const started = performance.now();
const answers = await Promise.all(
  [one, two, three].map(async (member, at) => {
    const { interactionId } = await (member as Member).command('/actor register', {
      name: `Hostile ${at}`,
      ...options,
    });
    return (member as Member).waitForMessage(
      ({ interaction_metadata: from, loading }) => from?.id === interactionId && !loading,
      600_000,
    );
  }),
);
const tookMs = performance.now() - started;
over = true;
await going;
clearInterval(watching);

console.log('| What | Measured |\n| --- | --- |');
const row = (what: string, measured: string) => console.log(`| ${what} | ${measured} |`);
row('hostile files answered', `${filesEach * answers.length} in ${(tookMs / 1_000).toFixed(1)} s`);
row(
  `acknowledgements of another member, ${acknowledged.length}: middle, longest`,
  `${[...acknowledged].sort((a, b) => a - b)[acknowledged.length >> 1]?.toFixed(0)} ms, ${Math.max(...acknowledged).toFixed(0)} ms`,
);
row('memory of the whole bot: before, most', `${before.toFixed(0)} MB, ${most.toFixed(0)} MB`);
console.log(`\nWhat the first one was told:\n${JSON.stringify(answers[0]?.components).slice(0, 2_500)}`);

bot.kill('SIGTERM');
await Promise.all([one, two, three, other].map(member => member?.close()));
await playground.close();
rmSync(dataDir, { recursive: true, force: true });
