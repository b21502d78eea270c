import sharp from 'sharp';
import type { WorldMember } from '../state/world.ts';

/** A drawn portrait: a head and shoulders in the member's two colours, or a clapperboard for the bot. */
export function avatarSvg(member: WorldMember): string {
  const [light, dark] = member.palette;
  const skin = ['#f3d3bd', '#8d5a3b', '#f1c9a5', '#c58c5c'][Number(BigInt(member.id) % 4n)];
  const hair = Number(BigInt(member.id) % 3n);
  const hairShape = [
    '<path d="M72 118c-6-62 118-74 112 4-10-22-30-34-56-34s-44 10-56 30z"/>',
    '<path d="M70 170c-22-90 24-118 58-118s80 26 58 118c-4-46-18-66-58-66s-54 20-58 66z"/>',
    '<circle cx="128" cy="72" r="40"/><circle cx="92" cy="88" r="26"/><circle cx="164" cy="88" r="26"/>',
  ][hair];
  const figure = member.bot
    ? `<g fill="${light}"><rect x="56" y="110" width="144" height="84" rx="12"/>
       <rect x="56" y="76" width="144" height="26" rx="6" transform="rotate(-8 56 100)"/></g>
       <g fill="${dark}"><circle cx="104" cy="150" r="11"/><circle cx="152" cy="150" r="11"/>
       <rect x="108" y="172" width="40" height="7" rx="3.5"/></g>`
    : `<g fill="${light}"><path d="M36 256c0-58 42-78 92-78s92 20 92 78z"/></g>
       <ellipse cx="128" cy="122" rx="48" ry="56" fill="${skin}"/>
       <g fill="${dark}">${hairShape}<circle cx="110" cy="124" r="5"/><circle cx="146" cy="124" r="5"/></g>
       <path d="M110 148q18 14 36 0" fill="none" stroke="${dark}" stroke-width="5" stroke-linecap="round"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256" width="256" height="256">
    <defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1">
    <stop offset="0" stop-color="${dark}"/><stop offset="1" stop-color="${member.bot ? '#5865f2' : light}"/>
    </linearGradient></defs><rect width="256" height="256" fill="url(#g)"/>${figure}</svg>`;
}

/** The drawn avatar as an image file; size in pixels. */
export async function drawAvatar(
  member: WorldMember,
  format: 'png' | 'webp' | 'jpeg',
  size: number,
): Promise<Buffer> {
  return sharp(Buffer.from(avatarSvg(member)))
    .resize(size, size)
    .toFormat(format)
    .toBuffer();
}
