import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { compiledScripts } from './test/compiled-scripts.ts';

/** Tests of the whole bot begin first: one that begins last runs on while nothing else does. */
class WholeBotFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const rank = ({ moduleId }: TestSpecification) =>
      /\/test\/(drills|processes|stories)\//.test(moduleId) ? 0 : 1;
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  plugins: [compiledScripts()],
  test: {
    include: ['src/**/*.test.ts', 'playground/**/*.test.ts', 'scripts/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['test/browser/**'],
    testTimeout: 300_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    // Each file has a process of its own: what one imports late would fail for those that come after it there.
    maxWorkers: 2,
    sequence: { sequencer: WholeBotFirst },
  },
});
