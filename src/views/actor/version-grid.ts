import type { OverlayOptions } from 'sharp';
import { sharp } from '../../services/vision/sharp.ts';
import { t } from '../../words/words.ts';
import { cell, faint, jpegOf, roundedCorners, shapesLayer } from '../drawing.ts';
import { cutTo, lettering, sizeWithin, widthOf } from '../lettering.ts';
import { fixed } from './version-words.ts';

/** A sample picture of a version, and what it was drawn from. */
export interface GridSample {
  bytes: Buffer;
  prompt: string;
  seed?: number | undefined;
}

/** One version, as a row of the picture. */
export interface GridRow {
  number: number;
  inUse: boolean;
  belowGate: boolean;
  standIn: boolean;
  likeness: number | undefined;
  samples: GridSample[];
}

/** A column: the same prompt and seed in every row. */
export interface GridColumn {
  prompt: string;
  seed: number | undefined;
  /** No two versions share a seed for this prompt, so the column compares different seeds. */
  seedsDiffer: boolean;
  /** One sample per row; undefined if the version has none. */
  cells: (GridSample | undefined)[];
}

/** More would be too small to compare, and would not fit in a message. */
export const mostGridColumns = 8;
export const mostGridRows = 6;

const size = { label: 252, head: 104, gap: 14, corner: 12 } as const;
/** With few columns, tiles are larger. */
const sideFor = (columns: number) => (columns <= 4 ? 300 : 220);
const badgeColours = { good: '#3ba55d', warn: '#f0b232', plain: '#4e5058' } as const;

/**
 * The columns for these rows. Samples with the same prompt and seed share a column. If versions share no seed for a
 * prompt, or their seeds were not recorded, its samples are paired in their stored order.
 */
export function columnsOf(rows: Pick<GridRow, 'samples'>[]): GridColumn[] {
  const prompts = [...new Set(rows.flatMap(({ samples }) => samples.map(({ prompt }) => prompt)))];
  return prompts.flatMap((prompt): GridColumn[] => {
    const samplesOf = rows.map(({ samples }) => samples.filter(sample => sample.prompt === prompt));
    const holders = samplesOf.filter(samples => samples.length > 0);
    const seedsOf = holders.map(samples => [...new Set(samples.map(({ seed }) => seed))]);
    const seeds = [...new Set(seedsOf.flat())];
    const known = !seeds.includes(undefined);
    const shared = seeds.some(seed => seedsOf.filter(own => own.includes(seed)).length > 1);
    if (known && (holders.length < 2 || shared)) {
      return seeds.map(seed => ({
        ...{ prompt, seed, seedsDiffer: false },
        cells: samplesOf.map(samples => samples.find(sample => sample.seed === seed)),
      }));
    }
    const most = Math.max(...holders.map(samples => samples.length));
    return Array.from({ length: most }, (_, nth) => ({
      ...{ prompt, seed: undefined, seedsDiffer: known },
      cells: samplesOf.map(samples => samples[nth]),
    }));
  });
}

/** The words broken into lines of that width; the last line is cut if they do not fit. */
function wrapped(words: string, width: number, letters: number, mostLines: number): string[] {
  const left = words.split(/\s+/).filter(Boolean);
  const lines: string[] = [];
  while (left.length > 0 && lines.length < mostLines) {
    if (lines.length === mostLines - 1) return [...lines, cutTo(left.join(' '), width, letters)];
    let line = left.shift() ?? '';
    while (left.length > 0 && widthOf(`${line} ${left[0]}`, letters) <= width) line += ` ${left.shift()}`;
    lines.push(cutTo(line, width, letters));
  }
  return lines;
}

/** For what stands beside a row. */
const labelRoom = size.label - 14;

function pill(words: string, colour: keyof typeof badgeColours, x: number, y: number): string {
  const letters = sizeWithin(words, labelRoom - 28, 21, 700);
  const width = widthOf(words, letters, 700) + 28;
  const fill = colour === 'warn' ? cell : '#ffffff';
  return (
    `<rect x="${x}" y="${y}" width="${width}" height="36" rx="18" fill="${badgeColours[colour]}"/>` +
    lettering(words, { x: x + 14, y: y + 25.5, size: letters, fill, weight: 700 })
  );
}

