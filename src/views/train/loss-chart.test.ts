import sharp from 'sharp';
import { expect, test } from 'vitest';
import { lossChart } from './loss-chart.ts';

test('a chart needs two points, and shows its line', async () => {
  expect(await lossChart([])).toBeUndefined();
  expect(await lossChart([{ step: 1, loss: 1 }])).toBeUndefined();
  const png = await lossChart(Array.from({ length: 100 }, (_, step) => ({ step, loss: 1 / (step + 1) })));
  const { width, height, format } = await sharp(png).metadata();
  expect({ width, height, format }).toEqual({ width: 720, height: 260, format: 'png' });
  const { dominant } = await sharp(png).stats();
  expect(dominant.b).toBeLessThan(80);
  const flat = await lossChart([
    { step: 1, loss: 1 },
    { step: 2, loss: 1 },
  ]);
  expect(flat).toBeDefined();
});
