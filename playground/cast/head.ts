import type { Look } from './look.ts';
import { curveThrough, type Point, r } from './paint.ts';

/** A head in space, turned by yaw and pitch; everything on it is placed through these functions. */
export interface Head {
  /** Projects a point of the head; z points at the viewer. */
  at(x: number, y: number, z: number): Point;
  /** A point on the front of the face, lifted off it by `lift`. */
  on(x: number, y: number, lift?: number): Point;
  /** An SVG transform into the plane that touches the face at a point, foreshortened as the face is there. */
  frame(x: number, y: number, lift?: number): string;
  /** The outline of face and forehead. */
  contour(grow?: number): string;
  /** -1 to 1: how far the face is turned to the right of the picture. */
  turn: number;
}

const radians = (degrees: number) => (degrees * Math.PI) / 180;

export function createHead(face: Look['face'], yaw: number, pitch: number): Head {
  const [sinYaw, cosYaw] = [Math.sin(radians(yaw)), Math.cos(radians(yaw))];
  const [sinPitch, cosPitch] = [Math.sin(radians(pitch)), Math.cos(radians(pitch))];

  const at = (x: number, y: number, z: number): Point => {
    const across = x * cosYaw + z * sinYaw;
    const depth = z * cosYaw - x * sinYaw;
    return [across, y * cosPitch - depth * sinPitch];
  };
  const surface = (x: number, y: number) =>
    148 * Math.sqrt(Math.max(0.04, 1 - (x / (face.width * 1.12)) ** 2 - ((y - 10) / 290) ** 2));
  const on = (x: number, y: number, lift = 0) => at(x, y, surface(x, y) + lift);

  return {
    at,
    on,
    turn: sinYaw,
    frame(x, y, lift = 0) {
      const step = 6;
      const centre = on(x, y, lift);
      const [left, right] = [on(x - step, y, lift), on(x + step, y, lift)];
      const [up, down] = [on(x, y - step, lift), on(x, y + step, lift)];
      const slope = (a: number, b: number) => Math.round(((b - a) / (2 * step)) * 1000) / 1000;
      return `matrix(${slope(left[0], right[0])} ${slope(left[1], right[1])} ${slope(up[0], down[0])} ${slope(up[1], down[1])} ${r(centre[0])} ${r(centre[1])})`;
    },
    contour(grow = 0) {
      const { width: w, cheek, jaw, chin, length } = face;
      const right: [number, number, number][] = [
        [w * 0.5, -205, 50],
        [w * 0.88, -150, 25],
        [w + 1, -60, 14],
        [cheek, 35, 22],
        [(cheek + jaw * 2) / 3, 105, 32],
        [jaw, 150, 46],
        [chin + (jaw - chin) * 0.38, length - 22, 72],
        [chin * 0.62, length - 3, 90],
      ];
      const points = [
        at(0, -222, 60),
        ...right.map(([x, y, z]) => at(x + grow, y, z)),
        at(0, length, 96),
        ...right.toReversed().map(([x, y, z]) => at(-x - grow, y, z)),
      ];
      return curveThrough(points, true);
    },
  };
}
