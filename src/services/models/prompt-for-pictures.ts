import type { Model } from './model.ts';

/**
 * How the prompt names each person whose pictures are sent: one phrase for each, to stand where their name stands.
 * `people` are in the order of the pictures.
 */
export function promptForPictures(
  _model: Pick<Model, 'picturesMost'>,
  _prompt: string,
  people: { pictures: number }[],
): string[] {
  const all = people.reduce((sum, { pictures }) => sum + pictures, 0);
  if (all === 1) return people.map(() => 'the person in the picture');
  let next = 1;
  return people.map(({ pictures }) => {
    const numbers = Array.from({ length: pictures }, () => `image ${next++}`);
    const last = numbers.pop();
    return `the person in ${numbers.length > 0 ? `${numbers.join(', ')} and ` : ''}${last}`;
  });
}
