import { expect, test } from 'vitest';
import { promptForPictures } from './prompt-for-pictures.ts';

// https://docs.bfl.ai/guides/prompting_guide_flux2 and the guide to its editing name references by their number ("the
// person from image 1"); Alibaba's documentation of Qwen-Image-Edit: "use 'Image 1', 'Image 2', 'Image 3' to refer to
// the corresponding images". FLUX.1 Kontext's: "name subjects directly" instead of "her" or "it".
test.each([
  [4, [1], ['the person in image 1']],
  [4, [2], ['the person in image 1 and image 2']],
  [3, [3], ['the person in image 1, image 2 and image 3']],
  [4, [2, 2], ['the person in image 1 and image 2', 'the person in image 3 and image 4']],
  [3, [1, 1], ['the person in image 1', 'the person in image 2']],
  [1, [1], ['the person in the picture']],
])('a model that takes %i is shown %j', (picturesMost, pictures, subjects) => {
  const people = pictures.map(count => ({ pictures: count }));
  expect(promptForPictures({ picturesMost }, people)).toEqual(subjects);
});
