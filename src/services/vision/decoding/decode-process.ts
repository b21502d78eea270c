import { classifySample, loadClassifier } from '../classifier/nudity-model.ts';
import { type Model, whyUnsupported } from '../onnx.ts';
import { sharp } from '../sharp.ts';
import { bytesFrom } from './bytes-from.ts';
import { decodePhoto, decodePicture } from './decode.ts';
import type { DecodeAnswer, DecodedPicture, DecodeTask } from './decode-protocol.ts';

// Decodes pictures of others in a process of its own. Any error that it does not expect ends the process.

/** Whatever a file's header said, its decoder gets no more than this in all. */
const residentMostBytes = 450e6;
const watchEveryMs = 10;

/** The decoder works in other threads, so this one is free to watch it. Between two pictures there is nothing to watch. */
async function watched<T>(work: Promise<T>): Promise<T> {
  const watching = setInterval(() => {
    if (process.memoryUsage.rss() > residentMostBytes) process.exit(1);
  }, watchEveryMs);
  try {
    return await work;
  } finally {
    clearInterval(watching);
  }
}

/** A collection takes as long as a picture: pictures come in bursts, and their memory can wait for the end of one. */
const collectAfterMs = 200;
let collecting: NodeJS.Timeout | undefined;

/** Loaded for the first picture: photos are looked at elsewhere. */
let classifier: Promise<Model> | undefined;

/** What the classifier says in the place of what it looks at. Where it fails, its own process has the second look. */
async function classified(picture: DecodedPicture): Promise<DecodedPicture> {
  const { sample, ...rest } = picture;
  if (!sample || whyUnsupported() !== undefined) return picture;
  try {
    classifier ??= loadClassifier();
    return { ...rest, nudity: await classifySample(await classifier, sample.data) };
  } catch {
    classifier = undefined;
    return picture;
  }
}

async function decodeAndClassify(bytes: Uint8Array | undefined, faces: boolean): Promise<DecodeAnswer> {
  if (!bytes) return { unread: true };
  const decoded = await decodePicture(bytes, faces);
  return 'fault' in decoded ? decoded : classified(decoded);
}

/** The way of a picture, once without one: the first takes several times as long. */
async function prepare(): Promise<DecodeAnswer> {
  const create = { width: 64, height: 64, channels: 3 as const, background: '#c84020' };
  await decodeAndClassify(await sharp({ create }).png().toBuffer(), false);
  return { prepared: true };
}

async function answer(task: DecodeTask): Promise<DecodeAnswer> {
  if (task.kind === 'prepare') return prepare();
  clearTimeout(collecting);
  if (task.kind === 'photo') {
    const photo = await decodePhoto(task.bytes);
    // The next photo may need the memory that this one took.
    globalThis.gc?.();
    return photo;
  }
  const picture = await decodeAndClassify(await bytesFrom(task), task.faces);
  collecting = setTimeout(() => globalThis.gc?.(), collectAfterMs);
  return picture;
}

process.on('message', async (task: DecodeTask) => process.send?.(await watched(answer(task))));
// Ctrl+C in a terminal signals every process of the bot. The bot ends this one itself, once its work is done.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
