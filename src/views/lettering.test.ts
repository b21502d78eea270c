import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { cutTo, lettering, sizeWithin, widthOf } from './lettering.ts';

/** Where something was drawn on a black square of 200 pixels. */
async function inkOf(shapes: string) {
  const side = 200;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}"><rect width="${side}" height="${side}"/>${shapes}</svg>`;
  const grey = await sharp(Buffer.from(svg)).greyscale().raw().toBuffer();
  const inked = [...grey.entries()].filter(([, value]) => value > 64).map(([at]) => at);
  const columns = inked.map(at => at % side);
  const rows = inked.map(at => Math.floor(at / side));
  return {
    count: inked.length,
    left: Math.min(...columns),
    right: Math.max(...columns),
    top: Math.min(...rows),
    bottom: Math.max(...rows),
  };
}
const at = { x: 20, y: 100, size: 40, fill: '#ffffff' };

describe('letters', () => {
  test('stand on their line, as wide as was measured, with no font of the machine', async () => {
    const shapes = lettering('HXH', at);
    expect(shapes).not.toContain('<text');
    const ink = await inkOf(shapes);
    expect(Math.abs(ink.bottom - 100)).toBeLessThanOrEqual(1);
    // The cap height of Inter is 0.727 of its size.
    expect(Math.abs(ink.bottom - ink.top - 40 * 0.727)).toBeLessThan(2);
    expect(ink.left).toBeGreaterThanOrEqual(20);
    expect(Math.abs(ink.right - (20 + widthOf('HXH', 40)))).toBeLessThan(5);
  });

  test('bold ones are heavier and wider', async () => {
    const [normal, bold] = await Promise.all(
      [400, 700].map(weight => inkOf(lettering('same', { ...at, weight: weight as 400 }))),
    );
    expect(bold?.count).toBeGreaterThan((normal?.count ?? 0) * 1.15);
    expect(widthOf('same', 40, 700)).toBeGreaterThan(widthOf('same', 40));
  });

  test('that the font does not have leave a gap, and the others stay', async () => {
    const [whole, gap] = await Promise.all(['AA', 'A한😀A'].map(text => inkOf(lettering(text, at))));
    expect(Math.abs((gap?.count ?? 0) - (whole?.count ?? 0))).toBeLessThan(10);
    expect(gap?.right).toBeGreaterThan(whole?.right ?? 0);
  });

  test('of Japanese stand on the same line, as wide as was measured', async () => {
    const ink = await inkOf(lettering('品質', at));
    expect(ink.right - 20).toBeLessThanOrEqual(widthOf('品質', 40) + 1);
    expect(widthOf('品質', 40)).toBeGreaterThan(70);
    expect(ink.bottom).toBeLessThan(100 + 40 * 0.2);
    expect(ink.top).toBeGreaterThan(100 - 40);
  });

  test.each(['', '<svg onload="x">&amp;', '\u0000\uffff', 'مرحبا'])('any text is drawn: %j', async text => {
    expect(Number.isFinite(widthOf(text, 30))).toBe(true);
    await expect(inkOf(lettering(text, at))).resolves.toBeTruthy();
  });
});

describe('text that is cut', () => {
  test('stays whole where it fits', () => {
    expect(cutTo('good', 200, 30)).toBe('good');
  });

  test('is cut between characters', () => {
    for (let most = 40; most < 400; most += 30) {
      expect(cutTo(`good ${'👩‍👩‍👧‍👦e\u0301'.repeat(5)}`, most, 30)).toMatch(
        /^(g|go|goo|good|good (👩‍👩‍👧‍👦|e\u0301)*)?…?$/,
      );
    }
  });

  test('ends with an ellipsis and is never wider', () => {
    for (const most of [80, 160, 320]) {
      const cut = cutTo('not the same person as the others', most, 30, 700);
      expect(cut).toMatch(/\S…$/);
      expect(widthOf(cut, 30, 700)).toBeLessThanOrEqual(most);
    }
  });
});

test('a size is made smaller until the text fits, and never larger', () => {
  expect(sizeWithin('good', 200, 30, 700)).toBe(30);
  const size = sizeWithin('unter der Schwelle', 100, 30, 700);
  expect(widthOf('unter der Schwelle', size, 700)).toBeCloseTo(100);
});

test('the narrow spaces of French numbers are narrow', () => {
  expect(widthOf('1\u202f234', 30)).toBeLessThan(widthOf('1 234', 30));
});
