import { sightOf } from '../src/services/photos/testing/sights.ts';
import type { Vision } from '../src/services/vision/vision.ts';

/** For stories that are not about what photos show: every photo is good, and all show one person. */
export function seesOnePerson(beforeLook: () => Promise<void> = async () => {}): Vision {
  let seen = 0;
  return {
    async look() {
      await beforeLook();
      return sightOf(seen++);
    },
    nudity: async () => ({ explicit: 0.01, suggestive: 0.02 }),
    faces: async () => [],
    everyFace: async () => [],
    stop: async () => {},
  };
}
