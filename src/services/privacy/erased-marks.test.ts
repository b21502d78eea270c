import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { erasedSince, marksName, openErasedMarks } from './erased-marks.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'actor-marks-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

test('a mark that a full disk cut off spoils none after it', async () => {
  const path = join(dir, marksName);
  const marks = await openErasedMarks(dir, 5);
  await appendFile(path, '{"at":5,"mar');
  await marks.add({ actorId: 'ana' }, 6);
  await marks.add({ actorId: 'ben' }, 7);
  const erased = [{ actorId: 'ana' }, { actorId: 'ben' }];
  expect(erasedSince(await readFile(path, 'utf8'), 5, erased)).toEqual(erased);
  await openErasedMarks(dir, 8);
  expect(erasedSince(await readFile(path, 'utf8'), 5, erased)).toEqual(erased);
});
