import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

test('the container and the service start the bot with the flags of npm start', () => {
  const { start, build } = (
    JSON.parse(read('package.json')) as { scripts: Record<'start' | 'build', string> }
  ).scripts;
  const flags = start.split(' ').filter(word => word.startsWith('--'));
  expect(flags).not.toEqual([]);
  // What V8 made of the packages when they were compiled is good for these flags alone.
  expect(build.split(' ').filter(word => word.startsWith('--'))).toEqual(flags);
  expect(read('Dockerfile')).toContain(
    `ENTRYPOINT ${JSON.stringify(['node', ...flags]).replaceAll(',', ', ')}`,
  );
  for (const memory of ['MALLOC_MMAP_THRESHOLD_=131072', 'MALLOC_ARENA_MAX=1']) {
    expect(read('Dockerfile')).toContain(`ENV ${memory}\n`);
    expect(read('deploy/ai-actor.service')).toContain(`Environment=${memory}\n`);
  }
  expect(read('deploy/ai-actor.service')).toContain(`ExecStart=/usr/bin/${start}\n`);
});
