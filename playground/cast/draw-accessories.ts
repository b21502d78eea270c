import type { Head } from './head.ts';
import type { Look } from './look.ts';
import { curveThrough, darker, lighter, r } from './paint.ts';

/** Earrings; the one on the far side of a turned head is hidden. */
export function drawEarrings({ earrings, face }: Look, head: Head): string {
  const parts: string[] = [];
  if (earrings) {
    for (const side of [-1, 1]) {
      if (side * head.turn > 0.2) continue;
      const [x, y] = head.at(side * (face.width + 7), 76, -14);
      const gold = earrings.colour;
      if (earrings.kind === 'hoop')
        parts.push(
          `<ellipse cx="${r(x + side * 2)}" cy="${r(y + 27)}" rx="${r(17 - side * head.turn * 10)}" ry="28" fill="none" stroke="${darker(gold, 0.25)}" stroke-width="6"/><ellipse cx="${r(x + side * 2 - 1)}" cy="${r(y + 26)}" rx="${r(17 - side * head.turn * 10)}" ry="28" fill="none" stroke="${lighter(gold, 0.3)}" stroke-width="2.4"/>`,
        );
      else
        parts.push(
          `${earrings.kind === 'drop' ? `<path d="M${r(x)} ${r(y)}v22" stroke="${darker(gold, 0.3)}" stroke-width="2"/>` : ''}<circle cx="${r(x)}" cy="${r(y + (earrings.kind === 'drop' ? 27 : 0))}" r="${earrings.kind === 'drop' ? 9.5 : 6.5}" fill="${gold}"/><circle cx="${r(x - 2.5)}" cy="${r(y + (earrings.kind === 'drop' ? 24 : -2.5))}" r="2.8" fill="#fff" opacity=".9"/>`,
        );
    }
  }
  return parts.join('');
}

export function drawGlasses({ glasses, eyes, face }: Look, head: Head): string {
  const parts: string[] = [];
  if (glasses) {
    const [w, h] = glasses.shape === 'round' ? [51, 47] : [55, 42];
    const lens =
      glasses.shape === 'round'
        ? `<ellipse rx="${w}" ry="${h}" cy="4"`
        : `<rect x="${-w}" y="${-h + 5}" width="${w * 2}" height="${h * 2}" rx="26"`;
    for (const side of [-1, 1]) {
      const hinge = head.on(side * (eyes.spacing + w - 2), -8, 16);
      const ear = head.at(side * (face.width + 4), -8, -34);
      parts.push(
        `<path d="M${r(hinge[0])} ${r(hinge[1])}L${r(ear[0])} ${r(ear[1])}" stroke="${darker(glasses.colour, 0.2)}" stroke-width="7" stroke-linecap="round"/>`,
        `<g transform="${head.frame(side * eyes.spacing, 0, 16)}">${lens} fill="#dfeaf2" fill-opacity=".1" stroke="#1c100c" stroke-opacity=".22" stroke-width="8" transform="translate(0 6)"/>${lens} fill="none" stroke="${glasses.colour}" stroke-width="7"/>${lens} fill="none" stroke="${lighter(glasses.colour, 0.45)}" stroke-width="1.6" stroke-opacity=".8" transform="translate(-.8 -1.8)"/><path d="M${-w * 0.62} ${-h * 0.3}L${-w * 0.24} ${-h * 0.66}" stroke="#fff" stroke-opacity=".4" stroke-width="6" stroke-linecap="round"/></g>`,
      );
    }
    const bridge = [
      head.on(-(eyes.spacing - w + 1), -2, 18),
      head.on(0, -11, 26),
      head.on(eyes.spacing - w + 1, -2, 18),
    ];
    parts.push(
      `<path d="${curveThrough(bridge)}" fill="none" stroke="${glasses.colour}" stroke-width="7" stroke-linecap="round"/>`,
    );
  }
  return parts.join('');
}
