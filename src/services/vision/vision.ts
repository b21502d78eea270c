import { z } from 'zod';

/** A rectangle in a picture, as shares of its width and height: 0 to 1, from the top left. */
export const boxSchema = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
export type Box = z.infer<typeof boxSchema>;

/** One face, and what was measured on it. */
export const faceSchema = z.object({
  box: boxSchema,
  /** How sure the detector is, 0 to 1. */
  score: z.number(),
  /** Shorter side of the box, in pixels of the picture that was looked at. */
  sidePixels: z.number(),
  /** Variance of the Laplacian on the 128 × 128 grey crop: low is blurred. */
  sharpness: z.number(),
  /** Mean and standard deviation of the grey crop, 0 to 255. */
  brightness: z.number(),
  contrast: z.number(),
  /** The face runs over the edge of the picture. */
  cutOff: z.boolean(),
  /** In-plane rotation of the line between the eyes, in degrees: 0 upright, ±90 sideways, 180 upside down. */
  tilt: z.number(),
  /**
   * Where the tip of the nose stands between the sides of the face: 0 in the middle, as of a face that looks into the
   * camera, −1 and 1 over its left and right edge. Absent in photos of earlier versions.
   */
  turn: z.number().optional(),
});
export type Face = z.infer<typeof faceSchema>;

/** A face in a picture that a model made. */
export const pictureFaceSchema = z.object({
  box: boxSchema,
  /** How old it looks, in years; off by several. */
  age: z.number(),
  /** Like the one of a photo; of the largest four only. */
  descriptor: z.array(z.number()).length(128).optional(),
});
export type PictureFace = z.infer<typeof pictureFaceSchema>;

/** A face in a picture that a member gives to be made into another: each of them counts. */
export const givenFaceSchema = z.object({
  /** Shorter side of the face, as a share of the picture's longer side. */
  side: z.number(),
  /** How old it looks, in years; off by several. */
  age: z.number().optional(),
  /** Absent for one that can't be told from others: in profile, upside down, covered. */
  descriptor: z.array(z.number()).length(128).optional(),
});
export type GivenFace = z.infer<typeof givenFaceSchema>;

/** What can be seen in one photo: all that a verdict needs, so that a set can be judged again without its bytes. */
export const sightSchema = z.object({
  /** The faces that were found, the best first: only the first counts. */
  faces: z.array(faceSchema),
  /** 128 numbers that stand for the first face: personal data. Absent without a face. */
  descriptor: z.array(z.number()).length(128).optional(),
  /** How old the first face looks, in years. Absent without a face, and for photos of earlier versions. */
  age: z.number().optional(),
  /** Perceptual hash of 64 bits, as 16 hex digits. */
  phash: z.string().length(16),
  /** Grey statistics of the whole picture, for one without a face: is it too dark to find one? */
  brightness: z.number(),
  contrast: z.number(),
  /** Whether a face was found only after turning the picture: by so many degrees clockwise (90, 180, 270). */
  turned: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  /** Share of sexual content, 0 to 1, as the classifier sees it. */
  explicit: z.number(),
});
export type Sight = z.infer<typeof sightSchema>;

/** How sexual a picture is, 0 to 1 each: `explicit` is pornography, drawn or not; `suggestive` is less than that. */
export interface Nudity {
  explicit: number;
  suggestive: number;
}

/**
 * Looks at pictures outside of the main thread, so that the bot goes on meanwhile. Rejects with a VisionError when a
 * picture could not be looked at (a process died, it took too long): callers must not let such a picture pass.
 */
export interface Vision {
  /** A photo as `normalisePhoto` leaves it: upright JPEG, at most 2048 pixels long. */
  look(jpeg: Uint8Array): Promise<Sight>;
  /** Any decodable picture. */
  nudity(image: Uint8Array): Promise<Nudity>;
  /**
   * The upright faces of any decodable picture, the largest first, at most eight. One that lies on its side is found
   * where no other is upright.
   */
  faces(image: Uint8Array): Promise<PictureFace[]>;
  /**
   * Every face of any decodable picture, the largest first, whether it can be made out or not; of a crowd the first
   * `everyFaceMost`.
   */
  everyFace(image: Uint8Array): Promise<GivenFace[]>;
  /** Ends the processes; looks that are under way reject. */
  stop(): Promise<void>;
}

/** More faces than these are not looked at in one picture. */
export const everyFaceMost = 12;

export class VisionError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'VisionError';
  }
}
