import { minPhotos, type Photo } from '../actors/actor.ts';
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
    | 'face-small'
    | 'cut-off'
    | 'blurred'
    | 'soft'
    | 'dark'
    | 'bright'
    | 'flat'
    | 'duplicate'
    | 'near-duplicate'
    | 'other-person'
    | 'perhaps-other-person';
  verdict: 'warn' | 'bad';
  /** For the picture: two or three words. */
  short: string;
  /** Completes a sentence that begins with the photo, and says what to do. */
  words: string;
}

export interface PhotoVerdict {
  verdict: Verdict;
  reasons: Reason[];
}

export interface Assessment {
  /** One for each photo, in their order. */
  photos: PhotoVerdict[];
  /** What would make the set better, the most useful first. */
  advice: string[];
}

type Judged = Pick<Photo, 'sha256' | 'sight'>;

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
  hashBits: 8,
  explicit: 0.7,
} as const;

const reason = (code: Reason['code'], verdict: Reason['verdict'], short: string, words: string): Reason => ({
  code,
  verdict,
  short,
  words,
});

function bitsApart(a: string, b: string): number {
  let bits = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
  let count = 0;
  for (; bits > 0n; bits &= bits - 1n) count++;
  return count;
}

const distance = (a: number[], b: number[]) =>
  Math.hypot(...a.map((value, index) => value - (b[index] ?? value)));

const meanOf = (vectors: number[][]): number[] =>
  (vectors[0] ?? []).map(
    (_, index) => vectors.reduce((sum, vector) => sum + (vector[index] ?? 0), 0) / vectors.length,
  );

