import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { contactSheet } from '../../src/views/actor/contact-sheet.ts';
import { versionGrid } from '../../src/views/actor/version-grid.ts';
import type * as letters from '../../src/views/lettering.ts';
import { quotaPicture } from '../../src/views/quota/quota-picture.ts';
import { usagePicture } from '../../src/views/settings/settings-usage-picture.ts';
import { lossChart } from '../../src/views/train/loss-chart.ts';
import { progressPicture } from '../../src/views/train/progress-picture.ts';
import { inLanguage, languages } from '../../src/words/language.ts';
import { load } from '../../src/words/words.ts';
import { budgets, grid, photo, sheet, training, usage } from './samples/pictures.ts';

interface Written {
  text: string;
  left: number;
  right: number;
  /** About as high as its letters. */
  top: number;
  bottom: number;
}

const written = vi.hoisted(() => [] as Written[]);
// The real letters, and where each of the texts stands.
vi.mock('../../src/views/lettering.ts', async original => {
  const real = await original<typeof letters>();
  const lettering: typeof letters.lettering = (text, { x, y, size, weight, ...ink }) => {
    const right = x + real.widthOf(text, size, weight);
    written.push({ text, left: x, right, top: y - 0.7 * size, bottom: y + 0.1 * size });
    return real.lettering(text, { x, y, size, ...(weight ? { weight } : {}), ...ink });
  };
  return { ...real, lettering };
});
beforeEach(() => void written.splice(0));

/** What stands on something else, or reaches beyond where it may stand. */
function misplaced(
  right: number,
  isLabel: (one: Written) => boolean = () => false,
  labelRight = right,
): string[] {
  return written.flatMap((one, nth) => {
    const over = written
      .slice(nth + 1)
      .filter(
        ({ left, right: end, top, bottom }) =>
          left < one.right && end > one.left && top < one.bottom && bottom > one.top,
      )
      .map(other => `${one.text} × ${other.text}`);
    const beyond = one.left < 0 || one.right > (isLabel(one) ? labelRight : right);
    return [...over, ...(beyond ? [`${one.text} → ${Math.round(one.right)}`] : [])];
  });
}
const cut = () => written.filter(({ text }) => text.includes('…')).map(({ text }) => text);

describe.each(languages)('in %s nothing overlaps, and nothing is cut, in', language => {
  beforeAll(() => load(language));
  const draw = async (picture: () => Promise<unknown>) => {
    expect(await inLanguage(language, picture)).toBeDefined();
    expect(written).not.toEqual([]);
    expect(cut()).toEqual([]);
  };

  test.each(budgets().map((_, nth) => nth))('the budget %i', async nth => {
    await draw(async () => quotaPicture(budgets()[nth] as ReturnType<typeof budgets>[number]));
    expect(misplaced(800 - 36)).toEqual([]);
  });

  test('the use of a server', async () => {
    await draw(() => usagePicture(usage));
    expect(misplaced(800 - 36)).toEqual([]);
  });

  test('the chart of a training', async () => {
    await draw(() => lossChart(training().losses));
    expect(misplaced(720)).toEqual([]);
  });

  test('the progress of a training', async () => {
    const bytes = await photo;
    await draw(() => progressPicture({ ...training(), losses: [] }, { photo: bytes, sample: bytes }));
    expect(misplaced(720, ({ left }) => left < 360, 352)).toEqual([]);
  });

  test('a contact sheet', async () => {
    await draw(async () => contactSheet(await sheet()));
    expect(misplaced(3 * 418)).toEqual([]);
  });

  test.each([3, 8])('a comparison of versions in %i columns', async columns => {
    await draw(async () => versionGrid(await grid(columns)));
    const labels = 14 + 252 - 10;
    expect(
      misplaced(14 + 252 + columns * (columns > 4 ? 234 : 314), ({ left }) => left < labels, labels),
    ).toEqual([]);
  });
});
