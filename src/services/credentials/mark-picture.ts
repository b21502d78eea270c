import { sharp } from '../vision/sharp.ts';

/** Of the shorter side: small beside a face, and still legible in the preview that Discord shows. */
const height = 0.05;
const heightLeast = 16;
const heightMost = 160;
/** Of the mark's own height: how wide it is, and how far from the edges. */
const width = 1.75;
const margin = 0.45;

/** The letters are strokes, because a bare machine has no fonts. */
const markSvg = (
  side: number,
) => `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.round(side * width)}" height="${side}" viewBox="0 0 35 20">
<rect x=".6" y=".6" width="33.8" height="18.8" rx="5.4" fill="#101114" fill-opacity=".72" stroke="#fff" stroke-opacity=".55" stroke-width="1.1"/>
<path d="M8.2 14.8 13.3 5.2 18.4 14.8M10.2 11.6h6.2M25.3 5.2v9.6M23 5.2h4.6M23 14.8h4.6" fill="none" stroke="#fff" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round"/>
</svg>`;

/** The picture as a PNG, with a visible mark in its lower right corner: “AI”. */
export async function markPicture(picture: Uint8Array): Promise<Buffer> {
  const image = sharp(picture);
  const { width: across = 0, height: down = 0 } = await image.metadata();
  const shorter = Math.min(across, down);
  const side = Math.round(Math.min(heightMost, shorter, Math.max(heightLeast, shorter * height)));
  const mark = await sharp(Buffer.from(markSvg(side)))
    .resize({ width: Math.min(across, Math.round(side * width)), height: side, fit: 'fill' })
    .png()
    .toBuffer();
  const { width: markAcross = 0 } = await sharp(mark).metadata();
  const gap = Math.round(side * margin);
  return image
    .composite([
      {
        input: mark,
        left: Math.max(0, across - markAcross - gap),
        top: Math.max(0, down - side - gap),
      },
    ])
    .png()
    .toBuffer();
}
