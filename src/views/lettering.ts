import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { charactersOf } from '../cut-text.ts';

export type Weight = 400 | 700;

/** `kerning` says how much closer letters stand behind another one: by what, the letters. All in units of the font. */
const fontSchema = z.object({
  unitsPerEm: z.number(),
  missing: z.number(),
  letters: z.record(z.string(), z.object({ advance: z.number(), path: z.string() })),
  kerning: z.record(z.string(), z.record(z.string(), z.string())),
});
type Font = z.infer<typeof fontSchema>;

let loaded: Font | undefined;

/** The letters of the pictures: shapes from the Inter font in the project, because a bare machine has no fonts. */
function inter(): Font {
  loaded ??= fontSchema.parse(
    JSON.parse(readFileSync(new URL('./letters/inter.json', import.meta.url), 'utf8')),
  );
  return loaded;
}

interface Laid {
  /** Undefined where the font has no such letter. */
  path: string | undefined;
  /** Where it begins. */
  at: number;
}

/** The letters beside each other, without what bold ones take more, and how far they reach. */
function layOut(text: string, { letters, kerning, missing }: Font): { laid: Laid[]; width: number } {
  let width = 0;
  let before = '';
  const laid = [...text.normalize('NFC')].map(character => {
    const closer = Object.entries(kerning[before] ?? {}).find(([, behind]) => behind.includes(character));
    width += Number(closer?.[0] ?? 0);
    const letter = Object.hasOwn(letters, character) ? letters[character] : undefined;
    const one = { path: letter?.path, at: width };
    width += letter?.advance ?? missing;
    before = character;
    return one;
  });
  return { laid, width };
}

/** How much wider bold letters are and how thick their outline is, as fractions of the font size. */
const bold = { spacing: 0.02, outline: 0.045 } as const;

/** Width of the text at that size, in the same unit as the size. */
export function widthOf(text: string, size: number, weight: Weight = 400): number {
  const font = inter();
  const { laid, width } = layOut(text, font);
  const spacing = weight === 700 ? laid.length * bold.spacing : 0;
  return (width / font.unitsPerEm + spacing) * size;
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
  const scale = size / font.unitsPerEm;
  const heavy = weight === 700;
  const spacing = heavy ? bold.spacing * font.unitsPerEm : 0;
  const paths = layOut(text, font).laid.map(({ path, at }, nth) =>
    path ? `<path transform="translate(${at + nth * spacing} 0)" d="${path}"/>` : '',
  );
  const outline = heavy
    ? ` stroke="${fill}" stroke-width="${bold.outline * font.unitsPerEm}" stroke-linejoin="round"`
    : '';
  return `<g fill="${fill}"${outline} transform="translate(${x} ${y}) scale(${scale} ${-scale})">${paths.join('')}</g>`;
}
