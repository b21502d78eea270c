import type { Face, Sight } from '../vision/vision.ts';

/**
 * What is special about a photo, in words for its caption: what a caption names is learnt as part of the words, and not
 * of the person. Whether there are glasses, and what is around the person, no model here can tell.
 */
export interface PhotoNotes {
  framing: string;
  angle?: string;
  light?: string;
}

/** Shares of the picture's height that a face has. These and the turns were set by looking at a dozen photos. */
const framings = [
  [0.5, 'close-up'],
  [0.33, 'head and shoulders'],
  [0.12, 'from the waist up'],
  [0, 'wide shot'],
] as const;
/** `Face.turn`: closer to 0 faces the camera; further from it shows more of one cheek than of the other. */
const turns = { straight: 0.2, sideways: 0.5 };
/** In degrees; and mean grey values of a face, of which the darker is what the advice on a set calls rather dark. */
const [tilted, dim, bright] = [15, 90, 190];

function angleOf({ tilt, turn }: Face): string | undefined {
  if (turn !== undefined && Math.abs(turn) > turns.sideways) return 'three-quarter view';
  if (Math.abs(tilt) > tilted) return 'head tilted';
  return turn !== undefined && Math.abs(turn) < turns.straight ? 'facing the camera' : undefined;
}

/** The notes as a trainer gets them with a photo; nothing for one without a face, or that was never looked at. */
export function notesOf(sight: Sight | undefined): { notes?: PhotoNotes } {
  const face = sight?.faces[0];
  if (!face) return {};
  const framing = framings.find(([least]) => face.box.height > least)?.[1] ?? 'wide shot';
  const angle = angleOf(face);
  const light = face.brightness < dim ? 'dim light' : face.brightness > bright ? 'bright light' : undefined;
  return { notes: { framing, ...(angle && { angle }), ...(light && { light }) } };
}