function lightReasons({ brightness }: { brightness: number }): Reason[] {
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

function faceReasons(face: Face): Reason[] {
  const reasons = lightReasons(face);
  if (face.contrast < limits.flat) {
    reasons.push(
      reason(
        'flat',
        'warn',
        'low contrast',
        'has hardly any contrast in the face. Take it in clearer light.',
      ),
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
      reason('blurred', 'bad', 'blurred', 'is blurred. Hold still, focus on the face and take it again.'),
    );
  } else if (face.sharpness < limits.soft) {
    reasons.push(
      reason('soft', 'warn', 'a little soft', 'is a little out of focus. A sharper one teaches more.'),
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
function ownReasons(sight: Sight | undefined): Reason[] {
  if (!sight) {
    return [
      reason(
        'unseen',
        'warn',
        'not checked',
        'was stored before photos were checked. Replace it with the same photo to have it checked.',
      ),
    ];
  }
  if (sight.explicit > limits.explicit) {
    return [reason('nudity', 'bad', 'nudity', 'seems to show nudity, which is not kept. Send another one.')];
  }
  const [face, ...others] = sight.faces;
  if (!face) {
    const light = lightReasons(sight);
    if (light.length > 0) return light;
    return [
      reason(
        'no-face',
        'bad',
        'no face',
        sight.contrast < limits.flat
          ? 'shows no face that can be made out: it has hardly any contrast.'
          : 'shows no face. Pick one with the face turned to the camera, upright and in view.',
      ),
    ];
  }
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

/**
 * Who is shown, where the photos disagree: those around the photo that most others are like. Of two that disagree the
 * first stands. Indices of the photos.
 */
function coreOf(descriptors: (number[] | undefined)[]): Set<number> {
  const known = descriptors.flatMap((descriptor, index) => (descriptor ? [{ descriptor, index }] : []));
  let core: number[] = [];
  for (const { descriptor } of known) {
    const like = known
      .filter(other => distance(descriptor, other.descriptor) <= limits.perhapsSamePerson)
      .map(({ index }) => index);
    if (like.length > core.length) core = like;
  }
  return new Set(core);
}

function personReasons(descriptors: (number[] | undefined)[]): Reason[][] {
  const core = coreOf(descriptors);
  return descriptors.map((descriptor, index) => {
    if (!descriptor) return [];
    const others = descriptors.flatMap((other, at) => (other && at !== index && core.has(at) ? [other] : []));
    if (others.length === 0) return [];
    const apart = distance(descriptor, meanOf(others));
    if (apart <= limits.samePerson) return [];
    return apart <= limits.perhapsSamePerson
      ? [
          reason(
            'perhaps-other-person',
            'warn',
            'same person?',
            'may show somebody else: the face is not much like the others. Check it.',
          ),
        ]
      : [
          reason(
            'other-person',
            'bad',
            'somebody else',
            'does not seem to show the same person as the others.',
          ),
        ];
  });
}

interface Twin {
  /** Index of the photo that was there before. */
  of: number;
  exact: boolean;
}

/** Which earlier photo is the same picture, or nearly. */
function twinsOf(photos: Judged[]): (Twin | undefined)[] {
  return photos.map(({ sha256, sight }, index) => {
    for (const [of, other] of photos.slice(0, index).entries()) {
      if (other.sha256 === sha256) return { of, exact: true };
      if (sight && other.sight && bitsApart(sight.phash, other.sight.phash) <= limits.hashBits) {
        return { of, exact: false };
      }
    }
    return undefined;
  });
}

/** `number` is the earlier photo's on the contact sheet; undefined where that one is not taken either. */
function twinReason({ exact }: Twin, number: number | undefined): Reason {
  const which = number === undefined ? 'another file' : `photo ${number}`;
  const short = number === undefined ? 'twice' : `same as ${number}`;
  return exact
    ? reason('duplicate', 'bad', short, `is the same picture as ${which}.`)
    : reason(
        'near-duplicate',
        'bad',
        short,
        `is nearly the same picture as ${which}. Another shot teaches more.`,
      );
}

/** What a set as a whole lacks. Only of photos that can be used. */
function adviceFor(photos: Judged[], verdicts: PhotoVerdict[]): string[] {
  const usable = photos.filter((_, index) => verdicts[index]?.verdict !== 'bad');
  const faces = usable.flatMap(({ sight }) => sight?.faces[0] ?? []);
  const advice: string[] = [];
  const missing = minPhotos - usable.length;
  if (missing > 0)
    advice.push(
      `Add ${missing} more ${missing === 1 ? 'photo' : 'photos'}: at least ${minPhotos} are needed.`,
    );
  if (faces.length < 2) return advice;
  const descriptors = usable.flatMap(({ sight }) => (sight?.descriptor ? [sight.descriptor] : []));
  const middle = meanOf(descriptors);
  const spread =
    descriptors.reduce((sum, descriptor) => sum + distance(descriptor, middle), 0) / descriptors.length;
  const lights = faces.map(face => face.brightness);
  const lightSpan = Math.max(...lights) - Math.min(...lights);
  if (faces.length >= 3 && spread < 0.18 && lightSpan < 25) {
    advice.push('They look like one session. Add photos of other days, in other light and clothes.');
  }
  const shares = faces.map(({ box }) => box.height);
  if (Math.min(...shares) > 0.3)
    advice.push('All are close-ups. Add one from the waist up and one of the whole body.');
  if (Math.max(...shares) < 0.2) advice.push('All are from afar. Add a close-up of the face.');
  if (faces.length >= 4 && lights.every(light => light < 90))
    advice.push('All are rather dark. Add one in daylight.');
  if (missing <= 0 && usable.length < 8) advice.push('Eight to ten photos give a better likeness than five.');
  return advice;
}

/** Judges a set of photos by what was seen in them. Pure; an earlier photo wins over its twin that comes later. */
export function assess(photos: Judged[]): Assessment {
  const twins = twinsOf(photos);
  const own = photos.map(({ sight }) => ownReasons(sight));
  const isBad = (reasons: Reason[]) => reasons.some(({ verdict }) => verdict === 'bad');
  // A photo that is unusable in itself says nothing about who the set shows.
  const people = personReasons(
    photos.map(({ sight }, index) =>
      isBad(own[index] ?? []) || twins[index] ? undefined : sight?.descriptor,
    ),
  );
  const found = photos.map((_, index) => [...(own[index] ?? []), ...(people[index] ?? [])]);
  const taken = photos.map((_, index) => !twins[index] && !isBad(found[index] ?? []));
  const numberOf = (index: number) =>
    taken[index] ? taken.slice(0, index + 1).filter(Boolean).length : undefined;
  const verdicts = photos.map((_, index): PhotoVerdict => {
    const twin = twins[index];
    const all = [...(twin ? [twinReason(twin, numberOf(twin.of))] : []), ...(found[index] ?? [])];
    const reasons = isBad(all) ? all.filter(({ verdict }) => verdict === 'bad') : all;
    return { verdict: isBad(all) ? 'bad' : all.length > 0 ? 'warn' : 'good', reasons };
  });
  return { photos: verdicts, advice: adviceFor(photos, verdicts) };
}

/** The photos that training uses: those without fault, and those whose warnings were accepted. */
export function usablePhotos<T extends Judged & Pick<Photo, 'accepted'>>(photos: T[]): T[] {
  const { photos: verdicts } = assess(photos);
  return photos.filter((photo, index) => {
    const verdict = verdicts[index]?.verdict;
    return verdict === 'good' || (verdict === 'warn' && photo.accepted);
  });
}
