import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

test('the container and the service start the bot with the flags of npm start', () => {
  const { start } = (JSON.parse(read('package.json')) as { scripts: { start: string } }).scripts;
  const flags = start.split(' ').filter(word => word.startsWith('--'));
  expect(flags).not.toEqual([]);
  expect(read('Dockerfile')).toContain(
    `ENTRYPOINT ${JSON.stringify(['node', ...flags]).replaceAll(',', ', ')}`,
  );
  const memory = 'MALLOC_MMAP_THRESHOLD_=131072';
  expect(read('Dockerfile')).toContain(`ENV ${memory}\n`);
  expect(read('deploy/ai-actor.service')).toContain(`Environment=${memory}\n`);
  expect(read('deploy/ai-actor.service')).toContain(`ExecStart=/usr/bin/${start}\n`);
});
