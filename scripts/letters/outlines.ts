import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { create, type Font } from 'fontkit';

const require = createRequire(import.meta.url);
const packaged = dirname(require.resolve('@fontsource-variable/inter/package.json'));
const gothic = dirname(require.resolve('@fontsource/biz-udpgothic/package.json'));

/** The licences of the fonts, which go with what is made from them. */
export const licence = (): string => readFileSync(join(packaged, 'LICENSE'), 'utf8');
export const gothicLicence = (): string => readFileSync(join(gothic, 'LICENSE'), 'utf8');

/** The package has the font in slices; the last are those with the most common letters. */
const commonSlices = Array.from({ length: 40 }, (_, nth) => 80 + nth);

/** Kana and the 2,000 most common kanji, for what Inter has no letters for. They stand beside each other without kerning. */
export function gothicOutlines() {
  const letters: Record<string, { advance: number; path: string }> = {};
  let [unitsPerEm, missing] = [0, 0];
  for (const slice of commonSlices) {
    const file = join(gothic, 'files', `biz-udpgothic-${slice}-400-normal.woff2`);
    const font = create(readFileSync(file)) as Font;
    unitsPerEm = font.unitsPerEm;
    missing = font.getGlyph(0).advanceWidth;
    for (const code of font.characterSet) {
      const glyph = font.glyphForCodePoint(code);
      if (code < 0x2e80 || glyph.id === 0) continue;
      letters[String.fromCodePoint(code)] = { advance: glyph.advanceWidth, path: glyph.path.toSVG() };
    }
  }
  return { unitsPerEm, missing, letters, kerning: {} };
}

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
