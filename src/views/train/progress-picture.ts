import type { OverlayOptions } from 'sharp';
import type { Made, NotMade } from '../../services/credentials/made.ts';
import type { TrainingJob } from '../../services/training/job/job.ts';
import { sharp } from '../../services/vision/sharp.ts';
import { t } from '../../words/words.ts';
import { lettering, sizeWithin, widthOf } from '../lettering.ts';
import { lossChart } from './loss-chart.ts';
import { lossWords } from './training-words.ts';

export interface ProgressPicture {
  bytes: Buffer;
  alt: string;
  made: Made | NotMade;
}

const width = 720;
const gap = 16;
const side = (width - gap) / 2;

/** A label in the corner of a picture, readable on any background. */
function tagged(words: string, x: number): string {
  const size = sizeWithin(words, side - 40, 18, 700);
  return (
    `<rect x="${x + 10}" y="${side - 42}" width="${widthOf(words, size, 700) + 20}" height="32" rx="6" fill="#1e1f22" fill-opacity="0.8"/>` +
    lettering(words, { x: x + 20, y: side - 20, size, fill: '#ffffff', weight: 700 })
  );
}

/**
 * The state of a training as a JPEG: a photo and the newest sample side by side, the loss chart below.
 * Undefined while there is nothing to show.
 */
export async function progressPicture(
  job: TrainingJob,
  { photo, sample }: { photo?: Buffer; sample?: Buffer },
): Promise<ProgressPicture | undefined> {
  const chart = await lossChart(job.losses);
  if (!chart && !sample) return undefined;
  const tiles = [
    ...(sample && photo ? [{ bytes: photo, words: t('train.samplePhoto') }] : []),
    ...(sample ? [{ bytes: sample, words: t('train.sampleNewest') }] : []),
  ];
  // A single tile is centred.
  const left = (width - tiles.length * side - (tiles.length - 1) * gap) / 2;
  const xOf = (index: number) => Math.round(left + index * (side + gap));
  const layers: OverlayOptions[] = await Promise.all(
    tiles.map(async ({ bytes }, index) => ({
      input: await sharp(bytes, { limitInputPixels: 40e6 })
        .rotate()
        .resize(side, side, { fit: 'cover', position: 'attention' })
        .toBuffer(),
      left: xOf(index),
      top: 0,
    })),
  );
  const top = tiles.length ? side + (chart ? gap : 0) : 0;
  const { height: chartHeight = 0 } = chart ? await sharp(chart).metadata() : {};
  if (chart) layers.push({ input: chart, left: 0, top });
  if (tiles.length) {
    const words = tiles.map((tile, index) => tagged(tile.words, xOf(index))).join('');
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${side}">${words}</svg>`;
    layers.push({ input: Buffer.from(svg), left: 0, top: 0 });
  }
  const bytes = await sharp({
    create: { width, height: top + chartHeight, channels: 3, background: '#2b2d31' },
  })
    .composite(layers)
    .jpeg({ quality: 84 })
    .toBuffer();
  const [first, last] = [job.losses[0], job.losses.at(-1)];
  const alt = [
    sample ? t(photo ? 'train.altSampleBeside' : 'train.altSample', { actor: job.actorName }) : '',
    chart && first && last
      ? t('train.altLoss', {
          ...{ first: lossWords(first.loss), from: first.step },
          ...{ last: lossWords(last.loss), to: last.step },
        })
      : '',
  ];
  const made: ProgressPicture['made'] = sample ? { from: photo ? 'model-and-photos' : 'several' } : 'nothing';
  return { bytes, alt: alt.filter(Boolean).join(' '), made };
}
