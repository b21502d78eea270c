import { whyUnsupported } from '../onnx.ts';
import type { ClassifierAnswer } from '../protocol.ts';
import { classifySample, loadClassifier } from './nudity-model.ts';

// The classifier in a process of its own. Any error that it does not expect ends the process.

const unsupported = whyUnsupported();
const classifier = unsupported === undefined ? loadClassifier() : undefined;

async function answer(sample: Uint8Array): Promise<ClassifierAnswer> {
  if (!classifier) return { unsupported: unsupported ?? '' };
  return { result: await classifySample(await classifier, sample) };
}

process.on('message', async (sample: Uint8Array) => process.send?.(await answer(sample)));
// Ctrl+C in a terminal signals every process of the bot. The bot ends this one itself, once its work is done.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
