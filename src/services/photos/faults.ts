import { t } from '../../words/words.ts';
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
  /** Sentences of their own, which say what to do. */
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
  if (brightness < limits.dark) return [reason('dark', 'bad', t('photos.tooDarkShort'), t('photos.tooDark'))];
  if (brightness > limits.bright) {
    return [reason('bright', 'bad', t('photos.tooBrightShort'), t('photos.tooBright'))];
  }
  return [];
}

/** Why no face was found, as far as the light of the whole picture explains it. */
function facelessReason({ brightness, contrast }: Sight): Reason {
  if (brightness < limits.dark)
    return reason('dark', 'bad', t('photos.tooDarkShort'), t('photos.tooDarkForFace'));
  if (brightness > limits.brightPicture)
    return reason('bright', 'bad', t('photos.tooBrightShort'), t('photos.tooBrightForFace'));
  if (contrast < limits.flat) return reason('flat', 'bad', t('photos.flatShort'), t('photos.tooFlatForFace'));
  return reason('no-face', 'bad', t('photos.noFaceShort'), t('photos.noFace'));
}

function faceReasons(face: Face): Reason[] {
  const reasons = lightReasons(face);
  if (face.contrast < limits.flat) {
    reasons.push(reason('flat', 'warn', t('photos.flatShort'), t('photos.flat')));
  }
  if (face.sidePixels < limits.facePixels) {
    const pixels = Math.round(face.sidePixels);
    reasons.push(
      reason(
        'face-small',
        'bad',
        t('photos.faceSmallShort'),
        t('photos.faceSmall', { pixels, needed: limits.facePixels }),
      ),
    );
  } else if (face.sharpness < limits.blurred) {
    reasons.push(reason('blurred', 'bad', t('photos.blurredShort'), t('photos.blurred')));
  } else if (face.sharpness < limits.soft) {
    reasons.push(reason('soft', 'warn', t('photos.softShort'), t('photos.soft')));
  }
  if (face.cutOff) {
    reasons.push(reason('cut-off', 'warn', t('photos.cutOffShort'), t('photos.cutOff')));
  }
  return reasons;
}

/** What is wrong with one photo, whatever the others show. */
export function ownReasons(sight: Sight | undefined): Reason[] {
  if (!sight) {
    return [reason('unseen', 'warn', t('photos.unseenShort'), t('photos.unseen'))];
  }
  if (sight.explicit > limits.explicit) {
    return [reason('nudity', 'bad', t('photos.nudityShort'), t('photos.nudity'))];
  }
  const [face, ...others] = sight.faces;
  if (!face) return [facelessReason(sight)];
  const reasons = faceReasons(face);
  if (sight.turned !== 0) {
    reasons.unshift(
      reason(
        'sideways',
        'bad',
        t(sight.turned === 180 ? 'photos.upsideDownShort' : 'photos.sidewaysShort'),
        t(sight.turned === 180 ? 'photos.upsideDown' : 'photos.sideways'),
      ),
    );
  }
  if (sight.age !== undefined && sight.age < limits.age) {
    reasons.push(reason('looks-young', 'warn', t('photos.looksYoungShort'), t('photos.looksYoung')));
  }
  if (others.length > 0) {
    reasons.push(
      reason(
        'several-faces',
        'warn',
        t('photos.severalFacesShort', { faces: sight.faces.length }),
        t('photos.severalFaces', { faces: sight.faces.length }),
      ),
    );
  }
  return reasons;
}
