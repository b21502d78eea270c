import type { Model } from './model.ts';

/**
 * How the prompt calls each of the people whose pictures the model is shown, in the order of the pictures. FLUX.2 and
 * Qwen-Image-Edit count pictures as "image 1", "image 2"; a model that takes one only knows it as the picture.
 */
export function promptForPictures(
  { picturesMost = 1 }: Pick<Model, 'picturesMost'>,
  people: { pictures: number }[],
): string[] {
  if (picturesMost === 1) return people.map(() => 'the person in the picture');
  let next = 1;
  return people.map(({ pictures }) => {
    const named = Array.from({ length: pictures }, () => `image ${next++}`);
    const last = named.pop() ?? '';
    return `the person in ${named.length > 0 ? `${named.join(', ')} and ` : ''}${last}`;
  });
}
