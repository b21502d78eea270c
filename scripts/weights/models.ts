import { ageNet, descriptorNet, detectorNet, landmarksNet } from './face-nets.ts';
import { nudityNet } from './nudity-net.ts';

/** Where the converted models lie. */
export const folder = new URL('../../src/services/vision/weights/', import.meta.url);

/** How each of them is made, by the name of its file. */
export const models = {
  detector: detectorNet,
  landmarks: landmarksNet,
  descriptor: descriptorNet,
  age: ageNet,
  nudity: () => nudityNet(),
};
