import { appendFile, type FileHandle, mkdtemp, open, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { openIntake } from './intake.ts';

const schema = z.object({ id: z.string(), prompt: z.string() });
const noteOf = (id: string) => ({ id, prompt: `a boat called ${id}` });

let dir: string;
let path: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'actor-intake-'));
  path = join(dir, 'intake.jsonl');
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** What a process that starts now finds. */
async function leftNow(): Promise<string[]> {
  const intake = await openIntake(path, schema);
  await intake.close();
  return intake.left.map(({ id }) => id);
}

test('what is noted is there after a kill, and what was dropped is not', async () => {
  const intake = await openIntake(path, schema);
  await Promise.all(['a', 'b', 'c'].map(id => intake.note(noteOf(id))));
  await intake.drop('b');
  expect(await leftNow()).toEqual(['a', 'c']);
  await intake.close();
});

test('with the last note nothing of any is left in the file, and later notes are safe again', async () => {
  const intake = await openIntake(path, schema);
  await intake.note(noteOf('a'));
  await intake.note(noteOf('b'));
  await Promise.all([intake.drop('a'), intake.drop('b')]);
  expect(await readFile(path, 'utf8')).toBe('');
  // Noted while the file is being emptied.
  await intake.note(noteOf('c'));
  await Promise.all([intake.drop('c'), intake.note(noteOf('d'))]);
  expect(await leftNow()).toEqual(['d']);
  await intake.close();
});

test('a note that a kill cut off is passed over, and spoils no other', async () => {
  const before = await openIntake(path, schema);
  await before.note(noteOf('a'));
  await before.close();
  await appendFile(path, '{"record":{"id":"b","prom');
  const after = await openIntake(path, schema);
  expect(after.left.map(({ id }) => id)).toEqual(['a']);
  await after.note(noteOf('c'));
  expect(await leftNow()).toEqual(['a', 'c']);
  await after.close();
});

test('what an earlier process left is dropped like the rest', async () => {
  const before = await openIntake(path, schema);
  await before.note(noteOf('a'));
  await before.close();
  const after = await openIntake(path, schema);
  await after.drop('a');
  expect(await readFile(path, 'utf8')).toBe('');
  await after.close();
});

test.skipIf(process.platform === 'win32')('the file is for this user alone', async () => {
  await (await openIntake(path, schema)).close();
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('what was dropped while the disk was full is not there after an orderly end', async () => {
  const intake = await openIntake(path, schema);
  for (const id of ['a', 'b']) await intake.note(noteOf(id));
  const other = await open(path);
  const full = vi.spyOn(Object.getPrototypeOf(other) as FileHandle, 'appendFile');
  await other.close();
  full.mockRejectedValueOnce(Object.assign(new Error('no space left'), { code: 'ENOSPC' }));
  await expect(intake.drop('a')).rejects.toThrow('no space left');
  full.mockRestore();
  await intake.close();
  expect(await leftNow()).toEqual(['b']);
});
