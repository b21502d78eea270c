import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { compiledScripts } from './test/compiled-scripts.ts';

/** Their stand-ins for modules would meet the files that come after them in the same process. */
const alone = [
  'src/discord/command-localisations.test.ts',
  'src/services/vision/decoding/decoded-once.test.ts',
  'src/words/words.test.ts',
  'test/views/pictures.test.ts',
];
const exclude = ['test/browser/**'];

/** Tests of the whole bot begin before all others of their process: one that begins last runs on while nothing else does. */
class WholeBotFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const rank = ({ project, moduleId }: TestSpecification) =>
      project.name === 'alone' ? 0 : /\/test\/(drills|processes|stories)\//.test(moduleId) ? 1 : 2;
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  plugins: [compiledScripts()],
  test: {
    testTimeout: 300_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    // Many wait for timers or for processes of their own, while others compute: a third worker has two cores busy.
    maxWorkers: 3,
    sequence: { sequencer: WholeBotFirst },
    projects: [
      { extends: true, test: { name: 'alone', include: alone } },
      {
        extends: true,
        test: {
          name: 'together',
          include: [
            'src/**/*.test.ts',
            'playground/**/*.test.ts',
            'scripts/**/*.test.ts',
            'test/**/*.test.ts',
          ],
          exclude: [...exclude, ...alone],
          // Each file of its own process would load the bot and its packages anew.
          isolate: false,
        },
      },
    ],
  },
});
