/** The strip at the bottom that says what the picture is. */

/** An SVG of the whole picture's size with the strip on it. */
export function captionSvg(options: {
  width: number;
  height: number;
  prompt: string;
  /** What the prompt asks for and the drawing leaves out. */
  undrawn: readonly string[];
  seed: number;
}) {
  const { width, height } = options;
  const unit = Math.max(Math.min(width, height) / 1024, 0.35);
  const strip = Math.round(46 * unit);
  const size = Math.round(17 * unit * 10) / 10;
  const pad = Math.round(20 * unit);
  const baseline = height - strip / 2 + size * 0.34;
  const note = `drawn preview · playground, not a model · seed ${options.seed}`;
  // Average glyph widths of a sans-serif; the prompt takes what the note leaves.
  const noteWidth = note.length * size * 0.5;
  const room = Math.floor((width - pad * 3 - noteWidth) / (size * 0.56));
  const prompt = room > 12 ? shorten(plainText(options.prompt), room) : '';
  const words = shorten(plainText(options.undrawn.join(', ')), Math.floor(width / (size * 0.56)) - 16);
  const missing =
    options.undrawn.length > 0 && width >= 256
      ? `<text x="${pad}" y="${height - strip - size * 0.7}" fill="#fff" fill-opacity=".82">${escapeXml(`not drawn: ${words}`)}</text>`
      : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
<defs><linearGradient id="f" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#05070c" stop-opacity="0"/><stop offset="1" stop-color="#05070c" stop-opacity=".55"/></linearGradient></defs>
<rect y="${height - strip * 2.2}" width="${width}" height="${strip * 2.2}" fill="url(#f)"/>
<rect y="${height - strip}" width="${width}" height="${strip}" fill="#05070c" fill-opacity=".46"/>
<rect y="${height - strip}" width="${width}" height="${Math.max(unit, 0.6)}" fill="#fff" fill-opacity=".22"/>
<g font-family="Inter, 'Helvetica Neue', Helvetica, Arial, 'DejaVu Sans', sans-serif" font-size="${size}">
<text x="${pad}" y="${baseline}" fill="#fff" fill-opacity=".92">${escapeXml(prompt)}</text>
<text x="${width - pad}" y="${baseline}" text-anchor="end" fill="#fff" fill-opacity=".66">${escapeXml(note)}</text>
${missing}</g></svg>`;
}

/** Keeps letters, digits and common punctuation: other glyphs may have no font here and would show as boxes. */
function plainText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[^\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}\p{Zs}.,;:!?'"()/&+#%@–—-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function shorten(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length
    ? text
    : `${characters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
}

export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
