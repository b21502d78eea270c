import type { Shot } from './look.ts';
import { seededRandom } from './paint.ts';

const grainSize = 256;
let grainTile: Float32Array | undefined;

/** Fine noise between -1 and 1, as film has; made once. */
function grain(): Float32Array {
  if (!grainTile) {
    const random = seededRandom('grain');
    grainTile = Float32Array.from({ length: grainSize * grainSize }, () => random() + random() - 1);
  }
  return grainTile;
}

/**
 * Puts the figure (RGBA) on the scene (RGB, changed in place), then colours the whole with the light of the shot,
 * exposes it and adds grain. One pass over the pixels; four composites of a library cost six times as much.
 */
export function develop(scene: Buffer, figure: Buffer, { light, exposure }: Shot, width: number): void {
  const noise = grain();
  const height = scene.length / 3 / width;
  const [keyX, keyY, reach] = [width * (0.5 + light.from * 0.5), 240, 1000];
  const colour = Number.parseInt(light.colour.slice(1), 16);
  const near = [(colour >> 16) / 255, ((colour >> 8) & 255) / 255, (colour & 255) / 255];
  const far = [0.1, 0.07, 0.15];
  const tone = [0, 0, 0];
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const distance = Math.min(1, Math.hypot(x - keyX, y - keyY) / reach);
      // From the key light's colour to a cool shade, weakest in between.
      const shade = Math.max(0, (distance - 0.55) / 0.45);
      const strength = light.strength * (distance < 0.55 ? 0.75 - distance : 0.2 + shade * 0.32);
      for (let c = 0; c < 3; c++) tone[c] = (near[c] ?? 0) * (1 - shade) + (far[c] ?? 0) * shade;
      const alpha = (figure[at * 4 + 3] ?? 0) / 255;
      const speck = (noise[(y % grainSize) * grainSize + (x % grainSize)] ?? 0) * 0.05;
      for (let c = 0; c < 3; c++) {
        const below = (scene[at * 3 + c] ?? 0) / 255;
        const value = below + ((figure[at * 4 + c] ?? 0) / 255 - below) * alpha;
        const lit = softLight(value, tone[c] ?? 0);
        const exposed = (value + (lit - value) * strength) * exposure;
        scene[at * 3 + c] = Math.max(
          0,
          Math.min(255, 255 * (exposed + speck * exposed * (1 - exposed) * 2.4)),
        );
      }
    }
  }
}

/** Soft light as image editors know it: over one half brightens, under it darkens. */
const softLight = (value: number, over: number) => (1 - 2 * over) * value * value + 2 * over * value;
