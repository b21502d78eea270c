import { readdirSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const training = dirname(fileURLToPath(import.meta.url));
const src = resolve(training, '../..');

/** For each room, which others it may import, types included: what a job is, what runs it, what happens to it, what looks after all that. */
const mayImport: Record<string, string[]> = {
  job: [],
  runners: ['job'],
  callbacks: ['job'],
  result: ['job', 'runners'],
  start: ['job', 'runners'],
  upkeep: ['job', 'runners', 'callbacks', 'result'],
};

const sourcesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(file => file.replaceAll('\\', '/'))
    .filter(file => file.endsWith('.ts') && !/\.test\.ts$|(^|\/)testing\//.test(file));

const importsOf = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, specifier = '']) =>
    relative(training, resolve(dirname(file), specifier)).replaceAll('\\', '/'),
  );

describe('the rooms of training', () => {
  const files = sourcesOf(training);
  const roomOf = (file: string) => file.split('/')[0] ?? file;

  test('are those that are named here', () => {
    const rooms = files.filter(file => file.includes('/')).map(roomOf);
    expect([...new Set(rooms)].sort()).toEqual(Object.keys(mayImport).sort());
  });

  test('import each other one way only, and none imports what puts them together', () => {
    const wrong = files
      .filter(file => file.includes('/'))
      .flatMap(file => importsOf(resolve(training, file)).map(to => ({ from: file, to })))
      .filter(({ to }) => !to.startsWith('..'))
      .filter(({ from, to }) => roomOf(from) !== roomOf(to) && !mayImport[roomOf(from)]?.includes(roomOf(to)))
      .map(({ from, to }) => `${from} → ${to}`);
    expect(wrong).toEqual([]);
  });
});

describe('the state of a job', () => {
  /** `state: …` in an object or a type, `{ ...job, state }`, and `job.state = …`. */
  const write = /(?<!\.)\bstate['"]?\]?\s*:|\.\.\.[^{}]*,\s*state\b\s*[,}]|(\.state|\['state'\])\s*=[^=>]/g;

  const writesIn = (code: string) =>
    [...code.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '').matchAll(write)].map(([found]) => found);

  test('is written in job/ alone', () => {
    const elsewhere = sourcesOf(src)
      .map(file => resolve(src, file))
      .filter(file => {
        const inTraining = relative(training, file).replaceAll('\\', '/');
        if (!inTraining.startsWith('..')) return !inTraining.startsWith('job/');
        return /training\/job\//.test(readFileSync(file, 'utf8'));
      });
    expect(elsewhere.length).toBeGreaterThan(30);
    const wrong = elsewhere.flatMap(file =>
      writesIn(readFileSync(file, 'utf8')).map(found => `${relative(src, file)}: ${found}`),
    );
    expect(wrong).toEqual([]);
  });

  test.each([
    "{ ...job, state: 'failed' }",
    "{ ...job, 'state': end }",
    "{ ...job, ['state']: end }",
    '{ ...job, reason, state }',
    "job.state = 'failed'",
    "job['state'] = end",
  ])('would be found in %s', code => expect(writesIn(code)).toHaveLength(1));

  test.each([
    "job.state === 'failed'",
    'over ? job.state : other',
    'const { state } = job',
    '({ state }) => state',
  ])('is only read in %s', code => expect(writesIn(code)).toEqual([]));
});
