/** What makes a drawn person recognisable, and what changes from one of their photos to the next. */

/** Lengths are in head units: half a face is about 150 wide, eyes lie at 0, the chin at about 215. */
export interface Look {
  /** Breadth of the shoulders; 1 is broad. */
  build: number;
  skin: { base: string; light: string; shade: string; deep: string; blush: string; lip: string };
  face: { width: number; cheek: number; jaw: number; chin: number; length: number };
  eyes: {
    width: number;
    height: number;
    /** How far the outer corner lies above the inner one. */
    tilt: number;
    spacing: number;
    iris: string;
    /** Depth of the crease above the lid, 0–1. */
    crease: number;
    /** Weight of the lashes, 0–1. */
    lashes: number;
  };
  brows: { thickness: number; arch: number; length: number; height: number; colour: string };
  nose: { width: number; length: number };
  mouth: { width: number; upper: number; lower: number };
  hair: { style: 'curls' | 'crop' | 'bob' | 'swept'; base: string; dark: string; light: string };
  beard?: { base: string; light: string };
  /** 0 young adult, 1 old: lines at the eyes, the mouth and the forehead. */
  age: number;
  freckles?: number;
  mole?: readonly [x: number, y: number];
  glasses?: { shape: 'round' | 'wide'; colour: string };
  earrings?: { kind: 'hoop' | 'stud' | 'drop'; colour: string };
}

export interface Expression {
  /** 0 calm, 1 broad smile; slightly negative for a serious mouth. */
  smile: number;
  /** How far the mouth is open, 0–1; shows teeth. */
  open: number;
  /** 1 relaxed, below 1 narrowed, above 1 wide. */
  eyes: number;
  /** -1 lowered, 1 raised. */
  brows: number;
  gaze: readonly [x: number, y: number];
}

export interface Shot {
  scene: 'studio' | 'street' | 'park' | 'room' | 'sea' | 'cafe' | 'library' | 'wall';
  /** Two or three colours that the scene is built of. */
  tones: readonly [string, string, string];
  outfit: 'tee' | 'shirt' | 'knit' | 'blazer' | 'hoodie' | 'dress';
  cloth: readonly [string, string];
  /** Degrees: to the side, up, and the tilt of the head. */
  yaw: number;
  pitch: number;
  roll: number;
  zoom: number;
  /** Where the middle of the eyes lies, in pixels of the photo. */
  at: readonly [x: number, y: number];
  /** Direction (-1 from the left, 1 from the right), colour and strength (0–1) of the light. */
  light: { from: number; colour: string; strength: number };
  /** Overall exposure: 1 as drawn. */
  exposure: number;
  expression: Expression;
}

export interface CastPerson {
  id: string;
  name: string;
  about: string;
  look: Look;
  shots: readonly Shot[];
}
