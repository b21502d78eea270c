import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { create, type Font } from 'fontkit';

const require = createRequire(import.meta.url);
const packaged = dirname(require.resolve('@fontsource-variable/inter/package.json'));

/** The licence of the font, which goes with what is made from it. */
export const licence = (): string => readFileSync(join(packaged, 'LICENSE'), 'utf8');

/** What `src/views/lettering.ts` draws with: the outline and width of each letter, and how much closer pairs stand. */
export function interOutlines() {
  const font = create(readFileSync(join(packaged, 'files', 'inter-latin-wght-normal.woff2'))) as Font;
  const characters = font.characterSet
    .map(code => String.fromCodePoint(code))
    .filter(character => font.glyphForCodePoint(character.codePointAt(0) ?? 0).id !== 0);
  const letters: Record<string, { advance: number; path: string }> = {};
  for (const character of characters) {
    const glyph = font.glyphForCodePoint(character.codePointAt(0) ?? 0);
    letters[character] = { advance: glyph.advanceWidth, path: glyph.path.toSVG() };
  }
  const kerning: Record<string, Record<string, string>> = {};
  for (const left of characters) {
    const after: Record<string, string> = {};
    for (const right of characters) {
      const closer = kernOf(font, left, right);
      if (closer !== 0) after[closer] = (after[closer] ?? '') + right;
    }
    if (Object.keys(after).length > 0) kerning[left] = after;
  }
  const missing = font.getGlyph(0).advanceWidth;
  return { unitsPerEm: font.unitsPerEm, missing, letters, kerning };
}

/** Zero where the font puts other shapes in the place of the two. */
function kernOf(font: Font, left: string, right: string): number {
  const { glyphs, positions } = font.layout(left + right);
  if (glyphs.length !== 2) return 0;
  const drawn = positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0);
  return Math.round(drawn - glyphs.reduce((sum, { advanceWidth }) => sum + advanceWidth, 0));
}
