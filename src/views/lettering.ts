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

const loaded = new Map<string, Font>();

/** A font in the project, because a bare machine has none. */
function fontIn(file: 'inter.json' | 'biz-udpgothic.json'): Font {
  const known = loaded.get(file);
  if (known) return known;
  const url = new URL(`./letters/${file}`, import.meta.url);
  const font = fontSchema.parse(JSON.parse(readFileSync(url, 'utf8')));
  loaded.set(file, font);
  return font;
}

const inter = () => fontIn('inter.json');

/** From where letters are Chinese or Japanese, full-width forms included. */
const firstEastern = 0x2e80;

/** What Inter lacks of Japanese, in Inter's units. It is only read once somebody writes it. */
function eastern(character: string, { unitsPerEm }: Font): Letter | undefined {
  if ((character.codePointAt(0) ?? 0) < firstEastern) return undefined;
  const gothic = fontIn('biz-udpgothic.json');
  const letter = Object.hasOwn(gothic.letters, character) ? gothic.letters[character] : undefined;
  const scale = unitsPerEm / gothic.unitsPerEm;
  return letter && { ...letter, advance: letter.advance * scale, scale };
}

interface Letter {
  advance: number;
  path: string;
  scale?: number;
}

interface Laid {
  /** Undefined where the font has no such letter. */
  path: string | undefined;
  /** How much larger it is drawn than its path. */
  scale: number;
  /** Where it begins. */
  at: number;
}

/** The letters beside each other, without what bold ones take more, and how far they reach. */
function layOut(text: string, font: Font): { laid: Laid[]; width: number } {
  const { letters, kerning, missing } = font;
  let width = 0;
  let before = '';
  // French numbers have a narrow space that the font lacks, and its thin one is as wide.
  const laid = [...text.normalize('NFC').replaceAll('\u202f', '\u2009')].map(character => {
    const closer = Object.entries(kerning[before] ?? {}).find(([, behind]) => behind.includes(character));
    width += Number(closer?.[0] ?? 0);
    const letter: Letter | undefined = Object.hasOwn(letters, character)
      ? letters[character]
      : eastern(character, font);
    const one = { path: letter?.path, scale: letter?.scale ?? 1, at: width };
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

/** The size at which the text is at most `most` wide, `size` where it is anyway. */
export const sizeWithin = (text: string, most: number, size: number, weight: Weight = 400): number =>
  size * Math.min(1, most / Math.max(1, widthOf(text, size, weight)));

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
  const paths = layOut(text, font).laid.map(({ path, at, scale: larger }, nth) =>
    path
      ? `<path transform="translate(${at + nth * spacing} 0)${larger === 1 ? '' : ` scale(${larger})`}" d="${path}"/>`
      : '',
  );
  const outline = heavy
    ? ` stroke="${fill}" stroke-width="${bold.outline * font.unitsPerEm}" stroke-linejoin="round"`
    : '';
  return `<g fill="${fill}"${outline} transform="translate(${x} ${y}) scale(${scale} ${-scale})">${paths.join('')}</g>`;
}
