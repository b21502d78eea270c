/**
 * Measures from outside how long ten photos take until they are reported, and whether others are held up meanwhile:
 *
 *   npm run bench -- photos [<folder>] [--rounds 3]
 *
 * The photos are drawn as large as a phone takes them; a folder of one person's photos is used instead.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startPlayground } from '@ai-actor/playground';
import { listCast, renderCastPhoto } from '@ai-actor/playground/cast';
import { connectMember, ids, type Member, type NamedBytes } from '@ai-actor/playground/discord';
import sharp from 'sharp';
import { head, ms, percentile, row } from './figures.ts';
import { compileBot, startWholeBot } from './whole-bot.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '3' } },
});
const photosAtOnce = 10;
const phone = { width: 3_024, height: 4_032 };

async function photos(): Promise<NamedBytes[]> {
  const [folder] = positionals;
  if (folder) {
    const names = (await readdir(folder)).filter(name => /\.(jpe?g|png|webp|avif)$/i.test(name)).sort();
    return Promise.all(
      names.slice(0, photosAtOnce).map(async name => ({ name, bytes: await readFile(join(folder, name)) })),
    );
  }
  const drawn = listCast().find(({ id }) => id === 'nova')?.photoCount ?? 0;
  return Promise.all(
    Array.from({ length: photosAtOnce }, async (_, n) => {
      const photo = sharp(await renderCastPhoto('nova', n % drawn)).resize(phone);
      // There are fewer than ten: the others are mirrored.
      const bytes = await photo
        .flop(n >= drawn)
        .jpeg({ quality: 92 })
        .toBuffer();
      return { name: `${n}.jpg`, bytes };
    }),
  );
}

await compileBot();
const given = await photos();
const playground = await startPlayground();
const dataDir = await mkdtemp(join(tmpdir(), 'actor-bench-'));
const bot = await startWholeBot('ours', { ...playground.env, DATA_DIR: dataDir, HTTP_PORT: '0' });
const owner = await connectMember(playground.url, ids.members.mara);
const other = await connectMember(playground.url, ids.members.theo);

/** Another member's acknowledgements, one after another, until `over`. */
async function acknowledgements(member: Member, over: AbortSignal): Promise<number[]> {
  const took: number[] = [];
  while (!over.aborted) {
    const began = performance.now();
    const { interactionId } = await member.command('/quota');
    await member.waitForInteraction(interactionId, 60_000);
    took.push(performance.now() - began);
    await sleep(100);
  }
  return took;
}

async function during<T>(work: () => Promise<T>): Promise<{ tookMs: number; others: number[] }> {
  const over = new AbortController();
  const others = acknowledgements(other, over.signal);
  const began = performance.now();
  await work();
  const tookMs = performance.now() - began;
  over.abort();
  return { tookMs, others: await others };
}

async function register(name: string): Promise<void> {
  const options = Object.fromEntries(given.map((photo, at) => [`photo${at + 1}`, photo]));
  const { interactionId } = await owner.command('/actor register', { name, ...options });
  await owner.waitForMessage(
    ({ interaction_metadata: from, loading }) => from?.id === interactionId && !loading,
    600_000,
  );
}

const total = given.reduce((sum, { bytes }) => sum + bytes.length, 0);
console.log(`Node ${process.version}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)} before this began: what else runs makes every time longer.
${given.length} photos of ${(total / 1e6).toFixed(1)} MB in all. The first round starts what looks at them. Memory of all processes.
`);
head('Round', 'Reported after s', 'Others answered in ms: p50 / most', 'Processor s', 'Peak MB');
const quiet = await during(() => sleep(5_000));
row('nothing', '–', `${ms(percentile(quiet.others, 0.5))} / ${ms(Math.max(...quiet.others))}`, '–', '–');
for (let round = 1; round <= Number(values.rounds); round++) {
  const used = () => Object.values(bot.watched.processorMs()).reduce((sum, one) => sum + one, 0);
  bot.watched.peak();
  const before = used();
  const { tookMs, others } = await during(() => register(`Nova ${round}`));
  row(
    round,
    (tookMs / 1_000).toFixed(1),
    `${ms(percentile(others, 0.5))} / ${ms(Math.max(...others))}`,
    ((used() - before) / 1_000).toFixed(1),
    Math.round(bot.watched.peak().resident / 1e6),
  );
}
await Promise.all([owner.close(), other.close()]);
await bot.stop();
await playground.close();
await rm(dataDir, { recursive: true, force: true });
