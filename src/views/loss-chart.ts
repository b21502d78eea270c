import sharp from 'sharp';

const size = { width: 720, height: 260, padding: 24 } as const;

/** Mean over a window that ends at each point, so that the course shows through the noise of single steps. */
function smoothed(values: number[]): number[] {
  const window = Math.max(1, Math.round(values.length / 12));
  return values.map((_, index) => {
    const part = values.slice(Math.max(0, index - window + 1), index + 1);
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
}

/**
 * The course of the loss as a PNG: each value faint, their running mean in front. Without letters, because a bare
 * machine has no fonts; the numbers stand beside the picture. Undefined for fewer than two points.
 */
export async function lossChart(losses: { step: number; loss: number }[]): Promise<Buffer | undefined> {
  const first = losses[0];
  const last = losses.at(-1);
  if (!first || !last || first.step === last.step) return undefined;
  const values = losses.map(point => point.loss);
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const { width, height, padding } = size;
  const x = (step: number) =>
    padding + ((step - first.step) / (last.step - first.step)) * (width - 2 * padding);
  const y = (loss: number) => height - padding - ((loss - low) / span) * (height - 2 * padding);
  const line = (heights: number[]) =>
    losses.map(({ step }, index) => `${x(step).toFixed(1)},${y(heights[index] ?? low).toFixed(1)}`).join(' ');
  const course = smoothed(values);
  const grid = [0, 0.25, 0.5, 0.75, 1].map(share => {
    const at = padding + share * (height - 2 * padding);
    return `<line x1="${padding}" x2="${width - padding}" y1="${at}" y2="${at}" stroke="#3f4248" stroke-width="1"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" rx="8" fill="#2b2d31"/>
    ${grid.join('')}
    <polygon points="${padding},${height - padding} ${line(course)} ${width - padding},${height - padding}" fill="#5865f2" fill-opacity="0.18"/>
    <polyline points="${line(values)}" fill="none" stroke="#949cf7" stroke-opacity="0.45" stroke-width="1.5"/>
    <polyline points="${line(course)}" fill="none" stroke="#7983f5" stroke-width="3" stroke-linejoin="round"/>
    <circle cx="${x(last.step).toFixed(1)}" cy="${y(course.at(-1) ?? low).toFixed(1)}" r="5" fill="#ffffff"/>
  </svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}
