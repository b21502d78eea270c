import { createNudityEngine, type NudityEngine } from './classifier/nudity-engine.ts';
import { createFaceEngine } from './faces/face-engine.ts';
import { look } from './faces/look.ts';
import { everyFaceIn, facesIn } from './faces/picture-faces.ts';
import { whyUnsupported } from './onnx.ts';
import { decode, type Pixels } from './pixels.ts';
import type { Answer, Task } from './protocol.ts';

// Looks at photos and at the faces of pictures in a process of its own. Any error that it does not expect ends the
// process, because an engine that failed once may fail every time from then on.

const unsupported = whyUnsupported();
const faces = createFaceEngine();
/** Loaded for the first photo. */
let nudity: Promise<NudityEngine> | undefined;

async function answer(task: Task): Promise<Answer> {
  if (unsupported !== undefined) return { unsupported };
  if (task.kind === 'faces') return { result: await facesIn(task.copy, faces) };
  if (task.kind === 'every-face') return { result: await everyFaceIn(task.copy, faces) };
  let picture: Pixels;
  try {
    picture = await decode(task.bytes);
  } catch (error) {
    return { unreadable: error instanceof Error ? error.message : 'unknown' };
  }
  nudity ??= createNudityEngine();
  const result = await look(picture, faces, await nudity);
  return { result };
}

process.on('message', async (task: Task) => process.send?.(await answer(task)));
// Ctrl+C in a terminal signals every process of the bot. The bot ends this one itself, once its work is done.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
