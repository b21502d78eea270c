import { UserError } from '../../../errors.ts';
import { said } from '../../../words/words.ts';
import type { Actor } from '../../actors/actor.ts';
import { limitsOf } from '../../actors/limits.ts';
import type { Model } from '../../models/model.ts';
import { absentFor, isPhotoStyle, saysDrawn } from '../../safety/limits/broken-limit.ts';
import { absentForLine } from '../../safety/limits/never.ts';
import type { Limited } from '../../safety/safety-service.ts';
import type { Settings } from '../generation.ts';

/** What follows from the limits of everybody in a picture for how it is made. */
export interface Treatment {
  /** A mark is drawn on it. */
  marked: boolean;
  /** It has to be drawn, and the model is told so where the prompt doesn't say a style. */
  drawn: boolean;
  /** What the model is told to leave out. */
  absent: string[];
  /** The same, of lines in somebody's own words: told to the model, and kept out of what others can read. */
  unsaid: string[];
}

export const limitedOf = ({ id, name, limits }: Actor): Limited => ({ id, name, limits });

export function treatmentOf(people: readonly Actor[]): Treatment {
  const all = people.map(limitsOf);
  const listed = (Object.keys(absentFor) as (keyof typeof absentFor)[]).filter(limit =>
    all.some(limits => limits[limit]),
  );
  const lines = all.flatMap(({ never }) => (never ? [absentForLine(never)] : []));
  return {
    marked: all.some(({ mark }) => mark),
    drawn: all.some(({ realistic }) => realistic),
    absent: listed.map(limit => absentFor[limit]),
    unsaid: lines,
  };
}

const drawnStyle = 'digital illustration';

/** The words with a drawn style where there has to be one and none is said: in front, because ends are cut off. */
export const inDrawnStyle = (
  words: string,
  { drawn }: Treatment,
  { isChange }: { isChange: boolean },
): string =>
  !drawn || saysDrawn(words)
    ? words
    : isChange
      ? `${words}, in the style of a ${drawnStyle}`
      : `${drawnStyle}, ${words}`;

/** The negative prompt with what the limits add; undefined for nothing. */
export function negativeWith(
  typed: string | undefined,
  model: Pick<Model, 'negative'>,
  { absent, drawn }: Treatment,
): string | undefined {
  // A model's own words for what to leave out may be for photos.
  const own = drawn && model.negative && saysDrawn(model.negative) ? undefined : model.negative;
  const given = typed?.trim() || own || '';
  const added = absent.filter(words => !given.includes(words));
  return [given, ...added].filter(words => words !== '').join(', ') || undefined;
}

/** @throws UserError bad-input for a model that only makes photos, where there may be none */
export function requireDrawing(
  { name, styleWords }: Pick<Model, 'name' | 'styleWords'>,
  people: readonly Actor[],
): void {
  const person = people.find(one => limitsOf(one).realistic);
  if (!person || !styleWords?.some(isPhotoStyle)) return;
  throw new UserError('bad-input', said('generation.onlyRealistic', { actor: person.name, model: name }));
}

/**
 * Refuses what was planned before a limit that changes how it is made.
 * @throws UserError blocked
 */
export function requireTreated(planned: Treatment, people: readonly Actor[]): void {
  const now = treatmentOf(people);
  const isLess = (now.marked && !planned.marked) || (now.drawn && !planned.drawn);
  if (!isLess) return;
  const person = people.find(one => limitsOf(one).mark || limitsOf(one).realistic);
  throw new UserError('blocked', said('generation.limitsChanged', { actor: person?.name ?? '' }));
}

/** The part of the treatment that is stored in a picture's settings. */
export const markedSettings = ({ marked }: Treatment): Pick<Settings, 'marked'> => (marked ? { marked } : {});

/** Whether a drawn style was added because somebody in it wants no realistic pictures. */
export const wasDrawn = ({
  prompt,
  settings,
}: {
  prompt: string;
  settings: Pick<Settings, 'prompt'>;
}): boolean => settings.prompt.includes(drawnStyle) && !prompt.includes(drawnStyle);
