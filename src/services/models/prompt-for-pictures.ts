import type { Model } from './model.ts';

/**
 * How the prompt calls each of the people whose pictures the model is shown, in the order of the pictures.
 */
export function promptForPictures(_model: Model, people: { pictures: number }[]): string[] {
  let next = 1;
  return people.map(({ pictures }) => {
    const named = Array.from({ length: pictures }, (_, at) => `image ${next + at}`);
    next += pictures;
    return `the person in ${named.join(' and ')}`;
  });
}
