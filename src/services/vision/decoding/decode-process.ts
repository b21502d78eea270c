import sharp from 'sharp';
import { decodePhoto, decodePicture } from './decode.ts';
import type { DecodeAnswer, DecodeTask } from './decode-protocol.ts';

// Decodes pictures of others in a process of its own. Any error that it does not expect ends the process.

/** Whatever a file's header said, its decoder gets no more than this in all. */
const residentMostBytes = 450e6;
const watchEveryMs = 10;

sharp.cache(false);
sharp.concurrency(1);

// The decoder works in other threads, so this one is free to watch it.
setInterval(() => {
  if (process.memoryUsage.rss() > residentMostBytes) process.exit(1);
}, watchEveryMs).unref();

/** A collection takes as long as a picture: pictures come in bursts, and their memory can wait for the end of one. */
const collectAfterMs = 200;
let collecting: NodeJS.Timeout | undefined;

async function answer({ kind, bytes, faces }: DecodeTask): Promise<DecodeAnswer> {
  clearTimeout(collecting);
  const decoded = kind === 'photo' ? await decodePhoto(bytes) : await decodePicture(bytes, faces);
  // The next photo may need the memory that this one took.
  if (kind === 'photo') globalThis.gc?.();
  else collecting = setTimeout(() => globalThis.gc?.(), collectAfterMs);
  return decoded;
}

process.on('message', async (task: DecodeTask) => process.send?.(await answer(task)));
// Ctrl+C in a terminal signals every process of the bot. The bot ends this one itself, once its work is done.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