function rowLabel(
  { number, inUse, belowGate, standIn, likeness }: GridRow,
  top: number,
  side: number,
): string {
  const x = size.gap + 4;
  const pills = [
    ...(inUse ? [[t('actorVersions.inUse'), 'good'] as const] : []),
    ...(belowGate ? [[t('actorVersions.belowBar'), 'warn'] as const] : []),
    ...(standIn ? [[t('actorVersions.standIn'), 'plain'] as const] : []),
  ];
  // Even with three pills no higher than a small tile.
  const height = 34 + pills.length * 44 + 46;
  let y = top + (side - height) / 2 + 32;
  const name = t('actorVersions.pictureVersion', { version: number });
  const drawn = [
    lettering(name, { x, y, size: sizeWithin(name, labelRoom, 36, 700), fill: '#ffffff', weight: 700 }),
  ];
  y += 16;
  for (const [words, colour] of pills) {
    drawn.push(pill(words, colour, x, y));
    y += 44;
  }
  y += 26;
  const word = `${t('actorVersions.pictureLikeness')} `;
  const figure = likeness === undefined ? t('actorVersions.pictureNotMeasured') : fixed(likeness);
  const letters = likeness === undefined ? 20 : 30;
  const scale = Math.min(1, labelRoom / (widthOf(word, 23) + widthOf(figure, letters, 700)));
  drawn.push(
    lettering(word, { x, y, size: scale * 23, fill: faint }),
    lettering(figure, {
      ...{ x: x + scale * widthOf(word, 23), y, size: scale * letters },
      fill: '#ffffff',
      weight: 700,
    }),
  );
  return drawn.join('');
}

function columnHead(column: GridColumn, words: string, left: number, side: number): string {
  const lines = wrapped(words, side, 22, 2);
  const seed = column.seedsDiffer
    ? t('actorVersions.pictureSeedsDiffer')
    : column.seed === undefined
      ? ''
      : t('actorVersions.pictureSeed', { seed: column.seed });
  const first = size.head - 16 - (seed ? 26 : 0) - (lines.length - 1) * 28;
  return [
    ...lines.map((line, nth) => lettering(line, { x: left, y: first + nth * 28, size: 22, fill: '#ffffff' })),
    seed ? lettering(cutTo(seed, side, 18), { x: left, y: size.head - 16, size: 18, fill: faint }) : '',
  ].join('');
}

/** A missing sample, drawn as a dashed outline so that nobody takes it for a dark picture. */
function emptyTile(left: number, top: number, side: number): string {
  const words = t('actorVersions.pictureNoSample');
  const letters = sizeWithin(words, side - 24, 22);
  return (
    `<rect x="${left + 1.5}" y="${top + 1.5}" width="${side - 3}" height="${side - 3}" rx="${size.corner}" fill="none" stroke="#4e5058" stroke-width="3" stroke-dasharray="10 8"/>` +
    lettering(words, {
      x: left + (side - widthOf(words, letters)) / 2,
      y: top + side / 2 + 8,
      size: letters,
      fill: faint,
    })
  );
}

/** Undefined if the bytes are no picture: one bad file must not spoil the whole grid. */
async function picture(sample: GridSample, left: number, top: number, side: number) {
  try {
    const { data, info } = await sharp(sample.bytes)
      .resize({ width: side, height: side, fit: 'contain', background: cell })
      .flatten({ background: cell })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    return { input: data, raw: { width, height, channels }, left, top } satisfies OverlayOptions;
  } catch {
    return undefined;
  }
}

/**
 * One JPEG with a row for each version and a column for each prompt and seed. `headOf` turns a prompt into the words
 * over its column. Draws at most six rows and eight columns.
 */
export async function versionGrid(
  versions: GridRow[],
  { headOf = prompt => prompt }: { headOf?: (prompt: string) => string } = {},
): Promise<Buffer> {
  const rows = versions.slice(0, mostGridRows);
  const columns = columnsOf(rows).slice(0, mostGridColumns);
  const side = sideFor(columns.length);
  const leftOf = (column: number) => size.gap + size.label + column * (side + size.gap);
  const topOf = (row: number) => size.head + row * (side + size.gap);
  const width = leftOf(Math.max(1, columns.length));
  const height = topOf(rows.length);
  const pictures: OverlayOptions[] = [];
  const drawn: string[] = [];
  for (const [at, column] of columns.entries()) {
    drawn.push(columnHead(column, headOf(column.prompt), leftOf(at), side));
  }
  for (const [at, row] of rows.entries()) {
    drawn.push(rowLabel(row, topOf(at), side));
    for (const [nth, column] of (columns.length > 0 ? columns : [undefined]).entries()) {
      const sample = column?.cells[at];
      const [left, top] = [leftOf(nth), topOf(at)];
      const shown = sample && (await picture(sample, left, top, side));
      if (shown) pictures.push(shown);
      drawn.push(
        shown
          ? roundedCorners({ left, top, width: side, height: side }, size.corner)
          : emptyTile(left, top, side),
      );
    }
  }
  return jpegOf([...pictures, shapesLayer(drawn, width, height)], width, height);
}
