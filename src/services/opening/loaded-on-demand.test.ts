import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

test('a bot on SQLite and a folder loads no client of a database or an object store', async () => {
  const source = `
    await import(${JSON.stringify(new URL('../../bot.ts', import.meta.url).href)});
    const { default: Module } = await import('node:module');
    const loaded = new Set(Object.keys(Module._cache).flatMap(path =>
      [...path.replaceAll('\\\\', '/').matchAll(/node_modules\\/((?:@[^/]+\\/)?[^/]+)\\//g)].map(([, name]) => name)));
    console.log(JSON.stringify([...loaded]));`;
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...['--import', import.meta.resolve('tsx'), '--input-type=module', '--eval', source],
  ]);
  const loaded = JSON.parse(stdout) as string[];
  expect(loaded).toContain('discord.js');
  expect(loaded.filter(name => /^(pg|@aws-sdk\/.*|@opentelemetry\/sdk.*)$/.test(name))).toEqual([]);
}, 60_000);
