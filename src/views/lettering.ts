import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Font } from 'fontkit';
import { charactersOf } from '../cut-text.ts';

export type Weight = 400 | 700;

let loaded: Font | undefined;

/** The letters of the pictures: shapes from the Inter font in the project, because a bare machine has no fonts. */
function inter(): Font {
  if (!loaded) {
    const require = createRequire(import.meta.url);
    const folder = dirname(require.resolve('@fontsource-variable/inter/package.json'));
    // Not at the start: it takes 20 MB, half of a second's work, and most bots draw words now and then.
    const { create } = require('fontkit') as typeof import('fontkit');
    loaded = create(readFileSync(join(folder, 'files', 'inter-latin-wght-normal.woff2'))) as Font;
  }
  return loaded;
}

/** How much wider bold letters are and how thick their outline is, as fractions of the font size. */
const bold = { spacing: 0.02, outline: 0.045 } as const;

/** Width of the text at that size, in the same unit as the size. */
export function widthOf(text: string, size: number, weight: Weight = 400): number {
  const font = inter();
  const { advanceWidth, glyphs } = font.layout(text);
  const spacing = weight === 700 ? glyphs.length * bold.spacing : 0;
  return (advanceWidth / font.unitsPerEm + spacing) * size;
}

/** The text cut to at most `most` wide, with an ellipsis if anything was cut. */
export function cutTo(text: string, most: number, size: number, weight: Weight = 400): string {
  if (widthOf(text, size, weight) <= most) return text;
  const letters = charactersOf(text);
  while (letters.length > 0 && widthOf(`${letters.join('')}…`, size, weight) > most) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

/**
 * The text as SVG paths, its baseline starting at x, y. Letters that the font lacks leave a gap;
 * the same words always stand beside the picture as text.
 */
export function lettering(
  text: string,
  { x, y, size, fill, weight = 400 }: { x: number; y: number; size: number; fill: string; weight?: Weight },
): string {
  const font = inter();
  const { glyphs, positions } = font.layout(text);
  const scale = size / font.unitsPerEm;
  const heavy = weight === 700;
  let at = 0;
  const paths = glyphs.map((glyph, index) => {
    const offset = at + (positions[index]?.xOffset ?? 0);
    at += (positions[index]?.xAdvance ?? 0) + (heavy ? bold.spacing * font.unitsPerEm : 0);
    return glyph.id === 0 ? '' : `<path transform="translate(${offset} 0)" d="${glyph.path.toSVG()}"/>`;
  });
  const outline = heavy
    ? ` stroke="${fill}" stroke-width="${bold.outline * font.unitsPerEm}" stroke-linejoin="round"`
    : '';
  return `<g fill="${fill}"${outline} transform="translate(${x} ${y}) scale(${scale} ${-scale})">${paths.join('')}</g>`;
}
