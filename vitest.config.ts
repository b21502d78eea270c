import { defineConfig } from 'vitest/config';
import { compiledScripts } from './test/compiled-scripts.ts';

/** Their stand-ins for modules would meet the files that come after them in the same process. */
const alone = [
  'src/discord/command-localisations.test.ts',
  'src/services/vision/decoding/decoded-once.test.ts',
  'src/words/words.test.ts',
  'test/views/pictures.test.ts',
];
const exclude = ['test/browser/**'];

export default defineConfig({
  plugins: [compiledScripts()],
  test: {
    testTimeout: 300_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    maxWorkers: 3,
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
