import type { Face, Sight } from '../vision/vision.ts';

/** ✓ usable, ⚠ usable once its warnings are accepted, ✕ not usable. */
export type Verdict = 'good' | 'warn' | 'bad';

export interface Reason {
  code:
    | 'unseen'
    | 'nudity'
    | 'no-face'
    | 'sideways'
    | 'several-faces'
    | 'looks-young'
    | 'face-small'
    | 'cut-off'
    | 'blurred'
    | 'soft'
    | 'dark'
    | 'bright'
    | 'flat'
    | 'duplicate'
    | 'near-duplicate'
    | 'same-shot'
    | 'other-person'
    | 'perhaps-other-person';
  verdict: 'warn' | 'bad';
  /** For the picture: two or three words. */
  short: string;
  /** Completes a sentence that begins with the photo, and says what to do. */
  words: string;
}

/**
 * Thresholds, measured on some 300 photos. Distances are L2 between descriptors, against the mean of the person's
 * other photos; sharpness is the variance of the Laplacian on the 128 × 128 face.
 */
export const limits = {
  samePerson: 0.5,
  perhapsSamePerson: 0.58,
  blurred: 30,
  soft: 90,
  facePixels: 64,
  dark: 50,
  bright: 215,
  flat: 20,
  /** For a whole picture in which no face was found. If there is a face, only the face is measured. */
  brightPicture: 190,
  hashBits: 8,
  /** Cropped and mirrored copies of one shot are 0.04 to 0.08 apart, two shots of one video 0.29 or more. */
  sameShot: 0.08,
  explicit: 0.7,
  /** Years, as they are estimated: every one of 112 faces of adults came to more, two of children to less. */
  age: 15,
} as const;

export const reason = (
  code: Reason['code'],
  verdict: Reason['verdict'],
  short: string,
  words: string,
): Reason => ({
  code,
  verdict,
  short,
  words,
});

export const isBad = (reasons: Reason[]) => reasons.some(({ verdict }) => verdict === 'bad');

function lightReasons({ brightness }: Face): Reason[] {
  if (brightness < limits.dark)
    return [reason('dark', 'bad', 'too dark', 'is too dark. Take it in daylight or turn on a light.')];
  if (brightness > limits.bright) {
    return [
      reason(
        'bright',
        'bad',
        'too bright',
        'is overexposed: the face has no detail left. Take it with less light.',
      ),
    ];
  }
  return [];
}

/** Why no face was found, as far as the light of the whole picture explains it. */
function facelessReason({ brightness, contrast }: Sight): Reason {
  const unseen = 'shows no clear face';
  if (brightness < limits.dark)
    return reason('dark', 'bad', 'too dark', `${unseen}: it is too dark. Take it in daylight.`);
  if (brightness > limits.brightPicture)
    return reason('bright', 'bad', 'too bright', `${unseen}: it is overexposed. Take it with less light.`);
  if (contrast < limits.flat)
    return reason('flat', 'bad', 'low contrast', `${unseen}: it has almost no contrast.`);
  return reason(
    'no-face',
    'bad',
    'no face',
    'shows no face. Pick one with the face turned to the camera, upright and in view.',
  );
}

function faceReasons(face: Face): Reason[] {
  const reasons = lightReasons(face);
  if (face.contrast < limits.flat) {
    reasons.push(
      reason('flat', 'warn', 'low contrast', 'has almost no contrast in the face. Take it in better light.'),
    );
  }
  if (face.sidePixels < limits.facePixels) {
    const pixels = Math.round(face.sidePixels);
    reasons.push(
      reason(
        'face-small',
        'bad',
        'face too small',
        `shows the face only ${pixels} pixels wide; ${limits.facePixels} are needed. Crop it or go closer.`,
      ),
    );
  } else if (face.sharpness < limits.blurred) {
    reasons.push(
      reason('blurred', 'bad', 'blurred', 'is blurry. Hold still, focus on the face and take it again.'),
    );
  } else if (face.sharpness < limits.soft) {
    reasons.push(
      reason('soft', 'warn', 'a little soft', 'is slightly out of focus. A sharper one teaches more.'),
    );
  }
  if (face.cutOff) {
    reasons.push(
      reason('cut-off', 'warn', 'face cut off', 'cuts the face off at the edge. Leave some room around it.'),
    );
  }
  return reasons;
}

/** What is wrong with one photo, whatever the others show. */
export function ownReasons(sight: Sight | undefined): Reason[] {
  if (!sight) {
    return [
      reason(
        'unseen',
        'warn',
        'not checked',
        'was stored before I checked photos. Replace it with the same photo to have it checked.',
      ),
    ];
  }
  if (sight.explicit > limits.explicit) {
    return [reason('nudity', 'bad', 'nudity', 'seems to show nudity, so it wasn’t kept. Send another one.')];
  }
  const [face, ...others] = sight.faces;
  if (!face) return [facelessReason(sight)];
  const reasons = faceReasons(face);
  if (sight.turned !== 0) {
    reasons.unshift(
      reason(
        'sideways',
        'bad',
        sight.turned === 180 ? 'upside down' : 'sideways',
        `lies ${sight.turned === 180 ? 'upside down' : 'on its side'}. Turn it upright and send it again.`,
      ),
    );
  }
  if (sight.age !== undefined && sight.age < limits.age) {
    reasons.push(
      reason(
        'looks-young',
        'warn',
        'under age?',
        'may show someone under 18. That’s an estimate and can be wrong. Only adults can be actors: use it only if they are 18 or older.',
      ),
    );
  }
  if (others.length > 0) {
    reasons.push(
      reason(
        'several-faces',
        'warn',
        `${others.length + 1} faces`,
        `shows ${others.length + 1} faces. The framed one is taken; crop the others out to be sure.`,
      ),
    );
  }
  return reasons;
}
