import { sharp } from '../../services/vision/sharp.ts';
import { formatNumber } from '../../words/numbers.ts';
import { t } from '../../words/words.ts';
import { lettering, widthOf } from '../lettering.ts';

/** Margins around the plot: losses on the left, steps below, the title above. */
const size = { width: 720, height: 260, left: 84, right: 24, top: 50, bottom: 44 } as const;
const faint = '#b5bac1';

/** The running mean, which shows the trend behind the noise of single steps. */
function smoothed(values: number[]): number[] {
  const window = Math.max(1, Math.round(values.length / 12));
  return values.map((_, index) => {
    const part = values.slice(Math.max(0, index - window + 1), index + 1);
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
}

/**
 * The loss over the steps as a PNG: single values faint, the running mean in front, labelled axes.
 * Undefined for fewer than two points.
 */
export async function lossChart(losses: { step: number; loss: number }[]): Promise<Buffer | undefined> {
  const first = losses[0];
  const last = losses.at(-1);
  if (!first || !last || first.step === last.step) return undefined;
  const values = losses.map(point => point.loss);
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const { width, height, left, right, top, bottom } = size;
  const [floor, end] = [height - bottom, width - right];
  const x = (step: number) => left + ((step - first.step) / (last.step - first.step)) * (end - left);
  const y = (loss: number) => floor - ((loss - low) / span) * (floor - top);
  const line = (heights: number[]) =>
    losses.map(({ step }, index) => `${x(step).toFixed(1)},${y(heights[index] ?? low).toFixed(1)}`).join(' ');
  const course = smoothed(values);
  const grid = [0, 0.5, 1].map(share => {
    const at = floor - share * (floor - top);
    const value = formatNumber(low + share * span, {
      minimumSignificantDigits: 3,
      maximumSignificantDigits: 3,
    });
    const start = left - 12 - widthOf(value, 16);
    return (
      `<line x1="${left}" x2="${end}" y1="${at}" y2="${at}" stroke="#3f4248" stroke-width="1"/>` +
      lettering(value, { x: start, y: at + 6, size: 16, fill: faint })
    );
  });
  const steps = [first.step, last.step].map((step, index) => {
    const words = t('train.chartStep', { step });
    const start = index === 0 ? left : end - widthOf(words, 16);
    return lettering(words, { x: start, y: height - 14, size: 16, fill: faint });
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" rx="8" fill="#2b2d31"/>
    ${lettering(t('train.chartTitle'), { x: left, y: 32, size: 18, fill: '#ffffff', weight: 700 })}
    ${grid.join('')}${steps.join('')}
    <polygon points="${left},${floor} ${line(course)} ${end},${floor}" fill="#5865f2" fill-opacity="0.18"/>
    <polyline points="${line(values)}" fill="none" stroke="#949cf7" stroke-opacity="0.45" stroke-width="1.5"/>
    <polyline points="${line(course)}" fill="none" stroke="#7983f5" stroke-width="3" stroke-linejoin="round"/>
    <circle cx="${x(last.step).toFixed(1)}" cy="${y(course.at(-1) ?? low).toFixed(1)}" r="5" fill="#ffffff"/>
  </svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}
