import { loadModel, type Model } from '../onnx.ts';
import type { Nudity } from '../vision.ts';
import { classifiedSide } from './take-sample.ts';

/** MobileNetV2Mid of nsfwjs, converted: see `../weights/NOTICE.md`. Its arena is 13 MB, and saves a fifth of its time. */
export const loadClassifier = (): Promise<Model> =>
  loadModel('nudity', [1, classifiedSide, classifiedSide, 3], { arena: true });

/** What the classifier says of a sample: the bytes of its square, as `takeSample` takes it. */
export async function classifySample(classifier: Model, sample: Uint8Array): Promise<Nudity> {
  const { classes } = await classifier.run(sample);
  return nudityOf(classes ?? []);
}

/**
 * Sums up the five classes: drawing, hentai, neutral, porn, sexy.
 * @throws Error for an answer without numbers: such an answer clears no picture.
 */
export function nudityOf(classes: ArrayLike<number>): Nudity {
  const [, hentai = Number.NaN, , porn = Number.NaN, sexy = Number.NaN] = Array.from(classes);
  const explicit = hentai + porn;
  if (!Number.isFinite(explicit + sexy)) throw new Error('The classifier gave no answer.');
  return { explicit: Math.min(1, explicit), suggestive: sexy };
}
