import type { Model } from '../onnx.ts';
import type { Pixels } from '../pixels.ts';
import type { FoundFace } from './face-engine.ts';
import { fitSquare } from './square.ts';

/** Side of the square that the detector looks at, in pixels. */
export const detectedSide = 512;
export const detectorShape = [1, 3, detectedSide, detectedSide] as const;
const minConfidence = 0.5;
const maxResults = 20;
/** Two boxes that share more of what they cover together are of one face. */
const overlapMost = 0.5;

/** As shares of the square. */
interface Candidate {
  score: number;
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/**
 * Faces in a picture, the surest first, in its pixels.
 * After @vladmandic/face-api 1.7.15 (MIT), src/ssdMobilenetv1/SsdMobilenetv1.ts and nonMaxSuppression.ts.
 */
export async function detect(detector: Model, picture: Pixels): Promise<FoundFace[]> {
  const { boxes, scores } = await detector.run(fitSquare(picture, detectedSide, 'corner').planes);
  if (!boxes || !scores) throw new Error('The detector gave no answer.');
  const candidates: Candidate[] = [];
  for (const [index, score] of scores.entries()) {
    if (Number.isNaN(score)) throw new Error('The detector gave no numbers.');
    if (score <= minConfidence) continue;
    const [top, left, bottom, right] = boxes.subarray(index * 4) as unknown as [
      number,
      number,
      number,
      number,
    ];
    candidates.push({ score, top, left, bottom, right });
  }
  // The package rounds the sides that the picture has within the square.
  const long = Math.max(picture.width, picture.height);
  const [across, down] = [picture.width, picture.height].map(
    length => (length * detectedSide) / Math.round((length * detectedSide) / long),
  ) as [number, number];
  const share = (value: number) => Math.min(1, Math.max(0, value));
  return apart(candidates).map(({ score, ...box }) => {
    const [x, y] = [share(box.left) * across, share(box.top) * down];
    return {
      score,
      area: { x, y, width: share(box.right) * across - x, height: share(box.bottom) * down - y },
    };
  });
}

/** The surest of the candidates that overlap. */
function apart(candidates: Candidate[]): Candidate[] {
  const kept: Candidate[] = [];
  for (const candidate of candidates.sort((one, other) => other.score - one.score)) {
    if (kept.length === maxResults) break;
    if (kept.every(other => overlap(candidate, other) <= overlapMost)) kept.push(candidate);
  }
  return kept;
}

function overlap(one: Candidate, other: Candidate): number {
  const size = ({ top, left, bottom, right }: Omit<Candidate, 'score'>) =>
    Math.max(0, bottom - top) * Math.max(0, right - left);
  const both = size({
    top: Math.max(one.top, other.top),
    left: Math.max(one.left, other.left),
    bottom: Math.min(one.bottom, other.bottom),
    right: Math.min(one.right, other.right),
  });
  const either = size(one) + size(other) - both;
  return either > 0 ? both / either : 0;
}
