/** Characters of alt text that Discord takes. */
export const altTextMost = 1_024;

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The characters of a text as readers see them: an emoji of several code points is one. */
export const charactersOf = (text: string): string[] =>
  [...characters.segment(text)].map(({ segment }) => segment);

/** What somebody typed, on one line and in the usual form of its letters. */
export const onOneLine = (typed: string): string => typed.normalize('NFKC').replace(/\s+/g, ' ').trim();

const codePoints = (text: string) => [...text].length;
const units = (text: string) => text.length;

/** As much of one character as fits: a letter can carry hundreds of accents. */
function partOf(character: string, room: number, count: (text: string) => number): string {
  let part = '';
  let left = room;
  for (const point of character) {
    left -= count(point);
    if (left < 0) break;
    part += point;
  }
  return part;
}

/**
 * The text with at most `most` characters, `end` included where it was cut. It is cut between characters, never
 * inside one, and holds no half of a surrogate pair: Discord refuses a message with such a half.
 *
 * Discord counts code points (discord-api-docs #1315). Counting UTF-16 units, as is done here, never gives less, so
 * the result also suits those who count as JavaScript does. `by: 'code points'` is for limits of our own.
 */
export function cutText(
  text: string,
  most: number,
  { end = '…', by = 'units' }: { end?: string; by?: 'units' | 'code points' } = {},
): string {
  const sound = text.replace(/\p{Surrogate}/gu, '\ufffd');
  const count = by === 'units' ? units : codePoints;
  if (sound.length <= most || count(sound) <= most) return sound;
  const room = most - count(end);
  const at = by === 'units' ? room : [...sound].slice(0, room).join('').length;
  // Asked for the one character at the limit: walking through all before it took most of the time of a long list.
  const { index = 0, segment = '' } = characters.segment(sound).containing(at) ?? {};
  return `${sound.slice(0, index) || partOf(segment, room, count)}${end}`;
}
